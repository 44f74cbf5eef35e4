-- src/lending/loan.sql

-- name: loan_insert
-- takes: id nes_loan_id, client_id nes_client_id, contract_id nes_id, number text, product_id nes_id, terms text
-- takes: signed_on nes_date, amount nes_money, made_at instant
-- gives: count
INSERT INTO loan (id, client_id, contract_id, number, product_id, terms, signed_on, amount_tiyn, state, sleeps, events, version, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'signed', TRUE, 0, 1, $9) ON CONFLICT DO NOTHING;

-- name: loan_row_insert
-- takes: batch loan_id nes_loan_id, schedule int32, nr int32, due_on nes_date, counted_to nes_date, days int32
-- takes: principal nes_money, remuneration nes_money
-- sqlite:
INSERT INTO loan_row (loan_id, schedule, nr, due_on, counted_to, days, principal_tiyn, remuneration_tiyn)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);
-- postgres:
INSERT INTO loan_row (loan_id, schedule, nr, due_on, counted_to, days, principal_tiyn, remuneration_tiyn)
SELECT loan, schedule, nr, due, counted, days, principal, remuneration
FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS n (loan, schedule, nr, due, counted, days, principal, remuneration);

-- name: loan_by_id
-- takes: id nes_loan_id
-- gives: one client_id nes_client_id, contract_id nes_id, number text, product_id nes_id, terms text, signed_on nes_date, state text, next_due nes_date?, overdue_since nes_date?, version int64
SELECT client_id, contract_id, number, product_id, terms, signed_on, state, next_due, overdue_since, version
FROM loan WHERE id = $1;

-- name: loan_lock
-- takes: id nes_loan_id
-- gives: one version int64
SELECT version FROM loan WHERE id = $1 FOR UPDATE;

-- name: loan_by_number
-- takes: number text
-- gives: maybe id nes_loan_id
SELECT id FROM loan WHERE number = $1;

-- name: loan_of_client
-- takes: client_id nes_client_id
-- gives: many id nes_loan_id, number text, state text, signed_on nes_date, next_due nes_date?, overdue_since nes_date?, amount nes_money
SELECT id, number, state, signed_on, next_due, overdue_since, amount_tiyn
FROM loan WHERE client_id = $1 ORDER BY made_at DESC, id LIMIT 200;

-- name: loan_rows
-- takes: batch loan_id nes_loan_id
-- gives: many loan_id nes_loan_id, schedule int32, due_on nes_date, counted_to nes_date, days int32, principal nes_money, remuneration nes_money
-- Of loans in the order of their ids: by the key, so that nothing is sorted.
-- sqlite:
SELECT loan_id, schedule, due_on, counted_to, days, principal_tiyn, remuneration_tiyn
FROM loan_row WHERE loan_id = $1 ORDER BY schedule, nr LIMIT 100000;
-- postgres:
SELECT loan_id, schedule, due_on, counted_to, days, principal_tiyn, remuneration_tiyn
FROM loan_row WHERE loan_id = ANY($1) ORDER BY loan_id, schedule, nr LIMIT 100000000;

-- name: loan_events
-- takes: batch loan_id nes_loan_id
-- gives: many loan_id nes_loan_id, id nes_id, kind text, day nes_date, amount nes_money, of_id nes_id?, until_on nes_date?, mode int32, back bool, accrues bool, takes_overdue bool, rate_over int64, rate_under int64
-- gives: w_principal nes_money, w_remuneration nes_money, w_penalty nes_money, w_costs nes_money, row_count int32, reason text, nr int32
-- Of loans in the order of their ids.
-- sqlite:
SELECT loan_id, id, kind, day, amount_tiyn, of_id, until_on, mode, back, accrues, takes_overdue, rate_over, rate_under,
    w_principal, w_remuneration, w_penalty, w_costs, rows, reason, nr
FROM loan_event WHERE loan_id = $1 ORDER BY nr LIMIT 100000;
-- postgres:
SELECT loan_id, id, kind, day, amount_tiyn, of_id, until_on, mode, back, accrues, takes_overdue, rate_over, rate_under,
    w_principal, w_remuneration, w_penalty, w_costs, rows, reason, nr
