-- Data keys, wrapped by the master key outside the database, and the documents that are sealed with them.

-- A data key of an owner (client, member of staff, the organisation). The newest one seals, all of them open.
CREATE TABLE data_key (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the key, as sealed records name it
    owner       BYTEA NOT NULL CHECK (length(owner) = 16),                    -- whose data it seals
    nr          INTEGER NOT NULL CHECK (nr > 0),                              -- 1, 2, ... of that owner
    wrapped     BYTEA,                                                        -- under the master key; none: shredded for good
    master      BYTEA NOT NULL CHECK (length(master) = 16),                   -- which master key wraps it
    sealed      BIGINT NOT NULL CHECK (sealed >= 0 AND sealed <= 4294967296), -- records sealed with it, 2^32 at most
    made_at     BIGINT NOT NULL,                                              -- when it was made
    shredded_at BIGINT,                                                       -- when it was destroyed, at the end of retention
    CONSTRAINT data_key_owner UNIQUE (owner, nr),
    CONSTRAINT data_key_shredded CHECK ((wrapped IS NULL) = (shredded_at IS NOT NULL))
);
CREATE INDEX data_key_master ON data_key (master, id);

-- A document as it was formed, sent or received, byte for byte; the bytes are in the document store.
CREATE TABLE document (
    id         BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),            -- the document
    owner      BYTEA NOT NULL CHECK (length(owner) = 16),                     -- whose it is
    key_id     BYTEA NOT NULL REFERENCES data_key (id),                       -- the data key that seals it
    class      TEXT NOT NULL CHECK (class <> ''),                             -- what it is, for retention: "letter", "contract"
    media      TEXT NOT NULL CHECK (media <> ''),                             -- "application/pdf"
    origin     TEXT NOT NULL CHECK (origin IN ('formed', 'sent', 'received')), -- how it came to be here (34.2)
    blob       BYTEA NOT NULL CHECK (length(blob) = 32),                      -- SHA-256 of the sealed bytes: their place
    content    BYTEA NOT NULL CHECK (length(content) = 32),                   -- SHA-256 of the document; its audit leaf names it
    bytes      BIGINT NOT NULL CHECK (bytes >= 0),                            -- length of the document
    kept_at    BIGINT NOT NULL,                                               -- when it was kept
    dropped_at BIGINT                                                         -- when its bytes were destroyed, after retention
);
CREATE INDEX document_owner ON document (owner, id);
CREATE INDEX document_key ON document (key_id);
CREATE INDEX document_blob ON document (blob);

-- guard: data_key refuses delete
-- guard: data_key refuses update of id, owner, nr, made_at
-- guard: document refuses delete
-- guard: document refuses update of id, owner, key_id, class, media, origin, blob, content, bytes, kept_at
