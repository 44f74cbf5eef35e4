#include "test/fault/house.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/caller.h"
#include "api/doors.h"
#include "api/record.h"
#include "audit/audit.h"
#include "client/client.h"
#include "identity/session.h"
#include "ledger/ledger.h"
#include "staff/staff.h"
#include "vault/keys.h"

static const struct nes_secret cursor_key = { (const uint8_t *)"0123456789abcdef0123456789abcdef", 32 };

/* build/nesie, found from build/test/unit/house_test: the keeper is started as the server starts it. */
static const char *program(struct nes_arena *arena)
{
    char *path = nes_arena_take(arena, 4'096);
    ssize_t len = readlink("/proc/self/exe", path, 4'000);

    NES_ASSERT(len > 0);
    for (int up = 0; up < 3; up++) {
        *strrchr(path, '/') = '\0';
    }
    (void)snprintf(path + strlen(path), 16, "/nesie");
    NES_WANT(path, access(path, X_OK) == 0);
    return path;
}

static int remove_one(const char *path, const struct stat *stat, int type, struct FTW *ftw)
{
    (void)stat;
    (void)type;
    (void)ftw;
    return remove(path);
}

static void hash_password(struct nes_test_home *home)
{
    struct nes_keeper_item item = { .op = NES_KEEPER_MAC,
                                    .label = NES_STR("pepper"),
                                    .data = NES_STR(NES_TEST_PASSWORD) };
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_SIGN_IN };
    struct nes_peppered peppered;

    NES_WANT_OK(nes_keeper_ask(home->keeper, home->arena, why, &item, 1));
    peppered.hash = nes_hash_from(item.answer);
    nes_password_hash(home->crypto, &peppered, home->password_hash);
}

void nes_test_home_begin(struct nes_test_home *home)
{
    const char *tmp = getenv("TMPDIR");
    struct nes_keeper_options options = { .clock = nes_clock_real(), .wait_us = 60 * INT64_C(1'000'000) };
    char keys[96], documents[96];

    *home = (struct nes_test_home){ .arena = nes_arena_begin(0) };
    NES_WANT_OK(nes_crypto_begin(nes_rand_real(), &home->crypto));
    (void)snprintf(home->folder, sizeof(home->folder), "%.48s/nesie-XXXXXX", tmp ? tmp : "/tmp");
    NES_WANT("a folder", mkdtemp(home->folder) != NULL);
    (void)snprintf(keys, sizeof(keys), "%s/keys", home->folder);
    (void)snprintf(documents, sizeof(documents), "%s/documents", home->folder);
    NES_WANT_OK(nes_keys_create(home->crypto, keys));
    options.program = program(home->arena);
    options.keys_path = keys;
    NES_WANT_OK(nes_keeper_begin(&options, &home->keeper));
    NES_WANT_OK(nes_blobs_begin(home->crypto, documents, &home->blobs));
    hash_password(home);
}

void nes_test_home_end(struct nes_test_home *home)
{
    if (home->keeper) {
        nes_keeper_end(&home->keeper);
    }
    if (home->blobs) {
        nes_blobs_end(&home->blobs);
    }
    (void)nftw(home->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    nes_crypto_end(&home->crypto);
    nes_arena_end(&home->arena);
}

/* --- people --- */

static struct nes_err session(struct nes_tx *tx, struct nes_test_house *house, enum nes_test_who who,
                              enum nes_stage stage)
{
    struct nes_session opened = { .subject = house->people[who],
                                  .stage = stage,
                                  .kind = who == NES_TEST_CLIENT ? NES_SUBJECT_CLIENT : NES_SUBJECT_STAFF };

    return nes_session_open(tx, house->home->crypto, house->tokens[who], &opened);
}

static struct nes_err make_staff(struct nes_tx *tx, struct nes_test_house *house, enum nes_test_who who,
                                 const char *login)
{
    static const struct nes_str roles[] = { NES_STR_INIT("administrator"), NES_STR_INIT("officer"),
                                            NES_STR_INIT("accountant") };
    struct nes_staff_invite invite = { .id = { house->people[who] },
                                       .login = nes_str_of(login),
                                       .name = NES_STR("Тест Тестұлы"),
                                       .password_hash = nes_str_of(house->home->password_hash),
                                       .roles = roles,
                                       .roles_len = NES_LEN(roles) };

    NES_TRY(nes_staff_invite(tx, &invite));
    NES_TRY(nes_password_set(tx, invite.id.id, 1, nes_str_of(house->home->password_hash)));
    return session(tx, house, who, who == NES_TEST_DANA ? NES_STAGE_BIND : NES_STAGE_FULL);
}

struct making {
    struct nes_test_house *house;
    struct nes_client client;
};

static struct nes_err make_people(struct nes_tx *tx, void *self)
{
    struct making *making = self;
    struct nes_test_house *house = making->house;
    struct nes_subject subject = { house->people[NES_TEST_CLIENT], NES_SUBJECT_CLIENT, NES_STR("c100000001") };
    struct nes_date first = { nes_date_at(nes_tx_now(tx)).day - 1 };

    NES_TRY(nes_ledger_begin(tx, first));
    NES_TRY(make_staff(tx, house, NES_TEST_AIGUL, "aigul"));
    NES_TRY(make_staff(tx, house, NES_TEST_BOLAT, "bolat"));
    NES_TRY(make_staff(tx, house, NES_TEST_DANA, "dana"));
    NES_TRY(nes_subject_add(tx, &subject));
    NES_TRY(nes_client_add(tx, &making->client));
    return session(tx, house, NES_TEST_CLIENT, NES_STAGE_FULL);
}

static struct nes_secret secret_of(const char *text)
{
    return (struct nes_secret){ (const uint8_t *)text, strlen(text) };
}

static void people(struct nes_test_house *house)
{
    const struct nes_db_options *options = nes_rig_options_of(house->rig);
    struct nes_arena *arena = nes_rig_arena(house->rig);
    struct making making = { .house = house };
    struct nes_person person = { secret_of("800416100254"), secret_of("Тестов Тест"), secret_of("+77001234567") };
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_RECORD };
    struct nes_id id;

    for (int who = 0; who < NES_TEST_PEOPLE; who++) {
        house->people[who] = nes_id_new(&options->clock, &options->rand);
        nes_token_new(house->home->crypto, house->tokens[who]);
    }
    id = why.person = house->people[NES_TEST_CLIENT];
    nes_id_write(id, house->client);
    making.client = (struct nes_client){ .id = { id }, .lang = NES_STR("kk") };
    NES_WANT_OK(nes_data_key_new(house->home->keeper, arena, why, id, &making.client.key));
    NES_WANT_OK(nes_client_seal(house->home->keeper, arena, why, &person, &making.client));
    NES_WANT_OK(nes_rig_run(house->rig, make_people, &making));
}

/* --- invariants --- */

static struct nes_err check_books(struct nes_tx *tx, void *self)
{
    struct nes_ledger_faults books;
    struct nes_balances trial;
    int64_t sum = 0;

    (void)self;
    NES_TRY(nes_ledger_examine(tx, &books));
    NES_TRY(nes_ledger_trial(tx, nes_date_at(nes_tx_now(tx)), &trial));
    for (size_t i = 0; i < trial.len; i++) {
        sum += trial.rows[i].balance.tiyn;
    }
    NES_WANT_INT("the books sum to zero", sum, 0);
    NES_WANT_INT("journals without entries", books.journals_empty, 0);
    NES_WANT_INT("closed totals that are wrong", books.totals_wrong, 0);
    NES_WANT_INT("entries after the close", books.late, 0);
    return NES_FINE;
}

static struct nes_err check_audit(struct nes_tx *tx, void *self)
{
    const struct nes_test_house *house = self;
    struct nes_audit_report report;

    NES_TRY(nes_audit_verify(tx, &(struct nes_audit_proof){ .crypto = house->home->crypto }, &report));
    NES_WANT_INT("problems of the audit log", report.problems, 0);
    return NES_FINE;
}

/* --- the doors --- */

static void quiet(void *self, struct nes_str line)
{
    (void)self;
    (void)line;
}

static void set_options(struct nes_test_house *house)
{
    static const enum nes_listen kinds[] = { NES_PUBLIC, NES_OFFICE, NES_OPERATIONS };
    const struct nes_db_options *options = nes_rig_options_of(house->rig);

    house->log = (struct nes_log){ .clock = options->clock, .write = quiet };
    for (size_t i = 0; i < NES_LEN(kinds); i++) {
        (void)snprintf(house->paths[i], sizeof(house->paths[i]), "%s/door%zu.sock", house->home->folder, i);
        house->listeners[i] =
            (struct nes_listener){ .kind = kinds[i], .host = "localhost", .unix_path = house->paths[i] };
    }
    house->options = (struct nes_http_options){
        .listeners = house->listeners,
        .listeners_len = NES_LEN(kinds),
        .doors = &nes_doors,
        .hooks = &house->hooks,
        .app = &house->house,
        .clock = options->clock,
        .rand = options->rand,
        .log = &house->log,
        .crypto = house->home->crypto,
        .cursor_key = cursor_key,
        .workers = 8,
        .upload_folder = house->home->folder,
        .version = "0",
        .strict = true,
    };
    house->hooks = (struct nes_app_hooks){ .self = &house->house,
                                           .identify = nes_caller_identify,
                                           .touch = nes_caller_touch,
                                           .audit = nes_record_call,
                                           .seal = nes_record_seal,
                                           .unseal = nes_record_unseal };
}

void nes_test_house_open(struct nes_test_house *house)
{
    house->options.db = house->house.db = nes_rig_db(house->rig);
    house->arena = nes_arena_begin(0);
    NES_WANT_OK(nes_http_start(house->arena, &house->options, &house->http));
}

void nes_test_house_close(struct nes_test_house *house)
{
    nes_http_stop(&house->http);
    nes_arena_end(&house->arena);
}

void nes_test_house_begin(struct nes_test_house *house, struct nes_test_home *home, struct nes_rig *rig)
{
    *house = (struct nes_test_house){ .home = home, .rig = rig };
    house->house = (struct nes_house){
        .crypto = home->crypto, .keeper = home->keeper, .blobs = home->blobs, .data = home->folder
    };
    (void)snprintf(house->house.no_password, sizeof(house->house.no_password), "%s", home->password_hash);
    nes_rig_add_check(rig, "books", check_books, house);
    nes_rig_add_check(rig, "audit", check_audit, house);
    people(house);
    set_options(house);
    nes_test_house_open(house);
}

void nes_test_house_end(struct nes_test_house *house)
{
    nes_test_house_close(house);
}

/* --- asking --- */

static struct nes_str request(struct nes_test_house *house, enum nes_test_who who, const char *key)
{
    struct nes_buf buf = nes_buf_begin(house->arena, 1'024);

    if (who < NES_TEST_NOBODY) {
        nes_buf_addz(&buf, "Cookie: " NES_SESSION_COOKIE "=");
        nes_buf_addz(&buf, house->tokens[who]);
        nes_buf_addz(&buf, "\r\n");
    }
    if (key) {
        nes_buf_addz(&buf, "Idempotency-Key: ");
        nes_buf_addz(&buf, key);
        nes_buf_addz(&buf, "\r\n");
    }
    nes_buf_byte(&buf, '\0');
    return (struct nes_str){ buf.ptr, buf.len };
}

static const char *door_of(const struct nes_test_house *house, enum nes_test_who who)
{
    bool outside = who == NES_TEST_CLIENT || who == NES_TEST_NOBODY;

    return house->paths[who == NES_TEST_MACHINE ? 2 : outside ? 0 : 1];
}

struct nes_ask *nes_test_house_send(struct nes_test_house *house, enum nes_test_who who, const char *line,
                                     const char *key, const char *body)
{
    struct nes_ask *wire = nes_ask_unix(door_of(house, who));
    struct nes_buf buf = nes_buf_begin(house->arena, 1 << 16);
    struct nes_str text;

    NES_ASSERT(wire);
    nes_buf_addz(&buf, line);
    nes_buf_addz(&buf, " HTTP/1.1\r\nHost: localhost\r\n");
    nes_buf_addz(&buf, request(house, who, key).ptr);
    if (body) {
        nes_buf_addz(&buf, "Content-Type: application/json\r\nContent-Length: ");
        nes_buf_int(&buf, (int64_t)strlen(body));
        nes_buf_addz(&buf, "\r\n");
    }
    nes_buf_addz(&buf, "\r\n");
    nes_buf_addz(&buf, body ? body : "");
    NES_ASSERT(!nes_buf_done(&buf, &text).what);
    (void)nes_ask_send(wire, text.ptr, text.len);
    return wire;
}

struct nes_answer nes_test_house_ask(struct nes_test_house *house, enum nes_test_who who, const char *line,
                                         const char *key, const char *body)
{
    NES_AUTO(nes_ask_close) struct nes_ask *wire = nes_test_house_send(house, who, line, key, body);

    return nes_ask_take(wire, house->arena, 20'000, false);
}

struct nes_str nes_test_member(struct nes_answer reply, const char *name)
{
    char mark[80];
    int len = snprintf(mark, sizeof(mark), "\"%s\":\"", name);
    const char *from = memmem(reply.body.ptr, reply.body.len, mark, (size_t)len), *until;

    if (!from) {
        return (struct nes_str){ 0 };
    }
    from += len;
    until = memchr(from, '"', reply.body.len - (size_t)(from - reply.body.ptr));
    return until ? (struct nes_str){ from, (size_t)(until - from) } : (struct nes_str){ 0 };
}
