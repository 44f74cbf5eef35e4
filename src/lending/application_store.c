#include "lending/application_store.h"

#include <string.h>

#include "audit/audit.h"
#include "lending/application_sql.h"
#include "lending/contract.h"

/* --- the row --- */

struct nes_err nes_application_begin(struct nes_tx *tx, struct nes_application *application)
{
    application->id = (struct nes_application_id){ nes_tx_new_id(tx) };
    application->state = NES_APPLICATION_DRAFT;
    application->version = 1;
    application->made_at = nes_tx_now(tx);
    return nes_application_insert(
        tx, &(struct nes_application_insert_in){ application->id, application->client, application->product.version,
                                                 application->amount, application->periods, application->purpose,
                                                 application->made_at });
}

struct nes_err nes_application_load(struct nes_tx *tx, struct nes_application_id id, bool lock,
                                    struct nes_application *out)
{
    struct nes_application_by_id_row row;
    struct nes_application_hold_row held;

    if (lock) {
        NES_TRY(nes_application_hold(tx, id, &held));
    }
    NES_TRY(nes_application_by_id(tx, id, &row));
    *out = (struct nes_application){
        .id = id,
        .client = row.client_id,
        .amount = row.amount,
        .periods = row.periods,
        .purpose = row.purpose,
        .state = nes_application_state_of(row.state),
        .version = row.version,
        .made_at = row.made_at,
        .submitted_at = row.submitted_at,
        .decided_at = row.decided_at,
        .chosen_at = row.chosen_at,
        .reason = row.reason,
        .pep = row.pep,
        .own_behalf = row.own_behalf,
        .offered_on = row.offered_on,
        .lapses_on = row.lapses_on,
        .method = nes_method_read(row.method),
        .way = nes_way_of(row.way),
        .payee = row.payee,
        .cooling = row.is_cooling,
        .questionnaire = row.questionnaire_id,
        .ended_at = row.ended_at,
    };
    return nes_product_find(tx, row.product_version_id, &out->product);
}

struct nes_err nes_application_save(struct nes_tx *tx, struct nes_application *application)
{
    bool asked = application->submitted_at != 0;
    int64_t saved;
    struct nes_application_update_in in = {
        .id = application->id,
        .version = application->version,
        .product_version_id = application->product.version,
        .amount = application->amount,
        .periods = application->periods,
        .purpose = application->purpose,
        .state = nes_str_of(nes_application_word(application->state)),
        .submitted_at = application->submitted_at,
        .decided_at = application->decided_at,
        .reason = application->reason,
        .pep = application->pep,
        .has_pep = asked,
        .own_behalf = application->own_behalf,
        .has_own_behalf = asked,
        .questionnaire_id = application->questionnaire,
        .offered_on = application->offered_on,
        .lapses_on = application->lapses_on,
        .chosen_at = application->chosen_at,
        .payee = application->payee,
        .is_cooling = application->cooling,
        .ended_at = application->ended_at,
    };

    in.method = application->method ? nes_str_of(nes_method_word(application->method)) : (struct nes_str){ 0 };
    in.way = application->way ? nes_str_of(nes_way_word(application->way)) : (struct nes_str){ 0 };
    NES_TRY(nes_application_update(tx, &in, &saved));
    application->version += saved;
    return saved == 1 ? NES_FINE : NES_FAIL(DB_CONFLICT, "application");
}

static struct nes_err add_leaf(struct nes_tx *tx, const struct nes_application *application,
                               enum nes_leaf_actor actor)
{
    struct nes_buf kind = nes_buf_begin(nes_tx_arena(tx), NES_LEAF_WORD_MAX);
    struct nes_leaf leaf = { .actor = actor };
    struct nes_leaf_id id;

    nes_buf_addz(&kind, "application.");
    nes_buf_addz(&kind, nes_application_word(application->state));
    leaf.kind = (struct nes_str){ kind.ptr, kind.len };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("application"), application->id.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), application->client.id };
    return nes_audit_add(tx, &leaf, &id);
}

struct nes_err nes_application_move(struct nes_tx *tx, struct nes_application *application,
                                    enum nes_application_state to, enum nes_leaf_actor actor)
{
    if (!nes_application_may_move(application->state, to)) {
        return NES_FAIL(APPLICATION_STATE, nes_application_word(application->state));
    }
    application->state = to;
    if (to == NES_APPLICATION_WITHDRAWN || to == NES_APPLICATION_LAPSED || to == NES_APPLICATION_CONCLUDED) {
        application->ended_at = nes_tx_now(tx);
    }
    NES_TRY(nes_application_save(tx, application));
    return add_leaf(tx, application, actor);
}

/* --- lists --- */

/* The rows whose ids stand in `out`. */
static struct nes_err load_all(struct nes_tx *tx, struct nes_applications *out)
{
    for (size_t i = 0; i < out->len; i++) {
        NES_TRY(nes_application_load(tx, out->rows[i].id, false, &out->rows[i]));
    }
    return NES_FINE;
}

struct nes_err nes_applications_of(struct nes_tx *tx, struct nes_client_id client, struct nes_applications *out)
{
    struct nes_application_list_of_rows found;

    NES_TRY(nes_application_list_of(tx, client, &found));
    *out =
        (struct nes_applications){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_application, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i].id = found.rows[i].id;
    }
    return load_all(tx, out);
}

struct nes_err nes_applications_by(struct nes_tx *tx, enum nes_application_state state, struct nes_applications *out)
{
    struct nes_application_list_by_rows found;

    NES_TRY(nes_application_list_by(tx, nes_str_of(nes_application_word(state)), &found));
    *out =
        (struct nes_applications){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_application, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        out->rows[i].id = found.rows[i].id;
    }
    return load_all(tx, out);
}

