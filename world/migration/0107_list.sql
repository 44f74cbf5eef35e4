-- The monitoring agency: entries that stand on its lists beside the people of the world, and those taken off.

-- One person or organisation more, or one of the people less.
CREATE TABLE list_entry (
    id       BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16), -- the entry
    category INTEGER NOT NULL CHECK (category IN (1, 2)),     -- 1: financing, 2: participants
    number   TEXT NOT NULL,                                   -- IIN or BIN; empty: none is given
    name     TEXT NOT NULL,                                   -- full name; empty: the person of that number is taken off
    born_on  DATE,                                            -- day of birth; empty: none is given
    at       BIGINT NOT NULL                                  -- when it was posted
);
CREATE INDEX list_entry_category ON list_entry (category, at);
