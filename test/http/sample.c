#include "test/http/sample.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crypto/x509.h"
#include "http/operation.h"
#include "test/fault/deed.h"
#include "test/fault/deed_sql.h"

NES_FAULT_DEFINE(DEED_OVER, REFUSE, 409, "the deed is over the limit")
NES_FAULT_DEFINE(DEED_SELF, FAIL, 422, "payer and payee are the same")
NES_FAULT_DEFINE(DEED_SECRET, FAIL, 500, "the row of client Aigerim 900101400123 is broken")

/* ---- the path parameter {account}: its type, and whose it is ---- */

struct account {
    int32_t nr;
    struct nes_money balance;
};

struct nes_id nes_sample_client(int32_t nr)
{
    return (struct nes_id){ .b = { 1, [15] = (uint8_t)nr } };
}

static struct nes_err account_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                   struct nes_param_row *out)
{
    struct account *account = NES_NEW(req->arena, struct account);
    bool found = true;

    account->nr = value->number > 0 && value->number <= 100 ? (int32_t)value->number : -1;
    if (lock) {
        struct nes_test_account_lock_row row;

        NES_TRY(nes_test_account_lock(req->tx, account->nr, &row));
        account->balance = row.balance;
    } else {
        struct nes_test_account_by_nr_row row;

        NES_TRY(nes_test_account_by_nr(req->tx, account->nr, &row, &found));
        account->balance = row.balance;
    }
    if (!found) {
        return NES_FAIL(NOT_FOUND, NULL);
    }
    *out = (struct nes_param_row){ .row = account,
                                   .owner = nes_sample_client(account->nr),
                                   .version = account->balance.tiyn + 1 };
    return NES_FINE;
}

static const struct nes_param account_param = {
    .name = "account", .kind = NES_PARAM_NUMBER, .doc = "An account.", .load = account_load,
};
static const struct nes_param day_param = { .name = "day", .kind = NES_PARAM_DATE, .doc = "A day.", .open = true };

/* ---- POST /v1/accounts/{account}/deeds ---- */

struct deed {
    int64_t payee;
    struct nes_money amount;
    struct nes_str note;
};
static const struct nes_field deed_fields[] = {
    NES_FIELD(struct deed, payee, .required = true, .min = 1, .max = NES_TEST_ACCOUNTS, .words = "Who gets it."),
    NES_FIELD(struct deed, amount, .required = true, .min = 1, .words = "How much, in tenge."),
    NES_FIELD(struct deed, note, .max = 100),
};
static const struct nes_shape deed_shape = NES_SHAPE(struct deed, deed_fields);

struct balance {
    int64_t account;
    struct nes_money balance;
};
static const struct nes_field balance_fields[] = {
    NES_FIELD(struct balance, account),
    NES_FIELD(struct balance, balance),
};
static const struct nes_shape balance_view = NES_SHAPE(struct balance, balance_fields);

static void tell(void *self)
{
    struct nes_sample *sample = self;

    (void)atomic_fetch_add(&sample->told, 1);
}

/* What held when the deed was done may not hold when it is asked for again. */
static struct nes_err deed_check(struct nes_req *req, struct nes_reply *reply)
{
    (void)reply;
    return nes_str_is(nes_req_header(req, "x-late"), "yes") ? NES_FAIL(DEED_SELF, NULL) : NES_FINE;
}

static struct nes_err deed_add(struct nes_req *req, struct nes_reply *reply)
{
    const struct deed *in = req->body;
    struct account *account = nes_req_row(req, "account");
    struct nes_sample *sample = req->app;
    struct balance after = { .account = account->nr };
    int64_t changed;

    (void)atomic_fetch_add(&sample->runs, 1);
    if (in->payee == account->nr) {
        return NES_FAIL(DEED_SELF, "payee");
    }
    if (in->amount.tiyn > 1'000'000) { /* what is refused leaves its evidence: one tiyn wanders */
        NES_TRY(nes_test_account_add(req->tx, account->nr, (struct nes_money){ -1 }, &changed));
        NES_TRY(nes_test_account_add(req->tx, NES_TEST_ACCOUNTS, (struct nes_money){ 1 }, &changed));
        return NES_REFUSE(DEED_OVER, "amount");
    }
    NES_TRY(nes_money_sub(account->balance, in->amount, &after.balance));
    NES_TRY(nes_test_account_add(req->tx, account->nr, (struct nes_money){ -in->amount.tiyn }, &changed));
    NES_TRY(nes_test_account_add(req->tx, (int32_t)in->payee, in->amount, &changed));
    nes_req_after(req, tell, sample);
    return nes_reply_created(reply, &balance_view, &after);
}

