-- test/fault/deed.sql: queries of the tests.

-- name: test_account_insert
-- takes: nr int32, balance nes_money
INSERT INTO test_account (nr, balance) VALUES ($1, $2);

-- name: test_account_add
-- takes: nr int32, more nes_money
-- gives: count
UPDATE test_account SET balance = balance + $2 WHERE nr = $1;

-- name: test_account_by_nr
-- takes: nr int32
-- gives: maybe balance nes_money
SELECT balance FROM test_account WHERE nr = $1;

-- name: test_account_lock
-- takes: nr int32
-- gives: one balance nes_money
SELECT balance FROM test_account WHERE nr = $1 FOR UPDATE;

-- name: test_account_sum
-- gives: one total nes_money, n int64
SELECT CAST(COALESCE(SUM(balance), 0) AS BIGINT) AS total, COUNT(*) AS n FROM test_account;

-- name: test_account_shares
-- gives: each part int64
-- Fails where a balance is nothing, after the rows before it.
SELECT 100 / balance AS part FROM test_account;

-- name: test_deed_insert
-- takes: id nes_id, payer int32, payee int32, amount nes_money, day nes_date?, urgent bool, note text?, scan bytes?
-- takes: priority int64?, at instant, undone instant?
INSERT INTO test_deed (id, payer, payee, amount, day, urgent, note, scan, priority, at, undone)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: test_deed_once
-- takes: id nes_id, payer int32, payee int32, amount nes_money
-- gives: count
INSERT INTO test_deed (id, payer, payee, amount, urgent, at) VALUES ($1, $2, $3, $4, FALSE, 0) ON CONFLICT DO NOTHING;

-- name: test_deed_by_id
-- takes: id nes_id
-- gives: one id nes_id, payer int32, payee int32, amount nes_money, day nes_date?, urgent bool, note text?, scan bytes?
-- gives: priority int64?, at instant, undone instant?
SELECT id, payer, payee, amount, day, urgent, note, scan, priority, at, undone FROM test_deed WHERE id = $1;

-- name: test_deed_of
-- takes: payer int32, most int64
-- gives: many id nes_id, amount nes_money, note text?
SELECT id, amount, note FROM test_deed WHERE payer = $1 ORDER BY amount LIMIT $2;

-- name: test_deed_each
-- gives: each id nes_id, amount nes_money, note text?
SELECT id, amount, note FROM test_deed ORDER BY amount;

-- name: test_deed_spoil
-- takes: id nes_id
UPDATE test_deed SET amount = amount + 1 WHERE id = $1;

-- name: test_deed_count
-- gives: one n int64
SELECT COUNT(*) AS n FROM test_deed;

-- name: test_wrong_two
-- gives: one nr int32
-- Says one and gives more.
SELECT nr FROM test_account ORDER BY nr;

-- name: test_version
-- gives: one text text
-- Both engines tell it in a way of their own.
-- sqlite:
SELECT sqlite_version() AS text;
-- postgres:
SELECT version() AS text;

-- name: test_deed_moves
-- gives: each payer int32, payee int32, amount nes_money
SELECT payer, payee, amount FROM test_deed;

-- name: test_account_all
-- gives: many nr int32, balance nes_money
SELECT nr, balance FROM test_account ORDER BY nr LIMIT 100;

-- name: test_deed_there
-- takes: id nes_id
-- gives: one n int64
SELECT COUNT(*) AS n FROM test_deed WHERE id = $1;

-- name: test_deeds_insert
-- takes: batch id nes_id, payer int32, payee int32, amount nes_money, day nes_date?, urgent bool, note text?, scan bytes?
-- takes: priority int64?, at instant, undone instant?
-- sqlite:
INSERT INTO test_deed (id, payer, payee, amount, day, urgent, note, scan, priority, at, undone)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);
-- postgres:
INSERT INTO test_deed (id, payer, payee, amount, day, urgent, note, scan, priority, at, undone)
SELECT id, payer, payee, amount, day, urgent, note, scan, priority, at, undone
FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    AS n (id, payer, payee, amount, day, urgent, note, scan, priority, at, undone);

-- name: test_deeds_by_id
-- takes: batch id nes_id
-- gives: many id nes_id, payer int32, payee int32, amount nes_money, day nes_date?, urgent bool, note text?, scan bytes?
-- gives: priority int64?, at instant, undone instant?
-- sqlite:
SELECT id, payer, payee, amount, day, urgent, note, scan, priority, at, undone FROM test_deed WHERE id = $1 LIMIT 1;
-- postgres:
SELECT id, payer, payee, amount, day, urgent, note, scan, priority, at, undone
FROM test_deed WHERE id = ANY($1) ORDER BY id LIMIT 1000;
