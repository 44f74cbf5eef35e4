-- What the outside world remembers.

-- Messages that telephones received.
CREATE TABLE sms (
    id   BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),  -- the sender's id
    recipient TEXT NOT NULL,                                  -- the number
    text TEXT NOT NULL,                                       -- what is read
    at   BIGINT NOT NULL                                      -- when it came
);
CREATE INDEX sms_recipient ON sms (recipient, at);

-- How a partner misbehaves, and how often still.
CREATE TABLE behaviour (
    partner TEXT NOT NULL PRIMARY KEY,                        -- "sms"
    how     TEXT NOT NULL CHECK (how IN ('fine', 'later', 'slow', 'silent', 'broken', 'lie')), -- see world/behave.h
    times   INTEGER NOT NULL CHECK (times >= 0)               -- calls left
);
