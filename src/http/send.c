#include <stdio.h>
#include <string.h>

#include "http/door.h"
#include "http/path.h"

static void put(struct MHD_Response *out, const char *name, const char *value)
{
    NES_ASSERT(MHD_add_response_header(out, name, value) == MHD_YES);
}

/* "/kk/sign/…": a page that talks to the program with the client's keys. RULE 35.1 */
static bool signs(struct nes_str path)
{
    return path.len > 3 && path.ptr[3] == '/' && nes_str_starts(nes_str_part(path, 3, path.len - 3), NES_STR("/sign/"));
}

/* quality.md B11: on every answer of ours. */
static void put_protection(struct MHD_Response *out, const struct nes_job *job, bool page)
{
    const struct nes_listener *listener = job->door->listener;
    bool capture = page && nes_str_starts(job->path, NES_STR("/capture"));

    put(out, "Content-Security-Policy",
        page && signs(job->path) ? job->door->policy_signs.ptr : job->door->policy.ptr);
    put(out, "Reporting-Endpoints", "csp=\"/v1/csp-reports\"");
    put(out, "X-Content-Type-Options", "nosniff");
    put(out, "Referrer-Policy", "no-referrer");
    put(out, "Cross-Origin-Opener-Policy", "same-origin");
    put(out, "Cross-Origin-Embedder-Policy", "require-corp");
    put(out, "Cross-Origin-Resource-Policy", "same-origin");
    put(out, "Permissions-Policy",
        capture ? "camera=(self), microphone=(), geolocation=(self), payment=(), usb=()"
                : "camera=(), microphone=(), geolocation=(self), payment=(), usb=()");
    if (listener->certificate || listener->proxied) {
        put(out, "Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    }
}

static void put_trace(struct MHD_Response *out, const struct nes_job *job)
{
    char text[64];

    (void)snprintf(text, sizeof(text), "00-%s-%s-01", job->trace.trace, job->trace.span);
    put(out, "traceparent", text);
}

static enum MHD_Result queue(struct nes_job *job, struct MHD_Response *out, int status)
{
    enum MHD_Result result;

    if (job->closing || atomic_load(&job->http->draining)) {
        put(out, "Connection", "close");
    }
    job->state = NES_JOB_SENT;
    result = MHD_queue_response(job->connection, (unsigned)status, out);
    MHD_destroy_response(out);
    return result;
}

static struct MHD_Response *response_of(struct nes_str body)
{
    /* the arena of the job outlives the sending; the library does not write into it */
    struct MHD_Response *out =
        MHD_create_response_from_buffer(body.len, (void *)(uintptr_t)body.ptr, MHD_RESPMEM_PERSISTENT);

    NES_ASSERT(out);
    return out;
}

static bool accepts(const struct nes_job *job, const char *coding)
{
    struct nes_str list = nes_job_header(job, "accept-encoding");

    while (list.len > 0) {
        struct nes_str item, rest, name, weight;

        (void)nes_str_cut(list, ',', &item, &rest);
        (void)nes_str_cut(item, ';', &name, &weight);
        if (nes_same_name(nes_str_trim(name), nes_str_of(coding))) {
            return !nes_str_starts(nes_str_trim(weight), NES_STR("q=0")) ||
                   nes_str_starts(nes_str_trim(weight), NES_STR("q=0."));
        }
        list = rest;
    }
    return false;
}

enum MHD_Result nes_send_file(struct nes_job *job, const struct nes_file *file)
{
    bool same = nes_str_eq(nes_job_header(job, "if-none-match"), file->etag);
    bool br = file->br.len > 0 && accepts(job, "br"), gz = !br && file->gz.len > 0 && accepts(job, "gzip");
    struct nes_str body = br ? file->br : gz ? file->gz : file->plain;
    struct MHD_Response *out = response_of(same ? NES_STR("") : body);

    job->reply.status = same ? 304 : 200;
    job->reply.body = body;
    put_protection(out, job, file->page);
    put_trace(out, job);
    put(out, "ETag", nes_str_z(job->arena, file->etag));
    put(out, "Vary", "Accept-Encoding");
    put(out, "Cache-Control", file->immutable ? "public, max-age=31536000, immutable" : "no-store");
    if (!same) {
        put(out, "Content-Type", file->type);
    }
    if (!same && (br || gz)) {
        put(out, "Content-Encoding", br ? "br" : "gzip");
    }
    return queue(job, out, job->reply.status);
}

static bool unchanged(const struct nes_job *job)
{
    struct nes_str tag = nes_job_header(job, "if-none-match");
    char text[32];

    if (job->reply.version == 0 || job->reply.status != 200 || tag.len == 0) {
        return false;
    }
    (void)snprintf(text, sizeof(text), "\"v%lld\"", (long long)job->reply.version);
    return nes_str_is(tag, text);
}

static void put_allow(struct MHD_Response *out, struct nes_arena *arena, unsigned methods)
{
    struct nes_buf buf = nes_buf_begin(arena, 64);
    struct nes_str text;

    for (enum nes_verb method = NES_GET; method <= NES_DELETE; method++) {
        if ((methods & 1U << method) != 0) {
            nes_buf_addz(&buf, buf.len > 0 ? ", " : "");
            nes_buf_addz(&buf, nes_method_name(method));
        }
    }
    NES_ASSERT(!nes_buf_done(&buf, &text).what);
    put(out, "Allow", nes_str_z(arena, text));
}

enum MHD_Result nes_send(struct nes_job *job)
{
    struct nes_reply *reply = &job->reply;
    bool same = unchanged(job);
    struct MHD_Response *out = response_of(same || !reply->type ? NES_STR("") : reply->body);

    NES_ASSERT(reply->given);
    reply->status = same ? 304 : reply->status;
    put_protection(out, job, false);
    put_trace(out, job);
    put(out, "Cache-Control", "no-store");
    if (reply->type && !same) {
        put(out, "Content-Type", reply->type);
    }
    for (size_t i = 0; i < reply->lines_len; i++) {
        put(out, nes_str_z(job->arena, reply->lines[i].name), nes_str_z(job->arena, reply->lines[i].value));
    }
    if (reply->replayed) {
        put(out, "Idempotency-Replayed", "true");
    }
    if (reply->status == 405) {
        put_allow(out, job->arena, job->match.methods);
    }
    return queue(job, out, reply->status);
}
