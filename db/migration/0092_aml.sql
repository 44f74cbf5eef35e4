-- Lists of the monitoring agency, and persons found on them (8.1, 10.1).

-- A list as it was taken in. The newest one that was taken holds.
CREATE TABLE aml_list (
    id       BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),              -- the list
    kind     TEXT NOT NULL CHECK (kind IN ('financing', 'participants')),     -- which of the agency's lists
    state    TEXT NOT NULL CHECK (state IN ('taken', 'shrunk')),              -- shrunk: suspiciously shorter, kept and not used
    hash     BYTEA NOT NULL CHECK (length(hash) = 32),                        -- SHA-256 of the file
    file     BYTEA NOT NULL,                                                  -- the file as it came; it is public
    source   TEXT NOT NULL,                                                   -- address, or the name of the file
    taken_by BYTEA CHECK (length(taken_by) = 16),                             -- who brought it; empty: the daily job
    taken_at BIGINT NOT NULL,                                                 -- when
    persons  INTEGER NOT NULL CHECK (persons >= 0),                           -- persons on it
    orgs     INTEGER NOT NULL CHECK (orgs >= 0)                               -- organisations on it
);
CREATE INDEX aml_list_kind ON aml_list (kind, state, taken_at);

-- An entry of a list.
CREATE TABLE aml_entry (
    list_id BYTEA NOT NULL REFERENCES aml_list (id),                          -- the list
    nr      INTEGER NOT NULL CHECK (nr > 0),                                  -- 1, 2, ... in it
    kind    TEXT NOT NULL CHECK (kind IN ('person', 'org')),                  -- what it is
    name    TEXT NOT NULL,                                                    -- as it stands there
    words   TEXT NOT NULL,                                                    -- the words of the name in normal form, by order of the alphabet
    number  TEXT,                                                             -- IIN or BIN; empty: none is given
    born_on DATE,                                                             -- day of birth; empty: none is given
    CONSTRAINT aml_entry_key PRIMARY KEY (list_id, nr)
);
CREATE INDEX aml_entry_number ON aml_entry (list_id, number);
CREATE INDEX aml_entry_words ON aml_entry (list_id, words);

-- Somebody who was found on a list. While it is open or confirmed, the client is frozen.
CREATE TABLE aml_case (
    id             BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),        -- the case
    client_id      BYTEA NOT NULL REFERENCES client (id),                     -- who was found
    application_id BYTEA REFERENCES application (id),                         -- while applying; empty: by the daily look
    list_id        BYTEA NOT NULL,                                            -- on which list
    entry_nr       INTEGER NOT NULL,                                          -- which entry
    match          TEXT NOT NULL CHECK (match <> ''),                         -- what agreed: the number, or the words of the name with the day of birth
    is_sure        BOOLEAN NOT NULL,                                          -- true: by number; false: by name
    state          TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'cleared')), -- what a person decided
    opened_at      BIGINT NOT NULL,                                           -- when; the freeze begins
    decided_by     BYTEA CHECK (length(decided_by) = 16),                     -- who decided
    decided_at     BIGINT,                                                    -- when
    note           TEXT NOT NULL,                                             -- the person's words
    leaf_id        BYTEA NOT NULL CHECK (length(leaf_id) = 16),               -- the leaf of its opening in the audit log
    CONSTRAINT aml_case_entry FOREIGN KEY (list_id, entry_nr) REFERENCES aml_entry (list_id, nr),
    CONSTRAINT aml_case_once UNIQUE (client_id, match),
    CONSTRAINT aml_case_decided CHECK ((state = 'open') = (decided_at IS NULL))
);
CREATE INDEX aml_case_client ON aml_case (client_id, state);
CREATE INDEX aml_case_application ON aml_case (application_id);
CREATE INDEX aml_case_entry_of ON aml_case (list_id, entry_nr);
CREATE INDEX aml_case_state ON aml_case (state, opened_at);

-- guard: aml_list refuses update, delete
-- guard: aml_entry refuses update, delete
-- guard: aml_case refuses delete
-- guard: aml_case refuses update of client_id, application_id, list_id, entry_nr, match, is_sure, opened_at, leaf_id

INSERT INTO role (name, name_kk, name_ru, name_en) VALUES
    ('compliance', 'Комплаенс маманы', 'Комплаенс-специалист', 'Compliance officer');

INSERT INTO role_perm (role, perm) VALUES
    ('compliance', 'LIST_TAKE'), ('compliance', 'CASE_DECIDE'), ('compliance', 'APPLICATION_VIEW'),
    ('compliance', 'CLIENT_VIEW'), ('compliance', 'POLICY_VIEW'), ('auditor', 'LIST_VIEW'), ('compliance', 'LIST_VIEW');
