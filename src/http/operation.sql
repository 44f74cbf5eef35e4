-- src/http/operation.sql: operations that go on after their answer.

-- name: http_operation_insert
-- takes: id nes_id, actor_kind int32, actor_id nes_id, owner nes_id?, route text, begun_at instant
INSERT INTO http_operation (id, actor_kind, actor_id, owner, route, begun_at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: http_operation_finish
-- takes: id nes_id, status int32, reply bytes, ended_at instant
-- gives: count
-- 0: it had ended before, or there is none.
UPDATE http_operation SET status = $2, reply = $3, ended_at = $4 WHERE id = $1 AND status IS NULL;

-- name: http_operation_find
-- takes: id nes_id
-- gives: one actor_kind int32, actor_id nes_id, owner nes_id?, status int32?, reply bytes?, begun_at instant,
-- gives: ended_at instant?
SELECT actor_kind, actor_id, owner, status, reply, begun_at, ended_at FROM http_operation WHERE id = $1;

-- name: http_operation_newest
-- gives: maybe id nes_id
-- The newest that runs, for tests and doctor.
SELECT id FROM http_operation WHERE status IS NULL ORDER BY begun_at DESC LIMIT 1;
