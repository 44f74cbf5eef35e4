-- src/payment/early.sql

-- name: early_insert
-- takes: id nes_early_id, loan_id nes_loan_id, client_id nes_client_id, mode text, state text, amount nes_money,
-- takes: pay_on nes_date, until_on nes_date, hash bytes, made_at instant
INSERT INTO early_repayment (id, loan_id, client_id, mode, state, amount_tiyn, pay_on, until_on, hash, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: early_by_id
-- takes: id nes_early_id
-- gives: one id nes_early_id, loan_id nes_loan_id, client_id nes_client_id, mode text, state text, amount nes_money,
-- gives: pay_on nes_date, until_on nes_date, hash bytes, evidence_id nes_evidence_id?, payment_id nes_id?, made_at instant
SELECT id, loan_id, client_id, mode, state, amount_tiyn, pay_on, until_on, hash, evidence_id, payment_id, made_at
FROM early_repayment WHERE id = $1;

-- name: early_of_loan
-- takes: loan_id nes_loan_id
-- gives: many as early_by_id
WHERE loan_id = $1 ORDER BY made_at DESC, id DESC LIMIT 100;

-- name: early_agreed
-- takes: loan_id nes_loan_id, value_on nes_date, amount nes_money
-- gives: maybe id nes_early_id
-- The wish that a payment of this day and amount fulfils.
SELECT id FROM early_repayment
WHERE loan_id = $1 AND state = 'agreed' AND until_on >= $2 AND amount_tiyn <= $3;

-- name: early_withdraw_living
-- takes: loan_id nes_loan_id
UPDATE early_repayment SET state = 'withdrawn' WHERE loan_id = $1 AND state IN ('asked', 'agreed');

-- name: early_withdraw_row
-- takes: id nes_early_id
-- gives: count
UPDATE early_repayment SET state = 'withdrawn' WHERE id = $1 AND state IN ('asked', 'agreed');

-- name: early_agree_row
-- takes: id nes_early_id, evidence_id nes_evidence_id
-- gives: count
UPDATE early_repayment SET state = 'agreed', evidence_id = $2 WHERE id = $1 AND state = 'asked';

-- name: early_done
-- takes: id nes_early_id, payment_id nes_id
-- gives: count
UPDATE early_repayment SET state = 'done', payment_id = $2 WHERE id = $1 AND state = 'agreed';
