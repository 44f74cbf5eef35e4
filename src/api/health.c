/* src/api/health.c: what watches the server asks: alive, ready, metrics. On the operations listener only. */
#include "api/doors.h"
#include "api/house.h"
#include "audit/audit.h"
#include "audit/audit_faults.h"
#include "http/server.h"
#include "vault/vault_faults.h"

#define METRICS_MOST     262'144
#define SEQUENCE_LATE_US INT64_C(60'000'000)

static struct nes_err alive(struct nes_req *req, struct nes_reply *reply)
{
    (void)req;
    return nes_reply_none(reply);
}

/* Ready: not draining, the database answers, the keeper has its keys, the audit log is being numbered. */
static struct nes_err ready(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_keeper_item item = { .op = NES_KEEPER_PUBLIC };
    struct nes_keeper_why why = { .purpose = NES_PURPOSE_CHECK };
    struct nes_audit_state state;

    if (nes_http_draining(nes_req_http(req))) {
        return NES_FAIL(HTTP_STOPPING, NULL);
    }
    NES_TRY(nes_keeper_ask(nes_house_of(req)->keeper, req->arena, why, &item, 1));
    NES_TRY(nes_audit_look(req->tx, &state));
    if (state.waiting > 0 && req->now_us - state.oldest_us > SEQUENCE_LATE_US) {
        return NES_FAIL(AUDIT_WAITING, NULL);
    }
    return nes_reply_none(reply);
}

static struct nes_err metrics(struct nes_req *req, struct nes_reply *reply)
{
    struct nes_buf buf = nes_buf_begin(req->arena, METRICS_MOST);
    struct nes_audit_state state;
    struct nes_str page;

    nes_http_metrics(nes_req_http(req), &buf);
    NES_TRY(nes_audit_look(req->tx, &state));
    nes_buf_addz(&buf, "# HELP nesie_audit_tree_size Leaves with a place in the audit log.\n"
                       "# TYPE nesie_audit_tree_size gauge\nnesie_audit_tree_size ");
    nes_buf_int(&buf, state.size);
    nes_buf_addz(&buf, "\n# HELP nesie_audit_waiting Leaves that wait for their place.\n"
                       "# TYPE nesie_audit_waiting gauge\nnesie_audit_waiting ");
    nes_buf_int(&buf, state.waiting);
    nes_buf_byte(&buf, '\n');
    NES_TRY(nes_buf_done(&buf, &page));
    return nes_reply_bytes(reply, page, (struct nes_str){ 0 });
}

static const struct nes_route routes[] = {
    { NES_GET, "/livez", .listen = NES_OPERATIONS, .needs = NES_PERM_SYSTEM, .prepare = alive, .rules = "26.1",
      .doc = "The process answers." },
    { NES_GET, "/readyz", .listen = NES_OPERATIONS, .needs = NES_PERM_SYSTEM, .prepare = ready, .rules = "26.1",
      .fails = NES_FAULTS(HTTP_STOPPING, HELPER_DOWN, AUDIT_WAITING),
      .doc = "Database, keys and audit log are there, and the server is not stopping." },
    { NES_GET, "/metrics", .listen = NES_OPERATIONS, .needs = NES_PERM_METRICS_VIEW,
      .gives_type = "text/plain; version=0.0.4", .prepare = metrics, .rules = "26.1", .doc = "The Prometheus page." },
};
const struct nes_resource nes_health_resource = NES_RESOURCE("health", routes);
