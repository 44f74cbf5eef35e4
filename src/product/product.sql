-- src/product/product.sql

-- name: product_insert
-- takes: id nes_product_id, code text, made_at instant
-- gives: count
INSERT INTO product (id, code, made_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;

-- name: product_by_code
-- takes: code text
-- gives: one id nes_product_id
-- Locked, so that versions of a product are numbered one after another.
SELECT id FROM product WHERE code = $1 FOR UPDATE;

-- name: product_last
-- takes: product_id nes_product_id
-- gives: one nr int64, from_on nes_date?
-- The highest number of a version, and the last day on which a published one begins.
SELECT CAST(COALESCE(MAX(nr), 0) AS BIGINT), MAX(CASE WHEN state = 'published' THEN from_on END)
FROM product_version WHERE product_id = $1;

-- name: product_version_insert
-- takes: id nes_product_version_id, product_id nes_product_id, nr int32, from_on nes_date, is_offered bool, name_kk text, name_ru text, name_en text, class text
-- takes: amount_min nes_money, amount_max nes_money, amount_step nes_money, periods_min int32, periods_max int32, rate_over int64, rate_under int64
-- takes: by_annuity bool, by_parts bool, by_end bool, day_count text, weekend_next bool, penalty_over int64, penalty_under int64, alone_max nes_money
-- takes: offer_days int32, maker nes_id, made_at instant
INSERT INTO product_version (id, product_id, nr, state, from_on, is_offered, name_kk, name_ru, name_en, class,
    amount_min_tiyn, amount_max_tiyn, amount_step_tiyn, periods_min, periods_max, rate_over, rate_under, by_annuity,
    by_parts, by_end, day_count, weekend_next, penalty_over, penalty_under, alone_max_tiyn, offer_days, maker, made_at)
VALUES ($1, $2, $3, 'proposed', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
    $22, $23, $24, $25, $26, $27);

-- name: product_version_decide
-- takes: id nes_product_version_id, state text, effective_e1 int32?, decided_by nes_id, decided_at instant
-- gives: count
UPDATE product_version SET state = $2, effective_e1 = $3, decided_by = $4, decided_at = $5
WHERE id = $1 AND state = 'proposed';

-- name: product_version_by_id
-- takes: id nes_product_version_id
-- gives: one product_id nes_product_id, code text, nr int32, state text, from_on nes_date, is_offered bool, name_kk text, name_ru text, name_en text, class text
-- gives: amount_min nes_money, amount_max nes_money, amount_step nes_money, periods_min int32, periods_max int32, rate_over int64, rate_under int64
-- gives: by_annuity bool, by_parts bool, by_end bool, day_count text, weekend_next bool, penalty_over int64, penalty_under int64, alone_max nes_money
-- gives: offer_days int32, effective_e1 int32?, maker nes_id
SELECT v.product_id, p.code, v.nr, v.state, v.from_on, v.is_offered, v.name_kk, v.name_ru, v.name_en, v.class,
    v.amount_min_tiyn, v.amount_max_tiyn, v.amount_step_tiyn, v.periods_min, v.periods_max, v.rate_over, v.rate_under,
    v.by_annuity, v.by_parts, v.by_end, v.day_count, v.weekend_next, v.penalty_over, v.penalty_under, v.alone_max_tiyn,
    v.offer_days, v.effective_e1, v.maker
FROM product_version v JOIN product p ON p.id = v.product_id WHERE v.id = $1;

-- name: product_versions_on
-- takes: day nes_date
-- gives: many id nes_product_version_id
SELECT v.id FROM product_version v JOIN product p ON p.id = v.product_id
WHERE v.state = 'published' AND v.is_offered AND v.from_on = (
    SELECT MAX(w.from_on) FROM product_version w
    WHERE w.product_id = v.product_id AND w.state = 'published' AND w.from_on <= $1)
ORDER BY p.code LIMIT 100;

-- name: product_version_later
-- takes: product_id nes_product_id, from_on nes_date, day nes_date
-- gives: one n int64
-- Published versions that began after the one of `from_on`, up to the day.
SELECT COUNT(*) FROM product_version WHERE product_id = $1 AND state = 'published' AND from_on > $2 AND from_on <= $3;

-- name: product_versions_all
-- gives: many id nes_product_version_id
SELECT id FROM product_version ORDER BY made_at DESC, id LIMIT 200;

-- name: disclosure_last
-- takes: kind text
-- gives: one nr int64, from_on nes_date?
SELECT CAST(COALESCE(MAX(nr), 0) AS BIGINT), MAX(CASE WHEN state = 'published' THEN from_on END)
FROM disclosure WHERE kind = $1;

-- name: disclosure_insert
-- takes: id nes_disclosure_id, kind text, nr int32, from_on nes_date, body_kk text, body_ru text, hash_kk bytes, hash_ru bytes, maker nes_id, made_at instant
-- gives: count
INSERT INTO disclosure (id, kind, nr, state, from_on, body_kk, body_ru, hash_kk, hash_ru, maker, made_at)
VALUES ($1, $2, $3, 'proposed', $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING;

-- name: disclosure_by_id
-- takes: id nes_disclosure_id
-- gives: one kind text, nr int32, state text, from_on nes_date, maker nes_id
SELECT kind, nr, state, from_on, maker FROM disclosure WHERE id = $1 FOR UPDATE;

-- name: disclosure_settle
-- takes: id nes_disclosure_id, state text, decided_by nes_id, decided_at instant
-- gives: count
UPDATE disclosure SET state = $2, decided_by = $3, decided_at = $4 WHERE id = $1 AND state = 'proposed';

-- name: disclosure_at
-- takes: kind text, day nes_date
-- gives: maybe id nes_disclosure_id, nr int32, from_on nes_date, body_kk text, body_ru text, hash_kk bytes, hash_ru bytes, maker nes_id
SELECT id, nr, from_on, body_kk, body_ru, hash_kk, hash_ru, maker FROM disclosure
WHERE kind = $1 AND state = 'published' AND from_on <= $2 ORDER BY from_on DESC, nr DESC LIMIT 1;
