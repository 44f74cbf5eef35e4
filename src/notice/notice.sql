-- src/notice/notice.sql

-- name: notice_insert
-- takes: id nes_notice_id, client_id nes_client_id, kind text, made_by nes_id, made_at instant
INSERT INTO notice (id, client_id, kind, state, made_by, made_at) VALUES ($1, $2, $3, 'planned', $4, $5);

-- name: notice_by_id
-- takes: id nes_notice_id
-- gives: one client_id nes_client_id, kind text, state text
SELECT client_id, kind, state FROM notice WHERE id = $1;

-- name: notice_end
-- takes: id nes_notice_id, state text, ended_at instant
-- gives: count
UPDATE notice SET state = $2, ended_at = $3 WHERE id = $1 AND state = 'planned';
