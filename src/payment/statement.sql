-- src/payment/statement.sql

-- name: statement_insert
-- takes: id nes_statement_id, document_id nes_document_id, from_on nes_date, to_on nes_date, opening nes_money,
-- takes: closing nes_money, taken_at instant
INSERT INTO statement (id, document_id, from_on, to_on, opening_tiyn, closing_tiyn, taken_at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: line_insert
-- takes: id nes_line_id, statement_id nes_statement_id, ref text, is_in bool, state text, amount nes_money,
-- takes: value_on nes_date, booked_on nes_date
INSERT INTO bank_line (id, statement_id, ref, is_in, state, amount_tiyn, value_on, booked_on, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1);

-- name: lines_known
-- takes: batch ref text
-- gives: many ref text, is_in bool, amount nes_money, value_on nes_date, booked_on nes_date
-- sqlite:
SELECT ref, is_in, amount_tiyn, value_on, booked_on FROM bank_line WHERE ref = $1 LIMIT 1;
-- postgres:
SELECT ref, is_in, amount_tiyn, value_on, booked_on FROM bank_line WHERE ref = ANY($1) LIMIT 10000;

-- name: line_by_id
-- takes: id nes_line_id
-- gives: one id nes_line_id, statement_id nes_statement_id, ref text, is_in bool, state text, amount nes_money,
-- gives: value_on nes_date, booked_on nes_date, version int64
-- An unidentified receipt that goes back to its sender is told as returned.
SELECT id, statement_id, ref, is_in, CASE WHEN refund_id IS NULL THEN state ELSE 'returned' END, amount_tiyn, value_on,
    booked_on, version FROM bank_line WHERE id = $1;

-- name: line_lock
-- takes: id nes_line_id
-- gives: one version int64
SELECT version FROM bank_line WHERE id = $1 FOR UPDATE;

-- name: line_list
-- takes: state text
-- gives: many as line_by_id
WHERE state = $1 AND refund_id IS NULL ORDER BY value_on, id LIMIT 200;

-- name: line_returned
-- gives: many as line_by_id
WHERE refund_id IS NOT NULL ORDER BY value_on, id LIMIT 200;

-- name: line_assigned
-- takes: id nes_line_id, decided_by nes_id, decided_at instant
-- gives: count
UPDATE bank_line SET state = 'matched', decided_by = $2, decided_at = $3, version = version + 1
WHERE id = $1 AND state = 'unidentified' AND refund_id IS NULL;

-- name: client_by_iin_index
-- takes: iin_index bytes
-- gives: maybe id nes_client_id
SELECT id FROM client WHERE iin_index = $1;

-- name: statement_document
-- takes: id nes_statement_id
-- gives: one document_id nes_document_id
SELECT document_id FROM statement WHERE id = $1;
