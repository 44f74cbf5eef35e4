/* Problems as RFC 9457: a stable code, a sentence in the caller's language, the trace to ask for, the faulty fields.
 * Nothing else: what went wrong inside stands in the log (rules 24.5, 26.1). */
#include <string.h>

#include "http/job.h"

/* Faults of our own inside look alike from outside. */
static const struct nes_fault *shown(const struct nes_fault *what)
{
    return what->status == 500                    ? &nes_fault_INTERNAL
           : strcmp(what->code, "DB_NO_ROW") == 0 ? &nes_fault_NOT_FOUND
                                                  : what;
}

static void put_field(struct nes_json *json, enum nes_lang lang, const struct nes_field_fault *fault)
{
    nes_json_open(json, '{');
    nes_json_key_str(json, "pointer", fault->pointer);
    nes_json_key_z(json, "code", fault->what->code);
    nes_json_key_str(json, "text", nes_words_fault(lang, fault->what));
    if (fault->has_limit) {
        nes_json_key_int(json, "limit", fault->limit);
    }
    nes_json_close(json, '}');
}

/* A domain's fault names a member of the body. */
static bool names_member(const struct nes_job *job, const char *at)
{
    return at && job->match.route && job->match.route->takes && nes_shape_has(job->match.route->takes, at);
}

static void put_fields(struct nes_json *json, const struct nes_job *job, struct nes_err err)
{
    bool shaped = err.what == &nes_fault_SHAPE_FAULTS && job->faults;

    if (!shaped && !names_member(job, err.at)) {
        return;
    }
    nes_json_key(json, "errors");
    nes_json_open(json, '[');
    for (size_t i = 0; shaped && i < job->faults->len; i++) {
        put_field(json, job->req.lang, &job->faults->rows[i]);
    }
    if (!shaped) {
        struct nes_buf buf = nes_buf_begin(job->arena, 256);
        struct nes_field_fault fault = { .what = shown(err.what) };

        nes_buf_byte(&buf, '/');
        nes_buf_addz(&buf, err.at);
        NES_ASSERT(!nes_buf_done(&buf, &fault.pointer).what);
        put_field(json, job->req.lang, &fault);
    }
    nes_json_close(json, ']');
}

static void put_type(struct nes_json *json, struct nes_arena *arena, const char *code)
{
    struct nes_buf buf = nes_buf_begin(arena, 128);
    struct nes_str type;

    nes_buf_addz(&buf, "urn:nesie:fault:");
    nes_buf_addz(&buf, code);
    NES_ASSERT(!nes_buf_done(&buf, &type).what);
    nes_json_key_str(json, "type", type);
}

void nes_problem(struct nes_job *job, struct nes_err err)
{
    const struct nes_fault *what = shown(err.what);
    struct nes_buf buf = nes_buf_begin(job->arena, 64 * 1024);
    struct nes_json json = NES_JSON_TO(&buf);

    job->fault = err.what;
    job->reply =
        (struct nes_reply){ .job = job, .given = true, .status = what->status, .type = "application/problem+json" };
    nes_json_open(&json, '{');
    put_type(&json, job->arena, what->code);
    nes_json_key_str(&json, "title", nes_words_fault(job->req.lang, what));
    nes_json_key_int(&json, "status", what->status);
    nes_json_key_z(&json, "code", what->code);
    nes_json_key_z(&json, "trace_id", job->trace.trace);
    put_fields(&json, job, err);
    nes_json_close(&json, '}');
    NES_ASSERT(!nes_buf_done(&buf, &job->reply.body).what);
    nes_reply_header(&job->reply, "Content-Language", nes_str_of(nes_lang_code(job->req.lang)));
    if (what->status == 503 || what->status == 409 || what->status == 429) {
        struct nes_buf seconds = nes_buf_begin(job->arena, 24);

        nes_buf_int(&seconds, job->retry_s > 0 ? job->retry_s : 1);
        nes_reply_header(&job->reply, "Retry-After", (struct nes_str){ seconds.ptr, seconds.len });
    }
}
