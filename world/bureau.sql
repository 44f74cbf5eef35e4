-- world/bureau.sql

-- name: world_bureau_person
-- takes: number text
-- gives: maybe refusal bool?, history text?, gambler bool, income nes_money?, no_income bool
SELECT refusal, history, gambler, income_tiyn, no_income FROM bureau_person WHERE number = $1;

-- name: world_bureau_person_drop
-- takes: number text
DELETE FROM bureau_person WHERE number = $1;

-- name: world_bureau_person_add
-- takes: number text, refusal bool?, history text?, gambler bool, income nes_money?, no_income bool
INSERT INTO bureau_person (number, refusal, history, gambler, income_tiyn, no_income) VALUES ($1, $2, $3, $4, $5, $6);

-- name: world_bureau_call_add
-- takes: id nes_id, kind text, number text, content bytes, amount nes_money?, purpose text?, at instant
-- gives: count
INSERT INTO bureau_call (id, kind, number, content, amount_tiyn, purpose, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT DO NOTHING;

-- name: world_bureau_call_of
-- takes: id nes_id
-- gives: one kind text, content bytes
SELECT kind, content FROM bureau_call WHERE id = $1;

-- name: world_bureau_calls
-- takes: number text
-- gives: many id nes_id, kind text, amount nes_money?, purpose text?, at instant
SELECT id, kind, amount_tiyn, purpose, at FROM bureau_call WHERE number = $1 ORDER BY at, id LIMIT 100;

-- name: world_list_add
-- takes: id nes_id, category int32, number text, name text, born_on nes_date?, at instant
INSERT INTO list_entry (id, category, number, name, born_on, at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: world_list_entries
-- takes: category int32
-- gives: many number text, name text, born_on nes_date?
SELECT number, name, born_on FROM list_entry WHERE category = $1 ORDER BY at, id LIMIT 1000;
