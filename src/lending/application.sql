-- src/lending/application.sql

-- name: application_insert
-- takes: id nes_application_id, client_id nes_client_id, product_version_id nes_product_version_id, amount nes_money, periods int32, purpose text, made_at instant
INSERT INTO application (id, client_id, product_version_id, amount_tiyn, periods, purpose, state, version, made_at,
    is_cooling)
VALUES ($1, $2, $3, $4, $5, $6, 'draft', 1, $7, FALSE);

-- name: application_hold
-- takes: id nes_application_id
-- gives: one version int64
SELECT version FROM application WHERE id = $1 FOR UPDATE;

-- name: application_by_id
-- takes: id nes_application_id
-- gives: one client_id nes_client_id, product_version_id nes_product_version_id, amount nes_money, periods int32, purpose text, state text, version int64
-- gives: made_at instant, submitted_at instant?, decided_at instant?, reason text?, pep bool?, own_behalf bool?, questionnaire_id nes_document_id?
-- gives: offered_on nes_date?, lapses_on nes_date?, method text?, chosen_at instant?, way text?, payee nes_id?, is_cooling bool, ended_at instant?
SELECT client_id, product_version_id, amount_tiyn, periods, purpose, state, version, made_at, submitted_at, decided_at,
    reason, pep, own_behalf, questionnaire_id, offered_on, lapses_on, method, chosen_at, way, payee, is_cooling, ended_at
FROM application WHERE id = $1;

-- name: application_update
-- takes: id nes_application_id, version int64, product_version_id nes_product_version_id, amount nes_money, periods int32, purpose text, state text
-- takes: submitted_at instant?, decided_at instant?, reason text?, pep bool?, own_behalf bool?, questionnaire_id nes_document_id?
-- takes: offered_on nes_date?, lapses_on nes_date?, method text?, chosen_at instant?, way text?, payee nes_id?, is_cooling bool, ended_at instant?
-- gives: count
-- Only where it is still as it was read.
UPDATE application SET version = version + 1, product_version_id = $3, amount_tiyn = $4, periods = $5, purpose = $6,
    state = $7, submitted_at = $8, decided_at = $9, reason = $10, pep = $11, own_behalf = $12, questionnaire_id = $13,
    offered_on = $14, lapses_on = $15, method = $16, chosen_at = $17, way = $18, payee = $19, is_cooling = $20,
    ended_at = $21
WHERE id = $1 AND version = $2;

-- name: application_list_of
-- takes: client_id nes_client_id
-- gives: many id nes_application_id
SELECT id FROM application WHERE client_id = $1 ORDER BY made_at DESC, id LIMIT 100;

-- name: application_list_by
-- takes: state text
-- gives: many id nes_application_id
SELECT id FROM application WHERE state = $1 ORDER BY made_at, id LIMIT 100;

-- name: application_count_open
-- takes: client_id nes_client_id
-- gives: one n int64
SELECT COUNT(*) FROM application
WHERE client_id = $1 AND state IN ('submitted', 'checking', 'approved', 'chosen', 'contract');

-- name: application_list_lapsed
-- takes: day nes_date
-- gives: many id nes_application_id
SELECT id FROM application WHERE state IN ('approved', 'chosen', 'contract') AND lapses_on < $1 ORDER BY made_at LIMIT 500;

-- name: application_ack_insert
-- takes: application_id nes_application_id, kind text, hash bytes, lang text, disclosure_id nes_disclosure_id?, leaf_id nes_id, at instant
-- gives: count
INSERT INTO application_ack (application_id, kind, hash, lang, disclosure_id, leaf_id, at)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING;

-- name: application_ack_list
-- takes: application_id nes_application_id
-- gives: many kind text, hash bytes, lang text, disclosure_id nes_disclosure_id?, leaf_id nes_id, at instant
SELECT kind, hash, lang, disclosure_id, leaf_id, at FROM application_ack WHERE application_id = $1
ORDER BY at, kind LIMIT 100;

-- name: application_offer_insert
-- takes: application_id nes_application_id, offered_on nes_date, method text, instalment nes_money, due nes_money, remuneration nes_money, effective_e6 int64, legal_e1 int32, hash bytes
INSERT INTO application_offer (application_id, offered_on, method, instalment_tiyn, due_tiyn, remuneration_tiyn,
    effective_e6, legal_e1, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: application_offer_row_insert
-- takes: application_id nes_application_id, offered_on nes_date, method text, nr int32, due_on nes_date, counted_to nes_date, days int32, payout nes_money, principal nes_money, remuneration nes_money, balance nes_money
INSERT INTO application_offer_row (application_id, offered_on, method, nr, due_on, counted_to, days, payout_tiyn,
    principal_tiyn, remuneration_tiyn, balance_tiyn)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: application_offer_list
-- takes: application_id nes_application_id, offered_on nes_date
-- gives: many method text, instalment nes_money, due nes_money, remuneration nes_money, effective_e6 int64, legal_e1 int32, hash bytes
SELECT method, instalment_tiyn, due_tiyn, remuneration_tiyn, effective_e6, legal_e1, hash FROM application_offer
WHERE application_id = $1 AND offered_on = $2 ORDER BY method LIMIT 3;

-- name: application_offer_rows
-- takes: application_id nes_application_id, offered_on nes_date, method text
-- gives: many nr int32, due_on nes_date, counted_to nes_date, days int32, payout nes_money, principal nes_money, remuneration nes_money, balance nes_money
SELECT nr, due_on, counted_to, days, payout_tiyn, principal_tiyn, remuneration_tiyn, balance_tiyn
FROM application_offer_row WHERE application_id = $1 AND offered_on = $2 AND method = $3 ORDER BY nr LIMIT 400;

-- name: application_decision_insert
-- takes: application_id nes_application_id, nr int32, decided_by nes_id, approve bool, reason text?, note text, at instant
INSERT INTO application_decision (application_id, nr, decided_by, approve, reason, note, at)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: application_decision_list
-- takes: application_id nes_application_id
-- gives: many nr int32, decided_by nes_id, approve bool, reason text?, note text, at instant
SELECT nr, decided_by, approve, reason, note, at FROM application_decision WHERE application_id = $1 ORDER BY nr
LIMIT 10;

-- name: application_hold_client
-- takes: client_id nes_client_id
-- gives: one version int64
-- What a client may have one of at a time is counted under this lock.
SELECT version FROM client WHERE id = $1 FOR UPDATE;

-- name: application_sum_since
-- takes: client_id nes_client_id, since instant
-- gives: one amount nes_money
SELECT CAST(COALESCE(SUM(amount_tiyn), 0) AS BIGINT) FROM application
WHERE client_id = $1 AND state = 'concluded' AND ended_at >= $2;
