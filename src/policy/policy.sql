-- src/policy/policy.sql

-- name: policy_rows
-- gives: many kind text, layer text, from_on nes_date, until_on nes_date?, value_over int64, value_under int64, source text
SELECT kind, layer, from_on, until_on, value_over, value_under, source FROM policy_row
ORDER BY kind, from_on, layer LIMIT 2000;

-- name: policy_days
-- gives: many day nes_date, layer text, is_off bool
SELECT day, layer, is_off FROM policy_day ORDER BY day, layer LIMIT 5000;

-- name: policy_propose
-- takes: id nes_id, kind text, from_on nes_date, until_on nes_date?, value_over int64, value_under int64, source text, maker nes_id, made_at instant
INSERT INTO policy_proposal (id, kind, from_on, until_on, value_over, value_under, source, maker, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: policy_proposal
-- takes: id nes_id
-- gives: maybe kind text, from_on nes_date, until_on nes_date?, value_over int64, value_under int64, source text, maker nes_id, decided_by nes_id?, approved bool?
SELECT kind, from_on, until_on, value_over, value_under, source, maker, decided_by, approved
FROM policy_proposal WHERE id = $1 FOR UPDATE;

-- name: policy_proposals_open
-- gives: many id nes_id, kind text, from_on nes_date, until_on nes_date?, value_over int64, value_under int64, source text, maker nes_id, made_at instant
SELECT id, kind, from_on, until_on, value_over, value_under, source, maker, made_at
FROM policy_proposal WHERE decided_by IS NULL ORDER BY made_at, id LIMIT 500;

-- name: policy_decide
-- takes: id nes_id, decided_by nes_id, decided_at instant, approved bool
-- gives: count
UPDATE policy_proposal SET decided_by = $2, decided_at = $3, approved = $4 WHERE id = $1 AND decided_by IS NULL;

-- name: policy_local_insert
-- takes: kind text, from_on nes_date, until_on nes_date?, value_over int64, value_under int64, source text
-- gives: count
INSERT INTO policy_row (kind, layer, from_on, until_on, value_over, value_under, source)
VALUES ($1, 'local', $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING;
