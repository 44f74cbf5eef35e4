-- Applications for a microcredit (7.1): what was asked for, what was checked, what was offered and what was chosen.

-- An application. Its state moves by the table in src/lending/application.c only.
CREATE TABLE application (
    id                 BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),    -- the application
    client_id          BYTEA NOT NULL REFERENCES client (id),                 -- who asks
    product_version_id BYTEA NOT NULL REFERENCES product_version (id),        -- on which terms
    amount_tiyn        BIGINT NOT NULL CHECK (amount_tiyn > 0),               -- how much
    periods            INTEGER NOT NULL CHECK (periods > 0),                  -- for how many months
    purpose            TEXT NOT NULL CHECK (purpose <> ''),                   -- what for: a word of src/lending/purpose.def
    state              TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'checking', 'approved', 'refused', 'withdrawn', 'chosen', 'contract', 'concluded', 'lapsed')), -- where it stands
    version            BIGINT NOT NULL CHECK (version > 0),                   -- for concurrent changes
    made_at            BIGINT NOT NULL,                                       -- when the draft was begun
    submitted_at       BIGINT,                                                -- when it was submitted
    decided_at         BIGINT,                                                -- when it was approved or refused
    reason             TEXT,                                                  -- why it was refused: a word of src/lending/reason.def
    pep                BOOLEAN,                                               -- questionnaire: holds a public office or is close to one
    own_behalf         BOOLEAN,                                               -- questionnaire: borrows for himself
    questionnaire_id   BYTEA REFERENCES document (id),                        -- the answers as given, sealed
    offered_on         DATE,                                                  -- the day of the offers that hold
    lapses_on          DATE,                                                  -- last day on which it can be concluded
    method             TEXT,                                                  -- which offer was chosen
    chosen_at          BIGINT,                                                -- when
    way                TEXT CHECK (way IN ('account', 'card', 'terminal', 'desk', 'seller')), -- how the money is handed over (8.6)
    payee              BYTEA CHECK (length(payee) = 16),                      -- own bank account or card (8.7), or the contracted seller
    is_cooling         BOOLEAN NOT NULL,                                      -- cooling-off applies to the payout
    ended_at           BIGINT,                                                -- withdrawn, lapsed or concluded
    CONSTRAINT application_reason CHECK ((state = 'refused') = (reason IS NOT NULL)),
    CONSTRAINT application_chosen CHECK ((method IS NULL) = (chosen_at IS NULL)),
    CONSTRAINT application_contract CHECK (state NOT IN ('chosen', 'contract', 'concluded') OR method IS NOT NULL)
);
CREATE INDEX application_client ON application (client_id, made_at);
CREATE INDEX application_version ON application (product_version_id);
CREATE INDEX application_state ON application (state, made_at);
CREATE INDEX application_questionnaire ON application (questionnaire_id);

-- What the client acknowledged, as it was shown (8.2, 8.3, 8.5).
CREATE TABLE application_ack (
    application_id BYTEA NOT NULL REFERENCES application (id),                -- the application
    kind           TEXT NOT NULL CHECK (kind IN ('rules', 'rights', 'payments')), -- what was shown
    hash           BYTEA NOT NULL CHECK (length(hash) = 32),                  -- SHA-256 of it: of the text, or of the offer
    lang           TEXT NOT NULL CHECK (lang IN ('kk', 'ru')),                -- in which language
    disclosure_id  BYTEA REFERENCES disclosure (id),                          -- the text; empty: an offer
    leaf_id        BYTEA NOT NULL CHECK (length(leaf_id) = 16),               -- its leaf in the audit log
    at             BIGINT NOT NULL,                                           -- when
    CONSTRAINT application_ack_key PRIMARY KEY (application_id, kind, hash)
);
CREATE INDEX application_ack_disclosure ON application_ack (disclosure_id);

-- Checks before lending, one row each: src/lending/gate.def. Unknown is never passed.
CREATE TABLE application_gate (
    application_id BYTEA NOT NULL REFERENCES application (id),                -- the application
    gate           TEXT NOT NULL CHECK (gate <> ''),                          -- a word of src/lending/gate.def
    state          TEXT NOT NULL CHECK (state IN ('waiting', 'passed', 'stopped', 'person')), -- what is known
    reason         TEXT,                                                      -- stopped or person: a word of src/lending/reason.def
    answer         BYTEA CHECK (length(answer) = 16),                         -- what it relies on: report, list, case
    asked_at       BIGINT NOT NULL,                                           -- since when it is asked
    answered_at    BIGINT,                                                    -- when it was last answered
    decided_by     BYTEA CHECK (length(decided_by) = 16),                     -- the person who passed or stopped it
    note           TEXT NOT NULL,                                             -- the person's words
    CONSTRAINT application_gate_key PRIMARY KEY (application_id, gate),
    CONSTRAINT application_gate_waiting CHECK ((state = 'waiting') = (answered_at IS NULL))
);