/* ---- GET /v1/accounts/{account}, GET /v1/accounts ---- */

static struct nes_err account_see(struct nes_req *req, struct nes_reply *reply)
{
    const struct account *account = nes_req_row(req, "account");
    const struct balance balance = { account->nr, account->balance };

    nes_reply_version(reply, account->balance.tiyn + 1);
    return nes_reply_ok(reply, &balance_view, &balance);
}

struct page_query {
    int64_t limit;
    struct nes_str cursor;
};
static const struct nes_field page_query_fields[] = {
    NES_FIELD(struct page_query, limit, .min = 1, .max = 200),
    NES_FIELD(struct page_query, cursor, .max = 1000),
};
static const struct nes_shape page_query_shape = NES_SHAPE(struct page_query, page_query_fields);

struct balances {
    struct balance *rows;
    size_t len;
};
struct page {
    struct balances items;
    struct nes_str next;
};
static const struct nes_field page_fields[] = {
    NES_LIST(struct page, items, .each = &balance_view),
    NES_FIELD(struct page, next),
};
static const struct nes_shape page_view = NES_SHAPE(struct page, page_fields);

static struct nes_err account_list(struct nes_req *req, struct nes_reply *reply)
{
    const struct page_query *query = req->query;
    struct nes_test_account_all_rows all;
    struct page page = { 0 };
    struct nes_str place;
    int64_t after = 0;

    NES_TRY(nes_cursor_read(req, query->cursor, &place));
    if (place.len > 0) {
        NES_TRY(nes_str_int(place, &after));
    }
    NES_TRY(nes_test_account_all(req->tx, &all));
    page.items.rows = NES_NEW_MANY(req->arena, struct balance, all.len + 1);
    for (size_t i = 0; i < all.len && page.items.len < (size_t)(query->limit ? query->limit : 50); i++) {
        if (all.rows[i].nr > after) {
            page.items.rows[page.items.len++] = (struct balance){ all.rows[i].nr, all.rows[i].balance };
        }
    }
    if (page.items.len > 0 && page.items.rows[page.items.len - 1].account < (int64_t)all.len) {
        char text[16];
        int len = snprintf(text, sizeof(text), "%d", (int)page.items.rows[page.items.len - 1].account);

        page.next = nes_cursor_write(req, (struct nes_str){ text, (size_t)len });
    }
    return nes_reply_ok(reply, &page_view, &page);
}

/* ---- the rest: each for one thing that a test wants to see ---- */
struct change {
    struct nes_money more;
};
static const struct nes_field change_fields[] = { NES_FIELD(struct change, more, .required = true) };
static const struct nes_shape change_shape = NES_SHAPE(struct change, change_fields);

static struct nes_err account_change(struct nes_req *req, struct nes_reply *reply)
{
    const struct change *in = req->body;
    struct account *account = nes_req_row(req, "account");
    int64_t changed;

    NES_TRY(nes_test_account_add(req->tx, account->nr, in->more, &changed));
    nes_reply_version(reply, account->balance.tiyn + in->more.tiyn + 1);
    return nes_reply_none(reply);
}

static struct nes_err sign_in_check(struct nes_req *req, struct nes_reply *reply)
{
    (void)reply;
    req->prepared = nes_arena_take(req->arena, 16);
    memcpy(req->prepared, "slow", 5);
    return nes_str_is(nes_req_header(req, "x-wrong"), "yes") ? NES_REFUSE(DEED_OVER, NULL) : NES_FINE;
}

static struct nes_err sign_in_take(struct nes_req *req, struct nes_reply *reply)
{
    NES_ASSERT(strcmp(req->prepared, "slow") == 0);
    nes_reply_cookie(reply, "__Host-my", NES_STR("token"), 600);
    return nes_reply_none(reply);
}

