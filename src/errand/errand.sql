-- src/errand/errand.sql

-- name: errand_insert
-- takes: id nes_id, kind text, subject nes_id, payload text, due_at instant, made_at instant, operation nes_id
INSERT INTO errand (id, kind, subject, payload, state, lease, due_at, tries, made_at, operation)
VALUES ($1, $2, $3, $4, 'planned', 0, $5, 0, $6, $7);

-- name: errand_by_id
-- takes: id nes_id
-- gives: one kind text, subject nes_id, payload text, state text, lease int64, tries int64, made_at instant
SELECT kind, subject, payload, state, lease, CAST(tries AS BIGINT), made_at FROM errand WHERE id = $1;

-- name: errand_due_one
-- takes: now instant
-- gives: maybe id nes_id, kind text, subject nes_id, payload text, state text, lease int64, tries int64, made_at instant
SELECT id, kind, subject, payload, state, lease, CAST(tries AS BIGINT), made_at FROM errand
WHERE state IN ('planned', 'sending', 'asking', 'unknown') AND due_at <= $1
ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED;

-- name: errand_take
-- takes: id nes_id, state text, lease int64, until instant, sent int32
-- While it is held it is due again only when the lease is lost.
UPDATE errand SET state = $2, lease = $3, lease_until = $4, due_at = $4, tries = tries + $5 WHERE id = $1;

-- name: errand_settle
-- takes: id nes_id, lease int64, state text, due_at instant, answered_at instant?
-- gives: count
-- Only under the lease that is still the newest.
UPDATE errand SET state = $3, due_at = $4, answered_at = $5, lease_until = NULL WHERE id = $1 AND lease = $2
AND state IN ('sending', 'asking');

-- name: errand_answer_insert
-- takes: errand_id nes_id, lease int64, at instant, outcome text, applied bool, detail text
-- gives: count
INSERT INTO errand_answer (errand_id, lease, at, outcome, applied, detail) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING;

-- name: errand_close
-- takes: id nes_id, state text
UPDATE errand SET state = $2 WHERE id = $1;

-- name: errand_put_off
-- takes: id nes_id, lease int64, due_at instant
-- gives: count
UPDATE errand SET due_at = $3 WHERE id = $1 AND lease = $2 AND state = 'planned';

-- name: callback_insert
-- takes: id nes_id, source text, key text, body bytes, received_at instant
-- gives: count
INSERT INTO callback (id, source, key, body, received_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING;

-- name: callback_apply
-- takes: id nes_id, now instant
-- gives: count
UPDATE callback SET applied_at = $2 WHERE id = $1 AND applied_at IS NULL;

-- name: errand_faults
-- takes: before instant
-- gives: one answers int64, callbacks int64, persons int64
-- Errands that did not come to one applied answer when answered (or to one before), callbacks kept before an instant and
-- never applied, and errands that wait for a person.
SELECT (SELECT COUNT(*) FROM errand WHERE (CASE WHEN state = 'answered' THEN 1 ELSE 0 END) <>
        (SELECT COUNT(*) FROM errand_answer WHERE errand_id = errand.id AND applied AND outcome IN ('done', 'refused'))),
    (SELECT COUNT(*) FROM callback WHERE applied_at IS NULL AND received_at < $1),
    (SELECT COUNT(*) FROM errand WHERE state = 'person');

-- name: errand_states
-- gives: many state text, n int64
SELECT state, COUNT(*) FROM errand WHERE state IN ('planned', 'sending', 'asking', 'unknown', 'person')
GROUP BY state ORDER BY state LIMIT 10;
