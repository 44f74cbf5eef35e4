-- src/lending/incident.sql

-- name: incident_insert
-- takes: id nes_incident_id, kind text, what text, found_on nes_date, measures_due nes_date, clients_due nes_date,
-- takes: body_due nes_date, maker nes_id, made_at instant
INSERT INTO incident (id, kind, what, found_on, measures_due, clients_due, body_due, maker, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: incident_by_id
-- takes: id nes_incident_id
-- gives: one kind text, what text, found_on nes_date, measures_due nes_date, clients_due nes_date, body_due nes_date,
-- gives: maker nes_id, made_at instant
SELECT kind, what, found_on, measures_due, clients_due, body_due, maker, made_at FROM incident WHERE id = $1;

-- name: incident_lock
-- takes: id nes_incident_id
-- gives: one found_on nes_date
SELECT found_on FROM incident WHERE id = $1 FOR UPDATE;

-- name: incident_list
-- gives: many id nes_incident_id
SELECT id FROM incident ORDER BY found_on DESC, id DESC LIMIT 100;

-- name: incident_steps
-- takes: incident_id nes_incident_id
-- gives: many kind text, done_on nes_date, words text, client_id nes_client_id?, notice_id nes_notice_id?, maker nes_id,
-- gives: made_at instant
SELECT kind, done_on, words, client_id, notice_id, maker, made_at FROM incident_step WHERE incident_id = $1
ORDER BY nr LIMIT 2000;

-- name: incident_step_add
-- takes: incident_id nes_incident_id, kind text, done_on nes_date, words text, client_id nes_client_id?,
-- takes: notice_id nes_notice_id?, maker nes_id, made_at instant
-- The row of the incident is locked, so that numbers follow each other.
INSERT INTO incident_step (incident_id, nr, kind, done_on, words, client_id, notice_id, maker, made_at)
SELECT $1, COALESCE(MAX(nr), 0) + 1, $2, $3, $4, $5, $6, $7, $8 FROM incident_step WHERE incident_id = $1;

-- name: incident_told
-- takes: incident_id nes_incident_id, client_id nes_client_id
-- gives: one n int64
SELECT COUNT(*) FROM incident_step WHERE incident_id = $1 AND client_id = $2;
