-- Loans: terms and schedule as signed, events, how they are posted, and how far the nights are.

-- A microcredit that was concluded. What it owes is folded from terms, schedule and events; nothing here repeats it but what the night looks for.
CREATE TABLE loan (
    id            BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),         -- the loan
    client_id     BYTEA NOT NULL REFERENCES client (id),                      -- the borrower
    contract_id   BYTEA NOT NULL CHECK (length(contract_id) = 16),            -- the contract
    number        TEXT NOT NULL CHECK (number <> ''),                         -- number of the contract, as printed on it
    product_id    BYTEA NOT NULL CHECK (length(product_id) = 16),             -- the version of the product
    terms         TEXT NOT NULL CHECK (terms <> ''),                          -- as signed; form of src/calc/loan_text.h
    signed_on     DATE NOT NULL,                                              -- when it was concluded
    amount_tiyn   BIGINT NOT NULL CHECK (amount_tiyn > 0),                    -- as signed
    state         TEXT NOT NULL CHECK (state IN ('signed', 'open', 'closed')), -- signed: nothing is paid out yet
    sleeps        BOOLEAN NOT NULL,                                           -- true: nights pass over it (nothing paid out, or closed and its last night done)
    next_due      DATE,                                                       -- date of the next payment; none: nothing is to come
    overdue_since DATE,                                                       -- first day of delay; none: nothing is late
    events        INTEGER NOT NULL CHECK (events >= 0),                       -- number of its events
    version       BIGINT NOT NULL CHECK (version > 0),                        -- for concurrent changes
    made_at       BIGINT NOT NULL,                                            -- when the row was made
    CONSTRAINT loan_number UNIQUE (number),
    CONSTRAINT loan_contract UNIQUE (contract_id)
);
CREATE INDEX loan_client ON loan (client_id, made_at);
CREATE INDEX loan_awake ON loan (sleeps, id);

-- without rowid
-- A row of an agreed schedule: data, never built again. Schedule 0 is the signed one, others came with the event of that number.
CREATE TABLE loan_row (
    loan_id           BYTEA NOT NULL REFERENCES loan (id),                    -- the loan
    schedule          INTEGER NOT NULL CHECK (schedule >= 0),                 -- 0, or the number of the event
    nr                INTEGER NOT NULL CHECK (nr > 0),                        -- 1, 2, ... in the schedule
    due_on            DATE NOT NULL,                                          -- when it falls due
    counted_to        DATE NOT NULL,                                          -- remuneration is counted up to this day
    days              INTEGER NOT NULL CHECK (days >= 0),                     -- days of the period by the day count
    principal_tiyn    BIGINT NOT NULL CHECK (principal_tiyn >= 0),            -- principal asked
    remuneration_tiyn BIGINT NOT NULL CHECK (remuneration_tiyn >= 0),         -- remuneration asked
    CONSTRAINT loan_row_key PRIMARY KEY (loan_id, schedule, nr)
);

-- without rowid
-- What happened to a loan. Members that a kind does not use are empty. docs/events.md says what each does.
CREATE TABLE loan_event (
    loan_id       BYTEA NOT NULL REFERENCES loan (id),                        -- the loan
    nr            INTEGER NOT NULL CHECK (nr > 0),                            -- 1, 2, ... in the order of arrival
    id            BYTEA NOT NULL CHECK (length(id) = 16),                     -- the event
    kind          TEXT NOT NULL CHECK (kind <> ''),                           -- "payment"
    day           DATE NOT NULL,                                              -- value day
    amount_tiyn   BIGINT NOT NULL CHECK (amount_tiyn >= 0),                   -- amount
    of_id         BYTEA CHECK (length(of_id) = 16),                           -- reversal: the event that never was
    until_on      DATE,                                                       -- holiday: its last day
    mode          INTEGER NOT NULL,                                           -- early repayment: 0 shorten, 1 lower, 2 skip
    back          BOOLEAN NOT NULL,                                           -- resume: with the remuneration withheld
    accrues       BOOLEAN NOT NULL,                                           -- holiday: remuneration and penalty go on
    takes_overdue BOOLEAN NOT NULL,                                           -- reschedule: with what is due and overdue
    rate_over     BIGINT NOT NULL,                                            -- lower rate: of a year, rate_over / rate_under
    rate_under    BIGINT NOT NULL,                                            -- see rate_over
    w_principal   BIGINT NOT NULL CHECK (w_principal >= 0),                   -- write-off: at most so much principal
    w_remuneration BIGINT NOT NULL CHECK (w_remuneration >= 0),               -- ... remuneration
    w_penalty     BIGINT NOT NULL CHECK (w_penalty >= 0),                     -- ... penalty
    w_costs       BIGINT NOT NULL CHECK (w_costs >= 0),                       -- ... costs
    rows          INTEGER NOT NULL CHECK (rows >= 0),                         -- rows of the schedule agreed with it
    reason        TEXT NOT NULL,                                              -- words for the explanation
    source_id     BYTEA CHECK (length(source_id) = 16),                       -- what caused it: a payment, an errand, a paper
    journal_id    BYTEA REFERENCES journal (id),                              -- what was posted; none: nothing had to be
    made_at       BIGINT NOT NULL,                                            -- when it was written
    CONSTRAINT loan_event_key PRIMARY KEY (loan_id, nr),
    CONSTRAINT loan_event_id UNIQUE (id)
);
CREATE INDEX loan_event_journal ON loan_event (journal_id);

