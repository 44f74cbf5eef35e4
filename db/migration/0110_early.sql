-- Early repayments that clients asked for.

-- One wish: whole or in part, how the schedule changes, until which day its money is awaited. A part changes the contract
-- and needs two methods (9.1.a); the payment that brings the money books it.
CREATE TABLE early_repayment (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the wish
    loan_id     BYTEA NOT NULL REFERENCES loan (id),                          -- of which loan
    client_id   BYTEA NOT NULL REFERENCES client (id),                        -- whose
    mode        TEXT NOT NULL CHECK (mode IN ('full', 'shorten', 'lower')),   -- all; or a part, and what becomes of the rest
    state       TEXT NOT NULL CHECK (state IN ('asked', 'agreed', 'done', 'withdrawn')), -- where it stands
    amount_tiyn BIGINT NOT NULL CHECK (amount_tiyn > 0),                      -- a payment of so much or more books it
    pay_on      DATE NOT NULL,                                                -- the day it was counted for
    until_on    DATE NOT NULL,                                                -- the last value day that books it
    hash        BYTEA NOT NULL CHECK (length(hash) = 32),                     -- SHA-256 of what is confirmed, the rows of pay_on among it
    evidence_id BYTEA REFERENCES evidence (id),                               -- of the client's confirmation
    payment_id  BYTEA REFERENCES payment (id),                                -- the payment that booked it
    made_at     BIGINT NOT NULL,                                              -- when it was asked for
    CONSTRAINT early_repayment_agreed CHECK (mode = 'full' OR state NOT IN ('agreed', 'done') OR evidence_id IS NOT NULL),
    CONSTRAINT early_repayment_done CHECK ((state = 'done') = (payment_id IS NOT NULL))
);
CREATE UNIQUE INDEX early_repayment_living ON early_repayment (loan_id) WHERE state IN ('asked', 'agreed');
CREATE INDEX early_repayment_loan ON early_repayment (loan_id, made_at);
CREATE INDEX early_repayment_client ON early_repayment (client_id);
CREATE INDEX early_repayment_evidence ON early_repayment (evidence_id);
CREATE INDEX early_repayment_payment ON early_repayment (payment_id);

-- guard: early_repayment refuses delete
-- guard: early_repayment refuses update of loan_id, client_id, mode, amount_tiyn, pay_on, until_on, hash, made_at
