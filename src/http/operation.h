/* src/http/operation.h: operations that go on after the answer: an errand to the outside was started, its end is not
 * known yet. A handler begins one and answers with nes_reply_later; who applies the outside's answer ends it; the
 * caller sees it at /v1/operations/{operation}. */
#pragma once
#include "http/server.h"

struct nes_operation {
    struct nes_id id;
    enum nes_caller_kind actor_kind; /* who began it, and may see it */
    struct nes_id actor_id;
    struct nes_id owner;             /* the client whose it is */
    int32_t status;                  /* HTTP status of the end; 0: still running */
    struct nes_str reply;            /* JSON of the end */
    int64_t begun_at, ended_at;      /* microseconds UTC */
};

/* Inside `run`; the operation belongs to the caller and to `owner` (none: the organisation's). Its id is new. */
struct nes_err nes_operation_begin(struct nes_req *req, struct nes_id owner, struct nes_id *out);
/* Once: a second end changes nothing. `status` is 200 to 599, `reply` JSON (a problem from 400 on). After the commit
 * call nes_http_wake. DB_NO_ROW. */
struct nes_err nes_operation_end(struct nes_tx *tx, const struct nes_app_hooks *hooks, struct nes_id id, int32_t status,
                                 struct nes_str reply);
/* DB_NO_ROW. */
struct nes_err nes_operation_see(struct nes_tx *tx, const struct nes_app_hooks *hooks, struct nes_id id,
                                 struct nes_operation *out);
