-- src/client/client.sql

-- name: client_insert
-- takes: id nes_client_id, iin bytes, iin_index bytes, name bytes, phone bytes, phone_index bytes, lang text, made_at instant
-- gives: count
INSERT INTO client (id, iin, iin_index, name, phone, phone_index, lang, version, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8) ON CONFLICT DO NOTHING;

-- name: client_by_id
-- takes: id nes_client_id
-- gives: one iin bytes, iin_index bytes, name bytes, phone bytes, phone_index bytes, lang text, version int64
SELECT iin, iin_index, name, phone, phone_index, lang, version FROM client WHERE id = $1;

-- name: client_by_iin
-- takes: iin_index bytes
-- gives: maybe id nes_client_id
SELECT id FROM client WHERE iin_index = $1;

-- name: client_set_phone
-- takes: id nes_client_id, phone bytes, phone_index bytes
UPDATE client SET phone = $2, phone_index = $3, version = version + 1 WHERE id = $1;

-- name: client_word_insert
-- takes: word bytes, client_id nes_client_id
-- gives: count
INSERT INTO client_word (word, client_id) VALUES ($1, $2) ON CONFLICT DO NOTHING;
