-- Letters between clients and the organisation (7.7), kept as they were formed or received (34.2).

-- A letter. Its text is a sealed document; so is each file that came with it.
CREATE TABLE letter (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the letter
    client_id   BYTEA NOT NULL REFERENCES client (id),                        -- whose letters it is among
    from_client BOOLEAN NOT NULL,                                             -- true: the client wrote it
    author      BYTEA NOT NULL CHECK (length(author) = 16),                   -- the client, or the member of staff
    document_id BYTEA NOT NULL REFERENCES document (id),                      -- the text
    leaf_id     BYTEA NOT NULL CHECK (length(leaf_id) = 16),                  -- its leaf in the audit log
    sent_at     BIGINT NOT NULL,                                              -- when it was sent
    read_at     BIGINT                                                        -- when the other side first opened it
);
CREATE INDEX letter_client ON letter (client_id, sent_at);
CREATE INDEX letter_document ON letter (document_id);

-- A file that came with a letter.
CREATE TABLE letter_file (
    letter_id   BYTEA NOT NULL REFERENCES letter (id),                        -- the letter
    nr          INTEGER NOT NULL CHECK (nr > 0),                              -- 1, 2, ... in it
    document_id BYTEA NOT NULL REFERENCES document (id),                      -- the file
    CONSTRAINT letter_file_key PRIMARY KEY (letter_id, nr)
);
CREATE INDEX letter_file_document ON letter_file (document_id);

-- guard: letter refuses delete
-- guard: letter refuses update of client_id, from_client, author, document_id, leaf_id, sent_at
-- guard: letter_file refuses update, delete
