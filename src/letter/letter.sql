-- src/letter/letter.sql

-- name: letter_insert
-- takes: id nes_letter_id, client_id nes_client_id, from_client bool, author nes_id, document_id nes_document_id, leaf_id nes_leaf_id, sent_at instant
INSERT INTO letter (id, client_id, from_client, author, document_id, leaf_id, sent_at) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: letter_file_insert
-- takes: letter_id nes_letter_id, nr int32, document_id nes_document_id
INSERT INTO letter_file (letter_id, nr, document_id) VALUES ($1, $2, $3);

-- name: letter_by_id
-- takes: id nes_letter_id
-- gives: one client_id nes_client_id, from_client bool, author nes_id, document_id nes_document_id, leaf_id nes_leaf_id, sent_at instant, read_at instant?
SELECT client_id, from_client, author, document_id, leaf_id, sent_at, read_at FROM letter WHERE id = $1;

-- name: letter_list
-- takes: client_id nes_client_id
-- gives: many id nes_letter_id, from_client bool, author nes_id, document_id nes_document_id, leaf_id nes_leaf_id, sent_at instant, read_at instant?
SELECT id, from_client, author, document_id, leaf_id, sent_at, read_at FROM letter WHERE client_id = $1
ORDER BY sent_at DESC, id DESC LIMIT 100;

-- name: letter_files
-- takes: letter_id nes_letter_id
-- gives: many document_id nes_document_id
SELECT document_id FROM letter_file WHERE letter_id = $1 ORDER BY nr LIMIT 5;
