#include "payment/paper.h"

#include "payment/paper_parts.h"
#include "payment/paper_sql.h"

static const char *const words[] = { [NES_LOAN_PAPER_CONTRACT] = "contract", [NES_LOAN_PAPER_RECEIPT] = "receipt",
                                     [NES_LOAN_PAPER_CLOSED] = "closed" };

const char *nes_loan_paper_word(enum nes_loan_paper_kind kind)
{
    NES_ASSERT(kind >= NES_LOAN_PAPER_CONTRACT && kind <= NES_LOAN_PAPER_CLOSED);
    return words[kind];
}

static enum nes_loan_paper_kind kind_of(struct nes_str word)
{
    return (enum nes_loan_paper_kind)nes_str_place(words, NES_LEN(words), word);
}

struct nes_err nes_loan_paper_ask(struct nes_tx *tx, const struct nes_loan_paper *paper)
{
    struct nes_loan_paper_id id = { nes_tx_new_id(tx) };
    struct nes_errand_id errand;
    int64_t added;

    NES_TRY(nes_loan_paper_insert(tx,
                                  &(struct nes_loan_paper_insert_in){ id, paper->loan, paper->client,
                                                                      nes_str_of(nes_loan_paper_word(paper->kind)),
                                                                      paper->about, nes_tx_now(tx) },
                                  &added));
    if (added == 0) {
        return NES_FINE;
    }
    return nes_errand_plan(tx, &(struct nes_errand_plan){ .kind = NES_LOAN_PAPER_ERRAND, .subject = id.id,
                                                          .payload = NES_STR("{}") },
                           &errand);
}

static struct nes_loan_paper paper_of(const struct nes_loan_paper_by_id_row *row)
{
    return (struct nes_loan_paper){ row->id,          row->loan_id,  row->client_id, kind_of(row->kind), row->about,
                                    row->document_id, row->model_id, row->leaf_id,   row->asked_at };
}

struct nes_err nes_loan_paper_find(struct nes_tx *tx, struct nes_loan_paper_id id, struct nes_loan_paper *out)
{
    struct nes_loan_paper_by_id_row row;

    NES_TRY(nes_loan_paper_by_id(tx, id, &row));
    *out = paper_of(&row);
    return NES_FINE;
}

struct nes_err nes_loan_papers_of(struct nes_tx *tx, struct nes_loan_id loan, struct nes_loan_papers *out)
{
    struct nes_loan_paper_list_rows found;

    NES_TRY(nes_loan_paper_list(tx, loan, &found));
    *out = (struct nes_loan_papers){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_loan_paper, found.len + 1),
                                     found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i] = paper_of(&found.rows[i]);
    }
    return NES_FINE;
}

struct nes_err nes_loan_paper_closed(struct nes_tx *tx, int64_t *asked)
{
    struct nes_loan_paper_wanted_rows wanted;
    struct nes_loan_papered_in *papered;

    NES_TRY(nes_loan_paper_wanted(tx, &wanted));
    papered = NES_NEW_MANY(nes_tx_arena(tx), struct nes_loan_papered_in, wanted.len + 1);
    *asked = (int64_t)wanted.len;
    for (size_t i = 0; i < wanted.len; i++) {
        NES_TRY(nes_loan_paper_ask(tx, &(struct nes_loan_paper){ .loan = wanted.rows[i].loan_id,
                                                                 .client = wanted.rows[i].client_id,
                                                                 .kind = NES_LOAN_PAPER_CLOSED,
                                                                 .about = wanted.rows[i].loan_id.id }));
        papered[i].loan_id = wanted.rows[i].loan_id;
    }
    return nes_loan_papered(tx, papered, wanted.len);
}

/* --- the errand --- */

/* RULE 11.1: the leaf names the hash of what the paper says and of its bytes. */
static struct nes_err keep(struct nes_tx *tx, const struct nes_loan_paper *paper, const struct nes_paper_formed *formed)
{
    struct nes_leaf leaf = { .kind = NES_STR("paper.formed") };
    struct nes_document_id document, model;
    struct nes_leaf_id id;
    int64_t kept;

    NES_TRY(nes_document_add(tx, &formed->pdf, &document));
    NES_TRY(nes_document_add(tx, &formed->model, &model));
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("paper"), paper->id.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("loan"), paper->loan.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), paper->client.id };
    leaf.hash[leaf.hashes++] = (struct nes_leaf_hash){ NES_LEAF_CONTENT, NES_STR("paper"), formed->hash };
    leaf.hash[leaf.hashes++] = (struct nes_leaf_hash){ NES_LEAF_CONTENT, NES_STR("pdf"),
                                                       formed->pdf.document.content };
    NES_TRY(nes_audit_add(tx, &leaf, &id));
    return nes_loan_paper_formed(tx, paper->id, document, model, id, &kept);
}

static struct nes_err apply(struct nes_tx *tx, const struct nes_errand *errand, const struct nes_errand_answer *answer)
{
    struct nes_loan_paper paper;

    NES_TRY(nes_loan_paper_find(tx, (struct nes_loan_paper_id){ errand->subject }, &paper));
    if (answer->outcome != NES_OUTCOME_DONE || !nes_id_none(paper.document.id)) {
        return NES_FINE;
    }
    NES_ASSERT(answer->body.len == sizeof(struct nes_paper_formed)); /* of this process: paper_form.c */
    return keep(tx, &paper, (const void *)answer->body.ptr);
}

static struct nes_err form(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                           struct nes_errand_answer *answer)
{
    const struct nes_paper_shop *shop = gateway;
    struct nes_paper_formed *formed = NES_NEW(arena, struct nes_paper_formed);

    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("not_formed") };
    NES_TRY(nes_paper_form(shop, arena, (struct nes_loan_paper_id){ errand->subject }, formed));
    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_DONE, .detail = NES_STR("formed"),
                                          .body = { (const char *)formed, sizeof(*formed) } };
    return NES_FINE;
}

struct nes_errand_kind nes_loan_paper_errand(struct nes_paper_shop *shop)
{
    return (struct nes_errand_kind){ .name = NES_LOAN_PAPER_ERRAND, .repeat = NES_REPEAT_SAFE,
                                     .repeat_source = "src/payment/paper.h: formed from what is stored, kept once",
                                     .lease_ms = 60'000, .give_up_after_s = 30 * 86'400, .send = form,
                                     .gateway = shop, .apply = apply };
}