static struct nes_err scan_take(struct nes_req *req, struct nes_reply *reply)
{
    const struct account *account = nes_req_row(req, "account");
    struct balance seen = { account->nr, { req->upload.size } };
    char first = 0;

    NES_ASSERT(req->upload.size == 0 || pread(req->upload.fd, &first, 1, 0) == 1);
    return first == '!' ? NES_FAIL(DEED_SELF, NULL) : nes_reply_ok(reply, &balance_view, &seen);
}

static struct nes_err check_begin(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_id operation;

    NES_TRY(nes_operation_begin(req, req->caller.id, &operation));
    return nes_reply_later(reply, operation);
}

static struct nes_err broken(struct nes_req *req, struct nes_reply *reply)
{
    (void)req;
    (void)reply;
    return NES_FAIL(DEED_SECRET, "900101400123");
}

static struct nes_err slow(struct nes_req *req, struct nes_reply *reply)
{
    (void)poll(NULL, 0, 1'000);
    return nes_reply_ok(reply, &balance_view, &(struct balance){ 1, { req->today.day } });
}

static struct nes_err pdf(struct nes_req *req, struct nes_reply *reply)
{
    (void)req;
    return nes_reply_bytes(reply, NES_STR("%PDF-"), NES_STR("шарт \"1\".pdf"));
}

static struct nes_err raw(struct nes_req *req, struct nes_reply *reply)
{
    return nes_reply_ok(reply, &balance_view, &(struct balance){ (int64_t)req->raw.len, { 0 } });
}

static struct nes_err day(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_param_value *value = nes_req_value(req, "day");

    return nes_reply_ok(reply, &balance_view, &(struct balance){ value->date.day, { 0 } });
}

static struct nes_err who(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_buf buf = nes_buf_begin(req->arena, 1 << 10);
    struct nes_str text;

    nes_buf_add(&buf, req->address);
    nes_buf_byte(&buf, ' ');
    nes_buf_hex(&buf, req->peer_cert.ptr, req->peer_cert.len);
    NES_TRY(nes_buf_done(&buf, &text));
    return nes_reply_bytes(reply, text, NES_STR(""));
}

static struct nes_err metrics(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_buf buf = nes_buf_begin(req->arena, 1 << 20);
    struct nes_str text;

    nes_http_metrics(nes_req_http(req), &buf);
    NES_TRY(nes_buf_done(&buf, &text));
    return nes_reply_bytes(reply, text, NES_STR(""));
}

static const char *const scan_types[] = { "image/png", NULL };
static const struct nes_upload scan_upload = { .bytes_max = 1'000'000, .types = scan_types };

static const struct nes_route routes[] = {
    { NES_POST, "/v1/accounts/{account}/deeds", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .takes = &deed_shape,
      .gives = &balance_view, .fails = NES_FAULTS(DEED_OVER, DEED_SELF), .once = true,
      .prepare = deed_check, .run = deed_add, .rules = "7.5",
      .doc = "Move money to another account." },
    { NES_GET, "/v1/accounts/{account}", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .gives = &balance_view,
      .looks = true, .prepare = account_see, .rules = "7.5", .doc = "See an account." },
    { NES_GET, "/v1/accounts", .listen = NES_PUBLIC, .needs = NES_PERM_CALCULATE, .asks = &page_query_shape,
      .gives = &page_view, .pages = true, .prepare = account_list, .rules = "7.5", .doc = "List accounts." },
    { NES_PATCH, "/v1/accounts/{account}", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .takes = &change_shape,
      .match = true, .run = account_change, .rules = "7.5", .doc = "Change an account." },
    { NES_POST, "/v1/sessions", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .prepare = sign_in_check,
      .run = sign_in_take, .fails = NES_FAULTS(DEED_OVER), .rules = "6.5, 24.5", .doc = "Sign in." },
    { NES_PUT, "/v1/accounts/{account}/scan", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .upload = &scan_upload,
      .gives = &balance_view, .fails = NES_FAULTS(DEED_SELF), .run = scan_take, .rules = "6.1",
      .doc = "Bring a scan." },
    { NES_POST, "/v1/accounts/{account}/checks", .listen = NES_PUBLIC, .needs = NES_PERM_CLIENT, .later = true,
      .run = check_begin, .rules = "6.1", .doc = "Ask the outside about an account." },
    { NES_GET, "/v1/broken", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives = &balance_view, .prepare = broken,
      .rules = "24.5", .doc = "Fail inside." },
    { NES_GET, "/v1/slow", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives = &balance_view, .prepare = slow,
      .rules = "24.5", .doc = "Take a while." },
    { NES_GET, "/v1/pdf", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives_type = "application/pdf",
      .prepare = pdf, .rules = "12", .doc = "A document." },
    { NES_POST, "/v1/callbacks", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .raw = true, .gives = &balance_view,
      .run = raw, .rules = "6.1", .doc = "What a partner sends." },
    { NES_GET, "/v1/days/{day}", .listen = NES_PUBLIC, .needs = NES_PERM_ANYONE, .gives = &balance_view, .prepare = day,
      .rules = "7.5", .doc = "A day." },
    { NES_POST, "/v1/staff-only", .listen = NES_PUBLIC, .needs = NES_PERM_STAFF, .run = sign_in_take, .rules = "7.5",
      .doc = "For staff." },
    { NES_GET, "/v1/who", .listen = NES_PUBLIC | NES_TERMINAL, .needs = NES_PERM_ANYONE, .gives_type = "text/plain",
      .prepare = who, .rules = "32", .doc = "Who calls." },
    { NES_GET, "/metrics", .listen = NES_OPERATIONS, .needs = NES_PERM_SYSTEM,
      .gives_type = "text/plain; version=0.0.4", .prepare = metrics, .rules = "32", .doc = "Metrics." },
};
static const struct nes_resource resource = NES_RESOURCE("account", routes);
static const struct nes_resource *const resources[] = { &resource, NULL };
static const struct nes_param *const params[] = { &account_param, &day_param, NULL };
const struct nes_doors nes_sample_doors = { .resources = resources, .params = params };

/* ---- the hooks ---- */

static struct nes_err identify(void *self, const struct nes_req *req, struct nes_caller *out)
{
    struct nes_sample *sample = self;
    struct nes_str text = nes_req_header(req, "authorization"), word, number;
    int64_t nr = 0;

