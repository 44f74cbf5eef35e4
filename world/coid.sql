-- world/coid.sql

-- name: world_coid_insert
-- takes: id nes_id, iin text, purpose text, attached int32, at instant
-- gives: count
INSERT INTO coid_session (id, iin, purpose, attached, stood, still, capture, at) VALUES ($1, $2, $3, $4, 0, FALSE, '', $5)
ON CONFLICT DO NOTHING;

-- name: world_coid_by_id
-- takes: id nes_id
-- gives: maybe iin text, purpose text, attached int32, stood int32, still bool, capture text
SELECT iin, purpose, attached, stood, still, capture FROM coid_session WHERE id = $1;

-- name: world_coid_stand
-- takes: id nes_id, stood int32, still bool, capture text
UPDATE coid_session SET stood = $2, still = $3, capture = $4 WHERE id = $1 AND stood = 0;

-- name: world_coid_first
-- takes: iin text
-- gives: maybe capture text
-- The first capture of a person, for a centre that lies.
SELECT capture FROM coid_session WHERE iin = $1 AND capture <> '' ORDER BY at, id LIMIT 1;

-- name: world_coid_newest
-- gives: many id nes_id, iin text, purpose text, stood int32, at instant
SELECT id, iin, purpose, stood, at FROM coid_session ORDER BY at DESC, id DESC LIMIT 50;

-- name: world_document_clear
-- takes: person int32
DELETE FROM new_document WHERE person = $1;

-- name: world_document_add
-- takes: person int32, number text
INSERT INTO new_document (person, number) VALUES ($1, $2);

-- name: world_document_of
-- takes: person int32
-- gives: maybe number text
SELECT number FROM new_document WHERE person = $1;
