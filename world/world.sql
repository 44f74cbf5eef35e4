-- world/world.sql

-- name: world_sms_insert
-- takes: id nes_id, recipient text, text text, at instant
-- gives: count
INSERT INTO sms (id, recipient, text, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING;

-- name: world_sms_by_id
-- takes: id nes_id
-- gives: maybe recipient text, text text
SELECT recipient, text FROM sms WHERE id = $1;

-- name: world_sms_to
-- takes: recipient text
-- gives: many id nes_id, text text, at instant
SELECT id, text, at FROM sms WHERE recipient = $1 ORDER BY at DESC LIMIT 100;

-- name: world_sms_numbers
-- gives: many recipient text, n int64
SELECT recipient, COUNT(*) FROM sms GROUP BY recipient ORDER BY recipient LIMIT 500;

-- name: world_behave_set
-- takes: partner text, how text, times int32
-- gives: count
UPDATE behaviour SET how = $2, times = $3 WHERE partner = $1;

-- name: world_behave_add
-- takes: partner text, how text, times int32
-- gives: count
INSERT INTO behaviour (partner, how, times) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;

-- name: world_behave_use
-- takes: partner text
-- gives: count
UPDATE behaviour SET times = times - 1 WHERE partner = $1 AND times > 0;

-- name: world_behave_of
-- takes: partner text
-- gives: maybe how text, times int32
SELECT how, times FROM behaviour WHERE partner = $1;
