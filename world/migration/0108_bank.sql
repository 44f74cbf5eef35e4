-- The bank: accounts, orders of its client the organisation, entries.

-- An account whose holder the bank knows. Those of the synthetic persons are known without a row.
CREATE TABLE bank_account (
    iban       TEXT NOT NULL PRIMARY KEY CHECK (length(iban) = 20),           -- the account
    identifier TEXT NOT NULL CHECK (length(identifier) = 12),                 -- IIN or BIN of the holder
    name       TEXT NOT NULL,                                                 -- the holder
    is_open    BOOLEAN NOT NULL                                               -- false: closed, orders to it are rejected
);

-- One row: whether the bank works now; closed, it accepts orders and executes them when it opens.
CREATE TABLE bank_desk (
    id      INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),                      -- always 1
    is_open BOOLEAN NOT NULL                                                  -- false: closed
);

-- An order, once for each id.
CREATE TABLE bank_order (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the sender's id
    status      TEXT NOT NULL CHECK (status IN ('accepted', 'executed', 'rejected')), -- what became of it
    amount_tiyn BIGINT NOT NULL CHECK (amount_tiyn > 0),                      -- how much
    payer       TEXT NOT NULL,                                                -- IBAN it leaves
    iban        TEXT NOT NULL,                                                -- IBAN it goes to
    name        TEXT NOT NULL,                                                -- the receiver as the sender says
    identifier  TEXT NOT NULL,                                                -- IIN or BIN as the sender says
    purpose     TEXT NOT NULL,                                                -- what for
    reason      TEXT NOT NULL,                                                -- why it was rejected; else empty
    value_on    DATE,                                                         -- the bank's day
    at          BIGINT NOT NULL                                               -- when it came
);

-- An entry of an account.
CREATE TABLE bank_entry (
    nr          BIGINT NOT NULL PRIMARY KEY CHECK (nr > 0),                   -- 1, 2, ...: the reference
    iban        TEXT NOT NULL,                                                -- of which account
    is_in       BOOLEAN NOT NULL,                                             -- true: money came
    amount_tiyn BIGINT NOT NULL CHECK (amount_tiyn > 0),                      -- how much
    booked_on   DATE NOT NULL,                                                -- the day
    other_iban  TEXT NOT NULL,                                                -- the other side
    other_name  TEXT NOT NULL,                                                -- its name
    other_id    TEXT NOT NULL,                                                -- its IIN or BIN
    purpose     TEXT NOT NULL,                                                -- what for
    order_id    BYTEA                                                         -- the order, where it was one
);
CREATE INDEX bank_entry_iban ON bank_entry (iban, booked_on, nr);

INSERT INTO bank_desk (id, is_open) VALUES (1, TRUE);
INSERT INTO bank_account (iban, identifier, name, is_open) VALUES
    ('KZ699990000000000001', '940140000385', 'ТОО «Микрофинансовая организация «Улги Несие»', TRUE);
