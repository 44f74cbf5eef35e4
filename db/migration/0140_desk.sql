-- What staff need at their desks: finding clients by name, revealing what is masked, figures of the day.

-- without rowid
-- Words of the names of clients as keyed hashes: of each whole word and of its first letters (src/vault/column.h). A row tells nothing without the key.
CREATE TABLE client_word (
    word      BYTEA NOT NULL CHECK (length(word) = 32),                       -- blind index of a word or of its front
    client_id BYTEA NOT NULL REFERENCES client (id),                          -- whose name has it
    CONSTRAINT client_word_key PRIMARY KEY (word, client_id)
);
CREATE INDEX client_word_client ON client_word (client_id);

-- A masked value that was shown whole: to whom, why. Its leaf of the audit says the same.
CREATE TABLE reveal (
    id        BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),             -- the reveal
    client_id BYTEA NOT NULL REFERENCES client (id),                          -- whose
    staff_id  BYTEA NOT NULL CHECK (length(staff_id) = 16),                   -- to whom it was shown
    field     TEXT NOT NULL CHECK (field IN ('iin', 'phone')),                -- what
    reason    TEXT NOT NULL CHECK (reason IN ('client_asked', 'check', 'court', 'letter', 'other')), -- why
    note      TEXT NOT NULL CHECK (note <> ''),                               -- the person's words
    leaf_id   BYTEA NOT NULL CHECK (length(leaf_id) = 16),                    -- its leaf in the audit log
    at        BIGINT NOT NULL                                                 -- when
);
CREATE INDEX reveal_client ON reveal (client_id, at);

-- Figures of the day read these alone.
CREATE INDEX application_submitted ON application (submitted_at);
CREATE INDEX payout_done ON payout (value_on, amount_tiyn) WHERE state = 'done';
CREATE INDEX payout_state ON payout (state, made_at);
CREATE INDEX payment_day ON payment (value_on, amount_tiyn);
CREATE INDEX loan_overdue ON loan (overdue_since) WHERE overdue_since IS NOT NULL;

-- guard: reveal refuses update, delete

INSERT INTO role_perm (role, perm) VALUES
    ('officer', 'CLIENT_REVEAL'), ('compliance', 'CLIENT_REVEAL'),
    ('auditor', 'LOOKS_VIEW'), ('compliance', 'LOOKS_VIEW'), ('officer', 'LOOKS_VIEW'),
    ('officer', 'FIGURES_VIEW'), ('accountant', 'FIGURES_VIEW'), ('auditor', 'FIGURES_VIEW'),
    ('administrator', 'FIGURES_VIEW'), ('compliance', 'FIGURES_VIEW');
