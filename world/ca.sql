-- world/ca.sql

-- name: ca_units
-- gives: many algorithm int32, role int32, secret bytes, certificate bytes
SELECT algorithm, role, secret, certificate FROM ca_unit ORDER BY algorithm, role LIMIT 8;

-- name: ca_unit_add
-- takes: algorithm int32, role int32, secret bytes, certificate bytes
INSERT INTO ca_unit (algorithm, role, secret, certificate) VALUES ($1, $2, $3, $4);

-- name: ca_certificate_add
-- takes: serial bytes, algorithm int32, kind int32, iin text, bin text, name text, secret bytes, certificate bytes,
-- takes: made_at instant, from_at instant, until_at instant
INSERT INTO ca_certificate (serial, algorithm, kind, iin, bin, name, secret, certificate, made_at, from_at, until_at,
                            state, reason, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, 0, $9);

-- name: ca_certificate_by_serial
-- takes: serial bytes
-- gives: maybe algorithm int32, kind int32, iin text, bin text, name text, secret bytes, certificate bytes,
-- gives: from_at instant, until_at instant, state int32, reason int32, changed_at instant
SELECT algorithm, kind, iin, bin, name, secret, certificate, from_at, until_at, state, reason, changed_at
FROM ca_certificate WHERE serial = $1;

-- name: ca_certificates
-- takes: iin text, bin text
-- gives: many serial bytes, algorithm int32, kind int32, iin text, bin text, name text, from_at instant,
-- gives: until_at instant, state int32, reason int32
-- Newest first; an empty number is any.
SELECT serial, algorithm, kind, iin, bin, name, from_at, until_at, state, reason FROM ca_certificate
WHERE (iin = $1 OR $1 = '') AND (bin = $2 OR $2 = '') ORDER BY made_at DESC, serial LIMIT 200;

-- name: ca_state_set
-- takes: serial bytes, state int32, reason int32, at instant
-- gives: count
UPDATE ca_certificate SET state = $2, reason = $3, changed_at = $4 WHERE serial = $1;

-- name: ca_event_add
-- takes: serial bytes, at instant, state int32, reason int32
INSERT INTO ca_event (serial, at, state, reason) VALUES ($1, $2, $3, $4);

-- name: ca_events
-- takes: algorithm int32
-- gives: many serial bytes, at instant, state int32, reason int32
SELECT e.serial, e.at, e.state, e.reason FROM ca_event e JOIN ca_certificate c ON c.serial = e.serial
WHERE c.algorithm = $1 ORDER BY e.at, e.serial LIMIT 100000;

-- name: ca_will
-- gives: maybe serial bytes?, cancel bool
SELECT serial, cancel FROM ca_will WHERE one = 1;

-- name: ca_will_set
-- takes: serial bytes?, cancel bool
-- gives: count
UPDATE ca_will SET serial = $1, cancel = $2 WHERE one = 1;

-- name: ca_will_add
-- takes: serial bytes?, cancel bool
INSERT INTO ca_will (one, serial, cancel) VALUES (1, $1, $2);
