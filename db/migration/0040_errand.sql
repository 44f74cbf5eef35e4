-- What is to be done with the outside world, and timed jobs.

-- An errand: one thing asked of a partner. Its payload holds references, never secrets or personal data.
CREATE TABLE errand (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the errand; our idempotency id towards the partner
    kind        TEXT NOT NULL CHECK (kind <> ''),                             -- row of the table of kinds
    subject     BYTEA NOT NULL CHECK (length(subject) = 16),                  -- what it is for: notice, application, payout
    payload     TEXT NOT NULL,                                                -- references as JSON
    state       TEXT NOT NULL CHECK (state IN ('planned', 'sending', 'asking', 'answered', 'unknown', 'person', 'given_up')), -- where it stands
    lease       BIGINT NOT NULL CHECK (lease >= 0),                           -- fencing number: grows with each try
    lease_until BIGINT,                                                       -- who holds it may work until then
    due_at      BIGINT NOT NULL,                                              -- not to be taken before
    tries       INTEGER NOT NULL CHECK (tries >= 0),                          -- how often bytes may have left
    made_at     BIGINT NOT NULL,                                              -- when it was planned
    operation   BYTEA NOT NULL CHECK (length(operation) = 16),                -- the operation that planned it
    answered_at BIGINT                                                        -- when the answer was applied
);
CREATE INDEX errand_due ON errand (state, due_at);
CREATE INDEX errand_subject ON errand (subject);

-- Every answer of a partner, also those that came under an old lease and were not applied.
CREATE TABLE errand_answer (
    errand_id BYTEA NOT NULL REFERENCES errand (id),                          -- the errand
    lease     BIGINT NOT NULL,                                                -- under which it came
    at        BIGINT NOT NULL,                                                -- when
    outcome   TEXT NOT NULL CHECK (outcome IN ('done', 'refused', 'later', 'unknown')), -- as the gateway understood it
    applied   BOOLEAN NOT NULL,                                               -- false: stored only
    detail    TEXT NOT NULL,                                                  -- the partner's reference or code
    CONSTRAINT errand_answer_key PRIMARY KEY (errand_id, lease, at)
);

-- Callbacks from outside: authenticated, stored raw, applied once.
CREATE TABLE callback (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the callback
    source      TEXT NOT NULL CHECK (source <> ''),                           -- which partner
    key         TEXT NOT NULL CHECK (key <> ''),                              -- the partner's own id of the message
    body        BYTEA NOT NULL,                                               -- as received
    received_at BIGINT NOT NULL,                                              -- when
    applied_at  BIGINT,                                                       -- when its effect was written; empty: not yet
    CONSTRAINT callback_once UNIQUE (source, key)
);

-- Timed jobs: one row each, taken by a lease with a fencing number.
CREATE TABLE job (
    name        TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),                 -- row of the table of jobs
    fence       BIGINT NOT NULL CHECK (fence >= 0),                           -- grows with each lease
    lease_until BIGINT,                                                       -- held until then
    next_at     BIGINT NOT NULL,                                              -- not before
    last_day    DATE,                                                         -- daily jobs: the last day done, in order
    last_end    TEXT                                                          -- fine, or the code of the last fault
);

-- guard: errand refuses delete
-- guard: errand refuses update of kind, subject, payload, made_at, operation
-- guard: errand_answer refuses update, delete
-- guard: callback refuses delete
-- guard: callback refuses update of source, key, body, received_at
