-- src/lending/gate.sql

-- name: gate_insert
-- takes: application_id nes_application_id, gate text, asked_at instant
INSERT INTO application_gate (application_id, gate, state, asked_at, note) VALUES ($1, $2, 'waiting', $3, '');

-- name: gate_write
-- takes: application_id nes_application_id, gate text, state text, reason text?, answer nes_id?, answered_at instant, decided_by nes_id?, note text
-- gives: count
UPDATE application_gate SET state = $3, reason = $4, answer = $5, answered_at = $6, decided_by = $7, note = $8
WHERE application_id = $1 AND gate = $2;

-- name: gate_ask
-- takes: application_id nes_application_id, gate text, asked_at instant
UPDATE application_gate SET state = 'waiting', reason = NULL, answer = NULL, answered_at = NULL, decided_by = NULL,
    asked_at = $3, note = '' WHERE application_id = $1 AND gate = $2;

-- name: gate_list
-- takes: application_id nes_application_id
-- gives: many gate text, state text, reason text?, answer nes_id?, asked_at instant, answered_at instant?, decided_by nes_id?, note text
SELECT gate, state, reason, answer, asked_at, answered_at, decided_by, note FROM application_gate
WHERE application_id = $1 ORDER BY gate LIMIT 50;
