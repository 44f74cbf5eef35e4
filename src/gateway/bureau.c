#include "gateway/bureau.h"

#include "json/shape.h"
#include "lending/gate.h"

/* What a question is about. */
struct about {
    struct nes_id application_id;
    struct nes_application application;
    struct nes_client client;
};

static struct nes_err load(struct nes_tx *tx, void *self)
{
    struct about *about = self;

    NES_TRY(nes_application_load(tx, (struct nes_application_id){ about->application_id }, false, &about->application));
    return nes_client_find(tx, about->application.client, &about->client);
}

static struct nes_err load_about(const struct nes_bureau *bureau, struct nes_arena *arena,
                                 const struct nes_errand *errand, struct about *about, struct nes_str *number)
{
    struct nes_person person;

    about->application_id = errand->subject;
    NES_TRY(nes_db_read(bureau->db, arena, load, about));
    NES_TRY(nes_client_unseal(bureau->keeper, arena, (struct nes_keeper_why){ .purpose = NES_PURPOSE_SEND },
                              &about->client, &person));
    *number = (struct nes_str){ (const char *)person.iin.ptr, person.iin.len };
    return NES_FINE;
}

/* --- the credit report --- */

/* The report as it came, sealed under the client's key. */
static struct nes_err keep(const struct nes_bureau *bureau, const struct nes_client *client, struct nes_str body,
                           struct nes_document_row *row)
{
    struct nes_vault vault = { .crypto = bureau->partner.crypto, .keeper = bureau->keeper, .blobs = bureau->blobs };
    struct nes_access access = { { .purpose = NES_PURPOSE_PAPER }, client->key };

    *row = (struct nes_document_row){ .key = client->key,
                                      .doc_class = NES_STR("credit_report"),
                                      .media = NES_STR("application/json"),
                                      .origin = NES_DOCUMENT_RECEIVED };
    return nes_document_keep(&vault, &access, body, &row->document);
}

static struct nes_err ask_report(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                                 struct nes_errand_answer *answer)
{
    struct nes_bureau *bureau = gateway;
    struct about *about = NES_NEW(arena, struct about);
    struct nes_bureau_report *report = NES_NEW(arena, struct nes_bureau_report);
    struct nes_bureau_asked asked = { .id = errand->id.id };
    struct nes_clock clock = nes_clock_real();
    struct nes_outgoing_answer got;
    struct nes_str body;
    struct nes_err err;

    NES_TRY(load_about(bureau, arena, errand, about, &asked.number));
    NES_TRY(nes_bureau_question_write(arena, &asked, &body));
    err = nes_partner_call(&bureau->partner, arena, "reports", body, &got);
    if (err.what == &nes_fault_CLIENT_CALL) {
        *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("no_line") };
        return NES_FINE;
    }
    NES_TRY(err);
    if (got.status != 200) {
        *answer = (struct nes_errand_answer){ .outcome = nes_partner_outcome(got.status),
                                              .detail = NES_STR("no_report") };
        return NES_FINE;
    }
    asked.now_us = nes_clock_now(&clock);
    NES_TRY(nes_bureau_read(arena, &asked, got.body, report)); /* unreadable is unknown: asked again */
    NES_TRY(keep(bureau, &about->client, got.body, &report->document));
    *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_DONE,
                                          .detail = report->reference,
                                          .body = { (const char *)report, sizeof(*report) } };
    return NES_FINE;
}

/* `body` is the report that ask_report read, in the arena of the same try. */
static struct nes_err report_apply(struct nes_tx *tx, const struct nes_errand *errand,
                                   const struct nes_errand_answer *answer)
{
    struct nes_bureau_report report;

    if (answer->outcome != NES_OUTCOME_DONE) {
        return nes_gates_reported(tx, errand, NULL);
    }
    NES_ASSERT(answer->body.len == sizeof(report));
    report = *(const struct nes_bureau_report *)(const void *)answer->body.ptr;
    return nes_gates_reported(tx, errand, &report);
}

struct nes_errand_kind nes_bureau_report_errand(struct nes_bureau *bureau)
{
    return (struct nes_errand_kind){ .name = NES_BUREAU_REPORT_ERRAND,
                                     .repeat = NES_REPEAT_SAFE,
                                     .repeat_source = "docs/wire/bureau.md: idempotent by id",
                                     .lease_ms = 15'000,
                                     .give_up_after_s = 86'400,
                                     .send = ask_report,
                                     .gateway = bureau,
                                     .apply = report_apply };
}

/* --- the fact of an application --- */

struct taken {
    struct nes_str reference;
};
static const struct nes_field taken_fields[] = { NES_FIELD(struct taken, reference, .required = true, .max = 100) };
static const struct nes_shape taken_shape = NES_SHAPE(struct taken, taken_fields, .open = true, .as = "bureau_taken");

static struct nes_err tell(void *gateway, struct nes_arena *arena, const struct nes_errand *errand,
                           struct nes_errand_answer *answer)
{
    struct nes_bureau *bureau = gateway;
    struct about *about = NES_NEW(arena, struct about);
    struct nes_field_faults faults = { 0 };
    struct taken taken = { 0 };
    struct nes_outgoing_answer got;
    struct nes_bureau_fact fact = { .id = errand->id.id };
    struct nes_str body;
    struct nes_err err;
    bool read;

    NES_TRY(load_about(bureau, arena, errand, about, &fact.number));
    fact.amount = about->application.amount;
    fact.purpose = about->application.purpose;
    fact.applied_at = about->application.submitted_at;
    NES_TRY(nes_bureau_fact_write(arena, &fact, &body));
    err = nes_partner_call(&bureau->partner, arena, "applications", body, &got);
    if (err.what == &nes_fault_CLIENT_CALL) {
        *answer = (struct nes_errand_answer){ .outcome = NES_OUTCOME_LATER, .detail = NES_STR("no_line") };
        return NES_FINE;
    }
    NES_TRY(err);
    read = got.status == 200 && !nes_shape_read(&taken_shape, arena, got.body, &taken, &faults).what;
    *answer = (struct nes_errand_answer){ .outcome = read ? NES_OUTCOME_DONE : nes_partner_outcome(got.status),
                                          .detail = read ? taken.reference : NES_STR("no_reference") };
    return NES_FINE;
}

static struct nes_err tell_apply(struct nes_tx *tx, const struct nes_errand *errand,
                                 const struct nes_errand_answer *answer)
{
    return nes_bureau_told(tx, errand->subject,
                           answer->outcome == NES_OUTCOME_DONE ? answer->detail : (struct nes_str){ 0 });
}

struct nes_errand_kind nes_bureau_tell_errand(struct nes_bureau *bureau)
{
    return (struct nes_errand_kind){ .name = NES_BUREAU_TELL_ERRAND,
                                     .repeat = NES_REPEAT_SAFE,
                                     .repeat_source = "docs/wire/bureau.md: idempotent by id",
                                     .lease_ms = 15'000,
                                     .give_up_after_s = 86'400,
                                     .send = tell,
                                     .gateway = bureau,
                                     .apply = tell_apply };
}