struct nes_err nes_application_only(struct nes_tx *tx, struct nes_client_id client)
{
    struct nes_application_hold_client_row held;
    struct nes_application_count_open_row open;

    NES_TRY(nes_application_hold_client(tx, client, &held));
    NES_TRY(nes_application_count_open(tx, client, &open));
    return open.n == 0 ? NES_FINE : NES_FAIL(APPLICATION_OPEN, "application");
}

struct nes_err nes_applications_lapse(struct nes_tx *tx, struct nes_date day, int64_t *lapsed)
{
    struct nes_application_list_lapsed_rows found;

    *lapsed = 0;
    NES_TRY(nes_application_list_lapsed(tx, day, &found));
    for (size_t i = 0; i < found.len; i++) {
        struct nes_application application;

        NES_TRY(nes_application_load(tx, found.rows[i].id, true, &application));
        if (application.lapses_on.day >= day.day) { /* as it is under the lock */
            continue;
        }
        NES_TRY(nes_contract_drop(tx, &application, NES_LEAF_SYSTEM));
        if (nes_application_may_move(application.state, NES_APPLICATION_LAPSED)) {
            NES_TRY(nes_application_move(tx, &application, NES_APPLICATION_LAPSED, NES_LEAF_SYSTEM));
            ++*lapsed;
        }
    }
    return NES_FINE;
}

/* --- acknowledgements --- */

static const char *const ack_words[] = {
    [NES_ACK_RULES] = "rules",
    [NES_ACK_RIGHTS] = "rights",
    [NES_ACK_PAYMENTS] = "payments",
};

static struct nes_err ack_leaf(struct nes_tx *tx, const struct nes_application *application, struct nes_ack *ack)
{
    struct nes_leaf leaf = { .kind = NES_STR("application.acknowledged"), .actor = NES_LEAF_CLIENT };
    struct nes_leaf_id id;

    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("application"), application->id.id };
    leaf.object[leaf.objects++] = (struct nes_leaf_object){ NES_STR("client"), application->client.id };
    leaf.hash[leaf.hashes++] = (struct nes_leaf_hash){ NES_LEAF_CONTENT, nes_str_of(ack_words[ack->kind]), ack->hash };
    NES_TRY(nes_audit_add(tx, &leaf, &id));
    ack->leaf = id.id;
    return NES_FINE;
}

static bool has_ack(const struct nes_acks *acks, enum nes_ack_kind kind, const struct nes_hash *hash)
{
    for (size_t i = 0; i < acks->len; i++) {
        if (acks->rows[i].kind == kind && nes_hash_eq(&acks->rows[i].hash, hash)) {
            return true;
        }
    }
    return false;
}

struct nes_err nes_application_acknowledge(struct nes_tx *tx, const struct nes_application *application,
                                           struct nes_ack *ack)
{
    struct nes_acks acks;
    int64_t added;

    NES_TRY(nes_application_acks(tx, application->id, &acks));
    if (has_ack(&acks, ack->kind, &ack->hash)) {
        return NES_FINE;
    }
    ack->at = nes_tx_now(tx);
    NES_TRY(ack_leaf(tx, application, ack));
    NES_TRY(nes_application_ack_insert(
        tx,
        &(struct nes_application_ack_insert_in){ application->id,
                                                 nes_str_of(ack_words[ack->kind]),
                                                 { (const char *)ack->hash.b, sizeof(ack->hash.b) },
                                                 ack->lang,
                                                 ack->text,
                                                 ack->leaf,
                                                 ack->at },
        &added));
    return added == 1 ? NES_FINE : NES_FAIL(DB_CONFLICT, "acknowledgement");
}

struct nes_err nes_application_acks(struct nes_tx *tx, struct nes_application_id id, struct nes_acks *out)
{
    struct nes_application_ack_list_rows found;

    NES_TRY(nes_application_ack_list(tx, id, &found));
    *out = (struct nes_acks){ NES_NEW_MANY(nes_tx_arena(tx), struct nes_ack, found.len + 1), found.len };
    for (size_t i = 0; i < found.len; i++) {
        struct nes_ack *ack = &out->rows[i];

        *ack = (struct nes_ack){ .lang = found.rows[i].lang,
                                 .text = found.rows[i].disclosure_id,
                                 .leaf = found.rows[i].leaf_id,
                                 .at = found.rows[i].at };
        memcpy(ack->hash.b, found.rows[i].hash.ptr, sizeof(ack->hash.b));
        for (enum nes_ack_kind kind = NES_ACK_RULES; kind <= NES_ACK_PAYMENTS; kind++) {
            ack->kind = nes_str_is(found.rows[i].kind, ack_words[kind]) ? kind : ack->kind;
        }
    }
    return NES_FINE;
}

static bool told(const struct nes_acks *acks, enum nes_ack_kind kind, const struct nes_disclosure *text)
{
    return has_ack(acks, kind, &text->hash_kk) || has_ack(acks, kind, &text->hash_ru);
}

struct nes_err nes_application_told(struct nes_tx *tx, const struct nes_application *application, struct nes_date day)
{
    struct nes_disclosure rules, rights;
    struct nes_acks acks;

    NES_TRY(nes_disclosure_on(tx, NES_DISCLOSURE_RULES, day, &rules));
    NES_TRY(nes_disclosure_on(tx, NES_DISCLOSURE_RIGHTS, day, &rights));
    NES_TRY(nes_application_acks(tx, application->id, &acks));
    return told(&acks, NES_ACK_RULES, &rules) && told(&acks, NES_ACK_RIGHTS, &rights)
               ? NES_FINE
               : NES_FAIL(APPLICATION_ACKS, NULL);
}
