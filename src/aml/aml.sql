-- src/aml/aml.sql

-- name: aml_list_insert
-- takes: id nes_aml_list_id, kind text, state text, hash bytes, file bytes, source text, taken_by nes_id?, taken_at instant, persons int32, orgs int32
INSERT INTO aml_list (id, kind, state, hash, file, source, taken_by, taken_at, persons, orgs)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: aml_entry_insert
-- takes: list_id nes_aml_list_id, nr int32, kind text, name text, words text, number text?, born_on nes_date?
INSERT INTO aml_entry (list_id, nr, kind, name, words, number, born_on) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: aml_list_newest
-- takes: kind text
-- gives: maybe id nes_aml_list_id, hash bytes, source text, taken_by nes_id?, taken_at instant, persons int32, orgs int32
SELECT id, hash, source, taken_by, taken_at, persons, orgs FROM aml_list
WHERE kind = $1 AND state = 'taken' ORDER BY taken_at DESC, id DESC LIMIT 1;

-- name: aml_list_all
-- gives: many id nes_aml_list_id, kind text, state text, hash bytes, source text, taken_by nes_id?, taken_at instant, persons int32, orgs int32
SELECT id, kind, state, hash, source, taken_by, taken_at, persons, orgs FROM aml_list
ORDER BY taken_at DESC, id DESC LIMIT 100;

-- name: aml_entry_by_number
-- takes: list_id nes_aml_list_id, number text
-- gives: many nr int32
SELECT nr FROM aml_entry WHERE list_id = $1 AND number = $2 ORDER BY nr LIMIT 1;

-- name: aml_entry_by_words
-- takes: list_id nes_aml_list_id, words text
-- gives: many nr int32, number text?, born_on nes_date?
SELECT nr, number, born_on FROM aml_entry WHERE list_id = $1 AND words = $2 ORDER BY nr LIMIT 100;

-- name: aml_case_insert
-- takes: id nes_aml_case_id, client_id nes_client_id, application_id nes_id?, list_id nes_aml_list_id, entry_nr int32, match text, is_sure bool, opened_at instant, leaf_id nes_id
-- gives: count
INSERT INTO aml_case (id, client_id, application_id, list_id, entry_nr, match, is_sure, state, opened_at, note, leaf_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, '', $9) ON CONFLICT DO NOTHING;

-- name: aml_case_of_match
-- takes: client_id nes_client_id, match text
-- gives: maybe id nes_aml_case_id
SELECT id FROM aml_case WHERE client_id = $1 AND match = $2;

-- name: aml_case_sure
-- takes: client_id nes_client_id
-- gives: many id nes_aml_case_id
SELECT id FROM aml_case WHERE client_id = $1 AND is_sure AND state IN ('open', 'confirmed') LIMIT 1;

-- name: aml_case_hold
-- takes: id nes_aml_case_id
-- gives: one state text
SELECT state FROM aml_case WHERE id = $1 FOR UPDATE;

-- name: aml_case_by_id
-- takes: id nes_aml_case_id
-- gives: one id nes_aml_case_id, client_id nes_client_id, application_id nes_id?, list_id nes_aml_list_id, entry_nr int32,
-- gives: is_sure bool, state text, opened_at instant, decided_by nes_id?, decided_at instant?, note text, entry_name text
SELECT c.id, c.client_id, c.application_id, c.list_id, c.entry_nr, c.is_sure, c.state, c.opened_at, c.decided_by,
    c.decided_at, c.note, e.name
FROM aml_case c JOIN aml_entry e ON e.list_id = c.list_id AND e.nr = c.entry_nr WHERE c.id = $1;

-- name: aml_case_list
-- gives: many as aml_case_by_id
ORDER BY CASE WHEN c.state = 'open' THEN 0 ELSE 1 END, c.opened_at DESC LIMIT 100;

-- name: aml_case_settle
-- takes: id nes_aml_case_id, state text, decided_by nes_id, decided_at instant, note text
-- gives: count
UPDATE aml_case SET state = $2, decided_by = $3, decided_at = $4, note = $5
WHERE id = $1 AND (state = 'open' OR (state = 'confirmed' AND $2 = 'cleared'));

-- name: aml_case_freezing
-- takes: client_id nes_client_id
-- gives: one n int64
SELECT COUNT(*) FROM aml_case WHERE client_id = $1 AND state IN ('open', 'confirmed');

-- name: aml_look_of
-- takes: financing_id nes_aml_list_id, participants_id nes_aml_list_id
-- gives: maybe client_id nes_client_id?, finished_at instant?
SELECT client_id, finished_at FROM aml_look WHERE financing_id = $1 AND participants_id = $2;

-- name: aml_look_begin
-- takes: financing_id nes_aml_list_id, participants_id nes_aml_list_id
-- gives: count
INSERT INTO aml_look (financing_id, participants_id, found) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING;

-- name: aml_look_move
-- takes: financing_id nes_aml_list_id, participants_id nes_aml_list_id, client_id nes_client_id?, found int32, finished_at instant?
UPDATE aml_look SET client_id = $3, found = found + $4, finished_at = $5
WHERE financing_id = $1 AND participants_id = $2;

-- name: aml_look_clients
-- takes: after nes_client_id
-- gives: many id nes_client_id
SELECT id FROM client WHERE id > $1 ORDER BY id LIMIT 100;
