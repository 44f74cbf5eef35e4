-- Internal documents of the organisation (11), and what the authorised body is told before a channel opens or changes (4, 5).

-- An internal document: proposed with its file by one person, approved by another.
CREATE TABLE internal_document (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the document
    title       TEXT NOT NULL CHECK (title <> ''),                            -- as it is called
    number      TEXT NOT NULL CHECK (number <> ''),                           -- number and day of the decision that adopted it
    distortion  BOOLEAN NOT NULL,                                             -- provides for finding changes of electronic documents (11.1)
    access      BOOLEAN NOT NULL,                                             -- provides for protection of the secrecy (11.2)
    replay      BOOLEAN NOT NULL,                                             -- provides that given data cannot be used again (11.3)
    integrity   BOOLEAN NOT NULL,                                             -- provides for the integrity of what is secret (11.4)
    document_id BYTEA NOT NULL REFERENCES document (id),                      -- the file as it came
    maker       BYTEA NOT NULL CHECK (length(maker) = 16),                    -- who proposed it
    made_at     BIGINT NOT NULL,                                              -- when
    checker     BYTEA CHECK (length(checker) = 16),                           -- who approved it; never the maker
    approved_at BIGINT,                                                       -- when
    CONSTRAINT internal_document_persons CHECK (checker IS NULL OR checker <> maker),
    CONSTRAINT internal_document_approved CHECK ((checker IS NULL) = (approved_at IS NULL))
);
CREATE INDEX internal_document_file ON internal_document (document_id);

-- What the authorised body was told of a channel: the first time before it opens, again before each change.
CREATE TABLE channel_notice (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the notification
    name        TEXT NOT NULL CHECK (name <> ''),                             -- web, mobile, or the terminal's name
    kind        TEXT NOT NULL CHECK (kind IN ('web', 'mobile', 'terminal')),  -- what it is
    place       TEXT NOT NULL CHECK (place <> ''),                            -- web site, application or place of the terminal (4.1)
    services    TEXT NOT NULL CHECK (services <> ''),                         -- services given through it (4.2)
    procedures  TEXT NOT NULL CHECK (procedures <> ''),                       -- that security procedures are approved (4.3)
    number      TEXT NOT NULL CHECK (number <> ''),                           -- number of the letter
    notified_on DATE NOT NULL,                                                -- day it was sent (4.0)
    maker       BYTEA NOT NULL CHECK (length(maker) = 16),                    -- who sent it
    made_at     BIGINT NOT NULL,                                              -- when
    begun_at    BIGINT                                                        -- when the channel began to be as it says; none: not yet
);
CREATE INDEX channel_notice_name ON channel_notice (name, made_at);

-- The documents attached to it (4.3).
-- without rowid
CREATE TABLE channel_attachment (
    notice_id   BYTEA NOT NULL REFERENCES channel_notice (id),                -- to which notification
    internal_id BYTEA NOT NULL REFERENCES internal_document (id),             -- which document
    CONSTRAINT channel_attachment_key PRIMARY KEY (notice_id, internal_id)
);
CREATE INDEX channel_attachment_internal ON channel_attachment (internal_id);

-- guard: internal_document refuses delete
-- guard: internal_document refuses update of title, number, distortion, access, replay, integrity, document_id, maker, made_at
-- guard: channel_notice refuses delete
-- guard: channel_notice refuses update of name, kind, place, services, procedures, number, notified_on, maker, made_at
-- guard: channel_attachment refuses update, delete
