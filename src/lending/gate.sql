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

-- name: gate_list_of_case
-- takes: client_id nes_client_id, case_id nes_id
-- gives: many application_id nes_application_id
-- The client's applications still open whose gate of lists relies on the case.
SELECT a.id FROM application a JOIN application_gate g ON g.application_id = a.id AND g.gate = 'lists'
WHERE a.client_id = $1 AND a.state IN ('submitted', 'checking') AND g.answer = $2 ORDER BY a.id LIMIT 100;

-- name: gate_examine_granted
-- gives: one n int64
-- Applications that were granted although a check is not passed, no clean report is there, nobody approved, or the texts were
-- not acknowledged.
SELECT COUNT(*) FROM application a WHERE a.state IN ('approved', 'chosen', 'contract', 'concluded') AND (
    EXISTS (SELECT 1 FROM application_gate g WHERE g.application_id = a.id AND g.state <> 'passed')
    OR NOT EXISTS (SELECT 1 FROM application_gate g WHERE g.application_id = a.id AND g.gate = 'voluntary_refusal')
    OR NOT EXISTS (SELECT 1 FROM bureau_report r WHERE r.application_id = a.id AND NOT r.has_refusal)
    OR NOT EXISTS (SELECT 1 FROM application_decision d WHERE d.application_id = a.id AND d.approve)
    OR (SELECT COUNT(*) FROM application_ack k WHERE k.application_id = a.id AND k.kind IN ('rules', 'rights')) < 2);
