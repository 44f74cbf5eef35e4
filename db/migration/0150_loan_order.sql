-- What two persons decide about a loan on a paper that came.

-- A suspension of accrual, its end, penalty forgiven, a debt written off: proposed by one of staff, decided by another.
CREATE TABLE loan_order (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the order
    loan_id     BYTEA NOT NULL REFERENCES loan (id),                          -- about which loan
    kind        TEXT NOT NULL CHECK (kind IN ('suspend', 'resume', 'forgive', 'write_off')), -- what is to be done
    state       TEXT NOT NULL CHECK (state IN ('proposed', 'done', 'rejected')), -- where it stands
    paper       TEXT NOT NULL CHECK (paper <> ''),                            -- which paper says so: who gave it, number, day
    received_on DATE NOT NULL,                                                -- when the organisation received it
    due_on      DATE,                                                         -- the last day of the law for it
    cancels_id  BYTEA REFERENCES loan_order (id),                             -- resume: the suspension that was cancelled
    back        BOOLEAN NOT NULL,                                             -- resume: with the remuneration withheld
    guilty      BOOLEAN NOT NULL,                                             -- write_off: a court found the client guilty, the claim stays
    amount_tiyn BIGINT NOT NULL CHECK (amount_tiyn >= 0),                     -- forgive: at most so much, 0 all; done: what it came to
    maker       BYTEA NOT NULL CHECK (length(maker) = 16),                    -- who proposed it
    made_at     BIGINT NOT NULL,                                              -- when
    checker     BYTEA CHECK (length(checker) = 16),                           -- who decided; never the maker
    decided_at  BIGINT,                                                       -- when
    leaf_id     BYTEA REFERENCES audit_leaf (id),                             -- its leaf in the audit log, once done
    version     BIGINT NOT NULL CHECK (version > 0),                          -- for concurrent changes
    CONSTRAINT loan_order_persons CHECK (checker IS NULL OR checker <> maker),
    CONSTRAINT loan_order_cancels CHECK ((kind = 'resume') = (cancels_id IS NOT NULL)),
    CONSTRAINT loan_order_decided CHECK ((state = 'proposed') = (checker IS NULL))
);
CREATE UNIQUE INDEX loan_order_open ON loan_order (loan_id) WHERE state = 'proposed';
CREATE INDEX loan_order_loan ON loan_order (loan_id, made_at);
CREATE INDEX loan_order_state ON loan_order (state, due_on);
CREATE UNIQUE INDEX loan_order_ended ON loan_order (cancels_id) WHERE state = 'done';
CREATE INDEX loan_order_leaf ON loan_order (leaf_id);
-- guard: loan_order refuses delete
-- guard: loan_order refuses update of loan_id, kind, paper, received_on, due_on, cancels_id, back, guilty, maker, made_at

INSERT INTO role_perm (role, perm) VALUES
    ('officer', 'LOAN_ORDER_PROPOSE'), ('compliance', 'LOAN_ORDER_PROPOSE'),
    ('compliance', 'LOAN_ORDER_DECIDE'), ('accountant', 'LOAN_ORDER_DECIDE');
