-- src/identity/confirmation.sql

-- name: confirmation_insert
-- takes: id nes_confirmation_id, subject_id nes_id, operation text, object nes_id, what bytes, individual bool
-- takes: sentence text, figures text, made_at instant, ends_at instant
INSERT INTO confirmation (id, subject_id, operation, object, what, individual, sentence, figures, code_sends, wrong,
    made_at, ends_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, $9, $10);

-- name: confirmation_by_id
-- takes: id nes_confirmation_id
-- gives: one subject_id nes_id, operation text, object nes_id, what bytes, individual bool, sentence text, figures text
-- gives: password_version int64?, code_sends int32, code_sent_at instant?, code_at instant?, code_number nes_id?
-- gives: wrong int32, face_id nes_id?, eds_id nes_id?, made_at instant, ends_at instant, used_at instant?
SELECT subject_id, operation, object, what, individual, sentence, figures, password_version, code_sends, code_sent_at,
    code_at, code_number, wrong, face_id, eds_id, made_at, ends_at, used_at
FROM confirmation WHERE id = $1;

-- name: confirmation_lock
-- takes: id nes_confirmation_id
-- gives: maybe used_at instant?
-- Holds the row, so that of two at once the second sees what the first did.
SELECT used_at FROM confirmation WHERE id = $1 FOR UPDATE;

-- name: confirmation_set_password
-- takes: id nes_confirmation_id, version int64
UPDATE confirmation SET password_version = $2 WHERE id = $1;

-- name: confirmation_count_wrong
-- takes: id nes_confirmation_id
UPDATE confirmation SET wrong = wrong + 1 WHERE id = $1;

-- name: confirmation_set_sent
-- takes: id nes_confirmation_id, sends int32, at instant, number nes_id
UPDATE confirmation SET code_sends = $2, code_sent_at = $3, code_number = $4 WHERE id = $1;

-- name: confirmation_set_code
-- takes: id nes_confirmation_id, at instant
-- gives: count
UPDATE confirmation SET code_at = $2 WHERE id = $1 AND code_at IS NULL;

-- name: confirmation_set_face
-- takes: id nes_confirmation_id, face_id nes_face_id
UPDATE confirmation SET face_id = $2 WHERE id = $1 AND used_at IS NULL;

-- name: confirmation_spend
-- takes: id nes_confirmation_id, now instant
-- gives: count
UPDATE confirmation SET used_at = $2 WHERE id = $1 AND used_at IS NULL;

-- name: evidence_insert
-- takes: id nes_evidence_id, confirmation_id nes_confirmation_id, subject_id nes_id, operation text, object nes_id
-- takes: what bytes, methods text, leaf_id nes_leaf_id, made_at instant
INSERT INTO evidence (id, confirmation_id, subject_id, operation, object, what, methods, leaf_id, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: face_insert
-- takes: id nes_face_id, confirmation_id nes_confirmation_id, begun_at instant
INSERT INTO face_session (id, confirmation_id, state, page, reference, reason, begun_at)
VALUES ($1, $2, 'asked', '', '', '', $3);

-- name: face_by_id
-- takes: id nes_face_id
-- gives: one confirmation_id nes_confirmation_id, state text, page text, reference text, reason text
SELECT confirmation_id, state, page, reference, reason FROM face_session WHERE id = $1;

-- name: face_newest
-- takes: confirmation_id nes_confirmation_id
-- gives: maybe id nes_face_id, state text, page text, reference text, reason text
SELECT id, state, page, reference, reason FROM face_session WHERE confirmation_id = $1
ORDER BY begun_at DESC, id DESC LIMIT 1;

-- name: face_how_many
-- takes: confirmation_id nes_confirmation_id
-- gives: one n int64
SELECT COUNT(*) FROM face_session WHERE confirmation_id = $1;

-- name: face_how_many_since
-- takes: subject_id nes_id, since instant
-- gives: one n int64
-- Over all confirmations of a subject; neither those that passed nor those that the centre itself failed.
SELECT COUNT(*) FROM face_session JOIN confirmation ON confirmation.id = confirmation_id
WHERE subject_id = $1 AND made_at > $2 AND state <> 'passed' AND reason <> 'centre';

-- name: face_move
-- takes: id nes_face_id, was text, state text, page text, reference text, reason text, ended_at instant?
-- gives: count
UPDATE face_session SET state = $3, page = $4, reference = $5, reason = $6, ended_at = $7 WHERE id = $1 AND state = $2;

-- name: face_capture_take
-- takes: capture bytes, face_id nes_face_id, taken_at instant
-- gives: count
INSERT INTO face_capture (capture, face_id, taken_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;

-- name: confirmation_set_eds
-- takes: id nes_confirmation_id, eds_id nes_eds_id
UPDATE confirmation SET eds_id = $2 WHERE id = $1 AND used_at IS NULL;

-- name: eds_insert
-- takes: id nes_eds_id, confirmation_id nes_confirmation_id, given_id nes_document_id, given_at instant
INSERT INTO eds_signature (id, confirmation_id, state, given_id, reason, given_at)
VALUES ($1, $2, 'asking', $3, '', $4);

-- name: eds_by_id
-- takes: id nes_eds_id
-- gives: one confirmation_id nes_confirmation_id, state text, given_id nes_document_id, record_id nes_document_id?
-- gives: reason text
SELECT confirmation_id, state, given_id, record_id, reason FROM eds_signature WHERE id = $1;

-- name: eds_newest
-- takes: confirmation_id nes_confirmation_id
-- gives: maybe id nes_eds_id, state text, given_id nes_document_id, record_id nes_document_id?, reason text
SELECT id, state, given_id, record_id, reason FROM eds_signature WHERE confirmation_id = $1
ORDER BY given_at DESC, id DESC LIMIT 1;

-- name: eds_how_many
-- takes: confirmation_id nes_confirmation_id
-- gives: one n int64
SELECT COUNT(*) FROM eds_signature WHERE confirmation_id = $1;

-- name: eds_end
-- takes: id nes_eds_id, state text, record_id nes_document_id?, reason text, ended_at instant
-- gives: count
UPDATE eds_signature SET state = $2, record_id = $3, reason = $4, ended_at = $5 WHERE id = $1 AND state = 'asking';

-- name: eds_code_insert
-- takes: token bytes, confirmation_id nes_confirmation_id, made_at instant, ends_at instant
INSERT INTO eds_code (token, confirmation_id, made_at, ends_at) VALUES ($1, $2, $3, $4);

-- name: eds_code_how_many
-- takes: confirmation_id nes_confirmation_id
-- gives: one n int64
SELECT COUNT(*) FROM eds_code WHERE confirmation_id = $1;

-- name: eds_code_by_token
-- takes: token bytes
-- gives: maybe confirmation_id nes_confirmation_id, ends_at instant, used_at instant?
SELECT confirmation_id, ends_at, used_at FROM eds_code WHERE token = $1;

-- name: eds_code_spend
-- takes: token bytes, now instant
-- gives: count
UPDATE eds_code SET used_at = $2 WHERE token = $1 AND used_at IS NULL;
