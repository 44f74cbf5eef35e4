/* src/api/csp.c: browsers tell here what the content policy of our pages stopped (every answer names this door in
 * Reporting-Endpoints). A report is counted and its directive logged; addresses of pages, which name what is a
 * person's, are not. */
#include "api/doors.h"
#include "http/req.h"

enum { BODY_MOST = 16 * 1'024, REPORTS_MOST = 20 };

struct violation {
    struct nes_str effectiveDirective;
};
static const struct nes_field violation_fields[] = {
    NES_FIELD(struct violation, effectiveDirective, .max = 4'000),
};
static const struct nes_shape violation_shape = NES_SHAPE(struct violation, violation_fields, .open = true);

struct report {
    struct nes_str type;
    struct violation body;
};
static const struct nes_field report_fields[] = {
    NES_FIELD(struct report, type, .max = 100),
    NES_FIELD(struct report, body, .shape = &violation_shape),
};
static const struct nes_shape report_shape = NES_SHAPE(struct report, report_fields, .open = true);

struct reports {
    struct { struct report *rows; size_t len; } reports;
};
static const struct nes_field reports_fields[] = {
    NES_LIST(struct reports, reports, .required = true, .each = &report_shape, .max = REPORTS_MOST),
};
static const struct nes_shape reports_shape = NES_SHAPE(struct reports, reports_fields);

/* A name of ours, never text of the sender. */
static const char *directive_of(struct nes_str text)
{
    static const char *const known[] = {
        "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr", "img-src",
        "media-src", "connect-src", "font-src", "form-action", "base-uri", "object-src", "frame-ancestors", "frame-src",
        "manifest-src", "worker-src", "default-src", "require-trusted-types-for",
    };

    size_t at;

    return nes_str_find(known, NES_LEN(known), text, &at) ? known[at] : "other";
}

/* The report is an array; shapes read objects. */
static struct nes_err read_reports(struct nes_req *req, struct reports *out)
{
    struct nes_buf buf = nes_buf_begin(req->arena, BODY_MOST + 32);
    struct nes_field_faults faults = { 0 };
    struct nes_str text;

    nes_buf_addz(&buf, "{\"reports\":");
    nes_buf_add(&buf, req->raw);
    nes_buf_byte(&buf, '}');
    NES_TRY(nes_buf_done(&buf, &text));
    return nes_shape_read(&reports_shape, req->arena, text, out, &faults).what ? NES_FAIL(JSON_FORM, NULL) : NES_FINE;
}

static struct nes_err report(struct nes_req *req, struct nes_reply *reply)
{
    struct reports in = { 0 };

    NES_TRY(read_reports(req, &in));
    for (size_t i = 0; i < in.reports.len; i++) {
        if (nes_str_is(in.reports.rows[i].type, "csp-violation")) {
            NES_LOG(req->log, WARN, "csp.violation", NES_LOG_STR("trace", req->trace_id),
                    NES_LOG_Z("directive", directive_of(in.reports.rows[i].body.effectiveDirective)));
        }
    }
    return nes_reply_none(reply);
}

static const struct nes_route routes[] = {
    { NES_POST, "/v1/csp-reports", .listen = NES_PUBLIC | NES_OFFICE | NES_TERMINAL, .needs = NES_PERM_ANYONE,
      .raw = true, .body_max = BODY_MOST, .report = true, .prepare = report, .status = 204, .rules = "24.5",
      .doc = "What a browser tells of our content policy: counted, nothing of it is kept." },
};
const struct nes_resource nes_csp_resource = NES_RESOURCE("csp", routes);
