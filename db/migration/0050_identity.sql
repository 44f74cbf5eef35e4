-- Who may come in: subjects, their secrets, sessions; and the staff.

-- Somebody or something that can sign in. Persons stand elsewhere.
CREATE TABLE subject (
    id       BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),              -- the subject
    kind     TEXT NOT NULL CHECK (kind IN ('client', 'staff')),               -- whose door it is
    login    TEXT NOT NULL CHECK (login <> ''),                               -- the unique identifier (D.11), lower case
    is_open  BOOLEAN NOT NULL,                                                -- false: closed, cannot sign in
    made_at  BIGINT NOT NULL,                                                 -- when
    CONSTRAINT subject_login UNIQUE (kind, login)
);

-- The password of a subject: never itself, only its Argon2id string.
CREATE TABLE password (
    subject_id BYTEA NOT NULL PRIMARY KEY REFERENCES subject (id),            -- whose
    hash       TEXT NOT NULL,                                                 -- Argon2id with parameters and salt
    issued     BOOLEAN NOT NULL,                                              -- true: given by us, to be replaced at first use (35.3.a)
    version    BIGINT NOT NULL CHECK (version > 0),                           -- grows with each change
    set_at     BIGINT NOT NULL                                                -- when
);

-- The authenticator application of a subject (TOTP).
CREATE TABLE totp (
    subject_id BYTEA NOT NULL PRIMARY KEY REFERENCES subject (id),            -- whose
    wrapped    BYTEA NOT NULL,                                                -- data key of this secret, wrapped
    secret     BYTEA NOT NULL,                                                -- sealed under it
    bound      BOOLEAN NOT NULL,                                              -- true: a first code was right
    used_step  BIGINT NOT NULL,                                               -- the last step taken; it and those before are spent (D.5)
    set_at     BIGINT NOT NULL                                                -- when
);

-- Attempts with a secret, by subject or by what was typed: limits hold over sessions, races and processes.
CREATE TABLE attempt (
    key           BYTEA NOT NULL PRIMARY KEY CHECK (length(key) = 32),        -- HMAC of kind of secret and who
    in_row        INTEGER NOT NULL CHECK (in_row >= 0),                       -- wrong ones since the last right one
    of_day        INTEGER NOT NULL CHECK (of_day >= 0),                       -- wrong ones of the day
    day           DATE NOT NULL,                                              -- the day of of_day
    blocked_until BIGINT NOT NULL                                             -- not before
);

-- Sessions. The token itself is only in the caller's hands.
CREATE TABLE session (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the session
    token_hash  BYTEA NOT NULL CHECK (length(token_hash) = 32),               -- SHA-256 of the token
    subject_id  BYTEA NOT NULL REFERENCES subject (id),                       -- who
    stage       TEXT NOT NULL CHECK (stage IN ('password', 'bind', 'code', 'full')), -- what is still missing
    version     BIGINT NOT NULL CHECK (version > 0),                          -- grows with each change of stage
    made_at     BIGINT NOT NULL,                                              -- when
    last_seen   BIGINT NOT NULL,                                              -- written at most once a minute
    ends_at     BIGINT NOT NULL,                                              -- the absolute end
    ended_at    BIGINT,                                                       -- when it was ended before
    end_reason  TEXT,                                                         -- signed_out, password_changed, closed_elsewhere
    CONSTRAINT session_token UNIQUE (token_hash)
);
CREATE INDEX session_subject ON session (subject_id, ended_at);

-- Members of staff; the id is that of their subject.
CREATE TABLE staff (
    id       BYTEA NOT NULL PRIMARY KEY REFERENCES subject (id),              -- the member
    name     TEXT NOT NULL CHECK (name <> ''),                                -- last name, first name, patronymic
    version  BIGINT NOT NULL CHECK (version > 0)                              -- for concurrent changes
);

-- Roles and the permissions they hold (names in src/http/perm.def).
CREATE TABLE role (
    name    TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),                     -- "officer"
    name_kk TEXT NOT NULL,                                                    -- in Kazakh
    name_ru TEXT NOT NULL,                                                    -- in Russian
    name_en TEXT NOT NULL                                                     -- in English
);

-- What a role may do.
CREATE TABLE role_perm (
    role TEXT NOT NULL REFERENCES role (name),                                -- the role
    perm TEXT NOT NULL CHECK (perm <> ''),                                    -- name in src/http/perm.def
    CONSTRAINT role_perm_key PRIMARY KEY (role, perm)
);

-- Who holds which role.
CREATE TABLE staff_role (
    staff_id BYTEA NOT NULL REFERENCES staff (id),                            -- the member
    role     TEXT NOT NULL REFERENCES role (name),                            -- the role
    CONSTRAINT staff_role_key PRIMARY KEY (staff_id, role)
);

-- guard: subject refuses delete
-- guard: subject refuses update of kind, login, made_at

INSERT INTO role (name, name_kk, name_ru, name_en) VALUES
    ('administrator', 'Әкімші',            'Администратор',       'Administrator'),
    ('officer',       'Кредит маманы',     'Кредитный специалист', 'Loan officer'),
    ('accountant',    'Бухгалтер',         'Бухгалтер',           'Accountant'),
    ('auditor',       'Аудитор',           'Аудитор',             'Auditor');

INSERT INTO role_perm (role, perm) VALUES
    ('administrator', 'STAFF_VIEW'), ('administrator', 'STAFF_CHANGE'), ('administrator', 'ORGANISATION_CHANGE'),
    ('administrator', 'POLICY_VIEW'), ('administrator', 'POLICY_CHANGE'), ('administrator', 'CHANNEL_CHANGE'),
    ('officer', 'CLIENT_VIEW'), ('officer', 'CLIENT_CHANGE'), ('officer', 'LETTER_VIEW'), ('officer', 'LETTER_WRITE'),
    ('officer', 'NOTICE_SEND'), ('officer', 'POLICY_VIEW'),
    ('accountant', 'JOURNAL_VIEW'), ('accountant', 'JOURNAL_PROPOSE'), ('accountant', 'JOURNAL_APPROVE'),
    ('accountant', 'DAY_CLOSE'), ('accountant', 'POLICY_VIEW'),
    ('auditor', 'JOURNAL_VIEW'), ('auditor', 'POLICY_VIEW'), ('auditor', 'AUDIT_VIEW'), ('auditor', 'STAFF_VIEW'),
    ('auditor', 'CLIENT_VIEW'), ('auditor', 'LETTER_VIEW');
