-- Money out and money in: payouts, sellers, bank statements, payments.

-- One row: the account of the organisation that money leaves from and comes back to (7.6).
CREATE TABLE own_account (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),                     -- always 1
    iban     TEXT NOT NULL CHECK (length(iban) = 20),                         -- the account
    bic      TEXT NOT NULL CHECK (bic <> ''),                                 -- of its bank
    bank_kk  TEXT NOT NULL CHECK (bank_kk <> ''),                             -- the bank in Kazakh
    bank_ru  TEXT NOT NULL CHECK (bank_ru <> ''),                             -- the bank in Russian
    kbe      TEXT NOT NULL CHECK (length(kbe) = 2),                           -- code of the beneficiary
    knp_out  TEXT NOT NULL CHECK (length(knp_out) = 3),                       -- purpose code of payouts
    knp_back TEXT NOT NULL CHECK (length(knp_back) = 3),                      -- purpose code of repayments
    version  BIGINT NOT NULL CHECK (version > 0)                              -- for concurrent changes
);

-- A legal entity that has a contract with the organisation on paying for what a borrower obtains (9.2.d).
CREATE TABLE seller (
    id       BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),              -- the seller
    bin      TEXT NOT NULL CHECK (length(bin) = 12),                          -- business identification number
    name     TEXT NOT NULL CHECK (name <> ''),                                -- name
    iban     TEXT NOT NULL CHECK (length(iban) = 20),                         -- where money goes
    contract TEXT NOT NULL CHECK (contract <> ''),                            -- number and day of the contract with it
    maker    BYTEA NOT NULL CHECK (length(maker) = 16),                       -- who proposed it
    made_at  BIGINT NOT NULL,                                                 -- when
    checker  BYTEA CHECK (length(checker) = 16),                              -- who approved it; never the maker
    is_open  BOOLEAN NOT NULL,                                                -- false: no money goes there any more
    version  BIGINT NOT NULL CHECK (version > 0),                             -- for concurrent changes
    CONSTRAINT seller_bin UNIQUE (bin),
    CONSTRAINT seller_persons CHECK (checker IS NULL OR checker <> maker)
);

-- Money that goes out for a contract. At most one of a contract is not refused.
CREATE TABLE payout (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the payout
    contract_id BYTEA NOT NULL REFERENCES contract (id),                      -- for which contract
    loan_id     BYTEA NOT NULL REFERENCES loan (id),                          -- its loan
    client_id   BYTEA NOT NULL REFERENCES client (id),                        -- whose
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'planned', 'done', 'refused')), -- where it stands
    way         TEXT NOT NULL CHECK (way IN ('account', 'seller')),           -- 9.2.a or 9.2.d
    needs       TEXT NOT NULL CHECK (needs IN ('nothing', 'consent', 'methods')), -- what the client must confirm before
    amount_tiyn BIGINT NOT NULL CHECK (amount_tiyn > 0),                      -- how much
    account_id  BYTEA REFERENCES bank_account (id),                           -- the client's own account
    seller_id   BYTEA REFERENCES seller (id),                                 -- the seller
    not_before  BIGINT,                                                       -- end of cooling-off
    evidence_id BYTEA REFERENCES evidence (id),                               -- the record of the client's confirmation
    errand_id   BYTEA REFERENCES errand (id),                                 -- who carries it
    ref         TEXT,                                                         -- the bank's reference
    reason      TEXT,                                                         -- why it was refused
    value_on    DATE,                                                         -- the bank's day
    made_at     BIGINT NOT NULL,                                              -- when it was planned
    ended_at    BIGINT,                                                       -- when its end was known
    line_id     BYTEA CHECK (length(line_id) = 16),                           -- the line of the statement that shows it
    version     BIGINT NOT NULL CHECK (version > 0),                          -- for concurrent changes
    CONSTRAINT payout_receiver CHECK ((account_id IS NULL) = (way = 'seller') AND (seller_id IS NULL) = (way = 'account')),
    CONSTRAINT payout_done CHECK ((state = 'done') = (value_on IS NOT NULL)),
    CONSTRAINT payout_allowed CHECK (needs = 'nothing' OR evidence_id IS NOT NULL OR state = 'waiting')
);
CREATE UNIQUE INDEX payout_once ON payout (contract_id) WHERE state <> 'refused';
CREATE INDEX payout_contract ON payout (contract_id, made_at);
CREATE INDEX payout_loan ON payout (loan_id);
CREATE INDEX payout_client ON payout (client_id);
CREATE INDEX payout_account ON payout (account_id);
CREATE INDEX payout_seller ON payout (seller_id);
CREATE INDEX payout_evidence ON payout (evidence_id);
CREATE UNIQUE INDEX payout_errand ON payout (errand_id);