    (void)nes_str_cut(text, ' ', &word, &number);
    if (req->listen == NES_OPERATIONS) {
        out->kind = NES_CALLER_SYSTEM;
        nes_perms_add(&out->may, NES_PERM_SYSTEM);
    } else if (nes_str_is(word, "client") && !nes_str_int(number, &nr).what) {
        out->kind = NES_CALLER_CLIENT;
        out->id = nes_sample_client((int32_t)nr);
        nes_perms_add(&out->may, NES_PERM_CLIENT);
    } else if (nes_str_is(word, "staff") || nes_str_is(word, "staff-half") || nes_str_is(word, "teller")) {
        out->kind = NES_CALLER_STAFF;
        out->id = (struct nes_id){ .b = { 2, [15] = 1 } };
    }
    if (nes_str_is(word, "staff")) {
        nes_perms_add(&out->may, NES_PERM_STAFF);
    }
    if (nes_str_is(word, "teller")) {
        nes_perms_add(&out->may, NES_PERM_CALCULATE);
        out->stale = true;
    }
    out->version = req->tx && req->prepared && atomic_load(&sample->revoked) ? 2 : 1;
    return NES_FINE;
}

static struct nes_err audit(void *self, const struct nes_req *req, enum nes_call_end end, const struct nes_fault *why)
{
    struct nes_sample *sample = self;

    NES_ASSERT(req->tx && (end != NES_CALL_REFUSED) == !why);
    (void)atomic_fetch_add(&sample->leaves, 1);
    return NES_FINE;
}

static struct nes_err touch(void *self, const struct nes_req *req)
{
    struct nes_sample *sample = self;

    (void)req;
    (void)atomic_fetch_add(&sample->touches, 1);
    return NES_FINE;
}

/* Enough to see that what is stored is not what was answered. */
static struct nes_err turn(void *self, struct nes_arena *arena, struct nes_str plain, struct nes_str *out)
{
    char *bytes = nes_arena_take(arena, plain.len + 1);