FROM loan_event WHERE loan_id = ANY($1) ORDER BY loan_id, nr LIMIT 100000000;

-- name: loan_event_insert
-- takes: batch loan_id nes_loan_id, nr int32, id nes_id, kind text, day nes_date, amount nes_money, of_id nes_id?, until_on nes_date?
-- takes: mode int32, back bool, accrues bool, takes_overdue bool, rate_over int64, rate_under int64
-- takes: w_principal nes_money, w_remuneration nes_money, w_penalty nes_money, w_costs nes_money, row_count int32, reason text
-- takes: source_id nes_id?, journal_id nes_id?, made_at instant
-- sqlite:
INSERT INTO loan_event (loan_id, nr, id, kind, day, amount_tiyn, of_id, until_on, mode, back, accrues, takes_overdue,
    rate_over, rate_under, w_principal, w_remuneration, w_penalty, w_costs, rows, reason, source_id, journal_id, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23);
-- postgres:
INSERT INTO loan_event (loan_id, nr, id, kind, day, amount_tiyn, of_id, until_on, mode, back, accrues, takes_overdue,
    rate_over, rate_under, w_principal, w_remuneration, w_penalty, w_costs, rows, reason, source_id, journal_id, made_at)
SELECT loan_id, nr, id, kind, day, amount_tiyn, of_id, until_on, mode, back, accrues, takes_overdue,
    rate_over, rate_under, w_principal, w_remuneration, w_penalty, w_costs, rows, reason, source_id, journal_id, made_at
FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
    AS n (loan_id, nr, id, kind, day, amount_tiyn, of_id, until_on, mode, back, accrues, takes_overdue,
    rate_over, rate_under, w_principal, w_remuneration, w_penalty, w_costs, rows, reason, source_id, journal_id, made_at);

-- name: loan_move
-- takes: id nes_loan_id, state text, next_due nes_date?, overdue_since nes_date?, events int32
-- After an event: the next night looks at it again.
UPDATE loan SET state = $2, sleeps = FALSE, next_due = $3, overdue_since = $4, events = $5, version = version + 1 WHERE id = $1;

-- name: loan_dates
-- takes: batch id nes_loan_id, state text, sleeps bool, next_due nes_date?, overdue_since nes_date?
-- After a night.
-- sqlite:
UPDATE loan SET state = $2, sleeps = $3, next_due = $4, overdue_since = $5, version = version + 1 WHERE id = $1;
-- postgres:
UPDATE loan SET state = n.state, sleeps = n.sleeps, next_due = n.next_due, overdue_since = n.overdue_since,
    version = version + 1
FROM unnest($1, $2, $3, $4, $5) AS n (id, state, sleeps, next_due, overdue_since) WHERE loan.id = n.id;

-- name: posting_rules
-- gives: many move text, debit text, credit text
SELECT move, debit, credit FROM posting_rule ORDER BY move LIMIT 100;

-- name: loan_night_begin
-- takes: done_on nes_date
-- gives: count
INSERT INTO loan_night (id, done_on, cursor_id, chunk) VALUES (1, $1, NULL, 0) ON CONFLICT DO NOTHING;

-- name: loan_night_share
-- gives: maybe done_on nes_date, cursor_id nes_id?
-- An event shares the row, a chunk takes it: no loan changes while its night is folded.
SELECT done_on, cursor_id FROM loan_night WHERE id = 1 FOR SHARE;

-- name: loan_night_look
-- gives: maybe done_on nes_date, cursor_id nes_id?, chunk int32
SELECT done_on, cursor_id, chunk FROM loan_night WHERE id = 1;

-- name: loan_night_take
-- gives: maybe done_on nes_date, cursor_id nes_id?, chunk int32
SELECT done_on, cursor_id, chunk FROM loan_night WHERE id = 1 FOR UPDATE;

-- name: loan_night_move
-- takes: done_on nes_date, cursor_id nes_id?, chunk int32
UPDATE loan_night SET done_on = $1, cursor_id = $2, chunk = $3 WHERE id = 1;

