-- A client's new identity document in the place of one that expires.

-- A document that a client stated after registration. It counts once it was confirmed as at registration; the one before stays here.
CREATE TABLE identity_paper (
    id           BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),          -- the document
    client_id    BYTEA NOT NULL REFERENCES client (id),                       -- whose
    facts        BYTEA NOT NULL,                                              -- sealed as the registration's facts: the same person with this document
    tail         TEXT NOT NULL CHECK (length(tail) = 2),                      -- last two characters of its number
    valid_until  DATE NOT NULL,                                               -- its last day
    stated_at    BIGINT NOT NULL,                                             -- when it was stated
    evidence_id  BYTEA REFERENCES evidence (id),                              -- of the methods; none: not confirmed
    used_at      BIGINT,                                                      -- since when it counts
    before_facts BYTEA,                                                       -- what counted until then, sealed
    before_until DATE,                                                        -- and its last day
    CONSTRAINT identity_paper_used CHECK ((used_at IS NULL) = (evidence_id IS NULL) AND (used_at IS NULL) = (before_facts IS NULL)
        AND (used_at IS NULL) = (before_until IS NULL))
);
CREATE INDEX identity_paper_client ON identity_paper (client_id, stated_at);
CREATE INDEX identity_paper_evidence ON identity_paper (evidence_id);

-- guard: identity_paper refuses delete
-- guard: identity_paper refuses update of client_id, facts, tail, valid_until, stated_at
