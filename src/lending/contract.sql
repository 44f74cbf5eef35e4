-- src/lending/contract.sql

-- name: contract_insert
-- takes: id nes_contract_id, application_id nes_application_id, client_id nes_client_id, number text, amount nes_money,
-- takes: rate_over int64, rate_under int64, document_id nes_document_id, model_id nes_document_id, hash bytes,
-- takes: signature bytes, formed_on nes_date, formed_at instant, leaf_id nes_leaf_id
INSERT INTO contract (id, application_id, client_id, number, state, amount_tiyn, rate_over, rate_under, document_id,
    model_id, hash, signature, formed_on, formed_at, leaf_id, version)
VALUES ($1, $2, $3, $4, 'formed', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1);

-- name: contract_by_id
-- takes: id nes_contract_id
-- gives: one id nes_contract_id, application_id nes_application_id, client_id nes_client_id, number text, state text,
-- gives: amount nes_money, rate_over int64, rate_under int64, document_id nes_document_id, model_id nes_document_id, hash bytes,
-- gives: signature bytes, formed_on nes_date, concluded_at instant?, evidence_id nes_evidence_id?, loan_id nes_loan_id?,
-- gives: leaf_id nes_leaf_id, version int64
SELECT id, application_id, client_id, number, state, amount_tiyn, rate_over, rate_under, document_id, model_id, hash,
    signature, formed_on, concluded_at, evidence_id, loan_id, leaf_id, version FROM contract WHERE id = $1;

-- name: contract_lock
-- takes: id nes_contract_id
-- gives: one version int64
SELECT version FROM contract WHERE id = $1 FOR UPDATE;

-- name: contract_id_by_number
-- takes: number text
-- gives: maybe as contract_by_id
WHERE number = $1;

-- name: contract_by_loan
-- takes: loan_id nes_loan_id
-- gives: one as contract_by_id
WHERE loan_id = $1;

-- name: contract_list
-- takes: client_id nes_client_id
-- gives: many as contract_by_id
WHERE client_id = $1 ORDER BY formed_at DESC, id DESC LIMIT 100;

-- name: contract_formed
-- takes: application_id nes_application_id
-- gives: maybe id nes_contract_id
SELECT id FROM contract WHERE application_id = $1 AND state = 'formed' FOR UPDATE;

-- name: contract_lapse
-- takes: id nes_contract_id
UPDATE contract SET state = 'lapsed', version = version + 1 WHERE id = $1 AND state = 'formed';

-- name: contract_end
-- takes: id nes_contract_id, concluded_at instant, evidence_id nes_evidence_id, loan_id nes_loan_id, leaf_id nes_leaf_id
-- gives: count
UPDATE contract SET state = 'concluded', concluded_at = $2, evidence_id = $3, loan_id = $4, leaf_id = $5,
    version = version + 1 WHERE id = $1 AND state = 'formed';

-- name: contract_same_day
-- takes: client_id nes_client_id, since instant
-- gives: one amount nes_money
-- What a client concluded since an instant, in all.
SELECT CAST(COALESCE(SUM(amount_tiyn), 0) AS BIGINT) FROM contract
WHERE client_id = $1 AND concluded_at >= $2;
