-- src/desk/desk.sql: each query of figures reads an index alone and what is new since the last closed day.

-- name: figure_states
-- gives: many state text, n int64
-- Applications that somebody still has to do something with.
SELECT state, COUNT(*) FROM application WHERE state IN ('submitted', 'checking', 'approved', 'chosen', 'contract')
GROUP BY state ORDER BY state LIMIT 10;

-- name: figure_oldest
-- gives: one at instant?
-- Since when the oldest application waits for a person.
SELECT MIN(submitted_at) FROM application WHERE state = 'checking';

-- name: figure_submitted
-- takes: since instant
-- gives: one n int64
SELECT COUNT(*) FROM application WHERE submitted_at >= $1;

-- name: figure_payouts
-- takes: day nes_date, until nes_date
-- gives: one n int64, amount nes_money
SELECT COUNT(*), CAST(COALESCE(SUM(amount_tiyn), 0) AS BIGINT) FROM payout
WHERE state = 'done' AND value_on >= $1 AND value_on <= $2;

-- name: figure_payments
-- takes: day nes_date, until nes_date
-- gives: one n int64, amount nes_money
SELECT COUNT(*), CAST(COALESCE(SUM(amount_tiyn), 0) AS BIGINT) FROM payment WHERE value_on >= $1 AND value_on <= $2;

-- name: figure_payouts_in
-- takes: state text
-- gives: one n int64
SELECT COUNT(*) FROM payout WHERE state = $1;

-- name: figure_receipts
-- gives: one n int64, amount nes_money
-- Money that came and belongs to no loan yet.
SELECT COUNT(*), CAST(COALESCE(SUM(amount_tiyn), 0) AS BIGINT) FROM bank_line WHERE state = 'unidentified';

-- name: figure_cases
-- gives: one n int64
SELECT COUNT(*) FROM aml_case WHERE state = 'open';

-- name: figure_overdue
-- takes: month nes_date, two_months nes_date, three_months nes_date
-- gives: one all_late int64, over_month int64, over_two int64, over_three int64
-- Loans that are late, and those late since before three days.
SELECT COUNT(*), COALESCE(CAST(SUM(CASE WHEN overdue_since < $1 THEN 1 ELSE 0 END) AS BIGINT), 0),
    COALESCE(CAST(SUM(CASE WHEN overdue_since < $2 THEN 1 ELSE 0 END) AS BIGINT), 0),
    COALESCE(CAST(SUM(CASE WHEN overdue_since < $3 THEN 1 ELSE 0 END) AS BIGINT), 0)
FROM loan WHERE overdue_since IS NOT NULL;

-- name: figure_balances
-- takes: closed_on nes_date
-- gives: many account text, balance nes_money
-- What borrowers owe by the books: the total of the last closed day and the entries since.
SELECT a.code, CAST(
    COALESCE((SELECT d.balance_tiyn FROM account_day d WHERE d.account = a.code AND d.day = $1), 0)
    + COALESCE((SELECT SUM(e.amount_tiyn) FROM entry e WHERE e.debit = a.code AND e.booked_on > $1), 0)
    - COALESCE((SELECT SUM(e.amount_tiyn) FROM entry e WHERE e.credit = a.code AND e.booked_on > $1), 0) AS BIGINT)
FROM account a WHERE a.code IN ('1110', '1111', '1112', '1113', '1114') ORDER BY a.code LIMIT 10;

-- name: look_leaves
-- takes: client nes_client_id
-- gives: many leaf_id nes_id, bytes bytes
-- Leaves on a client, and on the client's applications, loans and contracts; newest first.
SELECT id, bytes FROM audit_leaf WHERE id IN (
    SELECT leaf_id FROM audit_object WHERE object = $1
    UNION SELECT o.leaf_id FROM application p JOIN audit_object o ON o.object = p.id WHERE p.client_id = $1
    UNION SELECT o.leaf_id FROM loan l JOIN audit_object o ON o.object = l.id WHERE l.client_id = $1
    UNION SELECT o.leaf_id FROM contract c JOIN audit_object o ON o.object = c.id WHERE c.client_id = $1)
ORDER BY at DESC, id LIMIT 100;

-- name: reveal_insert
-- takes: id nes_reveal_id, client_id nes_client_id, staff_id nes_id, field text, reason text, note text, leaf_id nes_id, at instant
INSERT INTO reveal (id, client_id, staff_id, field, reason, note, leaf_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: reveal_of_client
-- takes: client_id nes_client_id
-- gives: many id nes_reveal_id, staff_id nes_id, field text, reason text, note text, at instant
SELECT id, staff_id, field, reason, note, at FROM reveal WHERE client_id = $1 ORDER BY at DESC, id LIMIT 100;

-- name: evidence_of_client
-- takes: client_id nes_id
-- gives: many id nes_id, operation text, methods text, leaf_id nes_id, made_at instant
-- What the client confirmed by methods of item 35, newest first.
SELECT id, operation, methods, leaf_id, made_at FROM evidence WHERE subject_id = $1 ORDER BY made_at DESC, id LIMIT 100;

-- name: registration_of_client
-- takes: client_id nes_id
-- gives: maybe kind text, valid_until nes_date?, photo_id nes_document_id?, ended_at instant?
SELECT kind, valid_until, photo_id, ended_at FROM registration WHERE id = $1;

-- name: client_login
-- takes: client_id nes_id
-- gives: one login text
SELECT login FROM subject WHERE id = $1;

-- name: text_versions
-- gives: many id nes_disclosure_id, kind text, nr int32, state text, from_on nes_date, body_kk text, body_ru text, maker nes_id, made_at instant
-- Texts for clients with their proposals, newest first.
SELECT id, kind, nr, state, from_on, body_kk, body_ru, maker, made_at FROM disclosure ORDER BY made_at DESC, id LIMIT 40;