-- A statement of the own account, kept as it came.
CREATE TABLE statement (
    id           BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),          -- the statement
    document_id  BYTEA NOT NULL REFERENCES document (id),                     -- as it came, sealed
    from_on      DATE NOT NULL,                                               -- its first day
    to_on        DATE NOT NULL,                                               -- its last day
    opening_tiyn BIGINT NOT NULL,                                             -- balance before it
    closing_tiyn BIGINT NOT NULL,                                             -- balance after it
    taken_at     BIGINT NOT NULL                                              -- when
);
CREATE INDEX statement_document ON statement (document_id);

-- One entry of the own account, taken once, whatever statement brings it. Personal data stays in the statement.
CREATE TABLE bank_line (
    id           BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),          -- the line
    statement_id BYTEA NOT NULL REFERENCES statement (id),                    -- the first statement that brought it
    ref          TEXT NOT NULL CHECK (ref <> ''),                             -- the bank's reference
    is_in        BOOLEAN NOT NULL,                                            -- true: money came
    state        TEXT NOT NULL CHECK (state IN ('matched', 'unidentified', 'own', 'strange')), -- what became of it
    amount_tiyn  BIGINT NOT NULL CHECK (amount_tiyn > 0),                     -- how much
    value_on     DATE NOT NULL,                                               -- the bank's value day
    booked_on    DATE NOT NULL,                                               -- the day the bank booked it
    decided_by   BYTEA CHECK (length(decided_by) = 16),                       -- the person who assigned it
    decided_at   BIGINT,                                                      -- when
    version      BIGINT NOT NULL CHECK (version > 0),                         -- for concurrent changes
    CONSTRAINT bank_line_ref UNIQUE (ref),
    CONSTRAINT bank_line_way CHECK (is_in = (state IN ('matched', 'unidentified')))
);
CREATE INDEX bank_line_state ON bank_line (state, value_on);
CREATE INDEX bank_line_booked ON bank_line (booked_on);
CREATE INDEX bank_line_statement ON bank_line (statement_id);

-- Money that came back: an event of the loan, with a receipt.
CREATE TABLE payment (
    id           BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),          -- the payment, and its event
    loan_id      BYTEA NOT NULL REFERENCES loan (id),                         -- of which loan
    client_id    BYTEA NOT NULL REFERENCES client (id),                       -- whose
    line_id      BYTEA NOT NULL REFERENCES bank_line (id),                    -- the line that brought it
    amount_tiyn  BIGINT NOT NULL CHECK (amount_tiyn > 0),                     -- how much
    value_on     DATE NOT NULL,                                               -- the bank's day
    overdue_principal_tiyn    BIGINT NOT NULL CHECK (overdue_principal_tiyn >= 0), -- what it paid on its day: overdue principal
    overdue_remuneration_tiyn BIGINT NOT NULL CHECK (overdue_remuneration_tiyn >= 0), -- overdue remuneration
    penalty_tiyn              BIGINT NOT NULL CHECK (penalty_tiyn >= 0),         -- penalty
    principal_tiyn            BIGINT NOT NULL CHECK (principal_tiyn >= 0),       -- principal of the current period
    remuneration_tiyn         BIGINT NOT NULL CHECK (remuneration_tiyn >= 0),    -- remuneration of the current period
    costs_tiyn                BIGINT NOT NULL CHECK (costs_tiyn >= 0),           -- costs of obtaining performance
    kept_tiyn                 BIGINT NOT NULL CHECK (kept_tiyn >= 0),            -- what of it waits for its due day
    debt_principal_tiyn       BIGINT NOT NULL CHECK (debt_principal_tiyn >= 0),  -- debt that is left after it: principal
    debt_remuneration_tiyn    BIGINT NOT NULL CHECK (debt_remuneration_tiyn >= 0), -- remuneration
    debt_penalty_tiyn         BIGINT NOT NULL CHECK (debt_penalty_tiyn >= 0),    -- penalty
    leaf_id      BYTEA NOT NULL CHECK (length(leaf_id) = 16),                 -- its leaf in the audit log
    made_at      BIGINT NOT NULL,                                             -- when it was taken
    CONSTRAINT payment_line UNIQUE (line_id)
);
CREATE INDEX payment_loan ON payment (loan_id, value_on);
CREATE INDEX payment_client ON payment (client_id);

