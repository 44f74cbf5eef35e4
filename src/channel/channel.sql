-- src/channel/channel.sql

-- name: channel_notice_insert
-- takes: id nes_channel_notice_id, name text, kind text, place text, services text, procedures text, number text
-- takes: notified_on nes_date, maker nes_id, now instant
INSERT INTO channel_notice (id, name, kind, place, services, procedures, number, notified_on, maker, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: channel_attachment_insert
-- takes: notice_id nes_channel_notice_id, internal_id nes_internal_id
-- gives: count
INSERT INTO channel_attachment (notice_id, internal_id) VALUES ($1, $2) ON CONFLICT DO NOTHING;

-- name: channel_attachment_list
-- takes: notice_id nes_channel_notice_id
-- gives: many internal_id nes_internal_id
SELECT internal_id FROM channel_attachment WHERE notice_id = $1 ORDER BY internal_id LIMIT 20;

-- name: channel_notice_by_id
-- takes: id nes_channel_notice_id
-- gives: one name text, kind text, place text, services text, number text, notified_on nes_date, made_at instant
-- gives: begun_at instant?
SELECT name, kind, place, services, number, notified_on, made_at, begun_at FROM channel_notice WHERE id = $1;

-- name: channel_notice_lock
-- takes: id nes_channel_notice_id
-- gives: one id nes_channel_notice_id
SELECT id FROM channel_notice WHERE id = $1 FOR UPDATE;

-- name: channel_notice_list
-- gives: many id nes_channel_notice_id, name text, kind text, place text, services text, procedures text, number text
-- gives: notified_on nes_date, maker nes_id, begun_at instant?
SELECT id, name, kind, place, services, procedures, number, notified_on, maker, begun_at FROM channel_notice
ORDER BY made_at DESC, id DESC LIMIT 200;

-- name: channel_notice_later
-- takes: name text, made_at instant
-- gives: one n int64
-- Notifications of the channel that came after this one and are in force.
SELECT COUNT(*) FROM channel_notice WHERE name = $1 AND made_at > $2 AND begun_at IS NOT NULL;

-- name: channel_notice_set_begun
-- takes: id nes_channel_notice_id, now instant
-- gives: count
UPDATE channel_notice SET begun_at = $2 WHERE id = $1 AND begun_at IS NULL;

-- name: channel_insert
-- takes: name text, kind text, place text, services text, notified_on nes_date, notice text, now instant
-- gives: count
INSERT INTO channel (name, kind, place, services, notified_on, notice, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT DO NOTHING;

-- name: channel_change
-- takes: name text, place text, services text, notified_on nes_date, notice text, now instant
-- As a later notification says; a closed one opens again.
UPDATE channel SET place = $2, services = $3, notified_on = $4, notice = $5, closed_at = NULL,
    opened_at = CASE WHEN closed_at IS NULL THEN opened_at ELSE $6 END
WHERE name = $1;

-- name: channel_set_closed
-- takes: name text, now instant
-- gives: count
UPDATE channel SET closed_at = $2 WHERE name = $1 AND opened_at IS NOT NULL AND closed_at IS NULL;

-- name: channel_kind_of
-- takes: name text
-- gives: maybe kind text
SELECT kind FROM channel WHERE name = $1;

-- name: channel_list
-- gives: many name text, kind text, place text, services text, notified_on nes_date, notice text, closed_at instant?
SELECT name, kind, place, services, notified_on, notice, closed_at FROM channel ORDER BY name LIMIT 500;

-- name: channel_open_count
-- takes: name text
-- gives: one n int64
SELECT COUNT(*) FROM channel WHERE name = $1 AND opened_at IS NOT NULL AND closed_at IS NULL;
