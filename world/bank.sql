-- world/bank.sql

-- name: world_bank_account_add
-- takes: iban text, identifier text, name text, is_open bool
-- gives: count
INSERT INTO bank_account (iban, identifier, name, is_open) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING;

-- name: world_bank_account_set
-- takes: iban text, identifier text, name text, is_open bool
UPDATE bank_account SET identifier = $2, name = $3, is_open = $4 WHERE iban = $1;

-- name: world_bank_account_of
-- takes: iban text
-- gives: maybe identifier text, name text, is_open bool
SELECT identifier, name, is_open FROM bank_account WHERE iban = $1;

-- name: world_bank_desk
-- gives: one is_open bool
SELECT is_open FROM bank_desk WHERE id = 1;

-- name: world_bank_desk_set
-- takes: is_open bool
UPDATE bank_desk SET is_open = $1 WHERE id = 1;

-- name: world_bank_order_add
-- takes: id nes_id, status text, amount nes_money, payer text, iban text, name text, identifier text, purpose text,
-- takes: reason text, value_on nes_date?, at instant
-- gives: count
INSERT INTO bank_order (id, status, amount_tiyn, payer, iban, name, identifier, purpose, reason, value_on, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING;

-- name: world_bank_order_of
-- takes: id nes_id
-- gives: maybe status text, amount nes_money, payer text, iban text, name text, identifier text, purpose text, reason text, value_on nes_date?
SELECT status, amount_tiyn, payer, iban, name, identifier, purpose, reason, value_on FROM bank_order WHERE id = $1;

-- name: world_bank_accepted
-- gives: many id nes_id
SELECT id FROM bank_order WHERE status = 'accepted' ORDER BY at, id LIMIT 1000;

-- name: world_bank_order_executed
-- takes: id nes_id, value_on nes_date
UPDATE bank_order SET status = 'executed', value_on = $2 WHERE id = $1;

-- name: world_bank_entry_last
-- gives: one nr int64
SELECT COALESCE(MAX(nr), 0) FROM bank_entry;

-- name: world_bank_entry_add
-- takes: nr int64, iban text, is_in bool, amount nes_money, booked_on nes_date, other_iban text, other_name text,
-- takes: other_id text, purpose text, order_id nes_id?
INSERT INTO bank_entry (nr, iban, is_in, amount_tiyn, booked_on, other_iban, other_name, other_id, purpose, order_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: world_bank_entries
-- takes: iban text, day nes_date
-- gives: many nr int64, is_in bool, amount nes_money, other_iban text, other_name text, other_id text, purpose text, order_id nes_id?
SELECT nr, is_in, amount_tiyn, other_iban, other_name, other_id, purpose, order_id FROM bank_entry
WHERE iban = $1 AND booked_on = $2 ORDER BY nr LIMIT 5000;

-- name: world_bank_balance
-- takes: iban text, before nes_date
-- gives: one balance nes_money
SELECT CAST(COALESCE(SUM(CASE WHEN is_in THEN amount_tiyn ELSE -amount_tiyn END), 0) AS BIGINT) FROM bank_entry
WHERE iban = $1 AND booked_on < $2;

-- name: world_bank_book
-- gives: many nr int64, iban text, is_in bool, amount nes_money, booked_on nes_date, other_iban text, other_name text, purpose text
SELECT nr, iban, is_in, amount_tiyn, booked_on, other_iban, other_name, purpose FROM bank_entry ORDER BY nr DESC LIMIT 500;
