#include "http/operation.h"

#include "http/door.h"
#include "http/operation_sql.h"

struct nes_err nes_operation_begin(struct nes_req *req, struct nes_id owner, struct nes_id *out)
{
    const struct nes_http_operation_insert_in in = {
        .id = nes_tx_new_id(req->tx),
        .actor_kind = (int32_t)req->caller.kind,
        .actor_id = req->caller.id,
        .owner = owner,
        .route = nes_str_of(req->route->path),
        .begun_at = req->now_us,
    };

    *out = in.id;
    return nes_http_operation_insert(req->tx, &in);
}

struct nes_err nes_operation_end(struct nes_tx *tx, const struct nes_app_hooks *hooks, struct nes_id id, int32_t status,
                                 struct nes_str reply)
{
    struct nes_str sealed = reply;
    int64_t changed;

    NES_ASSERT(status >= 200 && status <= 599);
    if (hooks->seal) {
        NES_TRY(hooks->seal(hooks->self, nes_tx_arena(tx), reply, &sealed));
    }
    return nes_http_operation_finish(tx, id, status, sealed, nes_tx_now(tx), &changed);
}

struct nes_err nes_operation_see(struct nes_tx *tx, const struct nes_app_hooks *hooks, struct nes_id id,
                                 struct nes_operation *out)
{
    struct nes_http_operation_find_row row;

    NES_TRY(nes_http_operation_find(tx, id, &row));
    *out = (struct nes_operation){
        .id = id,
        .actor_kind = (enum nes_caller_kind)row.actor_kind,
        .actor_id = row.actor_id,
        .owner = row.owner,
        .status = row.status,
        .reply = row.reply,
        .begun_at = row.begun_at,
        .ended_at = row.ended_at,
    };
    if (row.status != 0 && hooks->unseal) {
        NES_TRY(hooks->unseal(hooks->self, nes_tx_arena(tx), row.reply, &out->reply));
    }
    return NES_FINE;
}
