#include <stdio.h>
#include <string.h>

#include "http/job.h"
#include "base/base_faults.h"
#include "http/path.h"

#define REPLY_MAX (8 * 1024 * 1024)

static struct nes_err give_json(struct nes_reply *reply, int status, const struct nes_shape *view, const void *it)
{
    struct nes_buf buf = nes_buf_begin(reply->job->arena, REPLY_MAX);
    struct nes_json json = NES_JSON_TO(&buf);

    NES_ASSERT(!reply->given && view && view == reply->job->match.route->gives);
    nes_shape_write(view, it, &json);
    NES_TRY(nes_buf_done(&buf, &reply->body));
    reply->given = true;
    reply->status = status;
    reply->type = "application/json";
    return NES_FINE;
}

struct nes_err nes_reply_ok(struct nes_reply *reply, const struct nes_shape *view, const void *it)
{
    return give_json(reply, 200, view, it);
}

struct nes_err nes_reply_created(struct nes_reply *reply, const struct nes_shape *view, const void *it)
{
    return give_json(reply, 201, view, it);
}

struct nes_err nes_reply_none(struct nes_reply *reply)
{
    NES_ASSERT(!reply->given);
    reply->given = true;
    reply->status = 204;
    return NES_FINE;
}

struct nes_err nes_reply_later(struct nes_reply *reply, struct nes_id operation)
{
    struct nes_buf buf = nes_buf_begin(reply->job->arena, 256), place = nes_buf_begin(reply->job->arena, 128);
    struct nes_json json = NES_JSON_TO(&buf);
    struct nes_str path;

    NES_ASSERT(!reply->given && !nes_id_none(operation));
    nes_buf_addz(&place, "/v1/operations/");
    nes_buf_add(&place, nes_id_str(reply->job->arena, operation));
    NES_TRY(nes_buf_done(&place, &path));
    nes_json_open(&json, '{');
    nes_json_key(&json, "operation");
    nes_json_id(&json, operation);
    nes_json_key_z(&json, "state", "running");
    nes_json_close(&json, '}');
    NES_TRY(nes_buf_done(&buf, &reply->body));
    nes_reply_header(reply, "Location", path);
    reply->given = true;
    reply->status = 202;
    reply->type = "application/json";
    reply->waits = operation;
    return NES_FINE;
}

/* A name for saving: letters, digits, dot, dash; the rest becomes "_". */
static struct nes_str disposition(struct nes_arena *arena, struct nes_str name)
{
    struct nes_buf buf = nes_buf_begin(arena, 256);
    struct nes_str text;

    nes_buf_addz(&buf, "attachment; filename=\"");
    for (size_t i = 0; i < name.len && i < 120; i++) {
        char c = name.ptr[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';

        nes_buf_byte(&buf, good ? c : '_');
    }
    nes_buf_byte(&buf, '"');
    NES_ASSERT(!nes_buf_done(&buf, &text).what);
    return text;
}

struct nes_err nes_reply_bytes(struct nes_reply *reply, struct nes_str bytes, struct nes_str file_name)
{
    NES_ASSERT(!reply->given && reply->job->match.route->gives_type);
    if (bytes.len > REPLY_MAX) {
        return NES_FAIL(OUTPUT_FULL, NULL);
    }
    if (file_name.len > 0) {
        nes_reply_header(reply, "Content-Disposition", disposition(reply->job->arena, file_name));
    }
    reply->given = true;
    reply->status = 200;
    reply->type = reply->job->match.route->gives_type;
    reply->body = bytes;
    return NES_FINE;
}

struct nes_err nes_reply_see(struct nes_reply *reply, struct nes_str path)
{
    NES_ASSERT(!reply->given && path.len > 0 && path.ptr[0] == '/' && !nes_str_starts(path, NES_STR("//")));
    nes_reply_header(reply, "Location", path);
    reply->given = true;
    reply->status = 303;
    return NES_FINE;
}

void nes_reply_header(struct nes_reply *reply, const char *name, struct nes_str value)
{
    NES_ASSERT(reply->lines_len < NES_REPLY_LINES_MAX && nes_token(nes_str_of(name)) && nes_field_value(value));
    reply->lines[reply->lines_len++] = (struct nes_line){ nes_str_of(name), nes_str_copy(reply->job->arena, value) };
}

void nes_reply_version(struct nes_reply *reply, int64_t version)
{
    char text[32];
    int len = snprintf(text, sizeof(text), "\"v%lld\"", (long long)version);

    NES_ASSERT(version > 0 && len > 0);
    reply->version = version;
    nes_reply_header(reply, "ETag", (struct nes_str){ text, (size_t)len });
}

void nes_reply_cookie(struct nes_reply *reply, const char *name, struct nes_str value, int64_t seconds)
{
    struct nes_buf buf = nes_buf_begin(reply->job->arena, 4096);
    struct nes_str text;

    NES_ASSERT(strncmp(name, "__Host-", 7) == 0 && seconds >= 0);
    nes_buf_addz(&buf, name);
    nes_buf_byte(&buf, '=');
    nes_buf_add(&buf, value);
    nes_buf_addz(&buf, "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=");
    nes_buf_int(&buf, seconds);
    NES_ASSERT(!nes_buf_done(&buf, &text).what);
    nes_reply_header(reply, "Set-Cookie", text);
}
