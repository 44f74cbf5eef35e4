/* The callbacks of the library: they move bytes and never touch the database. */
#include <gnutls/gnutls.h>
#include <stdlib.h>
#include <string.h>

#include "http/door.h"
#include "http/path.h"
#include "http/peer.h"
#include "http/upload.h"

#define BODY_MAX (64 * 1024)
#define SLOWEST_BYTES_PER_S (16 * 1024) /* of an upload; JSON must come within the deadline of the head */

/* What we keep with a connection. */
struct link {
    struct nes_conn *conn;
    bool checked, trusted;        /* the peer's certificate */
    uint8_t digest[NES_HASH_BYTES];
};

static struct link *link_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    NES_ASSERT(info && info->socket_context);
    return info->socket_context;
}

static int64_t deadline(const struct nes_http *http, int64_t ms)
{
    return nes_clock_steady(&http->options.clock) + ms * 1'000;
}

static void tls_begin(struct nes_door *door, struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);

    NES_ASSERT(info && info->tls_session);
    gnutls_session_set_ptr(info->tls_session, door->tls);
}

void nes_conn_notify(void *self, struct MHD_Connection *connection, void **state,
                     enum MHD_ConnectionNotificationCode what)
{
    struct nes_door *door = self;
    struct link *link = *state;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

        link = calloc(1, sizeof(*link));
        NES_ASSERT(link && info);
        link->conn =
            nes_conn_add(door->http->reaper, info->connect_fd, deadline(door->http, door->http->options.head_ms));
        *state = link;
        if (door->tls) {
            tls_begin(door, connection);
        }
        return;
    }
    nes_conn_remove(door->http->reaper, link->conn);
    free(link);
    *state = NULL;
}

void *nes_conn_uri(void *self, const char *uri, struct MHD_Connection *connection)
{
    struct nes_door *door = self;
    struct nes_arena *arena = nes_arena_begin(8192);
    struct nes_job *job = NES_NEW(arena, struct nes_job);

    job->http = door->http;
    job->door = door;
    job->connection = connection;
    job->arena = arena;
    job->conn = link_of(connection)->conn;
    job->began_us = nes_clock_steady(&door->http->options.clock);
    job->uri_raw = uri;
    job->uri = nes_str_copy(arena, nes_str_of(uri));
    (void)nes_str_cut(job->uri, '?', &job->path, &job->query);
    job->reply.job = job;
    job->req = (struct nes_req){ .arena = arena,
                                 .listen = door->listener->kind,
                                 .upload = { .fd = -1 },
                                 .log = door->http->options.log,
                                 .app = door->http->options.app,
                                 .job = job };
    atomic_fetch_add(&door->http->under_way, 1);
    return job;
}

static void log_access(const struct nes_job *job)
{
    static const char *const kinds[] = { "anyone", "client", "staff", "terminal", "system" };
    const struct nes_route *route = job->match.route;
    int64_t took_us = nes_clock_steady(&job->http->options.clock) - job->began_us;
    char id[NES_ID_TEXT + 1];

    nes_id_write(job->req.caller.id, id);
    NES_LOG(job->http->options.log, INFO, "http.request", NES_LOG_STR("trace", job->req.trace_id),
            NES_LOG_Z("method", route ? nes_method_name(route->method) : "-"),
            NES_LOG_Z("route", route ? route->path : "-"), NES_LOG_INT("status", job->reply.status),
            NES_LOG_INT("us", took_us), NES_LOG_INT("bytes", (int64_t)job->reply.body.len),
            NES_LOG_Z("listener", job->door->listener->host ? job->door->listener->host : "operations"),
            NES_LOG_Z("caller", kinds[job->req.caller.kind]), NES_LOG_Z("actor", id),
            NES_LOG_Z("code", job->fault ? job->fault->code : "-"));
}

void nes_conn_completed(void *self, struct MHD_Connection *connection, void **state,
                        enum MHD_RequestTerminationCode why)
{
    struct nes_door *door = self;
    struct nes_job *job = *state;

    (void)why;
    if (!job) {
        return;
    }
    if (job->state == NES_JOB_SENT) {
        log_access(job);
    }
    nes_conn_until(door->http->reaper, link_of(connection)->conn, deadline(door->http, door->http->options.head_ms));
    nes_upload_end(job);
    nes_http_less(door->http, &door->http->under_way);
    nes_arena_end(&(struct nes_arena *){ job->arena });
    *state = NULL;
}

/* Counts the answer and gives it the time to be taken. */
static enum MHD_Result answer(struct nes_job *job)
{
    struct nes_http *http = job->http;
    size_t index = job->match.route ? job->match.index : nes_routes_len(http->routes);
    int64_t now_us = nes_clock_steady(&http->options.clock);
    enum MHD_Result result = nes_send(job);

    nes_metrics_count(http->metrics, index, job->reply.status, now_us - job->began_us);
    nes_conn_until(http->reaper, job->conn, deadline(http, http->options.reply_ms + (int64_t)job->reply.body.len / 32));
    return result;
}

