-- Replies kept under idempotency keys, and operations that go on after their answer.

-- A call that was answered DONE or REFUSED under an Idempotency-Key: the same key gives the same answer again.
CREATE TABLE http_once (
    actor_kind  INTEGER NOT NULL CHECK (actor_kind BETWEEN 0 AND 4),          -- as enum nes_caller_kind
    actor_id    BYTEA NOT NULL CHECK (length(actor_id) = 16),                 -- who called; zero: anyone
    route       TEXT NOT NULL CHECK (length(route) BETWEEN 1 AND 300),        -- method and path with names of parameters
    key         TEXT NOT NULL CHECK (length(key) BETWEEN 16 AND 128),         -- the key that the caller chose or was given
    fingerprint BYTEA NOT NULL CHECK (length(fingerprint) = 32),              -- SHA-256 of address and content
    operation   BYTEA NOT NULL CHECK (length(operation) = 16),                -- the operation that had the effect
    made_at     BIGINT NOT NULL,                                              -- when it was answered
    status      INTEGER CHECK (status BETWEEN 200 AND 599),                   -- of the answer; NULL only inside the transaction
    reply       BYTEA,                                                        -- the answer with its headers, sealed
    CONSTRAINT http_once_key PRIMARY KEY (actor_kind, actor_id, route, key)
);
CREATE INDEX http_once_made ON http_once (made_at);

-- An operation that was accepted (202) and ends when the outside has answered.
CREATE TABLE http_operation (
    id         BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),            -- told to the caller
    actor_kind INTEGER NOT NULL CHECK (actor_kind BETWEEN 0 AND 4),           -- who began it, as enum nes_caller_kind
    actor_id   BYTEA NOT NULL CHECK (length(actor_id) = 16),                  -- who began it
    owner      BYTEA CHECK (length(owner) = 16),                              -- the client whose it is; NULL: the organisation
    route      TEXT NOT NULL CHECK (length(route) BETWEEN 1 AND 300),         -- the path with names of parameters
    begun_at   BIGINT NOT NULL,                                               -- when it began
    ended_at   BIGINT,                                                        -- when it ended; NULL: it runs
    status     INTEGER CHECK (status BETWEEN 200 AND 599),                    -- HTTP status of its end
    reply      BYTEA                                                          -- JSON of its end, sealed
);
CREATE INDEX http_operation_begun ON http_operation (begun_at);
