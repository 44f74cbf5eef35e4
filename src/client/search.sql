-- src/client/search.sql

-- name: client_exact
-- takes: iin_index bytes, phone_index bytes, login text
-- gives: many id nes_client_id, login text
-- By the blind index of an IIN or a number, or by the identifier.
SELECT client.id, login FROM client JOIN subject ON subject.id = client.id
WHERE iin_index = $1 OR phone_index = $2 OR login = $3 ORDER BY login LIMIT 20;
