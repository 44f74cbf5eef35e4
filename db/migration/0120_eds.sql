-- Electronic signatures with certificates of the national authority: method 1 of item 35 (35.1).

-- A signature that a client gave for a confirmation, and what was found.
CREATE TABLE eds_signature (
    id              BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),       -- the signature
    confirmation_id BYTEA NOT NULL REFERENCES confirmation (id),              -- for which confirmation
    state           TEXT NOT NULL CHECK (state IN ('asking', 'passed', 'failed')), -- how it stands
    given_id        BYTEA NOT NULL REFERENCES document (id),                  -- the signature as it came, sealed
    record_id       BYTEA REFERENCES document (id),                           -- evidence to judge it again; none: not judged
    reason          TEXT NOT NULL,                                            -- why it failed: content, person, revoked, ...
    given_at        BIGINT NOT NULL,                                          -- when it was given
    ended_at        BIGINT,                                                   -- when it was judged
    CONSTRAINT eds_signature_proof CHECK (state <> 'passed' OR record_id IS NOT NULL)
);
CREATE INDEX eds_signature_confirmation ON eds_signature (confirmation_id, given_at);
CREATE INDEX eds_signature_given ON eds_signature (given_id);
CREATE INDEX eds_signature_record ON eds_signature (record_id);

ALTER TABLE confirmation ADD COLUMN eds_id BYTEA CHECK (length(eds_id) = 16); -- signature that passed; none: not yet

-- guard: eds_signature refuses delete
-- guard: eds_signature refuses update of confirmation_id, given_id, given_at
