-- Money in cash: handed out at a cash desk to whom was identified by sight (9.2.c, 9.4).

-- postgres:
ALTER TABLE payout
    DROP CONSTRAINT payout_way_check,
    DROP CONSTRAINT payout_receiver,
    ADD CONSTRAINT payout_way_check CHECK (way IN ('account', 'seller', 'terminal', 'desk')),
    ADD CONSTRAINT payout_receiver CHECK ((account_id IS NOT NULL) = (way = 'account') AND (seller_id IS NOT NULL) = (way = 'seller'));
-- sqlite:
-- Money that goes out for a contract. At most one of a contract is not refused.
CREATE TABLE payout_wider (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the payout
    contract_id BYTEA NOT NULL REFERENCES contract (id),                      -- for which contract
    loan_id     BYTEA NOT NULL REFERENCES loan (id),                          -- its loan
    client_id   BYTEA NOT NULL REFERENCES client (id),                        -- whose
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'planned', 'done', 'refused')), -- where it stands
    way         TEXT NOT NULL CHECK (way IN ('account', 'seller', 'terminal', 'desk')), -- 9.2.a, 9.2.d, 9.2.b, 9.2.c
    needs       TEXT NOT NULL CHECK (needs IN ('nothing', 'consent', 'methods')), -- what the client must confirm before
    amount_tiyn BIGINT NOT NULL CHECK (amount_tiyn > 0),                      -- how much
    account_id  BYTEA REFERENCES bank_account (id),                           -- the client's own account
    seller_id   BYTEA REFERENCES seller (id),                                 -- the seller
    not_before  BIGINT,                                                       -- end of cooling-off
    evidence_id BYTEA REFERENCES evidence (id),                               -- the record of the client's confirmation
    errand_id   BYTEA REFERENCES errand (id),                                 -- who carries it; none: the cash desk
    ref         TEXT,                                                         -- the bank's reference, or the desk
    reason      TEXT,                                                         -- why it was refused
    value_on    DATE,                                                         -- the bank's day, or that of the cash
    made_at     BIGINT NOT NULL,                                              -- when it was planned
    ended_at    BIGINT,                                                       -- when its end was known
    line_id     BYTEA CHECK (length(line_id) = 16),                           -- the line of the statement that shows it
    version     BIGINT NOT NULL CHECK (version > 0),                          -- for concurrent changes
    CONSTRAINT payout_receiver CHECK ((account_id IS NOT NULL) = (way = 'account') AND (seller_id IS NOT NULL) = (way = 'seller')),
    CONSTRAINT payout_done CHECK ((state = 'done') = (value_on IS NOT NULL)),
    CONSTRAINT payout_allowed CHECK (needs = 'nothing' OR evidence_id IS NOT NULL OR state = 'waiting')
);
INSERT INTO payout_wider SELECT id, contract_id, loan_id, client_id, state, way, needs, amount_tiyn, account_id, seller_id,
    not_before, evidence_id, errand_id, ref, reason, value_on, made_at, ended_at, line_id, version FROM payout;
DROP TABLE payout;
ALTER TABLE payout_wider RENAME TO payout;
CREATE UNIQUE INDEX payout_once ON payout (contract_id) WHERE state <> 'refused';
CREATE INDEX payout_contract ON payout (contract_id, made_at);
CREATE INDEX payout_loan ON payout (loan_id);
CREATE INDEX payout_client ON payout (client_id);
CREATE INDEX payout_account ON payout (account_id);
CREATE INDEX payout_seller ON payout (seller_id);
CREATE INDEX payout_evidence ON payout (evidence_id);
CREATE UNIQUE INDEX payout_errand ON payout (errand_id);
CREATE INDEX payout_done ON payout (value_on, amount_tiyn) WHERE state = 'done';
CREATE INDEX payout_state ON payout (state, made_at);
-- guard: payout refuses delete
-- guard: payout refuses update of contract_id, loan_id, client_id, way, needs, amount_tiyn, account_id, seller_id, not_before, made_at
-- both:

-- A cash desk; none is open until an administrator opens it.
CREATE TABLE cash_desk (
    id        BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),             -- the desk
    name      TEXT NOT NULL CHECK (name <> ''),                               -- its name
    place     TEXT NOT NULL CHECK (place <> ''),                              -- where it is
    is_open   BOOLEAN NOT NULL,                                               -- false: no cash leaves it
    version   BIGINT NOT NULL CHECK (version > 0),                            -- for concurrent changes
    CONSTRAINT cash_desk_name UNIQUE (name)
);

-- Cash that was handed out: by whom, and how the client was identified (9.4). The number of the document stands in the client's own facts, with which it was compared.
CREATE TABLE cash_handover (
    payout_id BYTEA NOT NULL PRIMARY KEY REFERENCES payout (id),              -- which payout
    desk_id   BYTEA NOT NULL REFERENCES cash_desk (id),                       -- at which desk
    cashier   BYTEA NOT NULL CHECK (length(cashier) = 16),                    -- who handed it out
    document  TEXT NOT NULL CHECK (document IN ('identity_card', 'passport', 'residence_permit', 'stateless', 'refugee', 'digital')), -- what the client was compared with
    digital   TEXT,                                                           -- reference in the service of digital documents
    made_at   BIGINT NOT NULL,                                                -- when
    CONSTRAINT cash_handover_digital CHECK ((document = 'digital') = (digital IS NOT NULL))
);
CREATE INDEX cash_handover_desk ON cash_handover (desk_id, made_at);

-- guard: cash_desk refuses delete
-- guard: cash_desk refuses update of name
-- guard: cash_handover refuses update, delete

INSERT INTO role (name, name_kk, name_ru, name_en) VALUES ('cashier', 'Кассир', 'Кассир', 'Cashier');
INSERT INTO role_perm (role, perm) VALUES
    ('cashier', 'CASH_HAND'), ('cashier', 'PAYOUT_VIEW'), ('administrator', 'CASH_DESK_CHANGE');
