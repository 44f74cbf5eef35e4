/* The library's parser is lenient (it cuts values at a NUL, joins folded lines, takes bare line feeds, keeps two
 * lengths). What it has parsed still points into the bytes that came, so the distances between names and values prove
 * the form: each line ends with exactly CR LF, and nothing stands between. */
#include <string.h>

#include "http/door.h"
#include "http/path.h"

struct scan {
    struct nes_job *job;
    const char *end; /* of the value before */
    bool bad;
};

static enum MHD_Result take_line(void *self, enum MHD_ValueKind kind, const char *name, size_t name_len,
                                 const char *value, size_t value_len)
{
    struct scan *scan = self;
    struct nes_job *job = scan->job;
    struct nes_line line = { { name, name_len }, { value, value_len } };

    (void)kind;
    if (!value || job->lines_len == NES_LINES_MAX || (uintptr_t)name != (uintptr_t)scan->end + 2 ||
        (uintptr_t)value <= (uintptr_t)name + name_len || !nes_token(line.name) || !nes_field_value(line.value)) {
        scan->bad = true;
        return MHD_NO;
    }
    line.value = nes_str_trim(line.value);
    job->lines[job->lines_len++] = line;
    scan->end = value + value_len;
    return MHD_YES;
}

static size_t count(const struct nes_job *job, const char *name)
{
    size_t n = 0;

    for (size_t i = 0; i < job->lines_len; i++) {
        n += nes_same_name(job->lines[i].name, nes_str_of(name));
    }
    return n;
}

/* Empty where the header is missing or stands twice. */
struct nes_str nes_job_header(const struct nes_job *job, const char *name)
{
    struct nes_str found = { 0 };
    size_t n = 0;

    for (size_t i = 0; i < job->lines_len; i++) {
        if (nes_same_name(job->lines[i].name, nes_str_of(name))) {
            found = job->lines[i].value;
            n++;
        }
    }
    return n == 1 ? found : (struct nes_str){ 0 };
}

static bool whole_form(struct nes_job *job, const char *method, const char *version)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(job->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    struct scan scan = { .job = job, .end = version + strlen(version) };
    uintptr_t line = (uintptr_t)job->uri_raw;

    /* method SP uri SP version, also where a NUL hides in the address */
    if (!info || line != (uintptr_t)method + strlen(method) + 1 || (uintptr_t)version != line + job->uri.len + 1) {
        return false;
    }
    (void)MHD_get_connection_values_n(job->connection, MHD_HEADER_KIND, take_line, &scan);
    return !scan.bad && (uintptr_t)method + info->header_size == (uintptr_t)scan.end + 4;
}

static struct nes_err check_host(const struct nes_job *job)
{
    struct nes_str host = nes_job_header(job, "host"), port;

    if (count(job, "host") != 1 || host.len == 0) {
        return NES_FAIL(HTTP_BROKEN, NULL);
    }
    if (!job->door->listener->host) {
        return NES_FINE;
    }
    (void)nes_str_cut(host, ':', &host, &port);
    return nes_same_name(host, nes_str_of(job->door->listener->host)) ? NES_FINE : NES_FAIL(HTTP_HOST, NULL);
}

static struct nes_err check_length(struct nes_job *job)
{
    struct nes_str length = nes_job_header(job, "content-length");

    if (count(job, "transfer-encoding") > 0) {
        return count(job, "content-length") > 0 ? NES_FAIL(HTTP_BROKEN, NULL) : NES_FAIL(HTTP_LENGTH, NULL);
    }
    if (count(job, "content-length") > 1) {
        return NES_FAIL(HTTP_BROKEN, NULL);
    }
    if (count(job, "content-length") == 1 && (nes_str_int(length, &job->length).what || job->length < 0)) {
        return NES_FAIL(HTTP_BROKEN, NULL);
    }
    return NES_FINE;
}

/* Headers that decide something and have no list form may stand once. */
static bool twice(const struct nes_job *job)
{
    static const char *const once[] = {
        "authorization",       "content-type",  "cookie", "dpop",        "expect",          "if-match",
        "idempotency-key",     "if-none-match", "origin", "traceparent", "x-forwarded-for", "x-client-verify",
        "x-client-certificate"
    };

    for (size_t i = 0; i < NES_LEN(once); i++) {
        if (count(job, once[i]) > 1) {
            return true;
        }
    }
    return false;
}

struct nes_err nes_head_check(struct nes_job *job, const char *method, const char *version)
{
    if (strcmp(version, "HTTP/1.1") != 0) {
        return NES_FAIL(HTTP_VERSION, NULL);
    }
    if (!whole_form(job, method, version) || twice(job)) {
        return NES_FAIL(HTTP_BROKEN, NULL);
    }
    NES_TRY(check_host(job));
    return check_length(job);
}
