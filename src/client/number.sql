-- src/client/number.sql

-- name: number_insert
-- takes: id nes_number_id, subject_id nes_id, phone bytes, phone_index bytes, tail text, asked_at instant
INSERT INTO subscriber_number (id, subject_id, phone, phone_index, tail, owner, reference, asked_at)
VALUES ($1, $2, $3, $4, $5, 'asked', '', $6);

-- name: number_by_id
-- takes: id nes_number_id
-- gives: one subject_id nes_id, phone bytes, phone_index bytes, tail text, owner text, asked_at instant
-- gives: used_from instant?, used_until instant?
SELECT subject_id, phone, phone_index, tail, owner, asked_at, used_from, used_until FROM subscriber_number WHERE id = $1;

-- name: number_of_now
-- takes: subject_id nes_id
-- gives: maybe id nes_number_id
-- The one in use; of who registers, the last one that is proven.
SELECT subscriber_number.id
FROM subscriber_number JOIN subject ON subject.id = subject_id
WHERE subject_id = $1 AND ((used_from IS NOT NULL AND used_until IS NULL) OR (registering AND owner = 'own'))
ORDER BY asked_at DESC, subscriber_number.id DESC LIMIT 1;

-- name: number_count_since
-- takes: subject_id nes_id, since instant
-- gives: one n int64
SELECT COUNT(*) FROM subscriber_number WHERE subject_id = $1 AND asked_at >= $2;

-- name: number_set_owner
-- takes: id nes_number_id, owner text, reference text, answered_at instant
UPDATE subscriber_number SET owner = $2, reference = $3, answered_at = $4 WHERE id = $1 AND owner = 'asked';

-- name: number_end
-- takes: subject_id nes_id, now instant
UPDATE subscriber_number SET used_until = $2 WHERE subject_id = $1 AND used_from IS NOT NULL AND used_until IS NULL;

-- name: number_begin
-- takes: id nes_number_id, now instant
-- gives: count
UPDATE subscriber_number SET used_from = $2 WHERE id = $1 AND used_from IS NULL AND owner = 'own';

-- name: bank_account_insert
-- takes: id nes_account_id, client_id nes_client_id, iban bytes, iban_index bytes, bank text, tail text, asked_at instant
INSERT INTO bank_account (id, client_id, iban, iban_index, bank, tail, holder, reference, asked_at)
VALUES ($1, $2, $3, $4, $5, $6, 'asked', '', $7);

-- name: bank_account_by_id
-- takes: id nes_account_id
-- gives: one client_id nes_client_id, iban bytes, iban_index bytes, bank text, tail text, holder text, asked_at instant
-- gives: used_from instant?, used_until instant?
SELECT client_id, iban, iban_index, bank, tail, holder, asked_at, used_from, used_until FROM bank_account WHERE id = $1;

-- name: bank_account_list
-- takes: client_id nes_client_id
-- gives: many id nes_account_id, iban bytes, iban_index bytes, bank text, tail text, holder text, asked_at instant
-- gives: used_from instant?, used_until instant?
SELECT id, iban, iban_index, bank, tail, holder, asked_at, used_from, used_until FROM bank_account
WHERE client_id = $1 AND used_until IS NULL ORDER BY asked_at DESC, id DESC LIMIT 50;

-- name: bank_account_set_holder
-- takes: id nes_account_id, holder text, reference text, answered_at instant
UPDATE bank_account SET holder = $2, reference = $3, answered_at = $4 WHERE id = $1 AND holder = 'asked';

-- name: bank_account_begin
-- takes: id nes_account_id, now instant, evidence_id nes_evidence_id
-- gives: count
UPDATE bank_account SET used_from = $2, evidence_id = $3 WHERE id = $1 AND used_from IS NULL AND holder = 'own';

-- name: number_set_unknown
-- takes: subject_id nes_id
UPDATE subscriber_number SET owner = 'unknown' WHERE subject_id = $1 AND used_from IS NULL;

-- name: bank_account_end
-- takes: id nes_account_id, now instant
-- gives: count
UPDATE bank_account SET used_until = $2 WHERE id = $1 AND used_from IS NOT NULL AND used_until IS NULL;
