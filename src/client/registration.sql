-- src/client/registration.sql

-- name: consent_text_newest
-- gives: many kind text, version int32, years int32, kk text, ru text, en text
SELECT kind, version, years, kk, ru, en FROM consent_text
WHERE version = (SELECT MAX(other.version) FROM consent_text other WHERE other.kind = consent_text.kind)
ORDER BY kind LIMIT 20;

-- name: consent_insert
-- takes: id nes_consent_id, subject_id nes_id, kind text, version int32, lang text, hash bytes, leaf_id nes_leaf_id
-- takes: given_at instant
INSERT INTO consent (id, subject_id, kind, version, lang, hash, leaf_id, given_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: consent_by_id
-- takes: id nes_consent_id
-- gives: one subject_id nes_id, kind text, version int32, lang text, hash bytes, leaf_id nes_leaf_id, given_at instant, withdrawn_at instant?
SELECT subject_id, kind, version, lang, hash, leaf_id, given_at, withdrawn_at FROM consent WHERE id = $1;

-- name: consent_of_subject
-- takes: subject_id nes_id
-- gives: many id nes_consent_id, kind text, version int32, lang text, hash bytes, leaf_id nes_leaf_id, given_at instant, withdrawn_at instant?
SELECT id, kind, version, lang, hash, leaf_id, given_at, withdrawn_at FROM consent WHERE subject_id = $1
ORDER BY given_at, kind LIMIT 100;

-- name: consent_count
-- takes: subject_id nes_id, kind text
-- gives: one n int64
SELECT COUNT(*) FROM consent WHERE subject_id = $1 AND kind = $2 AND withdrawn_at IS NULL;

-- name: consent_withdraw_row
-- takes: id nes_consent_id, withdrawn_at instant
-- gives: count
UPDATE consent SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL;

-- name: registration_insert
-- takes: id nes_id, kind text, lang text, begun_at instant
INSERT INTO registration (id, kind, lang, version, begun_at) VALUES ($1, $2, $3, 1, $4);

-- name: registration_by_id
-- takes: id nes_id
-- gives: one kind text, lang text, facts bytes?, iin_index bytes?, valid_until nes_date?, photo_id nes_document_id?
-- gives: order_id nes_document_id?, number_id nes_number_id?, evidence_id nes_evidence_id?, version int64
-- gives: begun_at instant, ended_at instant?
SELECT kind, lang, facts, iin_index, valid_until, photo_id, order_id, number_id, evidence_id, version, begun_at, ended_at
FROM registration WHERE id = $1;

-- name: registration_update
-- takes: id nes_id, version int64, facts bytes?, iin_index bytes?, valid_until nes_date?, photo_id nes_document_id?
-- takes: order_id nes_document_id?, number_id nes_number_id?
-- gives: count
UPDATE registration SET facts = $3, iin_index = $4, valid_until = $5, photo_id = $6, order_id = $7, number_id = $8,
    version = version + 1
WHERE id = $1 AND version = $2 AND ended_at IS NULL;

-- name: registration_close
-- takes: id nes_id, version int64, evidence_id nes_evidence_id, ended_at instant
-- gives: count
UPDATE registration SET evidence_id = $3, ended_at = $4, version = version + 1
WHERE id = $1 AND version = $2 AND ended_at IS NULL;

-- name: registration_paper
-- takes: id nes_id, version int64, facts bytes, valid_until nes_date
-- gives: count
-- Another identity document of the same person; the facts before it are kept in identity_paper.
UPDATE registration SET facts = $3, valid_until = $4, version = version + 1
WHERE id = $1 AND version = $2 AND ended_at IS NOT NULL;

-- name: identity_paper_insert
-- takes: id nes_identity_paper_id, client_id nes_client_id, facts bytes, tail text, valid_until nes_date, stated_at instant
INSERT INTO identity_paper (id, client_id, facts, tail, valid_until, stated_at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: identity_paper_by_id
-- takes: id nes_identity_paper_id
-- gives: one id nes_identity_paper_id, client_id nes_client_id, facts bytes, tail text, valid_until nes_date,
-- gives: stated_at instant, used_at instant?
SELECT id, client_id, facts, tail, valid_until, stated_at, used_at FROM identity_paper WHERE id = $1;

-- name: identity_paper_list
-- takes: client_id nes_client_id
-- gives: many as identity_paper_by_id
WHERE client_id = $1 ORDER BY stated_at DESC, id DESC LIMIT 50;

-- name: identity_paper_count
-- takes: client_id nes_client_id, since instant
-- gives: one n int64
SELECT COUNT(*) FROM identity_paper WHERE client_id = $1 AND stated_at > $2;

-- name: identity_paper_used
-- takes: id nes_identity_paper_id, evidence_id nes_evidence_id, used_at instant, before_facts bytes, before_until nes_date
-- gives: count
UPDATE identity_paper SET evidence_id = $2, used_at = $3, before_facts = $4, before_until = $5
WHERE id = $1 AND used_at IS NULL;
