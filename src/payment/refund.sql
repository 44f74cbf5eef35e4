-- src/payment/refund.sql

-- name: refund_insert
-- takes: id nes_refund_id, kind text, state text, loan_id nes_loan_id?, client_id nes_client_id?,
-- takes: account_id nes_account_id?, line_id nes_line_id?, order_id nes_loan_order_id?, tail text, amount nes_money,
-- takes: due_on nes_date?, made_at instant, maker nes_id?
-- gives: count
INSERT INTO refund (id, kind, state, loan_id, client_id, account_id, line_id, order_id, tail, amount_tiyn, due_on, made_at,
    maker, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1) ON CONFLICT DO NOTHING;

-- name: refund_lock
-- takes: id nes_refund_id
-- gives: one version int64
SELECT version FROM refund WHERE id = $1 FOR UPDATE;

-- name: refund_by_id
-- takes: id nes_refund_id
-- gives: one id nes_refund_id, kind text, state text, loan_id nes_loan_id?, client_id nes_client_id?,
-- gives: account_id nes_account_id?, line_id nes_line_id?, order_id nes_loan_order_id?, tail text, amount nes_money, due_on nes_date?,
-- gives: value_on nes_date?, maker nes_id?, checker nes_id?, event_id nes_id?, errand_id nes_errand_id?, ref text?,
-- gives: reason text?, made_at instant, version int64
SELECT id, kind, state, loan_id, client_id, account_id, line_id, order_id, tail, amount_tiyn, due_on, value_on, maker,
    checker, event_id, errand_id, ref, reason, made_at, version FROM refund WHERE id = $1;

-- name: refund_of_loan
-- takes: loan_id nes_loan_id
-- gives: many as refund_by_id
WHERE loan_id = $1 ORDER BY made_at DESC, id DESC LIMIT 200;

-- name: refund_list
-- takes: state text
-- gives: many as refund_by_id
WHERE state = $1 ORDER BY made_at, id LIMIT 200;

-- name: refund_living
-- takes: loan_id nes_loan_id
-- gives: maybe id nes_refund_id
SELECT id FROM refund WHERE loan_id = $1 AND state IN ('asked', 'proposed', 'planned');

-- name: refund_verdict
-- takes: loan_id nes_loan_id
-- gives: maybe id nes_loan_order_id, due_on nes_date?
-- A write-off that the client is not guilty of.
SELECT id, due_on FROM loan_order WHERE loan_id = $1 AND kind = 'write_off' AND state = 'done' AND NOT guilty
ORDER BY made_at DESC, id DESC LIMIT 1;

-- name: refund_wish
-- takes: loan_id nes_loan_id
-- gives: maybe id nes_id
-- A wish to repay everything: its amount counts on what waits.
SELECT id FROM early_repayment WHERE loan_id = $1 AND mode = 'full' AND state = 'agreed';

-- name: refund_taken_up
-- takes: id nes_refund_id, maker nes_id
-- gives: count
UPDATE refund SET state = 'proposed', maker = $2, version = version + 1 WHERE id = $1 AND state = 'asked';

-- name: refund_withdrawn
-- takes: id nes_refund_id
-- gives: count
UPDATE refund SET state = 'withdrawn', version = version + 1 WHERE id = $1 AND state IN ('asked', 'proposed');

-- name: refund_rejected
-- takes: id nes_refund_id, checker nes_id, decided_at instant
-- gives: count
UPDATE refund SET state = 'rejected', checker = $2, decided_at = $3, version = version + 1
WHERE id = $1 AND state = 'proposed';

-- name: refund_planned
-- takes: id nes_refund_id, checker nes_id, decided_at instant, event_id nes_id?, errand_id nes_errand_id
-- gives: count
UPDATE refund SET state = 'planned', checker = $2, decided_at = $3, event_id = $4, errand_id = $5, version = version + 1
WHERE id = $1 AND state = 'proposed';

-- name: refund_done
-- takes: id nes_refund_id, ref text, value_on nes_date, ended_at instant
-- gives: count
UPDATE refund SET state = 'done', ref = $2, value_on = $3, ended_at = $4, version = version + 1
WHERE id = $1 AND state = 'planned';

-- name: refund_refused
-- takes: id nes_refund_id, reason text, ended_at instant
-- gives: count
UPDATE refund SET state = 'refused', reason = $2, ended_at = $3, version = version + 1 WHERE id = $1 AND state = 'planned';

-- name: refund_by_errand
-- takes: errand_id nes_errand_id
-- gives: maybe id nes_refund_id, amount nes_money, state text, seen_id nes_line_id?
SELECT id, amount_tiyn, state, seen_id FROM refund WHERE errand_id = $1 FOR UPDATE;

-- name: refund_seen
-- takes: id nes_refund_id, seen_id nes_line_id
-- gives: count
UPDATE refund SET seen_id = $2, version = version + 1 WHERE id = $1 AND seen_id IS NULL;

-- name: line_returning
-- takes: id nes_line_id, refund_id nes_refund_id
-- gives: count
UPDATE bank_line SET refund_id = $2, version = version + 1 WHERE id = $1 AND state = 'unidentified' AND refund_id IS NULL;

-- name: line_kept
-- takes: id nes_line_id, refund_id nes_refund_id
UPDATE bank_line SET refund_id = NULL, version = version + 1 WHERE id = $1 AND refund_id = $2;
