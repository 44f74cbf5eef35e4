-- src/client/search.sql

-- name: client_exact
-- takes: iin_index bytes, phone_index bytes, login text
-- gives: many id nes_client_id, login text, iin bytes, name bytes, phone bytes, wrapped bytes?
-- By the blind index of an IIN or a number, or by the identifier.
SELECT c.id, s.login, c.iin, c.name, c.phone,
    (SELECT k.wrapped FROM data_key k WHERE k.owner = c.id ORDER BY k.nr DESC LIMIT 1)
FROM client c JOIN subject s ON s.id = c.id
WHERE c.id IN (SELECT id FROM client WHERE iin_index = $1 UNION SELECT id FROM client WHERE phone_index = $2
    UNION SELECT id FROM subject WHERE kind = 'client' AND login = $3)
ORDER BY s.login LIMIT 20;

-- name: client_named
-- takes: one bytes, two bytes
-- gives: many id nes_client_id, login text, iin bytes, name bytes, phone bytes, wrapped bytes?
-- Whose name has both words (or fronts); for one word it is given twice.
SELECT c.id, s.login, c.iin, c.name, c.phone,
    (SELECT k.wrapped FROM data_key k WHERE k.owner = c.id ORDER BY k.nr DESC LIMIT 1)
FROM client_word a JOIN client_word b ON b.client_id = a.client_id AND b.word = $2
    JOIN client c ON c.id = a.client_id JOIN subject s ON s.id = c.id
WHERE a.word = $1 ORDER BY a.client_id LIMIT 200;
