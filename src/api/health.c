/* src/api/health.c: what watches the server asks: alive, ready, metrics. On the operations listener only. */
#include <string.h>
#include <sys/statvfs.h>

#include "api/doors.h"
#include "api/house.h"
#include "audit/audit.h"
#include "audit/audit_faults.h"
#include "errand/errand.h"
#include "http/server.h"
#include "ledger/ledger.h"
#include "vault/vault_faults.h"

#define METRICS_MOST     262'144
#define SEQUENCE_LATE_US INT64_C(60'000'000)
#define CLOCK_BACK_US    INT64_C(60'000'000)
#define ROOM_LEAST       (INT64_C(64) << 20) /* bytes that must be free where data and documents are */

static struct nes_err alive(struct nes_req *req, struct nes_reply *reply)
{
    (void)req;
    return nes_reply_none(reply);
}

/* Bytes that are free where the data folder is; none where that cannot be told. */
static int64_t room_of(const char *folder)
{
    struct statvfs room;

    return statvfs(folder, &room) == 0 ? (int64_t)(room.f_bavail * room.f_frsize) : 0;
}

/* Ready: not draining, the database answers, the keeper has its keys, the disk has room, the clock did not go back, the
 * audit log is being numbered. */
static struct nes_err ready(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_keeper_item item = { .op = NES_KEEPER_PUBLIC };
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_CHECK };
    struct nes_audit_state state;

    if (nes_http_draining(nes_req_http(req))) {
        return NES_FAIL(HTTP_STOPPING, NULL);
    }
    NES_TRY(nes_keeper_ask(nes_house_of(req)->keeper, req->arena, why, &item, 1));
    if (room_of(nes_house_of(req)->data) < ROOM_LEAST) {
        return NES_FAIL(DISK_ROOM, NULL);
    }
    NES_TRY(nes_audit_look(req->tx, &state));
    if (state.checkpoint_at_us > req->now_us + CLOCK_BACK_US) {
        return NES_FAIL(CLOCK_BACK, NULL);
    }
    if (state.waiting > 0 && req->now_us - state.oldest_us > SEQUENCE_LATE_US) {
        return NES_FAIL(AUDIT_LATE, NULL);
    }
    return nes_reply_none(reply);
}

/* One line of the Prometheus page, with its head where `doc` is given. */
static void put(struct nes_buf *buf, const char *name, const char *label, int64_t value, const char *doc)
{
    if (doc) {
        nes_buf_addz(buf, "# HELP ");
        nes_buf_addz(buf, name);
        nes_buf_byte(buf, ' ');
        nes_buf_addz(buf, doc);
        nes_buf_addz(buf, "\n# TYPE ");
        nes_buf_addz(buf, name);
        nes_buf_addz(buf, strstr(name, "_total") ? " counter\n" : " gauge\n");
    }
    nes_buf_addz(buf, name);
    nes_buf_addz(buf, label);
    nes_buf_byte(buf, ' ');
    nes_buf_int(buf, value);
    nes_buf_byte(buf, '\n');
}

static const char *labelled(struct nes_arena *arena, const char *name, struct nes_str value)
{
    struct nes_buf buf = nes_buf_begin(arena, 200);

    nes_buf_byte(&buf, '{');
    nes_buf_addz(&buf, name);
    nes_buf_addz(&buf, "=\"");
    nes_buf_add(&buf, value);
    nes_buf_addz(&buf, "\"}");
    nes_buf_byte(&buf, '\0');
    return buf.ptr;
}

static struct nes_err put_audit(struct nes_req *req, struct nes_buf *buf)
{
    struct nes_audit_state state;

    NES_TRY(nes_audit_look(req->tx, &state));
    put(buf, "nesie_audit_tree_size", "", state.size, "Leaves with a place in the audit log.");
    put(buf, "nesie_audit_waiting", "", state.waiting, "Leaves that wait for their place.");
    put(buf, "nesie_audit_checkpoint_age_seconds", "",
        state.checkpoint_at_us > 0 ? (req->now_us - state.checkpoint_at_us) / 1'000'000 : -1,
        "Since the last signed checkpoint; -1: there is none.");
    return NES_FINE;
}

static struct nes_err put_domain(struct nes_req *req, struct nes_buf *buf)
{
    struct nes_errand_counts counts;
    struct nes_date closed_on;

    NES_TRY(nes_errands_count(req->tx, &counts));
    for (size_t i = 0; i < counts.len; i++) {
        put(buf, "nesie_errands", labelled(req->arena, "state", counts.rows[i].state), counts.rows[i].n,
            i == 0 ? "Errands to the outside that have not ended." : NULL);
    }
    NES_TRY(nes_ledger_closed_on(req->tx, &closed_on));
    put(buf, "nesie_ledger_open_days", "", req->today.day - closed_on.day, "Days of the books that are not closed.");
    put(buf, "nesie_disk_free_bytes", "", room_of(nes_house_of(req)->data), "Free where the data folder is.");
    return NES_FINE;
}

static void put_keeper(struct nes_req *req, struct nes_buf *buf)
{
    int64_t asked[NES_PURPOSES], items;

    nes_keeper_counts(nes_house_of(req)->keeper, asked, &items);
    for (int i = NES_PURPOSE_NONE + 1; i < NES_PURPOSES; i++) {
        put(buf, "nesie_keeper_asked_total",
            labelled(req->arena, "purpose", nes_str_of(nes_purpose_name((enum nes_purpose)i))), asked[i],
            i == NES_PURPOSE_NONE + 1 ? "Exchanges with the keeper of the keys." : NULL);
    }
}

static struct nes_err metrics(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_buf buf = nes_buf_begin(req->arena, METRICS_MOST);
    struct nes_str page;

    nes_http_metrics(nes_req_http(req), &buf);
    NES_TRY(put_audit(req, &buf));
    NES_TRY(put_domain(req, &buf));
    put_keeper(req, &buf);
    NES_TRY(nes_buf_done(&buf, &page));
    return nes_reply_bytes(reply, page, (struct nes_str){ 0 });
}

static const struct nes_route routes[] = {
    { NES_GET, "/livez", .listen = NES_OPERATIONS, .needs = NES_PERM_SYSTEM, .alone = true, .prepare = alive,
      .rules = "26.1", .doc = "The process answers." },
    { NES_GET, "/readyz", .listen = NES_OPERATIONS, .needs = NES_PERM_SYSTEM, .prepare = ready, .rules = "26.1",
      .fails = NES_FAULTS(HTTP_STOPPING, HELPER_DOWN, DISK_ROOM, CLOCK_BACK, AUDIT_LATE),
      .doc = "Database, keys, disk, clock and audit log are as they must be; the server is not stopping." },
    { NES_GET, "/metrics", .listen = NES_OPERATIONS, .needs = NES_PERM_METRICS_VIEW,
      .gives_type = "text/plain; version=0.0.4", .prepare = metrics, .rules = "26.1", .doc = "The Prometheus page." },
};
const struct nes_resource nes_health_resource = NES_RESOURCE("health", routes);
