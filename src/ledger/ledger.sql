-- src/ledger/ledger.sql

-- name: book_closed_on
-- gives: one closed_on nes_date
SELECT closed_on FROM book WHERE id = 1;

-- name: book_share
-- gives: one closed_on nes_date
-- A posting shares the row, a close takes it: no entry can slip into a day while it is being closed.
SELECT closed_on FROM book WHERE id = 1 FOR SHARE;

-- name: book_take
-- gives: one closed_on nes_date
SELECT closed_on FROM book WHERE id = 1 FOR UPDATE;

-- name: book_begin
-- takes: closed_on nes_date
-- gives: count
-- The day before the first day of the books.
INSERT INTO book (id, closed_on) VALUES (1, $1) ON CONFLICT DO NOTHING;

-- name: book_close
-- takes: day nes_date
UPDATE book SET closed_on = $1 WHERE id = 1;

-- name: account_state
-- takes: code text
-- gives: maybe is_open bool
SELECT is_open FROM account WHERE code = $1;

-- name: account_list
-- gives: many code text, kind text, name_kk text, name_ru text, name_en text, is_open bool
SELECT code, kind, name_kk, name_ru, name_en, is_open FROM account ORDER BY code LIMIT 2000;

-- name: journal_insert
-- takes: id nes_id, kind text, value_on nes_date, booked_on nes_date, operation nes_id, reverses nes_id?, note text, booked_at instant
-- gives: count
INSERT INTO journal (id, kind, value_on, booked_on, operation, reverses, note, booked_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING;

-- name: entry_insert
-- takes: journal_id nes_id, nr int32, debit text, credit text, amount nes_money, booked_on nes_date, subject nes_id?
INSERT INTO entry (journal_id, nr, debit, credit, amount_tiyn, booked_on, subject)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: journal_propose
-- takes: id nes_id, value_on nes_date, note text, reverses nes_id?, maker nes_id, made_at instant
INSERT INTO journal_proposal (id, value_on, note, reverses, maker, made_at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: journal_propose_entry
-- takes: proposal_id nes_id, nr int32, debit text, credit text, amount nes_money
INSERT INTO journal_proposal_entry (proposal_id, nr, debit, credit, amount_tiyn) VALUES ($1, $2, $3, $4, $5);

-- name: journal_proposal_take
-- takes: id nes_id
-- gives: maybe value_on nes_date, note text, reverses nes_id?, maker nes_id, decided_by nes_id?
SELECT value_on, note, reverses, maker, decided_by FROM journal_proposal WHERE id = $1 FOR UPDATE;

-- name: journal_proposals_open
-- gives: many id nes_id, value_on nes_date, note text, maker nes_id, made_at instant, debit text, credit text, amount nes_money
-- Each entry of each proposal that nobody decided yet.
SELECT p.id, p.value_on, p.note, p.maker, p.made_at, e.debit, e.credit, e.amount_tiyn
FROM journal_proposal AS p JOIN journal_proposal_entry AS e ON e.proposal_id = p.id
WHERE p.decided_by IS NULL ORDER BY p.made_at, p.id, e.nr LIMIT 5000;

-- name: journal_proposal_entries
-- takes: id nes_id
-- gives: many debit text, credit text, amount nes_money
SELECT debit, credit, amount_tiyn FROM journal_proposal_entry WHERE proposal_id = $1 ORDER BY nr LIMIT 100;

-- name: journal_proposal_decide
-- takes: id nes_id, decided_by nes_id, decided_at instant, approved bool
UPDATE journal_proposal SET decided_by = $2, decided_at = $3, approved = $4 WHERE id = $1;

-- name: ledger_turnover
-- takes: after nes_date, until nes_date
-- gives: many account text, debit nes_money, credit nes_money
-- Sums of the entries booked after one day up to and with another: by account, so that only those days are read.
SELECT account, CAST(COALESCE(debit, 0) AS BIGINT), CAST(COALESCE(credit, 0) AS BIGINT) FROM (
    SELECT a.code AS account,
        (SELECT SUM(amount_tiyn) FROM entry WHERE debit = a.code AND booked_on > $1 AND booked_on <= $2) AS debit,
        (SELECT SUM(amount_tiyn) FROM entry WHERE credit = a.code AND booked_on > $1 AND booked_on <= $2) AS credit
    FROM account a
) AS side WHERE debit > 0 OR credit > 0 ORDER BY account LIMIT 2000;

-- name: ledger_totals
-- takes: day nes_date
-- gives: many account text, debit nes_money, credit nes_money, balance nes_money
SELECT account, debit_tiyn, credit_tiyn, balance_tiyn FROM account_day WHERE day = $1 ORDER BY account LIMIT 2000;

-- name: ledger_total_insert
-- takes: account text, day nes_date, debit nes_money, credit nes_money, balance nes_money
INSERT INTO account_day (account, day, debit_tiyn, credit_tiyn, balance_tiyn) VALUES ($1, $2, $3, $4, $5);

-- name: ledger_journals_empty
-- gives: one n int64
SELECT COUNT(*) FROM journal WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.journal_id = journal.id);

-- name: ledger_totals_wrong
-- gives: one n int64
-- Closed totals of a day whose turnover or balance is not what the entries up to that day give.
SELECT COUNT(*) FROM account_day AS t WHERE t.balance_tiyn <>
    (SELECT COALESCE(SUM(amount_tiyn), 0) FROM entry WHERE debit = t.account AND booked_on <= t.day) -
    (SELECT COALESCE(SUM(amount_tiyn), 0) FROM entry WHERE credit = t.account AND booked_on <= t.day)
    OR t.debit_tiyn <>
    (SELECT COALESCE(SUM(amount_tiyn), 0) FROM entry WHERE debit = t.account AND booked_on = t.day)
    OR t.credit_tiyn <>
    (SELECT COALESCE(SUM(amount_tiyn), 0) FROM entry WHERE credit = t.account AND booked_on = t.day);

-- name: ledger_late
-- gives: one n int64
-- Entries apart from their journal's day, and accounts that moved in the books but are missing in the totals of the last closed day.
SELECT (SELECT COUNT(*) FROM entry JOIN journal ON journal.id = entry.journal_id
        WHERE entry.booked_on <> journal.booked_on)
     + (SELECT COUNT(*) FROM entry WHERE booked_on <= (SELECT closed_on FROM book WHERE id = 1) AND NOT EXISTS
        (SELECT 1 FROM account_day WHERE account = entry.debit AND day = (SELECT closed_on FROM book WHERE id = 1)));

-- name: ledger_sum
-- gives: one amount nes_money
SELECT CAST(COALESCE(SUM(balance_tiyn), 0) AS BIGINT) FROM account_day
WHERE day = (SELECT closed_on FROM book WHERE id = 1);
