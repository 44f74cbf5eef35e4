-- Tables that only tests have: deeds move amounts between accounts and take every type there is.

-- An account of the tests; the sum over all of them never changes.
CREATE TABLE test_account (
    nr      INTEGER NOT NULL PRIMARY KEY,                              -- 1, 2, ...
    balance BIGINT NOT NULL CONSTRAINT test_account_covered CHECK (balance >= 0) -- in tiyn
);

-- One deed.
CREATE TABLE test_deed (
    id       BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),       -- its id
    payer    INTEGER NOT NULL REFERENCES test_account (nr),            -- who pays
    payee    INTEGER NOT NULL REFERENCES test_account (nr),            -- who gets
    amount   BIGINT NOT NULL CHECK (amount > 0),                       -- in tiyn
    day      DATE,                                                     -- a day, or none
    urgent   BOOLEAN NOT NULL,                                         -- a truth
    note     TEXT,                                                     -- a text, or none
    scan     BYTEA,                                                    -- bytes, or none
    priority BIGINT,                                                   -- a number, or none
    at       BIGINT NOT NULL,                                          -- the instant
    undone   BIGINT                                                    -- an instant, or none
);
-- guard: test_deed refuses update, delete
CREATE INDEX test_deed_payer ON test_deed (payer);
