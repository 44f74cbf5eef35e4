-- src/identity/identity.sql

-- name: attempt_begin
-- takes: key bytes, day nes_date
-- gives: count
INSERT INTO attempt (key, in_row, of_day, day, blocked_until) VALUES ($1, 0, 0, $2, 0) ON CONFLICT DO NOTHING;

-- name: attempt_take
-- takes: key bytes
-- gives: one in_row int32, of_day int32, day nes_date, blocked_until instant
SELECT in_row, of_day, day, blocked_until FROM attempt WHERE key = $1 FOR UPDATE;

-- name: attempt_save
-- takes: key bytes, in_row int32, of_day int32, day nes_date, blocked_until instant
UPDATE attempt SET in_row = $2, of_day = $3, day = $4, blocked_until = $5 WHERE key = $1;

-- name: session_insert
-- takes: id nes_id, token_hash bytes, subject_id nes_id, stage text, now instant, ends_at instant, address text?
INSERT INTO session (id, token_hash, subject_id, stage, version, made_at, last_seen, ends_at, address)
VALUES ($1, $2, $3, $4, 1, $5, $5, $6, $7);

-- name: session_of_subject
-- takes: subject_id nes_id, now instant
-- gives: many id nes_id, stage text, made_at instant, last_seen instant, ends_at instant, address text?
SELECT id, stage, made_at, last_seen, ends_at, address FROM session
WHERE subject_id = $1 AND ended_at IS NULL AND ends_at > $2 ORDER BY made_at DESC, id DESC LIMIT 100;

-- name: session_row
-- takes: id nes_id
-- gives: one subject_id nes_id, stage text, made_at instant, last_seen instant, ends_at instant, address text?
SELECT subject_id, stage, made_at, last_seen, ends_at, address FROM session WHERE id = $1 AND ended_at IS NULL;

-- name: session_by_token
-- takes: token_hash bytes
-- gives: maybe id nes_id, subject_id nes_id, kind text, stage text, version int64, made_at instant, last_seen instant, ends_at instant
-- gives: registering bool
SELECT session.id, subject_id, subject.kind, stage, version, session.made_at, last_seen, ends_at, registering
FROM session JOIN subject ON subject.id = subject_id
WHERE token_hash = $1 AND ended_at IS NULL AND subject.is_open;

-- name: session_set_stage
-- takes: id nes_id, version int64, stage text, token_hash bytes
-- gives: count
UPDATE session SET stage = $3, token_hash = $4, version = version + 1 WHERE id = $1 AND version = $2 AND ended_at IS NULL;

-- name: session_set_seen
-- takes: id nes_id, now instant
UPDATE session SET last_seen = $2 WHERE id = $1;

-- name: session_set_ended
-- takes: id nes_id, now instant, reason text
UPDATE session SET ended_at = $2, end_reason = $3 WHERE id = $1 AND ended_at IS NULL;

-- name: session_set_ended_others
-- takes: subject_id nes_id, keep nes_id, now instant, reason text
UPDATE session SET ended_at = $3, end_reason = $4 WHERE subject_id = $1 AND id <> $2 AND ended_at IS NULL;

-- name: subject_insert
-- takes: id nes_id, kind text, login text, made_at instant
-- gives: count
INSERT INTO subject (id, kind, login, is_open, made_at) VALUES ($1, $2, $3, TRUE, $4) ON CONFLICT DO NOTHING;

-- name: subject_by_login
-- takes: kind text, login text
-- gives: maybe id nes_id, hash text, issued bool, version int64
SELECT subject.id, hash, issued, version FROM subject JOIN password ON subject_id = subject.id
WHERE kind = $1 AND login = $2 AND is_open;

-- name: subject_registers
-- takes: id nes_id
-- gives: one registering bool
SELECT registering FROM subject WHERE id = $1;

-- name: subject_set_registering
-- takes: id nes_id, registering bool
UPDATE subject SET registering = $2 WHERE id = $1;

-- name: subject_hold
-- takes: id nes_id
-- gives: one id nes_id
-- Of two at once the second counts what the first did.
SELECT id FROM subject WHERE id = $1 FOR UPDATE;

-- name: subject_login
-- takes: id nes_id
-- gives: one login text
SELECT login FROM subject WHERE id = $1;

-- name: password_by_subject
-- takes: subject_id nes_id
-- gives: maybe hash text, issued bool, version int64
SELECT hash, issued, version FROM password WHERE subject_id = $1 FOR UPDATE;

-- name: password_insert
-- takes: subject_id nes_id, hash text, issued bool, set_at instant
INSERT INTO password (subject_id, hash, issued, version, set_at) VALUES ($1, $2, $3, 1, $4);

-- name: password_replace
-- takes: subject_id nes_id, version int64, hash text, set_at instant
-- gives: count
UPDATE password SET hash = $3, issued = FALSE, version = version + 1, set_at = $4 WHERE subject_id = $1 AND version = $2;

-- name: totp_begin
-- takes: subject_id nes_id, wrapped bytes, secret bytes, set_at instant
-- gives: count
INSERT INTO totp (subject_id, wrapped, secret, bound, used_step, set_at) VALUES ($1, $2, $3, FALSE, -1, $4)
ON CONFLICT DO NOTHING;

-- name: totp_begin_again
-- takes: subject_id nes_id, wrapped bytes, secret bytes, set_at instant
-- gives: count
-- A secret that was shown and never bound is replaced.
UPDATE totp SET wrapped = $2, secret = $3, used_step = -1, set_at = $4 WHERE subject_id = $1 AND NOT bound;

-- name: totp_by_subject
-- takes: subject_id nes_id
-- gives: maybe wrapped bytes, secret bytes, bound bool, used_step int64, set_at instant
SELECT wrapped, secret, bound, used_step, set_at FROM totp WHERE subject_id = $1;

-- name: totp_use
-- takes: subject_id nes_id, step int64, set_at instant
-- gives: count
-- Each step once, also when two come at the same time; only for the secret that was read.
UPDATE totp SET used_step = $2, bound = TRUE WHERE subject_id = $1 AND used_step < $2 AND set_at = $3;

-- name: often_begin
-- takes: key bytes, hour int64
-- gives: count
INSERT INTO often (key, hour, n) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING;

-- name: often_take
-- takes: key bytes
-- gives: one hour int64, n int32
SELECT hour, n FROM often WHERE key = $1 FOR UPDATE;

-- name: often_save
-- takes: key bytes, hour int64, n int32
UPDATE often SET hour = $2, n = $3 WHERE key = $1;

-- name: often_forget
-- takes: hour int64
DELETE FROM often WHERE hour < $1;