-- name: loan_night_journal_insert
-- takes: day nes_date, product_id nes_id, kind text, chunk int32, journal_id nes_id
INSERT INTO loan_night_journal (day, product_id, kind, chunk, journal_id) VALUES ($1, $2, $3, $4, $5);

-- name: loan_night_loans
-- takes: after nes_id, size int32
-- gives: many id nes_loan_id, client_id nes_client_id, product_id nes_id, terms text, state text, next_due nes_date?, overdue_since nes_date?, version int64
-- Loans that do not sleep, in the order of their ids.
SELECT id, client_id, product_id, terms, state, next_due, overdue_since, version
FROM loan WHERE id > $1 AND sleeps = FALSE ORDER BY id LIMIT $2;

-- name: loan_night_versions
-- takes: after nes_id, to_id nes_id
-- gives: one loans int64, versions int64
-- What a chunk has read, to see that nothing changed since.
SELECT COUNT(*), COALESCE(CAST(SUM(version) AS BIGINT), 0) FROM loan WHERE id > $1 AND id <= $2 AND sleeps = FALSE;

-- name: loan_page
-- takes: after nes_id
-- gives: many id nes_loan_id, terms text, events int32, amount nes_money, signed_on nes_date, state text
-- gives: next_due nes_date?, overdue_since nes_date?, last_at instant?, contracts int64
-- All loans, in the order of their ids. No joins: PostgreSQL would read the other tables whole for each page.
SELECT l.id, l.terms, l.events, l.amount_tiyn, l.signed_on, l.state, l.next_due, l.overdue_since,
    (SELECT e.made_at FROM loan_event e WHERE e.loan_id = l.id AND e.nr = l.events),
    (SELECT COUNT(*) FROM contract c WHERE c.id = l.contract_id)
FROM loan l WHERE l.id > $1 ORDER BY l.id LIMIT 1000;

-- name: loan_examine_nights
-- gives: one n int64
-- Journals of nights that are not what their row says, and nights that are booked before they are over.
SELECT COUNT(*) FROM loan_night_journal n JOIN journal j ON j.id = n.journal_id
WHERE j.kind <> n.kind OR j.value_on <> n.day OR n.day > (SELECT MAX(CASE WHEN cursor_id IS NULL THEN done_on ELSE n.day END) FROM loan_night);

-- name: loan_examine_strays
-- gives: one n int64
-- Journals that no night has in its list and no event caused: a day that was booked again. Loans that were brought from another system
-- come with one of their own.
SELECT COUNT(*) FROM journal j LEFT JOIN loan_night_journal n ON n.journal_id = j.id LEFT JOIN loan_event e ON e.journal_id = j.id
WHERE substr(j.kind, 1, 5) = 'loan.' AND j.kind <> 'loan.brought' AND n.journal_id IS NULL AND e.id IS NULL AND j.reverses IS NULL;

-- name: loan_examine_orders
-- gives: one n int64
SELECT COUNT(*) FROM loan_order o LEFT JOIN loan_event e ON e.loan_id = o.loan_id AND e.source_id = o.id
WHERE (o.state = 'done') <> (e.id IS NOT NULL) OR (e.id IS NOT NULL AND e.kind <> o.kind);

-- name: loan_examine_events
-- gives: one n int64
-- Loans that were served elsewhere before have no contract here, and their papers are there.
SELECT COUNT(*) FROM contract c JOIN loan_event e ON e.loan_id = c.loan_id LEFT JOIN loan_order o ON o.id = e.source_id AND o.loan_id = e.loan_id
WHERE e.kind IN ('suspend', 'resume', 'forgive', 'write_off') AND o.id IS NULL;

-- name: loan_pairs
-- gives: many debit text, credit text, amount nes_money
-- What the journals of lending moved between accounts in all.
SELECT e.debit, e.credit, CAST(SUM(e.amount_tiyn) AS BIGINT) FROM entry e JOIN journal j ON j.id = e.journal_id
WHERE substr(j.kind, 1, 5) = 'loan.' GROUP BY e.debit, e.credit ORDER BY e.debit, e.credit LIMIT 1000;
