#include "http/server.h"

#include <stdio.h>
#include <string.h>

#include "test/fault/deed.h"
#include "test/fault/deed_sql.h"
#include "test/http/sample.h"
#include "test/http/client.h"

#define SAMPLE(name, engine_)                                                                                          \
    NES_AUTO(nes_sample_end) struct nes_sample name##_ = { 0 };                                                        \
    struct nes_sample *name = &name##_;                                                                                \
    nes_sample_begin(name, (engine_))

#define KEY "Idempotency-Key: 0123456789abcdef\r\n"

static struct nes_answer call(struct nes_sample *sample, const char *line, const char *headers, const char *body)
{
    NES_AUTO(nes_ask_close) struct nes_ask *wire = nes_ask_tcp(nes_sample_port(sample, 0), NULL);

    return nes_ask_call(wire, sample->arena, line, headers, body);
}

NES_TEST_BOTH(a_call_runs_through_all_stations)
{
    SAMPLE(sample, engine);
    struct nes_answer reply;

    nes_sample_start(sample);
    reply = call(sample, "POST /v1/accounts/1/deeds", "Authorization: client 1\r\n" KEY,
                 "{\"payee\":2,\"amount\":\"10.50\"}");
    NES_WANT_INT("created", reply.status, 201);
    NES_WANT_STR("shown", reply.body, "{\"account\":1,\"balance\":\"9999989.50\"}");
    NES_WANT_INT("one leaf", atomic_load(&sample->leaves), 1);
    NES_WANT_INT("told after the commit", atomic_load(&sample->told), 1);
    reply = call(sample, "GET /v1/accounts/2", "Authorization: client 2\r\n", NULL);
    NES_WANT_INT("seen", reply.status, 200);
    NES_WANT_STR("arrived", reply.body, "{\"account\":2,\"balance\":\"10000010.50\"}");
    NES_WANT_INT("the look left its leaf", atomic_load(&sample->leaves), 2);
    nes_rig_check_invariants(sample->rig);
}

static struct nes_str member(struct nes_str json, const char *name)
{
    char key[64];
    const char *at;
    size_t len;

    (void)snprintf(key, sizeof(key), "\"%s\":", name);
    at = memmem(json.ptr, json.len, key, strlen(key));
    if (!at) {
        return (struct nes_str){ 0 };
    }
    at += strlen(key) + (at[strlen(key)] == '"');
    for (len = 0; at + len < json.ptr + json.len && !strchr("\",}", at[len]); len++) {
    }
    return (struct nes_str){ at, len };
}

