-- src/notice/notice.sql

-- name: notice_insert
-- takes: id nes_notice_id, client_id nes_client_id, kind text, number_id nes_number_id?, made_by nes_id, made_at instant
INSERT INTO notice (id, client_id, kind, state, way, number_id, made_by, made_at)
VALUES ($1, $2, $3, 'planned', 'sms', $4, $5, $6);

-- name: notice_insert_told
-- takes: id nes_notice_id, client_id nes_client_id, kind text, now instant
-- Shown in the personal account alone; a subject without a record yet has none.
INSERT INTO notice (id, client_id, kind, state, way, made_by, made_at, ended_at)
SELECT $1, client.id, $3, 'sent', 'account', client.id, $4, $4 FROM client WHERE client.id = $2;

-- name: notice_by_id
-- takes: id nes_notice_id
-- gives: one client_id nes_client_id, kind text, state text, way text, number_id nes_number_id?, made_at instant
SELECT client_id, kind, state, way, number_id, made_at FROM notice WHERE id = $1;

-- name: notice_of_client
-- takes: client_id nes_client_id
-- gives: many id nes_notice_id, kind text, state text, way text, made_at instant
SELECT id, kind, state, way, made_at FROM notice WHERE client_id = $1 ORDER BY made_at DESC, id DESC LIMIT 100;

-- name: notice_end
-- takes: id nes_notice_id, state text, ended_at instant
-- gives: count
UPDATE notice SET state = $2, ended_at = $3 WHERE id = $1 AND state = 'planned';
