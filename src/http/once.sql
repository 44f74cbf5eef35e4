-- src/http/once.sql: replies kept under idempotency keys.

-- name: http_once_insert
-- takes: actor_kind int32, actor_id nes_id, route text, key text, fingerprint bytes, operation nes_id, made_at instant
-- gives: count
-- 1: the key is new and this call has it. 0: it was answered before.
INSERT INTO http_once (actor_kind, actor_id, route, key, fingerprint, operation, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING;

-- name: http_once_find
-- takes: actor_kind int32, actor_id nes_id, route text, key text
-- gives: one fingerprint bytes, status int32?, reply bytes?
SELECT fingerprint, status, reply FROM http_once WHERE actor_kind = $1 AND actor_id = $2 AND route = $3 AND key = $4;

-- name: http_once_finish
-- takes: actor_kind int32, actor_id nes_id, route text, key text, status int32, reply bytes
-- gives: count
UPDATE http_once SET status = $5, reply = $6
WHERE actor_kind = $1 AND actor_id = $2 AND route = $3 AND key = $4 AND status IS NULL;

-- name: http_once_bare
-- gives: one n int64
-- Keys without an answer outside of their transaction: none.
SELECT COUNT(*) FROM http_once WHERE status IS NULL;
