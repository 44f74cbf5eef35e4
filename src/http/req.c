#include <stdio.h>
#include <string.h>

#include "http/door.h"
#include "http/path.h"
#include "crypto/text.h"

static size_t param_at(const struct nes_req *req, const char *name)
{
    const struct nes_match *match = &req->job->match;

    for (size_t i = 0; i < match->params_len; i++) {
        if (strcmp(match->params[i]->name, name) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

const struct nes_param_row *nes_req_param(const struct nes_req *req, const char *name)
{
    size_t at = param_at(req, name);

    if (at < req->job->rows_len) {
        return &req->job->rows[at];
    }
    for (size_t i = 0; i < req->job->refs_len; i++) {
        if (strcmp(req->job->refs[i].field->name, name) == 0) {
            return &req->job->refs[i].row;
        }
    }
    NES_BUG("a parameter of the route that is loaded");
}

void *nes_req_row(const struct nes_req *req, const char *name)
{
    return nes_req_param(req, name)->row;
}

const struct nes_param_value *nes_req_value(const struct nes_req *req, const char *name)
{
    size_t at = param_at(req, name);

    NES_ASSERT(at != SIZE_MAX);
    return &req->job->match.values[at];
}

struct nes_str nes_req_header(const struct nes_req *req, const char *name)
{
    return nes_job_header(req->job, name);
}

struct nes_str nes_req_cookie(const struct nes_req *req, const char *name)
{
    struct nes_str value = { 0 };

    return nes_cookie_find(nes_job_header(req->job, "cookie"), nes_str_of(name), &value) ? value
                                                                                         : (struct nes_str){ 0 };
}

struct nes_http *nes_req_http(const struct nes_req *req)
{
    return req->job->http;
}

const struct nes_app_hooks *nes_req_hooks(const struct nes_req *req)
{
    return &req->job->http->hooks;
}

void nes_req_retry(struct nes_req *req, int64_t seconds)
{
    req->job->retry_s = seconds;
}

void nes_req_after(struct nes_req *req, void (*tell)(void *self), void *self)
{
    struct nes_after *after = NES_NEW(req->arena, struct nes_after);

    *after = (struct nes_after){ .next = req->job->after, .tell = tell, .self = self };
    req->job->after = after;
}

/* A cursor holds for one route, one caller and the same filters are the caller's own affair. */
static struct nes_hash cursor_mac(const struct nes_req *req, struct nes_str place)
{
    const struct nes_http_options *options = &req->job->http->options;
    const struct nes_str parts[] = {
        NES_STR("cursor 1"),
        nes_str_of(req->route->path),
        { (const char *)&req->caller.kind, sizeof(req->caller.kind) },
        { (const char *)req->caller.id.b, sizeof(req->caller.id.b) },
        req->job->path,
        place,
    };

    return nes_http_mac(options->crypto, options->cursor_key, req->arena, parts, NES_LEN(parts));
}

#define MAC_BYTES 16

struct nes_str nes_cursor_write(const struct nes_req *req, struct nes_str place)
{
    struct nes_hash mac;
    char *bytes = nes_arena_take(req->arena, MAC_BYTES + place.len);

    mac = cursor_mac(req, place);
    memcpy(bytes, mac.b, MAC_BYTES);
    if (place.len > 0) {
        memcpy(bytes + MAC_BYTES, place.ptr, place.len);
    }
    return nes_base64_write(req->arena, NES_BASE64_URL, (struct nes_str){ bytes, MAC_BYTES + place.len });
}

struct nes_err nes_cursor_read(const struct nes_req *req, struct nes_str cursor, struct nes_str *place)
{
    struct nes_hash mac;
    struct nes_str bytes, rest;

    *place = (struct nes_str){ 0 };
    if (cursor.len == 0) {
        return NES_FINE;
    }
    if (cursor.len > 1024 || nes_base64_read(req->arena, NES_BASE64_URL, cursor, &bytes).what ||
        bytes.len < MAC_BYTES) {
        return NES_FAIL(CURSOR_FORM, "cursor");
    }
    rest = nes_str_from(bytes, MAC_BYTES);
    mac = cursor_mac(req, rest);
    if (!nes_crypto_same(mac.b, bytes.ptr, MAC_BYTES)) {
        return NES_FAIL(CURSOR_FORM, "cursor");
    }
    *place = rest;
    return NES_FINE;
}
