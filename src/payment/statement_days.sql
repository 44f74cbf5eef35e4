-- src/payment/statement_days.sql

-- name: statement_days_read
-- takes: iban text, from_on nes_date
-- gives: many day nes_date
SELECT day FROM statement_day WHERE iban = $1 AND day >= $2 ORDER BY day LIMIT 1000;

-- name: statement_day_add
-- takes: iban text, day nes_date
-- gives: count
INSERT INTO statement_day (iban, day) VALUES ($1, $2) ON CONFLICT DO NOTHING;
