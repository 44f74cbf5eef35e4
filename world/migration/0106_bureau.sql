-- The credit bureau: what it is told to say otherwise, what it was asked and told.

-- What the bureau knows of a number beside the people of the world; empty members are as these have them.
CREATE TABLE bureau_person (
    number     TEXT NOT NULL PRIMARY KEY,                     -- IIN or BIN
    refusal    BOOLEAN,                                       -- a voluntary refusal is in force
    history    TEXT,                                          -- a word of world/person.h
    gambler    BOOLEAN NOT NULL,                              -- on the list of self-restriction from gambling
    income_tiyn BIGINT CHECK (income_tiyn >= 0),              -- official, a month
    no_income  BOOLEAN NOT NULL                               -- the bureau knows no income
);

-- Questions and facts, by the asker's id: the same id with the same content is answered as the first time.
CREATE TABLE bureau_call (
    id      BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16), -- the asker's id
    kind    TEXT NOT NULL CHECK (kind IN ('report', 'application')), -- what was called
    number  TEXT NOT NULL,                                    -- of whom
    content BYTEA NOT NULL CHECK (length(content) = 32),      -- SHA-256 of the body
    amount_tiyn BIGINT,                                       -- application: how much
    purpose TEXT,                                             -- application: what for
    at      BIGINT NOT NULL                                   -- when it came first
);
CREATE INDEX bureau_call_number ON bureau_call (number, at);
