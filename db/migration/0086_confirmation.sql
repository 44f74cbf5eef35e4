-- Confirmations (35): what a person proves by methods of item 35 before an operation takes effect.

-- A confirmation is bound to an operation, its object and the hash of what is confirmed; it lives minutes and is used once.
CREATE TABLE confirmation (
    id               BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),      -- the confirmation; challenge of its codes
    subject_id       BYTEA NOT NULL REFERENCES subject (id),                  -- who confirms
    operation        TEXT NOT NULL CHECK (operation IN ('register', 'change_number', 'change_bank', 'conclude', 'amend', 'pay_seller', 'second_consent')), -- what it is for
    object           BYTEA NOT NULL CHECK (length(object) = 16),              -- of which object
    what             BYTEA NOT NULL CHECK (length(what) = 32),                -- hash of what is confirmed
    individual       BOOLEAN NOT NULL,                                        -- false: a legal entity confirms
    sentence         TEXT NOT NULL CHECK (sentence <> ''),                    -- key of the sentence that says what is confirmed
    figures          TEXT NOT NULL,                                           -- its figures, one a line
    password_version BIGINT,                                                  -- of the password that was right; none: not yet
    code_sends       INTEGER NOT NULL CHECK (code_sends >= 0),                -- codes sent; the last one counts
    code_sent_at     BIGINT,                                                  -- when the last one was planned
    code_at          BIGINT,                                                  -- when the right one was entered; none: not yet
    code_number      BYTEA CHECK (length(code_number) = 16),                  -- subscriber number that it was sent to
    wrong            INTEGER NOT NULL CHECK (wrong >= 0),                     -- wrong passwords and codes
    face_id          BYTEA CHECK (length(face_id) = 16),                      -- session of the camera that passed; none: not yet
    made_at          BIGINT NOT NULL,                                         -- when it was begun
    ends_at          BIGINT NOT NULL,                                         -- it counts before that
    used_at          BIGINT                                                   -- when it was spent; none: not yet
);
CREATE INDEX confirmation_subject ON confirmation (subject_id, made_at);

-- A session with the identification centre (COID): a person stands before its camera (35.2).
CREATE TABLE face_session (
    id              BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),       -- the session, our id towards the centre
    confirmation_id BYTEA NOT NULL REFERENCES confirmation (id),              -- for which confirmation
    state           TEXT NOT NULL CHECK (state IN ('asked', 'open', 'asking', 'passed', 'failed')), -- how it stands
    page            TEXT NOT NULL,                                            -- the centre's page with the camera
    reference       TEXT NOT NULL,                                            -- the centre's
    reason          TEXT NOT NULL,                                            -- why it failed: face, iin, names, photo, used, ...
    begun_at        BIGINT NOT NULL,                                          -- when
    ended_at        BIGINT                                                    -- when it passed or failed
);
CREATE INDEX face_session_confirmation ON face_session (confirmation_id);

-- Face captures that were taken to account: each once, ever.
-- without rowid
CREATE TABLE face_capture (
    capture  BYTEA NOT NULL PRIMARY KEY CHECK (length(capture) = 32),         -- SHA-256 of the centre's id of the capture
    face_id  BYTEA NOT NULL REFERENCES face_session (id),                     -- in which session it counted
    taken_at BIGINT NOT NULL                                                  -- when it counted
);
CREATE INDEX face_capture_face ON face_capture (face_id);

-- What proves a confirmation that was used: kept as long as what it proves.
CREATE TABLE evidence (
    id              BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),       -- the evidence
    confirmation_id BYTEA NOT NULL REFERENCES confirmation (id),              -- the confirmation, with its methods
    subject_id      BYTEA NOT NULL REFERENCES subject (id),                   -- who
    operation       TEXT NOT NULL,                                            -- what for
    object          BYTEA NOT NULL CHECK (length(object) = 16),               -- of which object
    what            BYTEA NOT NULL CHECK (length(what) = 32),                 -- hash of what was confirmed
    methods         TEXT NOT NULL CHECK (methods <> ''),                      -- "biometric two_factor"
    leaf_id         BYTEA NOT NULL CHECK (length(leaf_id) = 16),              -- its leaf in the audit log
    made_at         BIGINT NOT NULL,                                          -- when it was used
    CONSTRAINT evidence_once UNIQUE (confirmation_id)
);
CREATE INDEX evidence_subject ON evidence (subject_id, made_at);
CREATE INDEX evidence_object ON evidence (object);

-- guard: confirmation refuses delete
-- guard: confirmation refuses update of subject_id, operation, object, what, individual, sentence, figures, made_at, ends_at
-- guard: face_session refuses delete
-- guard: face_session refuses update of confirmation_id, begun_at
-- guard: face_capture refuses update, delete
-- guard: evidence refuses update, delete
