-- What the transaction runner itself needs.

-- Which migrations this database has seen. A merged migration is never edited: its checksum is compared at each start.
CREATE TABLE migration (
    nr         INTEGER NOT NULL PRIMARY KEY CHECK (nr > 0),        -- the number in the file's name
    name       TEXT NOT NULL,                                      -- the rest of the file's name
    checksum   TEXT NOT NULL CHECK (length(checksum) = 64),        -- SHA-256 of the file, in hexadecimal
    applied_at BIGINT NOT NULL                                     -- when it was applied
);

-- How each try of an operation ended, so that a COMMIT whose answer was lost can be resolved: the try itself inserts its
-- row in its transaction; who doubts inserts the same key as aborted, which waits for the first and then decides.
-- PostgreSQL only: with SQLite the process that commits always knows, or stops.
CREATE TABLE operation (
    id      BYTEA NOT NULL CHECK (length(id) = 16),                -- the operation, the same over its tries
    try     INTEGER NOT NULL CHECK (try > 0),                      -- 1, 2, ... of that operation
    aborted BOOLEAN NOT NULL,                                      -- true: this try can never commit
    at      BIGINT NOT NULL,                                       -- the instant of the transaction
    CONSTRAINT operation_key PRIMARY KEY (id, try)
);
CREATE INDEX operation_at ON operation (at);

-- postgres:
CREATE FUNCTION nes_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END $$;
COMMENT ON FUNCTION nes_refuse() IS 'The guard of what may never change: refuses whatever fires it.';
