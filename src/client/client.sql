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
