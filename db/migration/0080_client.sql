-- Records of clients, sealed, and the notices they get.

-- A client (D.8); the id is that of the subject. Personal columns are sealed under the client's data key; exact search by blind index.
CREATE TABLE client (
    id          BYTEA NOT NULL PRIMARY KEY REFERENCES subject (id),           -- the client
    iin         BYTEA NOT NULL,                                               -- sealed: individual identification number
    iin_index   BYTEA NOT NULL CHECK (length(iin_index) = 32),                -- blind index of it
    name        BYTEA NOT NULL,                                               -- sealed: last name, first name, patronymic
    phone       BYTEA NOT NULL,                                               -- sealed: mobile number, +7 and ten digits
    phone_index BYTEA NOT NULL CHECK (length(phone_index) = 32),              -- blind index of it
    lang        TEXT NOT NULL CHECK (lang IN ('kk', 'ru', 'en')),             -- in which we write to the client
    version     BIGINT NOT NULL CHECK (version > 0),                          -- for concurrent changes
    made_at     BIGINT NOT NULL,                                              -- when the record was made
    CONSTRAINT client_iin UNIQUE (iin_index)
);
CREATE INDEX client_phone ON client (phone_index);

-- A short message to a client's telephone; its text is built from kind and language when it leaves.
CREATE TABLE notice (
    id        BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),             -- the notice
    client_id BYTEA NOT NULL REFERENCES client (id),                          -- to whom
    kind      TEXT NOT NULL CHECK (kind <> ''),                               -- which sentence: notice.KIND of the catalogue
    state     TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'failed')),   -- what became of it
    made_by   BYTEA NOT NULL CHECK (length(made_by) = 16),                    -- who sent it
    made_at   BIGINT NOT NULL,                                                -- when
    ended_at  BIGINT                                                          -- when the gateway answered
);
CREATE INDEX notice_client ON notice (client_id, made_at);

-- guard: client refuses delete
-- guard: client refuses update of iin, iin_index, made_at
-- guard: notice refuses delete
-- guard: notice refuses update of client_id, kind, made_by, made_at
