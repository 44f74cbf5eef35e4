-- src/payment/paper.sql

-- name: loan_paper_insert
-- takes: id nes_loan_paper_id, loan_id nes_loan_id, client_id nes_client_id, kind text, about nes_id, asked_at instant
-- gives: count
INSERT INTO loan_paper (id, loan_id, client_id, kind, about, asked_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING;

-- name: loan_paper_by_id
-- takes: id nes_loan_paper_id
-- gives: one id nes_loan_paper_id, loan_id nes_loan_id, client_id nes_client_id, kind text, about nes_id,
-- gives: document_id nes_document_id?, model_id nes_document_id?, leaf_id nes_leaf_id?, asked_at instant
SELECT id, loan_id, client_id, kind, about, document_id, model_id, leaf_id, asked_at FROM loan_paper WHERE id = $1;

-- name: loan_paper_list
-- takes: loan_id nes_loan_id
-- gives: many as loan_paper_by_id
WHERE loan_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 500;

-- name: loan_paper_formed
-- takes: id nes_loan_paper_id, document_id nes_document_id, model_id nes_document_id, leaf_id nes_leaf_id
-- gives: count
UPDATE loan_paper SET document_id = $2, model_id = $3, leaf_id = $4 WHERE id = $1 AND document_id IS NULL;

-- name: loan_paper_wanted
-- gives: many loan_id nes_loan_id, client_id nes_client_id
SELECT id, client_id FROM loan WHERE state = 'closed' AND papered = FALSE ORDER BY id LIMIT 100;

-- name: loan_papered
-- takes: batch loan_id nes_loan_id
-- Not a change of the loan that a night has to see.
-- sqlite:
UPDATE loan SET papered = TRUE WHERE id = $1;
-- postgres:
UPDATE loan SET papered = TRUE WHERE id = ANY($1);

-- name: evidence_row
-- takes: id nes_evidence_id
-- gives: one methods text, made_at instant
SELECT methods, made_at FROM evidence WHERE id = $1;
