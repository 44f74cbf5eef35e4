/* Many at once at one door: one effect, whichever of them it was; the rest are told so. */
#include <stdio.h>
#include <string.h>

#include "audit/audit.h"
#include "audit/audit_sql.h"
#include "crypto/code.h"
#include "crypto/text.h"
#include "test/fault/house.h"
#include "test/fault/house_sql.h"

enum { MANY = 64 };

struct crowd {
    struct nes_test_house *house;
    enum nes_test_who who;
    struct nes_answer replies[MANY];
};

/* All send before the first answer is taken. `%` in the key stands for the number of the connection. */
static void ask_all(struct crowd *crowd, const char *line, const char *key, const char *body)
{
    struct nes_ask *wires[MANY];
    char own[64];

    for (int i = 0; i < MANY; i++) {
        const char *mark = key ? strchr(key, '%') : NULL;

        (void)snprintf(own, sizeof(own), mark ? "%.*s%04d" : "%.*s", mark ? (int)(mark - key) : 60, key ? key : "", i);
        wires[i] = nes_test_house_send(crowd->house, crowd->who, line, key ? own : NULL, body);
    }
    for (int i = 0; i < MANY; i++) {
        crowd->replies[i] = nes_ask_take(wires[i], crowd->house->arena, 30'000, false);
        nes_ask_close(&wires[i]);
    }
}

static int answered(const struct crowd *crowd, int status, const char *code)
{
    int count = 0;

    for (int i = 0; i < MANY; i++) {
        const struct nes_answer *reply = &crowd->replies[i];

        count += reply->status == status && (!code || nes_str_is(nes_test_member(*reply, "code"), code));
    }
    return count;
}

static struct nes_err look_sums(struct nes_tx *tx, void *self)
{
    return nes_test_house_sums(tx, self);
}

static struct nes_test_house_sums_row sums(struct nes_test_house *house)
{
    struct nes_test_house_sums_row row;

    NES_WANT_OK(nes_rig_read(house->rig, look_sums, &row));
    return row;
}

static const char proposal[] = "{\"value_on\":\"2026-02-02\",\"note\":\"x\",\"entries\":"
                               "[{\"debit\":\"1030\",\"credit\":\"5010\",\"amount\":\"5.00\"}]}";

#define NES_HOUSE(house, engine_)                                                                                      \
    NES_AUTO(nes_test_home_end) struct nes_test_home home_;                                                            \
    NES_AUTO(nes_rig_end) struct nes_rig *rig_ = nes_rig_begin(.engine = (engine_), .readers = 8, .writers = 8);       \
    NES_AUTO(nes_test_house_end) struct nes_test_house house_;                                                         \
    struct nes_test_house *house = &house_;                                                                            \
    nes_test_home_begin(&home_);                                                                                       \
    nes_test_house_begin(house, &home_, rig_)

NES_TEST_BOTH(one_decision_takes_effect_of_64_at_once, .rules = "27", .kind = NES_REFUSES)
{
    NES_HOUSE(house, engine);
    struct nes_answer made =
        nes_test_house_ask(house, NES_TEST_AIGUL, "POST /v1/journals", "journal-proposal-1", proposal);
    struct crowd crowd = { .house = house, .who = NES_TEST_BOLAT };
    char line[160];

    NES_WANT_INT("proposed", made.status, 201);
    (void)snprintf(line, sizeof(line), "POST /v1/journals/%.36s/decision", nes_test_member(made, "id").ptr);
    ask_all(&crowd, line, "journal-decision-%", "{\"approve\":true}");
    NES_WANT_INT("one decided", answered(&crowd, 200, NULL), 1);
    NES_WANT_INT("all others are told", answered(&crowd, 409, "LEDGER_DECIDED"), MANY - 1);
    NES_WANT_INT("journals", sums(house).journals, 1);
    NES_WANT_INT("entries", sums(house).entries, 1);
    nes_rig_check_invariants(house->rig);
}

NES_TEST_BOTH(one_key_has_one_effect_of_64_at_once)
{
    NES_HOUSE(house, engine);
    struct crowd crowd = { .house = house, .who = NES_TEST_AIGUL };
    struct nes_str id;

    ask_all(&crowd, "POST /v1/journals", "journal-proposal-1", proposal);
    NES_WANT("one at least is done", answered(&crowd, 201, NULL) >= 1);
    NES_WANT_INT("the others wait for it", answered(&crowd, 201, NULL) + answered(&crowd, 409, "KEY_RUNNING"), MANY);
    NES_WANT_INT("proposals", sums(house).proposals, 1);
    id = (struct nes_str){ 0 };
    for (int i = 0; i < MANY; i++) {
        if (crowd.replies[i].status == 201) {
            struct nes_str own = nes_test_member(crowd.replies[i], "id");

            NES_WANT("each answer names the same", id.len == 0 || nes_str_eq(id, own));
            id = own;
        }
    }
    nes_rig_check_invariants(house->rig);
}

NES_TEST_BOTH(one_letter_is_written_of_64_at_once, .rules = "7.7")
{
    NES_HOUSE(house, engine);
    struct crowd crowd = { .house = house, .who = NES_TEST_CLIENT };
    char line[160];

    (void)snprintf(line, sizeof(line), "POST /v1/me/%.36s/letters", house->client);
    ask_all(&crowd, line, "letter-of-the-client", "{\"text\":\"Сәлеметсіз бе!\"}");
    NES_WANT("one at least is done", answered(&crowd, 201, NULL) >= 1);
    NES_WANT_INT("the others wait for it", answered(&crowd, 201, NULL) + answered(&crowd, 409, "KEY_RUNNING"), MANY);
    NES_WANT_INT("letters", sums(house).letters, 1);
    NES_WANT_INT("documents", sums(house).documents, 1);
    nes_rig_check_invariants(house->rig);
}

/* The code of an authenticator confirms one thing: 64 who show it at once get one session further. RULE D.5 */
NES_TEST_BOTH(one_code_confirms_once_of_64_at_once, .rules = "D.5", .kind = NES_REFUSES)
{
    NES_HOUSE(house, engine);
    struct nes_answer begun =
        nes_test_house_ask(house, NES_TEST_DANA, "POST /v1/session/authenticator", NULL, NULL);
    struct crowd crowd = { .house = house, .who = NES_TEST_DANA };
    struct nes_code code;
    struct nes_str secret;
    char body[64];

    NES_WANT_INT("a secret", begun.status, 201);
    NES_WANT_OK(nes_base32_read(house->arena, nes_test_member(begun, "secret"), &secret));
    NES_WANT_OK(nes_totp_at((struct nes_secret){ (const uint8_t *)secret.ptr, secret.len },
                            nes_rig_time(house->rig)->now_us / NES_TOTP_STEP_US, &code));
    (void)snprintf(body, sizeof(body), "{\"code\":\"%.6s\"}", code.text);
    ask_all(&crowd, "PUT /v1/session/code", NULL, body);
    NES_WANT_INT("one is through", answered(&crowd, 200, NULL), 1);
    NES_WANT_INT("nothing broke", answered(&crowd, 500, NULL) + answered(&crowd, 0, NULL), 0);
    NES_WANT("the token they all had opens nothing more",
             nes_test_house_ask(house, NES_TEST_DANA, "GET /v1/session", NULL, NULL).status == 401);
    nes_rig_check_invariants(house->rig);
}

static struct nes_err look_replies(struct nes_tx *tx, void *self)
{
    return nes_test_house_replies(tx, self);
}

/* What was answered once is kept sealed: nobody who reads the database reads it. */
NES_TEST_BOTH(kept_answers_are_sealed_and_come_again, .rules = "11.2", .kind = NES_REFUSES)
{
    NES_HOUSE(house, engine);
    struct nes_answer first = nes_test_house_ask(house, NES_TEST_AIGUL, "POST /v1/journals", "journal-proposal-1",
                                                 proposal), again;
    struct nes_test_house_replies_rows kept;
    struct nes_str id = nes_test_member(first, "id");

    again = nes_test_house_ask(house, NES_TEST_AIGUL, "POST /v1/journals", "journal-proposal-1", proposal);
    NES_WANT_INT("again", again.status, 201);
    NES_WANT("byte for byte", nes_str_eq(first.body, again.body) && id.len == 36);
    NES_WANT_OK(nes_rig_read(house->rig, look_replies, &kept));
    NES_WANT_INT("one is kept", (int64_t)kept.len, 1);
    NES_WANT("and cannot be read", !memmem(kept.rows[0].reply.ptr, kept.rows[0].reply.len, id.ptr, id.len));
}

/* --- what /readyz says of a house in which something is gone --- */

static struct nes_err sign_ahead(struct nes_tx *tx, void *self)
{
    static const char root[32];
    int64_t kept;

    (void)self;
    return nes_audit_checkpoint_insert(tx, 1, (struct nes_str){ root, sizeof(root) },
                                       nes_tx_now(tx) + 3'600 * INT64_C(1'000'000), NES_STR("x"), &kept);
}

static void want_ready(struct nes_test_house *house, const char *label, const char *code)
{
    struct nes_answer reply = nes_test_house_ask(house, NES_TEST_MACHINE, "GET /readyz", NULL, NULL);

    NES_WANT_INT(label, reply.status, code ? 503 : 204);
    NES_WANT(label, !code || nes_str_is(nes_test_member(reply, "code"), code));
    NES_WANT_INT("it lives all the same", nes_test_house_ask(house, NES_TEST_MACHINE, "GET /livez", NULL, NULL).status,
                 204);
}

/* What the house is made of changes only while it is closed. */
static void move(struct nes_test_house *house, const char *data)
{
    nes_test_house_close(house);
    house->house.data = data;
    nes_test_house_open(house);
}

NES_TEST_BOTH(readiness_names_what_is_missing, .rules = "26.1")
{
    NES_HOUSE(house, engine);
    const char *data = house->house.data;
    int64_t numbered;

    want_ready(house, "all is there", NULL);
    move(house, "/proc"); /* a place without any room */
    want_ready(house, "no room", "DISK_ROOM");
    move(house, data);
    NES_WANT_INT("a leaf",
                 nes_test_house_ask(house, NES_TEST_AIGUL, "POST /v1/journals", "journal-proposal-1", proposal).status,
                 201);
    want_ready(house, "it may wait a little", NULL);
    nes_rig_time(house->rig)->now_us += 61 * INT64_C(1'000'000);
    want_ready(house, "nobody numbers the log", "AUDIT_LATE");
    NES_WANT_OK(nes_audit_sequence(nes_rig_db(house->rig), house->home->crypto, 100, &numbered));
    want_ready(house, "numbered", NULL);
    NES_WANT_OK(nes_rig_run(house->rig, sign_ahead, NULL));
    want_ready(house, "the clock went back", "CLOCK_BACK");
}

static bool tells(struct nes_str page, const char *line)
{
    return memmem(page.ptr, page.len, line, strlen(line)) != NULL;
}

NES_TEST_BOTH(the_page_of_metrics_tells_of_the_domain, .rules = "26.1")
{
    static const char *const lines[] = {
        "nesie_audit_waiting 1\n", "nesie_audit_checkpoint_age_seconds -1\n",       "nesie_ledger_open_days 2\n",
        "nesie_disk_free_bytes ",  "nesie_keeper_asked_total{purpose=\"RECORD\"} ", "nesie_tx_groups_total "
    };
    NES_HOUSE(house, engine);
    struct nes_answer page;

    (void)nes_test_house_ask(house, NES_TEST_AIGUL, "POST /v1/journals", "journal-proposal-1", proposal);
    page = nes_test_house_ask(house, NES_TEST_MACHINE, "GET /metrics", NULL, NULL);
    NES_WANT_INT("a page", page.status, 200);
    for (size_t i = 0; i < NES_LEN(lines); i++) {
        NES_WANT(lines[i], tells(page.body, lines[i]));
    }
    NES_WANT("no name, number or text of a person", !tells(page.body, "Тест") && !tells(page.body, "8004161"));
}
