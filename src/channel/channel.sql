-- src/channel/channel.sql

-- name: channel_insert
-- takes: name text, kind text, place text, services text, notified_on nes_date, notice text
-- gives: count
INSERT INTO channel (name, kind, place, services, notified_on, notice) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING;

-- name: channel_notified_on
-- takes: name text
-- gives: one notified_on nes_date
SELECT notified_on FROM channel WHERE name = $1;

-- name: channel_set_open
-- takes: name text, now instant
-- gives: count
UPDATE channel SET opened_at = $2, closed_at = NULL WHERE name = $1 AND (opened_at IS NULL OR closed_at IS NOT NULL);

-- name: channel_open_count
-- takes: name text
-- gives: one n int64
SELECT COUNT(*) FROM channel WHERE name = $1 AND opened_at IS NOT NULL AND closed_at IS NULL;
