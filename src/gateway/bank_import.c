#include "gateway/bank_import.h"

#include "json/json.h"
#include "json/shape.h"
#include "payment/own_account.h"
#include "payment/statement_days.h"

struct nes_err nes_bank_import_read(struct nes_tx *tx, struct nes_str file, struct nes_bank_import *import)
{
    struct nes_arena *arena = nes_tx_arena(tx);

    NES_TRY(nes_bank_statement_read(import->press, arena, file, &import->statement));
    NES_TRY(nes_bank_statement_index(import->vault.keeper, arena, &import->statement));
    import->kept.row.doc_class = NES_STR("statement");
    import->kept.row.media = NES_STR("application/xml");
    import->kept.row.origin = NES_DOCUMENT_RECEIVED;
    return nes_organisation_keep(tx, &import->vault, file, &import->kept);
}

struct nes_err nes_bank_import_take(struct nes_tx *tx, const struct nes_bank_import *import,
                                    struct nes_statement_done *done)
{
    NES_TRY(nes_organisation_key_add(tx, &import->kept));
    return nes_statement_import(tx, &import->statement, &import->kept.row, done);
}

/* --- asked of the bank --- */

struct nes_err nes_bank_import_plan(struct nes_tx *tx, struct nes_date day)
{
    struct nes_buf buf = nes_buf_begin(nes_tx_arena(tx), 64);
    struct nes_json json = NES_JSON_TO(&buf);
    struct nes_errand_plan plan = { .kind = NES_STATEMENT_ERRAND, .subject = nes_organisation_owner() };
    struct nes_errand_id errand;

    nes_json_open(&json, '{');
    nes_json_key(&json, "day");
    nes_json_date(&json, day);
    nes_json_close(&json, '}');
    NES_TRY(nes_buf_done(&buf, &plan.payload));
    return nes_errand_plan(tx, &plan, &errand);
}

struct wish {
    struct nes_date day;
};
static const struct nes_field wish_fields[] = { NES_FIELD(struct wish, day, .required = true) };
static const struct nes_shape wish_shape = NES_SHAPE(struct wish, wish_fields, .as = "bank_statement_wish");

struct reading {
    struct nes_own_account own;
    struct nes_str file;
    struct nes_bank_import *import;
};

static struct nes_err look_own(struct nes_tx *tx, void *self)
{
    struct reading *reading = self;

    return nes_own_account_find(tx, &reading->own);
}

static struct nes_err read_file(struct nes_tx *tx, void *self)
{
    struct reading *reading = self;

    return nes_bank_import_read(tx, reading->file, reading->import);
}

static struct nes_err fetch(const struct nes_bank *bank, struct nes_arena *arena, const struct nes_errand *errand,
                            struct nes_bank_import *import)
{
    struct nes_field_faults faults = { 0 };
    struct reading reading = { .import = import };
    struct wish wish = { 0 };

    NES_TRY(nes_shape_read(&wish_shape, arena, errand->payload, &wish, &faults));
    NES_TRY(nes_db_read(bank->db, arena, look_own, &reading));
    NES_TRY(nes_bank_statement_fetch(bank, arena, reading.own.iban, wish.day, &reading.file));
    NES_TRY(nes_db_read(bank->db, arena, read_file, &reading));
    return import->statement.from.day == wish.day.day && import->statement.to.day == wish.day.day
               ? NES_FINE
               : NES_FAIL(STATEMENT_FORM, "period"); /* another day's is not what was asked for */
}

static struct nes_err ask(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                          struct nes_errand_answer *answer)
{
    const struct nes_bank *bank = gateway;
    struct nes_bank_import *import = NES_NEW(arena, struct nes_bank_import);
    struct nes_err err;

    import->press = bank->press;
    import->vault = (struct nes_vault){ bank->partner.crypto, bank->keeper, bank->blobs };
    err = fetch(bank, arena, errand, import);
    *answer = err.what ? (struct nes_errand_answer){ .outcome = NES_OUTCOME_REFUSED,
                                                     .detail = nes_str_of(err.what->code) }
                       : (struct nes_errand_answer){ .outcome = NES_OUTCOME_DONE, .detail = NES_STR("read"),
                                                     .body = { (const char *)import, sizeof(*import) } };
    return NES_FINE;
}

static struct nes_err apply(struct nes_tx *tx, const struct nes_errand *errand, const struct nes_errand_answer *answer)
{
    const struct nes_bank_import *import = (const void *)answer->body.ptr;
    struct nes_statement_done done;

    (void)errand;
    if (answer->outcome != NES_OUTCOME_DONE) {
        return NES_FINE;
    }
    NES_ASSERT(answer->body.len == sizeof(*import)); /* of this process: `ask` */
    NES_TRY(nes_bank_import_take(tx, import, &done));
    return nes_statement_day_read(tx, import->statement.iban, import->statement.from);
}

struct nes_errand_kind nes_bank_statement_errand(struct nes_bank *bank)
{
    return (struct nes_errand_kind){ .name = NES_STATEMENT_ERRAND, .repeat = NES_REPEAT_SAFE,
                                     .repeat_source = "docs/wire/bank.md: a question changes nothing",
                                     .lease_ms = 60'000, .give_up_after_s = 3'600, .send = ask, .gateway = bank,
                                     .apply = apply };
}