    (void)self;
    for (size_t i = 0; i < plain.len; i++) {
        bytes[i] = (char)(plain.ptr[i] ^ 0x5a);
    }
    *out = (struct nes_str){ bytes, plain.len };
    return NES_FINE;
}

static void log_line(void *self, struct nes_str line)
{
    struct nes_sample *sample = self;

    (void)atomic_fetch_add(&sample->lines, 1);
    if (getenv("NESIE_TEST_LOG")) {
        (void)fwrite(line.ptr, 1, line.len, stderr);
    }
}

void nes_sample_begin(struct nes_sample *sample, enum nes_engine engine)
{
    static const uint8_t key[32] = "the key of the cursors of tests";
    const struct nes_db_options *db;

    memset(sample, 0, sizeof(*sample));
    sample->rig = nes_rig_begin(.engine = engine, .readers = 8);
    db = nes_rig_options_of(sample->rig);
    sample->arena = nes_arena_begin(0);
    NES_WANT_OK(nes_crypto_begin(db->rand, &sample->crypto));
    NES_WANT_OK(nes_rig_run(sample->rig, nes_test_accounts, NULL));
    sample->log = (struct nes_log){ .clock = db->clock, .write = log_line, .self = sample };
    sample->hooks = (struct nes_app_hooks){
        .self = sample, .identify = identify, .audit = audit, .touch = touch, .seal = turn, .unseal = turn
    };
    sample->listeners[0] = (struct nes_listener){ .kind = NES_PUBLIC, .host = "my.localhost", .address = "127.0.0.1" };
    sample->options = (struct nes_http_options){
        .listeners = sample->listeners,
        .listeners_len = 1,
        .doors = &nes_sample_doors,
        .db = nes_rig_db(sample->rig),
        .hooks = &sample->hooks,
        .app = sample,
        .clock = db->clock,
        .rand = db->rand,
        .log = &sample->log,
        .crypto = sample->crypto,
        .cursor_key = { key, sizeof(key) },
        .workers = 8,
        .upload_folder = nes_rig_folder(sample->rig),
        .version = "0.0.0",
        .strict = true,
    };
}

static void save(struct nes_sample *sample, char *path, const char *name, struct nes_str text)
{
    FILE *file;

    (void)snprintf(path, sizeof(sample->key), "%s/%s", nes_rig_folder(sample->rig), name);
    file = fopen(path, "we");
    NES_WANT(name, file && fwrite(text.ptr, 1, text.len, file) == text.len);
    (void)fclose(file);
}

void nes_sample_certify(struct nes_sample *sample)
{
    static const struct nes_str domains[] = { NES_STR_INIT("localhost") }, hosts[] = { NES_STR_INIT("my.localhost") };
    const struct nes_clock clock = nes_clock_real();
    struct nes_x509_wish wish = { .role = NES_X509_AUTHORITY,
                                  .name = NES_STR("test"),
                                  .hosts = domains,
                                  .n_hosts = 1,
                                  .from_us = nes_clock_now(&clock),
                                  .days = 90 };
    struct nes_x509_pair authority, server;

    NES_WANT_OK(nes_x509_make(sample->crypto, sample->arena, NULL, &wish, &authority));
    wish.role = NES_X509_SERVER;
    wish.hosts = hosts;
    NES_WANT_OK(nes_x509_make(sample->crypto, sample->arena, &authority, &wish, &server));
    save(sample, sample->ca, "ca.crt", authority.certificate);
    save(sample, sample->certificate, "server.crt", server.certificate);
    save(sample, sample->key, "server.key", (struct nes_str){ (const char *)server.key.ptr, server.key.len });
    sample->listeners[0].certificate = sample->certificate;
    sample->listeners[0].key = sample->key;
}

void nes_sample_start(struct nes_sample *sample)
{
    struct nes_err err = nes_http_start(sample->arena, &sample->options, &sample->http);

    if (err.what) {
        print_error("start: %s\n", err.at);
    }
    NES_WANT_OK(err);
}

void nes_sample_end(struct nes_sample *sample)
{
    nes_http_stop(&sample->http);
    if (sample->key[0]) {
        (void)unlink(sample->ca);
        (void)unlink(sample->certificate);
        (void)unlink(sample->key);
    }
    nes_rig_end(&sample->rig);
    nes_crypto_end(&sample->crypto);
    nes_arena_end(&sample->arena);
}

uint16_t nes_sample_port(const struct nes_sample *sample, size_t listener)
{
    return nes_http_port(sample->http, listener);
}
