#include "api/doors.h"

#include "http/operation.h"

enum state { STATE_NONE, STATE_RUNNING, STATE_ENDED };

struct seen {
    struct nes_id operation;
    enum state state;
    int64_t begun_at, ended_at, status;
    bool has_status;
};

static const struct nes_choice states[] = { { "running", STATE_RUNNING }, { "ended", STATE_ENDED }, { 0 } };
static const struct nes_field fields[] = {
    NES_FIELD(struct seen, operation, .required = true),
    NES_FIELD(struct seen, state, .required = true, .choices = states),
    NES_FIELD(struct seen, begun_at, .required = true, .instant = true),
    NES_FIELD(struct seen, ended_at, .instant = true),
    NES_MAYBE(struct seen, status, .words = "The HTTP status with which it ended."),
};
static const struct nes_shape operation_view = NES_SHAPE(struct seen, fields, .as = "Operation");

static struct nes_err operation_load(struct nes_req *req, const struct nes_param_value *value, bool lock,
                                     struct nes_param_row *out)
{
    struct nes_operation *operation = NES_NEW(req->arena, struct nes_operation);

    (void)lock;
    NES_TRY(nes_operation_see(req->tx, nes_req_hooks(req), value->id, operation));
    *out = (struct nes_param_row){ .row = operation, .owner = operation->owner };
    return NES_FINE;
}

const struct nes_param nes_operation_param = {
    .name = "operation", .doc = "An operation that was accepted with 202.", .load = operation_load,
};

/* Who began it or whose it is; of staff only who began it. */
static struct nes_err operation_get(struct nes_req *req, struct nes_reply *reply)
{
    const struct nes_operation *operation = nes_req_row(req, "operation");
    struct seen seen = {
        .operation = operation->id,
        .state = operation->status ? STATE_ENDED : STATE_RUNNING,
        .begun_at = operation->begun_at,
        .ended_at = operation->ended_at,
        .status = operation->status,
        .has_status = operation->status != 0,
    };

    if (req->caller.kind == NES_CALLER_STAFF && !nes_id_eq(operation->actor_id, req->caller.id)) {
        return NES_FAIL(NOT_FOUND, NULL);
    }
    return nes_reply_ok(reply, &operation_view, &seen);
}

static const struct nes_route routes[] = {
    { NES_GET, "/v1/operations/{operation}", .listen = NES_PUBLIC | NES_OFFICE | NES_TERMINAL,
      .needs = NES_PERM_OPERATION_VIEW, .gives = &operation_view, .prepare = operation_get, .rules = "26.1",
      .doc = "See whether an operation that was accepted has ended." },
};

const struct nes_resource nes_operation_resource = NES_RESOURCE("operation", routes);
