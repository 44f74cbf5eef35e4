-- Contracts of microcredits: formed, read, concluded (7.3, 9.1).

-- A contract. Its paper is a sealed document; the client confirms and the organisation signs the hash of it.
CREATE TABLE contract (
    id             BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),        -- the contract
    application_id BYTEA NOT NULL REFERENCES application (id),                -- from which it was formed
    client_id      BYTEA NOT NULL REFERENCES client (id),                     -- with whom
    number         TEXT NOT NULL CHECK (length(number) = 11),                 -- eleven digits, checked by the last two
    state          TEXT NOT NULL CHECK (state IN ('formed', 'concluded', 'lapsed')), -- where it stands
    amount_tiyn    BIGINT NOT NULL CHECK (amount_tiyn > 0),                   -- amount of the microcredit
    rate_over      BIGINT NOT NULL CHECK (rate_over >= 0),                    -- annual effective rate as in the paper ...
    rate_under     BIGINT NOT NULL CHECK (rate_under > 0),                    -- ... as a share of one
    document_id    BYTEA NOT NULL REFERENCES document (id),                   -- the paper as PDF
    model_id       BYTEA NOT NULL REFERENCES document (id),                   -- the same as a model, for pages
    hash           BYTEA NOT NULL CHECK (length(hash) = 32),                  -- of all it says; stands on each of its pages
    signature      BYTEA NOT NULL CHECK (length(signature) = 64),             -- of the organisation's key
    formed_on      DATE NOT NULL,                                             -- it can be concluded on this day
    formed_at      BIGINT NOT NULL,                                           -- when
    concluded_at   BIGINT,                                                    -- when it was concluded
    evidence_id    BYTEA REFERENCES evidence (id),                            -- the record of the two methods
    loan_id        BYTEA REFERENCES loan (id),                                -- the loan it opened
    leaf_id        BYTEA NOT NULL CHECK (length(leaf_id) = 16),               -- its leaf in the audit log
    version        BIGINT NOT NULL CHECK (version > 0),                       -- for concurrent changes
    CONSTRAINT contract_number UNIQUE (number),
    CONSTRAINT contract_concluded CHECK ((state = 'concluded') = (concluded_at IS NOT NULL)
        AND (concluded_at IS NULL) = (evidence_id IS NULL) AND (concluded_at IS NULL) = (loan_id IS NULL))
);
CREATE INDEX contract_client ON contract (client_id, formed_at);
CREATE INDEX contract_application ON contract (application_id, formed_at);
CREATE INDEX contract_document ON contract (document_id);
CREATE INDEX contract_model ON contract (model_id);
CREATE INDEX contract_evidence ON contract (evidence_id);
CREATE UNIQUE INDEX contract_loan ON contract (loan_id);

-- guard: contract refuses delete
-- guard: contract refuses update of application_id, client_id, number, amount_tiyn, rate_over, rate_under, document_id, model_id, hash, signature, formed_on, formed_at

INSERT INTO role_perm (role, perm) VALUES
    ('officer', 'LOAN_VIEW'), ('accountant', 'LOAN_VIEW'), ('auditor', 'LOAN_VIEW');
