-- src/job/job.sql

-- name: job_enlist
-- takes: name text, next_at instant
-- gives: count
INSERT INTO job (name, fence, next_at) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING;

-- name: job_take_row
-- takes: name text
-- gives: maybe fence int64, lease_until instant?, next_at instant, last_day nes_date?
SELECT fence, lease_until, next_at, last_day FROM job WHERE name = $1 FOR UPDATE SKIP LOCKED;

-- name: job_lease
-- takes: name text, fence int64, until instant
UPDATE job SET fence = $2, lease_until = $3 WHERE name = $1;

-- name: job_fence
-- takes: name text
-- gives: one fence int64
SELECT fence FROM job WHERE name = $1 FOR SHARE;

-- name: job_free
-- takes: at instant
-- gives: count
UPDATE job SET lease_until = NULL WHERE lease_until > $1;

-- name: job_prolong
-- takes: name text, fence int64, until instant
-- gives: count
UPDATE job SET lease_until = $3 WHERE name = $1 AND fence = $2;

-- name: job_end
-- takes: name text, fence int64, next_at instant, last_day nes_date?, last_end text
-- gives: count
UPDATE job SET lease_until = NULL, next_at = $3, last_day = $4, last_end = $5 WHERE name = $1 AND fence = $2;
