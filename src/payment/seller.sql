-- src/payment/seller.sql

-- name: seller_insert
-- takes: id nes_seller_id, bin text, name text, iban text, contract text, maker nes_id, made_at instant
-- gives: count
INSERT INTO seller (id, bin, name, iban, contract, maker, made_at, is_open, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE, 1) ON CONFLICT DO NOTHING;

-- name: seller_by_id
-- takes: id nes_seller_id
-- gives: one id nes_seller_id, bin text, name text, iban text, contract text, maker nes_id, checker nes_id?, is_open bool,
-- gives: version int64
SELECT id, bin, name, iban, contract, maker, checker, is_open, version FROM seller WHERE id = $1;

-- name: seller_approve_row
-- takes: id nes_seller_id, checker nes_id
-- gives: count
UPDATE seller SET checker = $2, is_open = TRUE, version = version + 1 WHERE id = $1 AND checker IS NULL;

-- name: seller_list
-- takes: only_usable bool
-- gives: many as seller_by_id
WHERE $1 = FALSE OR (is_open AND checker IS NOT NULL) ORDER BY name, id LIMIT 500;

-- name: own_account_row
-- gives: maybe iban text, bic text, bank_kk text, bank_ru text, kbe text, knp_out text, knp_back text, version int64
SELECT iban, bic, bank_kk, bank_ru, kbe, knp_out, knp_back, version FROM own_account WHERE id = 1;

-- name: own_account_insert
-- takes: iban text, bic text, bank_kk text, bank_ru text, kbe text, knp_out text, knp_back text
INSERT INTO own_account (id, iban, bic, bank_kk, bank_ru, kbe, knp_out, knp_back, version)
VALUES (1, $1, $2, $3, $4, $5, $6, $7, 1);

-- name: own_account_update
-- takes: iban text, bic text, bank_kk text, bank_ru text, kbe text, knp_out text, knp_back text, version int64
-- gives: count
UPDATE own_account SET iban = $1, bic = $2, bank_kk = $3, bank_ru = $4, kbe = $5, knp_out = $6, knp_back = $7,
    version = version + 1 WHERE id = 1 AND version = $8;
