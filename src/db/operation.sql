-- src/db/operation.sql: how an unknown COMMIT is resolved (PostgreSQL).

-- name: operation_insert
-- takes: id nes_id, try int32, at instant
-- The mark of this try, in its own transaction.
INSERT INTO operation (id, try, aborted, at) VALUES ($1, $2, FALSE, $3);

-- name: operation_ended
-- takes: id nes_id, try int32
-- gives: one aborted bool
SELECT aborted FROM operation WHERE id = $1 AND try = $2;

-- name: operation_abort
-- takes: id nes_id, try int32, at instant
-- gives: count
-- 1: that try can never commit any more. 0: it has ended before, one way or the other. Waits while it still runs.
INSERT INTO operation (id, try, aborted, at) VALUES ($1, $2, TRUE, $3) ON CONFLICT DO NOTHING;

-- name: operation_forget
-- takes: before instant
-- gives: count
-- A try is in doubt for a minute at most; a week is ample.
DELETE FROM operation WHERE at < $1;
