-- src/payment/cash.sql

-- name: cash_desk_insert
-- takes: id nes_cash_desk_id, name text, place text
-- gives: count
INSERT INTO cash_desk (id, name, place, is_open, version) VALUES ($1, $2, $3, FALSE, 1) ON CONFLICT DO NOTHING;

-- name: cash_desk_set
-- takes: id nes_cash_desk_id, is_open bool
UPDATE cash_desk SET is_open = $2, version = version + 1 WHERE id = $1;

-- name: cash_desk_by_id
-- takes: id nes_cash_desk_id
-- gives: one name text, place text, is_open bool, version int64
SELECT name, place, is_open, version FROM cash_desk WHERE id = $1;

-- name: cash_desk_list
-- gives: many id nes_cash_desk_id, name text, place text, is_open bool, version int64
SELECT id, name, place, is_open, version FROM cash_desk ORDER BY name LIMIT 500;

-- name: cash_desk_open_count
-- gives: one n int64
SELECT COUNT(*) FROM cash_desk WHERE is_open;

-- name: cash_handover_insert
-- takes: payout_id nes_payout_id, desk_id nes_cash_desk_id, cashier nes_id, document text, digital text?, now instant
INSERT INTO cash_handover (payout_id, desk_id, cashier, document, digital, made_at) VALUES ($1, $2, $3, $4, $5, $6);