-- A paper on a loan, asked for in the transaction of what it tells, formed after it: the contract with its evidence,
-- the receipt of a payment, the certificate that nothing is owed.
CREATE TABLE loan_paper (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the paper
    loan_id     BYTEA NOT NULL REFERENCES loan (id),                          -- of which loan
    client_id   BYTEA NOT NULL REFERENCES client (id),                        -- whose
    kind        TEXT NOT NULL CHECK (kind IN ('contract', 'receipt', 'closed')),     -- what it is
    about       BYTEA NOT NULL CHECK (length(about) = 16),                    -- the contract, the payment, or the loan
    document_id BYTEA REFERENCES document (id),                               -- the paper as PDF; none: not formed yet
    model_id    BYTEA REFERENCES document (id),                               -- the same as a model, for pages
    leaf_id     BYTEA CHECK (length(leaf_id) = 16),                           -- its leaf in the audit log
    asked_at    BIGINT NOT NULL,                                              -- when it was asked for
    CONSTRAINT loan_paper_once UNIQUE (kind, about)
);
CREATE INDEX loan_paper_loan ON loan_paper (loan_id, asked_at);
CREATE INDEX loan_paper_client ON loan_paper (client_id);
CREATE INDEX loan_paper_document ON loan_paper (document_id);
CREATE INDEX loan_paper_model ON loan_paper (model_id);

-- guard: seller refuses delete
-- guard: seller refuses update of bin, iban, maker, made_at
-- guard: payout refuses delete
-- guard: payout refuses update of contract_id, loan_id, client_id, way, needs, amount_tiyn, account_id, seller_id, not_before, made_at
-- guard: statement refuses update, delete
-- guard: bank_line refuses delete
-- guard: bank_line refuses update of statement_id, ref, is_in, amount_tiyn, value_on, booked_on
-- guard: payment refuses update, delete
-- guard: loan_paper refuses delete
-- guard: loan_paper refuses update of loan_id, client_id, kind, about, asked_at

INSERT INTO role_perm (role, perm) VALUES
    ('accountant', 'STATEMENT_TAKE'), ('accountant', 'PAYMENT_ASSIGN'), ('accountant', 'PAYOUT_VIEW'),
    ('accountant', 'PAYOUT_AGAIN'), ('officer', 'PAYOUT_VIEW'), ('officer', 'SELLER_PROPOSE'),
    ('accountant', 'SELLER_APPROVE'), ('officer', 'SELLER_VIEW'), ('accountant', 'SELLER_VIEW'),
    ('auditor', 'PAYOUT_VIEW'), ('auditor', 'SELLER_VIEW'), ('administrator', 'OWN_ACCOUNT_CHANGE');

INSERT INTO account (code, kind, name_kk, name_ru, name_en, is_open) VALUES
    ('1280', 'asset', 'Өзге дебиторлық берешек', 'Прочая дебиторская задолженность', 'Other receivables', TRUE);
