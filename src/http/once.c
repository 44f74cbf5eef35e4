/* A key's row is inserted first in its transaction and carries the answer when it commits: DONE and REFUSED answer the
 * same again, FAILED leaves no row. */
#include <stdlib.h>
#include <string.h>

#include "http/door.h"
#include "http/once_sql.h"

/* Method and path as in the table of routes. */
static struct nes_str route_of(struct nes_job *job)
{
    struct nes_buf buf = nes_buf_begin(job->arena, 300);
    struct nes_str text;

    nes_buf_addz(&buf, nes_method_name(job->match.route->method));
    nes_buf_byte(&buf, ' ');
    nes_buf_addz(&buf, job->match.route->path);
    NES_ASSERT(!nes_buf_done(&buf, &text).what);
    return text;
}

/* The answer as bytes: for type, body and each header its length (8 digits) and its text. */
static void put_part(struct nes_buf *buf, struct nes_str part)
{
    char length[9];

    for (int i = 7, rest = (int)part.len; i >= 0; i--, rest /= 10) {
        length[i] = (char)('0' + rest % 10);
    }
    nes_buf_add(buf, (struct nes_str){ length, 8 });
    nes_buf_add(buf, part);
}

static bool take_part(struct nes_str *from, struct nes_str *part)
{
    size_t len = 0;

    if (from->len < 8) {
        return false;
    }
    for (size_t i = 0; i < 8; i++) {
        len = len * 10 + (size_t)(from->ptr[i] - '0');
    }
    if (from->len - 8 < len) {
        return false;
    }
    *part = nes_str_part(*from, 8, len);
    *from = nes_str_from(*from, 8 + len);
    return true;
}

/* Cookies are for the first answer only: a session's secret is kept nowhere. */
static struct nes_str packed(struct nes_job *job)
{
    const struct nes_reply *reply = &job->reply;
    struct nes_buf buf = nes_buf_begin(job->arena, 16 * 1024 * 1024);
    struct nes_str text;

    put_part(&buf, nes_str_of(reply->type));
    put_part(&buf, reply->body);
    for (size_t i = 0; i < reply->lines_len; i++) {
        if (!nes_str_is(reply->lines[i].name, "Set-Cookie")) {
            put_part(&buf, reply->lines[i].name);
            put_part(&buf, reply->lines[i].value);
        }
    }
    NES_ASSERT(!nes_buf_done(&buf, &text).what);
    return text;
}

static void unpack(struct nes_job *job, int32_t status, struct nes_str text)
{
    struct nes_reply *reply = &job->reply;
    struct nes_str type, name, value;

    NES_ASSERT(take_part(&text, &type) && take_part(&text, &reply->body));
    reply->type = type.len > 0 ? nes_str_z(job->arena, type) : NULL;
    while (take_part(&text, &name) && take_part(&text, &value)) {
        nes_reply_header(reply, nes_str_z(job->arena, name), value);
    }
    reply->status = status;
    reply->given = true;
    reply->replayed = true;
}

static struct nes_err answer_again(struct nes_job *job)
{
    const struct nes_app_hooks *hooks = &job->http->hooks;
    struct nes_http_once_find_row row;
    struct nes_str plain;

    NES_TRY(nes_http_once_find(job->req.tx, (int32_t)job->caller.kind, job->caller.id, route_of(job), job->key, &row));
    if (row.fingerprint.len != NES_HASH_BYTES || memcmp(row.fingerprint.ptr, job->fingerprint.b, NES_HASH_BYTES) != 0) {
        return NES_FAIL(KEY_OTHER, NULL);
    }
    NES_ASSERT(row.has_status);
    plain = row.reply;
    if (hooks->unseal) {
        NES_TRY(hooks->unseal(hooks->self, job->arena, row.reply, &plain));
    }
    unpack(job, row.status, plain);
    return NES_FINE;
}

struct nes_err nes_once_peek(struct nes_job *job)
{
    struct nes_err err = job->match.route->once ? answer_again(job) : NES_FINE;

    return err.what == &nes_fault_DB_NO_ROW ? NES_FINE : err;
}

struct nes_err nes_once_begin(struct nes_job *job, bool *replay)
{
    const struct nes_http_once_insert_in in = {
        .actor_kind = (int32_t)job->caller.kind,
        .actor_id = job->caller.id,
        .route = route_of(job),
        .key = job->key,
        .fingerprint = { (const char *)job->fingerprint.b, NES_HASH_BYTES },
        .operation = job->req.operation,
        .made_at = job->req.now_us,
    };
    int64_t inserted;

    NES_TRY(nes_http_once_insert(job->req.tx, &in, &inserted));
    *replay = inserted == 0;
    return *replay ? answer_again(job) : NES_FINE;
}

struct nes_err nes_once_keep(struct nes_job *job)
{
    const struct nes_app_hooks *hooks = &job->http->hooks;
    struct nes_http_once_finish_in in = {
        .actor_kind = (int32_t)job->caller.kind,
        .actor_id = job->caller.id,
        .route = route_of(job),
        .key = job->key,
        .status = job->reply.status,
        .reply = packed(job),
    };
    int64_t changed;

    if (hooks->seal) {
        NES_TRY(hooks->seal(hooks->self, job->arena, in.reply, &in.reply));
    }
    NES_TRY(nes_http_once_finish(job->req.tx, &in, &changed));
    NES_ASSERT(changed == 1);
    return NES_FINE;
}

struct nes_err nes_once_examine(struct nes_tx *tx, int64_t *bare)
{
    struct nes_http_once_bare_row row;

    NES_TRY(nes_http_once_bare(tx, &row));
    *bare = row.n;
    return NES_FINE;
}

static bool same_key(const struct nes_job *a, const struct nes_job *b)
{
    return a->match.route == b->match.route && a->caller.kind == b->caller.kind &&
           nes_id_eq(a->caller.id, b->caller.id) && nes_str_eq(a->key, b->key);
}

bool nes_once_enter(struct nes_job *job)
{
    struct nes_http *http = job->http;
    bool running = false;

    if (!job->match.route->once) {
        return true;
    }
    pthread_mutex_lock(&http->lock);
    for (const struct nes_job *other = http->keys; other && !running; other = other->next) {
        running = same_key(job, other);
    }
    if (!running) {
        job->next = http->keys;
        job->before = NULL;
        if (http->keys) {
            http->keys->before = job;
        }
        http->keys = job;
        job->key_taken = true;
    }
    pthread_mutex_unlock(&http->lock);
    return !running;
}

void nes_once_leave(struct nes_job *job)
{
    struct nes_http *http = job->http;

    if (!job->key_taken) {
        return;
    }
    pthread_mutex_lock(&http->lock);
    if (job->before) {
        job->before->next = job->next;
    } else {
        http->keys = job->next;
    }
    if (job->next) {
        job->next->before = job->before;
    }
    job->key_taken = false;
    job->next = job->before = NULL;
    pthread_mutex_unlock(&http->lock);
}
