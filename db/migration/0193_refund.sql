-- Money that goes back: an overpayment to its borrower, what was paid on a debt that a court wrote off, a receipt that nobody knows to its sender.

-- One return of money: asked by the borrower or proposed by staff, decided by another person, carried by an errand to the bank.
CREATE TABLE refund (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the refund
    kind        TEXT NOT NULL CHECK (kind IN ('overpayment', 'verdict', 'receipt')), -- what is given back
    state       TEXT NOT NULL CHECK (state IN ('asked', 'proposed', 'planned', 'done', 'refused', 'rejected', 'withdrawn')), -- where it stands
    loan_id     BYTEA REFERENCES loan (id),                                   -- of which loan; none: an unidentified receipt
    client_id   BYTEA REFERENCES client (id),                                 -- to whom; none: the sender of the receipt
    account_id  BYTEA REFERENCES bank_account (id),                           -- the client's own account
    line_id     BYTEA REFERENCES bank_line (id),                              -- the receipt; its sender stands in the kept statement
    order_id    BYTEA REFERENCES loan_order (id),                             -- verdict: the write-off
    tail        TEXT NOT NULL CHECK (length(tail) = 4),                       -- last four characters of the account it goes to
    amount_tiyn BIGINT NOT NULL CHECK (amount_tiyn > 0),                      -- how much
    due_on      DATE,                                                         -- the last day of the law for it
    made_at     BIGINT NOT NULL,                                              -- when it was asked for or proposed
    maker       BYTEA CHECK (length(maker) = 16),                             -- who of staff proposed it; none: only asked for
    checker     BYTEA CHECK (length(checker) = 16),                           -- who decided; never the maker
    decided_at  BIGINT,                                                       -- when
    event_id    BYTEA CHECK (length(event_id) = 16),                          -- the event of the loan, from the decision on
    errand_id   BYTEA REFERENCES errand (id),                                 -- who carries it
    ref         TEXT,                                                         -- the bank's reference
    reason      TEXT,                                                         -- why the bank refused
    value_on    DATE,                                                         -- the bank's day
    ended_at    BIGINT,                                                       -- when its end was known
    seen_id     BYTEA REFERENCES bank_line (id),                              -- the line of the statement that shows it
    version     BIGINT NOT NULL CHECK (version > 0),                          -- for concurrent changes
    CONSTRAINT refund_persons CHECK (checker IS NULL OR (maker IS NOT NULL AND checker <> maker)),
    CONSTRAINT refund_what CHECK ((kind = 'receipt') = (line_id IS NOT NULL) AND (kind = 'receipt') = (loan_id IS NULL)),
    CONSTRAINT refund_whose CHECK ((loan_id IS NULL) = (client_id IS NULL) AND (loan_id IS NULL) = (account_id IS NULL)),
    CONSTRAINT refund_verdict CHECK ((kind = 'verdict') = (order_id IS NOT NULL)),
    CONSTRAINT refund_sent CHECK ((state IN ('planned', 'done', 'refused')) = (errand_id IS NOT NULL)),
    CONSTRAINT refund_decided CHECK (errand_id IS NULL OR checker IS NOT NULL),
    CONSTRAINT refund_done CHECK ((state = 'done') = (value_on IS NOT NULL))
);
CREATE UNIQUE INDEX refund_loan_living ON refund (loan_id) WHERE state IN ('asked', 'proposed', 'planned');
CREATE UNIQUE INDEX refund_line_living ON refund (line_id) WHERE state IN ('proposed', 'planned', 'done');
CREATE INDEX refund_loan ON refund (loan_id, made_at);
CREATE INDEX refund_client ON refund (client_id);
CREATE INDEX refund_account ON refund (account_id);
CREATE INDEX refund_line ON refund (line_id);
CREATE INDEX refund_order ON refund (order_id);
CREATE UNIQUE INDEX refund_errand ON refund (errand_id);
CREATE INDEX refund_seen ON refund (seen_id);
CREATE INDEX refund_state ON refund (state, made_at);

-- A receipt that is given back takes no loan any more.
ALTER TABLE bank_line ADD COLUMN refund_id BYTEA REFERENCES refund (id); -- an unidentified receipt: what returns it; none: nothing does
CREATE INDEX bank_line_refund ON bank_line (refund_id);

-- guard: refund refuses delete
-- guard: refund refuses update of kind, loan_id, client_id, account_id, line_id, order_id, tail, amount_tiyn, due_on, made_at

INSERT INTO role_perm (role, perm) VALUES
    ('accountant', 'REFUND_PROPOSE'), ('officer', 'REFUND_PROPOSE'), ('accountant', 'REFUND_DECIDE'),
    ('compliance', 'REFUND_DECIDE'), ('compliance', 'PAYOUT_VIEW');
