-- src/lending/order.sql

-- name: loan_order_insert
-- takes: id nes_loan_order_id, loan_id nes_loan_id, kind text, paper text, received_on nes_date, due_on nes_date?
-- takes: cancels_id nes_loan_order_id?, back bool, guilty bool, amount nes_money, maker nes_id, made_at instant
-- gives: count
INSERT INTO loan_order (id, loan_id, kind, state, paper, received_on, due_on, cancels_id, back, guilty, amount_tiyn, maker,
    made_at, version)
VALUES ($1, $2, $3, 'proposed', $4, $5, $6, $7, $8, $9, $10, $11, $12, 1) ON CONFLICT DO NOTHING;

-- name: loan_order_by_id
-- takes: id nes_loan_order_id
-- gives: one id nes_loan_order_id, loan_id nes_loan_id, client_id nes_client_id, number text, kind text, state text,
-- gives: paper text, received_on nes_date, due_on nes_date?, cancels_id nes_loan_order_id?, back bool, guilty bool, amount nes_money,
-- gives: maker nes_id, checker nes_id?, decided_at instant?, version int64
SELECT o.id, o.loan_id, l.client_id, l.number, o.kind, o.state, o.paper, o.received_on, o.due_on, o.cancels_id, o.back,
    o.guilty, o.amount_tiyn, o.maker, o.checker, o.decided_at, o.version
FROM loan_order o JOIN loan l ON l.id = o.loan_id WHERE o.id = $1;

-- name: loan_order_lock
-- takes: id nes_loan_order_id
-- gives: one version int64
SELECT version FROM loan_order WHERE id = $1 FOR UPDATE;

-- name: loan_order_list
-- takes: loan_id nes_loan_id
-- gives: many as loan_order_by_id
WHERE o.loan_id = $1 ORDER BY o.made_at DESC, o.id LIMIT 200;

-- name: loan_order_waiting
-- gives: many as loan_order_by_id
-- What has the nearest last day comes first.
WHERE o.state = 'proposed' ORDER BY COALESCE(o.due_on, '9999-12-31'), o.id LIMIT 200;

-- name: loan_order_ended
-- takes: cancels_id nes_loan_order_id
-- gives: maybe id nes_loan_order_id
SELECT id FROM loan_order WHERE cancels_id = $1 AND state = 'done';

-- name: loan_order_written_off
-- takes: loan_id nes_loan_id
-- gives: one n int64
SELECT COUNT(*) FROM loan_order WHERE loan_id = $1 AND kind = 'write_off' AND state = 'done';

-- name: loan_order_decide
-- takes: id nes_loan_order_id, state text, checker nes_id, decided_at instant, amount nes_money, leaf_id nes_leaf_id?
-- gives: count
UPDATE loan_order SET state = $2, checker = $3, decided_at = $4, amount_tiyn = $5, leaf_id = $6, version = version + 1
WHERE id = $1 AND state = 'proposed';