-- A draft schedule of an application by one method (8.4), as it was shown. A later day's offers are further rows.
CREATE TABLE application_offer (
    application_id    BYTEA NOT NULL REFERENCES application (id),             -- the application
    offered_on        DATE NOT NULL,                                          -- the day it was made; the schedule starts on it
    method            TEXT NOT NULL CHECK (method IN ('annuity', 'differentiated', 'bullet')), -- how it is repaid
    instalment_tiyn   BIGINT NOT NULL,                                        -- the regular payment; 0: there is none
    due_tiyn          BIGINT NOT NULL CHECK (due_tiyn > 0),                   -- all payments together
    remuneration_tiyn BIGINT NOT NULL CHECK (remuneration_tiyn >= 0),         -- of it remuneration: the overpayment
    effective_e6      BIGINT NOT NULL,                                        -- effective rate, in millionths of a percent
    legal_e1          INTEGER NOT NULL,                                       -- as the law rounds it, in tenths of a percent
    hash              BYTEA NOT NULL CHECK (length(hash) = 32),               -- SHA-256 of figures and rows (docs/offer.md)
    CONSTRAINT application_offer_key PRIMARY KEY (application_id, offered_on, method)
);

-- Its rows: what is paid when.
CREATE TABLE application_offer_row (
    application_id    BYTEA NOT NULL,                                         -- of the offer
    offered_on        DATE NOT NULL,                                          -- of the offer
    method            TEXT NOT NULL,                                          -- of the offer
    nr                INTEGER NOT NULL CHECK (nr >= 0),                       -- 0: the payout; 1, 2, ...
    due_on            DATE NOT NULL,                                          -- the day
    counted_to        DATE NOT NULL,                                          -- remuneration is counted up to this day
    days              INTEGER NOT NULL CHECK (days >= 0),                     -- days counted
    payout_tiyn       BIGINT NOT NULL CHECK (payout_tiyn >= 0),               -- paid to the client (row 0)
    principal_tiyn    BIGINT NOT NULL CHECK (principal_tiyn >= 0),            -- principal
    remuneration_tiyn BIGINT NOT NULL CHECK (remuneration_tiyn >= 0),         -- remuneration
    balance_tiyn      BIGINT NOT NULL CHECK (balance_tiyn >= 0),              -- principal left after it
    CONSTRAINT application_offer_row_key PRIMARY KEY (application_id, offered_on, method, nr),
    CONSTRAINT application_offer_row_of FOREIGN KEY (application_id, offered_on, method) REFERENCES application_offer (application_id, offered_on, method)
);

-- What members of staff decided: two different persons above an amount of the product.
CREATE TABLE application_decision (
    application_id BYTEA NOT NULL REFERENCES application (id),                -- the application
    nr             INTEGER NOT NULL CHECK (nr > 0),                           -- 1, 2
    decided_by     BYTEA NOT NULL CHECK (length(decided_by) = 16),            -- who
    approve        BOOLEAN NOT NULL,                                          -- false: refused
    reason         TEXT,                                                      -- refused: a word of src/lending/reason.def
    note           TEXT NOT NULL,                                             -- words for the file
    at             BIGINT NOT NULL,                                           -- when
    CONSTRAINT application_decision_key PRIMARY KEY (application_id, nr),
    CONSTRAINT application_decision_person UNIQUE (application_id, decided_by)
);

-- guard: application refuses delete
-- guard: application refuses update of client_id, made_at
-- guard: application_ack refuses update, delete
-- guard: application_gate refuses delete
-- guard: application_gate refuses update of application_id, gate
-- guard: application_offer refuses update, delete
-- guard: application_offer_row refuses update, delete
-- guard: application_decision refuses update, delete

INSERT INTO role_perm (role, perm) VALUES
    ('officer', 'APPLICATION_VIEW'), ('officer', 'APPLICATION_DECIDE'), ('auditor', 'APPLICATION_VIEW');