static enum MHD_Result refuse(struct nes_job *job, struct nes_err err)
{
    nes_problem(job, err);
    return answer(job);
}

/* An error that leaves bytes of the request unread ends the connection. */
static enum MHD_Result refuse_unread(struct nes_job *job, struct nes_err err)
{
    job->closing = true;
    return refuse(job, err);
}

static struct nes_err check_peer(struct nes_job *job)
{
    struct link *link = link_of(job->connection);
    const union MHD_ConnectionInfo *info;

    if (job->door->listener->proxied) {
        return job->door->listener->kind == NES_TERMINAL ? nes_peer_forwarded_cert(job) : NES_FINE;
    }
    if (!job->door->listener->client_ca) {
        return NES_FINE;
    }
    if (!link->checked) {
        info = MHD_get_connection_info(job->connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
        link->trusted = info && nes_tls_peer(info->tls_session, link->digest);
        link->checked = true;
    }
    if (!link->trusted) {
        return NES_FAIL(TERMINAL_CERT, NULL);
    }
    job->req.peer_cert = nes_str_copy(job->arena, (struct nes_str){ (const char *)link->digest, NES_HASH_BYTES });
    return NES_FINE;
}

static bool of_type(struct nes_str header, const char *type)
{
    struct nes_str name, rest;

    (void)nes_str_cut(header, ';', &name, &rest);
    return nes_same_name(nes_str_trim(name), nes_str_of(type));
}

static struct nes_err check_type(const struct nes_job *job)
{
    const struct nes_route *route = job->match.route;
    struct nes_str type = nes_job_header(job, "content-type");

    if (route->raw) {
        return NES_FINE;
    }
    if (route->upload) {
        for (size_t i = 0; route->upload->types[i]; i++) {
            if (of_type(type, route->upload->types[i])) {
                return NES_FINE;
            }
        }
        return NES_FAIL(HTTP_TYPE, NULL);
    }
    return job->length == 0 || of_type(type, "application/json") ? NES_FINE : NES_FAIL(HTTP_TYPE, NULL);
}

/* A page of another site cannot make a browser call us (SameSite cookies and these headers, each enough alone). */
static struct nes_err check_origin(const struct nes_job *job)
{
    struct nes_str origin = nes_job_header(job, "origin"), site = nes_job_header(job, "sec-fetch-site"), scheme, host;

    if (job->match.route->method == NES_GET || job->match.route->raw) {
        return NES_FINE;
    }
    if (site.len > 0 && !nes_str_is(site, "same-origin") && !nes_str_is(site, "none")) {
        return NES_FAIL(ORIGIN, NULL);
    }
    if (origin.len == 0) {
        return NES_FINE;
    }
    scheme = nes_str_part(origin, 0, 8);
    host = nes_str_from(origin, 8);
    return nes_str_is(scheme, "https://") && nes_same_name(host, nes_job_header(job, "host")) ? NES_FINE
                                                                                              : NES_FAIL(ORIGIN, NULL);
}

static struct nes_err check_size(struct nes_job *job)
{
    const struct nes_route *route = job->match.route;

    job->body_max = route->upload ? route->upload->bytes_max : route->body_max > 0 ? route->body_max : BODY_MAX;
    if (job->length > job->body_max) {
        return route->upload ? NES_FAIL(UPLOAD_LARGE, NULL) : NES_FAIL(HTTP_LARGE, NULL);
    }
    if (job->length > 0 && !route->takes && !route->raw && !route->upload) {
        return NES_FAIL(HTTP_LARGE, NULL);
    }
    return NES_FINE;
}

static struct nes_err open_request(struct nes_job *job, const char *method, const char *version)
{
    const struct nes_seek seek = { .listen = job->door->listener->kind,
                                   .method = nes_method_of(nes_str_of(method)),
                                   .path = job->path };

    job->closing = true; /* until the head has proved good and no content follows */
    NES_TRY(nes_head_check(job, method, version));
    job->closing = job->length > 0;
    job->req.lang = nes_lang_accepted(nes_job_header(job, "accept-language"));
    job->head = strcmp(method, "HEAD") == 0;
    if (seek.method == NES_METHOD_NONE) {
        return NES_FAIL(HTTP_METHOD, NULL);
    }
    NES_TRY(nes_peer_address(job));
    NES_TRY(check_peer(job));
    NES_TRY(nes_routes_find(job->http->routes, job->arena, &seek, &job->match));
    job->req.route = job->match.route;
    NES_TRY(check_origin(job));
    NES_TRY(check_size(job));
    return check_type(job);
}

/* From here on the job belongs to a worker, until the connection is resumed. */
static enum MHD_Result hand_over(struct nes_job *job, enum nes_job_state state)
{
    job->state = state;
    nes_conn_until(job->http->reaper, job->conn, 0);
    atomic_fetch_add(&job->http->away, 1);
    MHD_suspend_connection(job->connection);
    if (!nes_queue_push(job->http->queue, job)) {
        nes_problem(job, atomic_load(&job->http->draining) ? NES_FAIL(HTTP_STOPPING, NULL) : NES_FAIL(HTTP_BUSY, NULL));
        nes_job_done(job);
    }
    return MHD_YES;
}

/* A file or page at this address; not where another listener has a door there (/metrics). */
static const struct nes_file *file_for(const struct nes_job *job, struct nes_err err, const char *method)
{
    const enum nes_listen all = NES_PUBLIC | NES_OFFICE | NES_TERMINAL | NES_OPERATIONS;
    const struct nes_seek seek = { .listen = all, .method = NES_GET, .path = job->path };
    bool get = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    struct nes_match elsewhere;

    if (err.what != &nes_fault_NOT_FOUND || !job->door->files || !get ||
        nes_routes_find(job->http->routes, job->arena, &seek, &elsewhere).what != &nes_fault_NOT_FOUND) {
        return NULL;
    }
    return nes_files_find(job->door->files, job->path);
}

static enum MHD_Result begin_body(struct nes_job *job)
{
    int64_t ms = job->http->options.head_ms;

