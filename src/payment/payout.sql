-- src/payment/payout.sql

-- name: payout_insert
-- takes: id nes_payout_id, contract_id nes_contract_id, loan_id nes_loan_id, client_id nes_client_id, way text,
-- takes: needs text, amount nes_money, account_id nes_account_id?, seller_id nes_seller_id?, not_before instant?,
-- takes: evidence_id nes_evidence_id?, made_at instant
INSERT INTO payout (id, contract_id, loan_id, client_id, state, way, needs, amount_tiyn, account_id, seller_id,
    not_before, evidence_id, made_at, version)
VALUES ($1, $2, $3, $4, 'waiting', $5, $6, $7, $8, $9, $10, $11, $12, 1);

-- name: payout_living
-- takes: contract_id nes_contract_id
-- gives: maybe id nes_payout_id
SELECT id FROM payout WHERE contract_id = $1 AND state <> 'refused';

-- name: payout_lock
-- takes: id nes_payout_id
-- gives: one version int64
SELECT version FROM payout WHERE id = $1 FOR UPDATE;

-- name: payout_by_id
-- takes: id nes_payout_id
-- gives: one id nes_payout_id, contract_id nes_contract_id, loan_id nes_loan_id, client_id nes_client_id, state text,
-- gives: way text, needs text, amount nes_money, account_id nes_account_id?, seller_id nes_seller_id?, not_before instant?,
-- gives: evidence_id nes_evidence_id?, errand_id nes_errand_id?, ref text?, reason text?, value_on nes_date?, version int64,
-- gives: number text
SELECT p.id, p.contract_id, p.loan_id, p.client_id, p.state, p.way, p.needs, p.amount_tiyn, p.account_id, p.seller_id,
    p.not_before, p.evidence_id, p.errand_id, p.ref, p.reason, p.value_on, p.version, l.number
FROM payout p JOIN loan l ON l.id = p.loan_id WHERE p.id = $1;

-- name: payout_newest
-- takes: contract_id nes_contract_id
-- gives: maybe as payout_by_id
WHERE p.contract_id = $1 ORDER BY p.made_at DESC, p.id DESC LIMIT 1;

-- name: payout_planned
-- takes: id nes_payout_id, errand_id nes_errand_id?, evidence_id nes_evidence_id?
-- gives: count
UPDATE payout SET state = 'planned', errand_id = $2, evidence_id = $3, version = version + 1
WHERE id = $1 AND state = 'waiting';

-- name: payout_done
-- takes: id nes_payout_id, ref text, value_on nes_date, ended_at instant
-- gives: count
UPDATE payout SET state = 'done', ref = $2, value_on = $3, ended_at = $4, version = version + 1
WHERE id = $1 AND state = 'planned';

-- name: payout_refused
-- takes: id nes_payout_id, reason text, ended_at instant
-- gives: count
UPDATE payout SET state = 'refused', reason = $2, ended_at = $3, version = version + 1 WHERE id = $1 AND state = 'planned';

-- name: payout_by_errand
-- takes: errand_id nes_errand_id
-- gives: maybe id nes_payout_id, amount nes_money, state text, line_id nes_id?
SELECT id, amount_tiyn, state, line_id FROM payout WHERE errand_id = $1 FOR UPDATE;

-- name: payout_seen
-- takes: id nes_payout_id, line_id nes_id
-- gives: count
UPDATE payout SET line_id = $2, version = version + 1 WHERE id = $1 AND line_id IS NULL;

-- name: payout_of_client
-- takes: client_id nes_client_id
-- gives: many as payout_by_id
WHERE p.client_id = $1 ORDER BY p.made_at DESC, p.id DESC LIMIT 200;

-- name: payout_list
-- takes: state text
-- gives: many as payout_by_id
WHERE p.state = $1 ORDER BY p.made_at, p.id LIMIT 200;

-- name: payout_ended
-- gives: many as payout_by_id
-- What is done: the newest, because the list of them only grows.
WHERE p.state = 'done' ORDER BY p.made_at DESC, p.id DESC LIMIT 200;