static bool has(struct nes_str text, const char *part)
{
    return memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

static const struct { const char *label, *line, *headers, *body, *code; int status; } refusals[] = {
    { "nothing there", "GET /v1/none", "", NULL, "NOT_FOUND", 404 },
    { "another method", "DELETE /v1/accounts", "", NULL, "METHOD_WRONG", 405 },
    { "no session", "GET /v1/accounts/1", "", NULL, "SIGN_IN", 401 },
    { "staff where clients go", "GET /v1/accounts/1", "Authorization: staff\r\n", NULL, "NOT_ALLOWED", 403 },
    { "a client where staff goes", "POST /v1/staff-only", "Authorization: client 1\r\n", "", "NOT_ALLOWED", 403 },
    { "half a session", "POST /v1/staff-only", "Authorization: staff-half\r\n", "", "NOT_ALLOWED", 403 },
    { "no permission", "GET /v1/accounts", "Authorization: client 1\r\n", NULL, "NOT_ALLOWED", 403 },
    { "another's", "GET /v1/accounts/2", "Authorization: client 1\r\n", NULL, "NOT_FOUND", 404 },
    { "none", "GET /v1/accounts/99", "Authorization: client 99\r\n", NULL, "NOT_FOUND", 404 },
    { "another's, to change", "POST /v1/accounts/2/deeds", "Authorization: client 1\r\n" KEY,
      "{\"payee\":1,\"amount\":\"1\"}", "NOT_FOUND", 404 },
    { "no key", "POST /v1/accounts/1/deeds", "Authorization: client 1\r\n", "{\"payee\":2,\"amount\":\"1\"}",
      "KEY_MISSING", 400 },
    { "a short key", "POST /v1/accounts/1/deeds", "Authorization: client 1\r\nIdempotency-Key: 1\r\n",
      "{\"payee\":2,\"amount\":\"1\"}", "KEY_FORM", 400 },
    { "bad JSON", "POST /v1/accounts/1/deeds", "Authorization: client 1\r\n" KEY, "{", "JSON_FORM", 400 },
    { "bad fields", "POST /v1/accounts/1/deeds", "Authorization: client 1\r\n" KEY, "{}", "SHAPE_FAULTS", 422 },
    { "no body", "POST /v1/accounts/1/deeds", "Authorization: client 1\r\n" KEY, NULL, "JSON_FORM", 400 },
    { "another type", "POST /v1/accounts/1/deeds", "Authorization: client 1\r\nContent-Type: text/plain\r\n" KEY, "{}",
      "HTTP_TYPE", 415 },
    { "a body where none is taken", "POST /v1/sessions", "", "{}", "HTTP_LARGE", 413 },
    { "another site", "POST /v1/sessions", "Sec-Fetch-Site: cross-site\r\n", "", "ORIGIN", 403 },
    { "another origin", "POST /v1/sessions", "Origin: https://evil.example\r\n", "", "ORIGIN", 403 },
    { "an origin without TLS", "POST /v1/sessions", "Origin: http://my.localhost\r\n", "", "ORIGIN", 403 },
    { "no If-Match", "PATCH /v1/accounts/1", "Authorization: client 1\r\n", "{\"more\":\"1\"}", "MATCH_MISSING", 428 },
    { "a stale If-Match", "PATCH /v1/accounts/1", "Authorization: client 1\r\nIf-Match: \"v7\"\r\n", "{\"more\":\"1\"}",
      "MATCH_STALE", 412 },
    { "any If-Match", "PATCH /v1/accounts/1", "Authorization: client 1\r\nIf-Match: *\r\n", "{\"more\":\"1\"}",
      "MATCH_STALE", 412 },
    { "a foreign cursor", "GET /v1/accounts?cursor=AAAAAAAAAAAAAAAAAAAAAAAAAA", "Authorization: teller\r\n", NULL,
      "CURSOR_FORM", 400 },
    { "too many asked for", "GET /v1/accounts?limit=201", "Authorization: teller\r\n", NULL, "SHAPE_FAULTS", 422 },
    { "an unknown question", "GET /v1/accounts?limits=2", "Authorization: teller\r\n", NULL, "SHAPE_FAULTS", 422 },
    { "an operation of nobody", "GET /metrics", "", NULL, "NOT_FOUND", 404 },
};

NES_TEST(each_refusal_is_a_problem, .rules = "24.5, 26.1", .kind = NES_REFUSES)
{
    SAMPLE(sample, NES_ENGINE_SQLITE);

    nes_sample_start(sample);
    for (size_t i = 0; i < NES_LEN(refusals); i++) {
        struct nes_answer reply = call(sample, refusals[i].line, refusals[i].headers, refusals[i].body);

        NES_WANT_INT(refusals[i].label, reply.status, refusals[i].status);
        NES_WANT_STR(refusals[i].label, member(reply.body, "code"), refusals[i].code);
        NES_WANT_STR(refusals[i].label, nes_ask_header(reply, "Content-Type"), "application/problem+json");
        NES_WANT_INT("a trace to ask for", (int64_t)member(reply.body, "trace_id").len, 32);
    }
    NES_WANT_INT("no leaf", atomic_load(&sample->leaves), 0);
    NES_WANT_INT("no effect", atomic_load(&sample->runs), 0);
    NES_WANT_STR("what it takes", nes_ask_header(call(sample, "DELETE /v1/accounts/1", "", NULL), "Allow"),
                 "GET, PATCH");
}

NES_TEST(a_failure_inside_tells_nothing, .rules = "24.5, 26.1", .kind = NES_REFUSES)
{
    SAMPLE(sample, NES_ENGINE_SQLITE);
    struct nes_answer reply;

    nes_sample_start(sample);
    reply = call(sample, "GET /v1/broken", "Accept-Language: en\r\n", NULL);
    NES_WANT_INT("status", reply.status, 500);
    NES_WANT_STR("code", member(reply.body, "code"), "INTERNAL");
    NES_WANT("no cause", !has(reply.body, "DEED_SECRET") && !has(reply.body, "Aigerim") && !has(reply.body, "900101"));
    NES_WANT("nor in a header", !has(reply.head, "DEED_SECRET") && !has(reply.head, "900101"));
}

NES_TEST(problems_speak_the_callers_language)
{
    static const struct {
        const char *header, *title, *lang;
    } rows[] = {
        { "Accept-Language: en\r\n", "please sign in first", "en" },
        { "Accept-Language: ru-KZ, en;q=0.5\r\n", "сначала войдите в систему", "ru" },
        { "", "алдымен жүйеге кіріңіз", "kk" },
    };
    SAMPLE(sample, NES_ENGINE_SQLITE);

    nes_sample_start(sample);
    for (size_t i = 0; i < NES_LEN(rows); i++) {
        struct nes_answer reply = call(sample, "GET /v1/accounts/1", rows[i].header, NULL);

        NES_WANT_STR(rows[i].lang, member(reply.body, "title"), rows[i].title);
        NES_WANT_STR(rows[i].lang, nes_ask_header(reply, "Content-Language"), rows[i].lang);
    }
}

NES_TEST(all_faulty_fields_come_in_one_answer)
{
    SAMPLE(sample, NES_ENGINE_SQLITE);
    struct nes_answer reply;

    nes_sample_start(sample);
    reply = call(sample, "POST /v1/accounts/1/deeds", "Authorization: client 1\r\nAccept-Language: en\r\n" KEY,
                 "{\"payee\":9,\"amount\":\"1.234\",\"more\":1}");
    NES_WANT("payee",
             has(reply.body, "{\"pointer\":\"/payee\",\"code\":\"FIELD_LARGE\",\"text\":\"this is more than the "
                             "largest value allowed\",\"limit\":8}"));
    NES_WANT("amount", has(reply.body, "{\"pointer\":\"/amount\",\"code\":\"MONEY_FORM\""));
    NES_WANT("more", has(reply.body, "{\"pointer\":\"/more\",\"code\":\"FIELD_UNKNOWN\""));
    reply = call(sample, "POST /v1/accounts/1/deeds", "Authorization: client 1\r\nAccept-Language: en\r\n" KEY,
                 "{\"payee\":1,\"amount\":\"1\"}");
    NES_WANT("a fault of the domain names its field",
             has(reply.body, "\"code\":\"DEED_SELF\"") && has(reply.body, "\"pointer\":\"/payee\""));
}

static struct nes_err balance_of(struct nes_tx *tx, void *self)
{
    struct nes_test_account_by_nr_row row;
    int64_t *balance = self;
    bool found;

    NES_TRY(nes_test_account_by_nr(tx, (int32_t)*balance, &row, &found));
    *balance = row.balance.tiyn - NES_TEST_EACH;
    return NES_FINE;
}

static int64_t moved(struct nes_sample *sample, int64_t account)
{
    NES_WANT_OK(nes_rig_read(sample->rig, balance_of, &account));
    return account;
}

NES_TEST_BOTH(what_is_refused_keeps_its_evidence_and_its_answer, .kind = NES_REFUSES)
{
    static const char over[] = "{\"payee\":2,\"amount\":\"10000.01\"}";
    SAMPLE(sample, engine);
    struct nes_answer first, second;

    nes_sample_start(sample);
    first = call(sample, "POST /v1/accounts/1/deeds", "Authorization: client 1\r\n" KEY, over);
    NES_WANT_INT("refused", first.status, 409);
    NES_WANT_STR("code", member(first.body, "code"), "DEED_OVER");
    NES_WANT_INT("the evidence stays", moved(sample, 1), -1);
    NES_WANT_INT("the audit has it", atomic_load(&sample->leaves), 1);
    second = call(sample, "POST /v1/accounts/1/deeds", "Authorization: client 1\r\n" KEY, over);
    NES_WANT_INT("again", second.status, 409);
    NES_WANT("byte for byte", nes_str_eq(first.body, second.body));
    NES_WANT_STR("said so", nes_ask_header(second, "Idempotency-Replayed"), "true");
    NES_WANT_INT("counted once", moved(sample, 1), -1);
}

NES_TEST_BOTH(a_failed_call_leaves_nothing_and_may_come_again)
{
    SAMPLE(sample, engine);
    struct nes_answer reply;

    nes_sample_start(sample);
    reply =
        call(sample, "POST /v1/accounts/1/deeds", "Authorization: client 1\r\n" KEY, "{\"payee\":1,\"amount\":\"1\"}");
    NES_WANT_INT("failed", reply.status, 422);
    NES_WANT_INT("no leaf", atomic_load(&sample->leaves), 0);
    NES_WANT_INT("not told", atomic_load(&sample->told), 0);
    reply =
        call(sample, "POST /v1/accounts/1/deeds", "Authorization: client 1\r\n" KEY, "{\"payee\":2,\"amount\":\"1\"}");
    NES_WANT_INT("the same key, other content, after a failure", reply.status, 201);
}

NES_TEST_BOTH(a_key_gives_one_effect_and_one_answer, .kind = NES_REFUSES)
{
    SAMPLE(sample, engine);
    struct nes_answer first, again, other, stranger;

    nes_sample_start(sample);
    first =
        call(sample, "POST /v1/accounts/1/deeds", "Authorization: client 1\r\n" KEY, "{\"payee\":2,\"amount\":\"1\"}");
    again =
        call(sample, "POST /v1/accounts/1/deeds", "Authorization: client 1\r\n" KEY, "{\"payee\":2,\"amount\":\"1\"}");
    other =
        call(sample, "POST /v1/accounts/1/deeds", "Authorization: client 1\r\n" KEY, "{\"payee\":2,\"amount\":\"2\"}");
    stranger =
        call(sample, "POST /v1/accounts/3/deeds", "Authorization: client 3\r\n" KEY, "{\"payee\":4,\"amount\":\"1\"}");
    NES_WANT_INT("first", first.status, 201);
    NES_WANT_INT("again", again.status, 201);
    NES_WANT("byte for byte", nes_str_eq(first.body, again.body));
    NES_WANT_INT("other content", other.status, 422);
    NES_WANT_STR("other content", member(other.body, "code"), "KEY_OTHER");
    NES_WANT_INT("another's key is another key", stranger.status, 201);
    again = call(sample, "POST /v1/accounts/1/deeds", "Authorization: client 1\r\nX-Late: yes\r\n" KEY,
                 "{\"payee\":2,\"amount\":\"1\"}");
    NES_WANT_INT("also where it could not be done any more", again.status, 201);
    NES_WANT_INT("one effect", moved(sample, 1), -100);
    NES_WANT_INT("leaves", atomic_load(&sample->leaves), 2);
}

NES_TEST(a_refusal_of_prepare_is_ended_in_run)
{
    SAMPLE(sample, NES_ENGINE_SQLITE);
    struct nes_answer reply;

    nes_sample_start(sample);
    reply = call(sample, "POST /v1/sessions", "X-Wrong: yes\r\n", "");
    NES_WANT_INT("refused", reply.status, 409);
    NES_WANT_INT("with its leaf", atomic_load(&sample->leaves), 1);
    reply = call(sample, "POST /v1/sessions", "", "");
    NES_WANT_INT("signed in", reply.status, 204);
    NES_WANT_STR("cookie", nes_ask_header(reply, "Set-Cookie"),
                 "__Host-my=token; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=600");
}

NES_TEST(who_calls_is_asked_again_in_run, .kind = NES_REFUSES)
{
    SAMPLE(sample, NES_ENGINE_SQLITE);

    nes_sample_start(sample);
    atomic_store(&sample->revoked, true);
    NES_WANT_INT("the session changed since prepare", call(sample, "POST /v1/sessions", "", "").status, 401);
    NES_WANT_INT("no leaf", atomic_load(&sample->leaves), 0);
}

NES_TEST(versions_guard_changes)
{
    SAMPLE(sample, NES_ENGINE_SQLITE);
    struct nes_answer reply;
    char headers[128];

    nes_sample_start(sample);
    reply = call(sample, "GET /v1/accounts/1", "Authorization: client 1\r\n", NULL);
    NES_WANT_STR("version", nes_ask_header(reply, "ETag"), "\"v1000000001\"");
    reply = call(sample, "GET /v1/accounts/1", "Authorization: client 1\r\nIf-None-Match: \"v1000000001\"\r\n", NULL);
    NES_WANT_INT("unchanged", reply.status, 304);
    (void)snprintf(headers, sizeof(headers), "Authorization: client 1\r\nIf-Match: \"v1000000001\"\r\n");
    NES_WANT_INT("changed", call(sample, "PATCH /v1/accounts/1", headers, "{\"more\":\"1\"}").status, 204);
    NES_WANT_INT("lost update", call(sample, "PATCH /v1/accounts/1", headers, "{\"more\":\"1\"}").status, 412);
}