    if (job->match.route->upload) {
        return hand_over(job, NES_JOB_ADMIT);
    }
    job->state = NES_JOB_BODY;
    job->body = nes_arena_take(job->arena, (size_t)job->length + 1);
    nes_conn_until(job->http->reaper, job->conn, deadline(job->http, ms));
    return MHD_YES;
}

static enum MHD_Result send_file(struct nes_job *job)
{
    struct nes_http *http = job->http;

    nes_metrics_count(http->metrics, nes_routes_len(http->routes), 200, 0);
    nes_conn_until(http->reaper, job->conn,
                   deadline(http, http->options.reply_ms + (int64_t)job->file->plain.len / 32));
    return nes_send_file(job, job->file);
}

/* An answer to this first call would end the connection; where nothing more comes it waits for the second. */
static enum MHD_Result begin(struct nes_job *job, const char *method, const char *version)
{
    struct nes_err err = open_request(job, method, version);

    nes_trace_take(job);
    job->file = file_for(job, err, method);
    if (err.what && !job->file) {
        nes_problem(job, err);
    }
    if (job->closing && err.what) {
        return job->file ? send_file(job) : answer(job);
    }
    job->closing = false;
    if (err.what) {
        job->state = NES_JOB_BODY;
        return MHD_YES;
    }
    return begin_body(job);
}

/* After a worker admitted an upload. */
static enum MHD_Result begin_upload(struct nes_job *job)
{
    struct nes_err err = nes_upload_begin(job);

    if (err.what) {
        return refuse_unread(job, err);
    }
    job->state = NES_JOB_BODY;
    nes_conn_until(job->http->reaper, job->conn,
                   deadline(job->http, job->http->options.head_ms + job->length * 1'000 / SLOWEST_BYTES_PER_S));
    return MHD_YES;
}

static enum MHD_Result more(struct nes_job *job, const char *data, size_t *size)
{
    int64_t len = (int64_t)*size;

    *size = 0;
    if (job->body_len + len > job->length) {
        return MHD_NO; /* more than was announced */
    }
    if (!job->match.route->upload) {
        memcpy(job->body + job->body_len, data, (size_t)len);
    } else if (!job->reply.given) {
        struct nes_err err = nes_upload_more(job, data, (size_t)len);

        if (err.what) {
            nes_problem(job, err); /* answered when the rest was passed over */
        }
    }
    job->body_len += len;
    return MHD_YES;
}

static enum MHD_Result whole(struct nes_job *job)
{
    if (job->file) {
        return send_file(job);
    }
    if (job->reply.given) {
        return answer(job);
    }
    if (job->body_len != job->length) {
        return refuse_unread(job, NES_FAIL(HTTP_BROKEN, NULL));
    }
    return hand_over(job, NES_JOB_WORK);
}

enum MHD_Result nes_conn_request(void *self, struct MHD_Connection *connection, const char *url, const char *method,
                                 const char *version, const char *data, size_t *size, void **state)
{
    struct nes_job *job = *state;

    (void)self;
    (void)connection;
    (void)url;
    switch (job->state) {
    case NES_JOB_NEW:
        return begin(job, method, version);
    case NES_JOB_ADMIT:
        return begin_upload(job);
    case NES_JOB_BODY:
        return *size > 0 ? more(job, data, size) : whole(job);
    case NES_JOB_DONE:
        return answer(job);
    case NES_JOB_SENT:
        *size = 0;
        return MHD_YES;
    case NES_JOB_WORK:
    case NES_JOB_HELD:
        break;
    }
    NES_BUG("a suspended connection is not called");
}

void nes_job_done(struct nes_job *job)
{
    struct nes_http *http = job->http; /* the job may be gone once its connection goes on */

    NES_ASSERT(job->reply.given || job->state == NES_JOB_ADMIT);
    if (job->reply.given) {
        job->state = NES_JOB_DONE;
    }
    MHD_resume_connection(job->connection);
    nes_http_less(http, &http->away);
}
