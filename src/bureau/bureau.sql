-- src/bureau/bureau.sql

-- name: bureau_report_insert
-- takes: id nes_bureau_report_id, application_id nes_id, client_id nes_client_id, errand_id nes_id, document_id nes_document_id, reference text, taken_at instant
-- takes: has_refusal bool, refusal_at instant, delay_days int32, was_late bool, bankrupt_on nes_date?, is_conscript bool, is_gambler bool
-- takes: payments nes_money, debt nes_money, unused nes_money, income nes_money?, income_months int32
INSERT INTO bureau_report (id, application_id, client_id, errand_id, document_id, reference, taken_at, has_refusal,
    refusal_at, delay_days, was_late, bankrupt_on, is_conscript, is_gambler, payments_tiyn, debt_tiyn, unused_tiyn,
    income_tiyn, income_months)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19);

-- name: bureau_report_newest
-- takes: application_id nes_id
-- gives: maybe id nes_bureau_report_id, client_id nes_client_id, errand_id nes_id, document_id nes_document_id, reference text, taken_at instant
-- gives: has_refusal bool, refusal_at instant, delay_days int32, was_late bool, bankrupt_on nes_date?, is_conscript bool, is_gambler bool
-- gives: payments nes_money, debt nes_money, unused nes_money, income nes_money?, income_months int32
SELECT id, client_id, errand_id, document_id, reference, taken_at, has_refusal, refusal_at, delay_days, was_late,
    bankrupt_on, is_conscript, is_gambler, payments_tiyn, debt_tiyn, unused_tiyn, income_tiyn, income_months
FROM bureau_report WHERE application_id = $1 ORDER BY taken_at DESC, id DESC LIMIT 1;

-- name: bureau_told_insert
-- takes: application_id nes_id, errand_id nes_id, planned_at instant
INSERT INTO bureau_told (application_id, errand_id, planned_at, is_failed) VALUES ($1, $2, $3, FALSE);

-- name: bureau_told_update
-- takes: application_id nes_id, told_at instant?, reference text?, is_failed bool
UPDATE bureau_told SET told_at = $2, reference = $3, is_failed = $4 WHERE application_id = $1 AND told_at IS NULL;

-- name: bureau_told_by
-- takes: application_id nes_id
-- gives: maybe errand_id nes_id, planned_at instant, told_at instant?, reference text?, is_failed bool
SELECT errand_id, planned_at, told_at, reference, is_failed FROM bureau_told WHERE application_id = $1;
