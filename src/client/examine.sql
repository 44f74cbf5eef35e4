-- src/client/examine.sql: what doctor proves of clients (I16).

-- name: examine_numbers
-- gives: one n int64
-- Numbers in use that are not the client's own, or that took the place of another without a method of item 35.
SELECT COUNT(*) FROM subscriber_number n
LEFT JOIN registration r ON r.number_id = n.id AND r.id = n.subject_id AND r.ended_at IS NOT NULL
LEFT JOIN evidence v ON v.object = n.id AND v.operation = 'change_number' AND v.subject_id = n.subject_id
WHERE n.used_from IS NOT NULL AND (n.owner <> 'own' OR (r.id IS NULL AND v.id IS NULL));

-- name: examine_accounts
-- gives: one n int64
SELECT COUNT(*) FROM bank_account a LEFT JOIN evidence v ON v.id = a.evidence_id
WHERE a.used_from IS NOT NULL AND (a.holder <> 'own' OR v.id IS NULL OR v.object <> a.id OR v.operation <> 'change_bank'
    OR v.subject_id <> a.client_id);

-- name: examine_registrations
-- takes: after nes_id
-- gives: many id nes_id, facts bytes?, photo_id nes_document_id?, order_id nes_document_id?, number_id nes_number_id?, what bytes?
-- Those that ended, in the order of their ids, with the hash that was confirmed: the facts of then, where another identity document came.
SELECT r.id,
    COALESCE((SELECT p.before_facts FROM identity_paper p WHERE p.client_id = r.id AND p.used_at IS NOT NULL ORDER BY p.used_at, p.id LIMIT 1), r.facts),
    r.photo_id, r.order_id, r.number_id,
    (SELECT v.what FROM evidence v WHERE v.id = r.evidence_id AND v.object = r.id AND v.operation = 'register')
FROM registration r WHERE r.id > $1 AND r.ended_at IS NOT NULL ORDER BY r.id LIMIT 1000;

-- name: examine_papers
-- gives: one n int64
-- Identity documents in use that no method of item 35 put there, or that are not what stands in the registration since.
SELECT COUNT(*) FROM identity_paper p JOIN registration r ON r.id = p.client_id
LEFT JOIN evidence v ON v.id = p.evidence_id AND v.object = p.id AND v.operation = 'register' AND v.subject_id = p.client_id
LEFT JOIN identity_paper n ON n.client_id = p.client_id AND n.used_at > p.used_at
WHERE p.used_at IS NOT NULL AND (v.id IS NULL OR (n.id IS NULL AND p.facts <> r.facts));