-- How the movements of loans are posted: from the totals of the fold to a pair of accounts. A movement back is posted the other way round.
CREATE TABLE posting_rule (
    move   TEXT NOT NULL PRIMARY KEY CHECK (move <> ''),                      -- the movement: src/lending/move.def
    debit  TEXT NOT NULL REFERENCES account (code),                           -- debited where the total grows
    credit TEXT NOT NULL REFERENCES account (code),                           -- credited where the total grows
    CONSTRAINT posting_rule_sides CHECK (debit <> credit)
);
CREATE INDEX posting_rule_debit ON posting_rule (debit);
CREATE INDEX posting_rule_credit ON posting_rule (credit);

-- One row: how far the nights are. A loan whose id is not above the cursor has had the night of the day after done_on.
CREATE TABLE loan_night (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),                     -- always 1
    done_on  DATE NOT NULL,                                                   -- the last day whose night is done for all loans
    cursor_id BYTEA CHECK (length(cursor_id) = 16),                           -- the last loan done of the running night; none: no night runs
    chunk    INTEGER NOT NULL CHECK (chunk >= 0)                              -- chunks done of the running night
);

-- A journal of a night: one for each day, product, kind and chunk, so that no run can post it twice.
CREATE TABLE loan_night_journal (
    day        DATE NOT NULL,                                                 -- the day whose night it is
    product_id BYTEA NOT NULL CHECK (length(product_id) = 16),                -- the version of the product
    kind       TEXT NOT NULL CHECK (kind <> ''),                              -- "loan.accrual"
    chunk      INTEGER NOT NULL CHECK (chunk > 0),                            -- the chunk of that night
    journal_id BYTEA NOT NULL REFERENCES journal (id),                        -- what was posted
    CONSTRAINT loan_night_journal_key PRIMARY KEY (day, product_id, kind, chunk)
);
CREATE INDEX loan_night_journal_journal ON loan_night_journal (journal_id);

-- guard: loan refuses delete
-- guard: loan refuses update of client_id, contract_id, number, product_id, terms, signed_on, amount_tiyn, made_at
-- guard: loan_row refuses update, delete
-- guard: loan_event refuses update, delete
-- guard: loan_night refuses delete
-- guard: loan_night_journal refuses update, delete

INSERT INTO account (code, kind, name_kk, name_ru, name_en, is_open) VALUES
    ('1115', 'asset',  'Орындауды қамтамасыз ету шығыстары', 'Расходы по получению исполнения', 'Costs of obtaining performance', TRUE),
    ('6112', 'income', 'Шығыстарды өтеу',                    'Возмещение расходов',              'Recovered costs', TRUE);

INSERT INTO posting_rule (move, debit, credit) VALUES
    ('issued',               '1110', '1040'),
    ('received',             '3390', '3391'),
    ('earned',               '1112', '6110'),
    ('penalty',              '1114', '6111'),
    ('cost',                 '1115', '6112'),
    ('overdue_principal',    '1111', '1110'),
    ('overdue_remuneration', '1113', '1112'),
    ('paid_principal',       '3391', '1110'),
    ('paid_remuneration',    '3391', '1112'),
    ('paid_penalty',         '3391', '1114'),
    ('paid_costs',           '3391', '1115'),
    ('forgiven',             '6111', '1114'),
    ('written_principal',    '7470', '1110'),
    ('written_remuneration', '7470', '1112'),
    ('written_penalty',      '7470', '1114'),
    ('written_costs',        '7470', '1115'),
    ('refund_suspense',      '3391', '1040'),
    ('refund_paid',          '7470', '1040');
