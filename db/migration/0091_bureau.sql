-- Credit bureaus: what they answered, and what they were told.

-- A credit report as it came; the figures that decisions use stand beside the sealed document.
CREATE TABLE bureau_report (
    id             BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),        -- the report
    application_id BYTEA NOT NULL REFERENCES application (id),                -- for which it was asked
    client_id      BYTEA NOT NULL REFERENCES client (id),                     -- of whom it is
    errand_id      BYTEA NOT NULL REFERENCES errand (id),                     -- the errand that brought it
    document_id    BYTEA NOT NULL REFERENCES document (id),                   -- as it came, sealed
    reference      TEXT NOT NULL,                                             -- the bureau's own number
    taken_at       BIGINT NOT NULL,                                           -- when it came
    has_refusal    BOOLEAN NOT NULL,                                          -- a voluntary refusal is in force (8.8)
    refusal_at     BIGINT NOT NULL,                                           -- when the bureau looked for it
    delay_days     INTEGER NOT NULL CHECK (delay_days >= 0),                  -- longest delay now, on any open loan
    was_late       BOOLEAN NOT NULL,                                          -- over 90 days within the last 12 months
    bankrupt_on    DATE,                                                      -- end of a citizen's bankruptcy; empty: none
    is_conscript   BOOLEAN NOT NULL,                                          -- serves as a conscript
    is_gambler     BOOLEAN NOT NULL,                                          -- on the list of self-restriction from gambling
    payments_tiyn  BIGINT NOT NULL CHECK (payments_tiyn >= 0),                -- monthly payments on open loans, overdue amounts included
    debt_tiyn      BIGINT NOT NULL CHECK (debt_tiyn >= 0),                    -- balances, overdue and used limits included
    unused_tiyn    BIGINT NOT NULL CHECK (unused_tiyn >= 0),                  -- unused limits
    income_tiyn    BIGINT CHECK (income_tiyn >= 0),                           -- confirmed income together; empty: the bureau knows none
    income_months  INTEGER NOT NULL CHECK (income_months >= 0),               -- of so many months
    CONSTRAINT bureau_report_errand UNIQUE (errand_id)
);
CREATE INDEX bureau_report_application ON bureau_report (application_id, taken_at);
CREATE INDEX bureau_report_client ON bureau_report (client_id, taken_at);
CREATE INDEX bureau_report_document ON bureau_report (document_id);

-- The fact of an application, told to the bureau in real time (one hour at most).
CREATE TABLE bureau_told (
    application_id BYTEA NOT NULL PRIMARY KEY REFERENCES application (id),    -- the application
    errand_id      BYTEA NOT NULL REFERENCES errand (id),                     -- the errand that tells it
    planned_at     BIGINT NOT NULL,                                           -- when it was planned
    told_at        BIGINT,                                                    -- when the bureau took it
    reference      TEXT,                                                      -- the bureau's own number
    is_failed      BOOLEAN NOT NULL                                           -- refused or given up: a person sees to it
);
CREATE INDEX bureau_told_errand ON bureau_told (errand_id);

-- guard: bureau_report refuses update, delete
-- guard: bureau_told refuses delete
-- guard: bureau_told refuses update of application_id, errand_id, planned_at
