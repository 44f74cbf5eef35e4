-- Identity documents that persons got after the world was made.
-- without rowid
CREATE TABLE new_document (
    person INTEGER NOT NULL PRIMARY KEY CHECK (person > 0),                   -- number of the person
    number TEXT NOT NULL CHECK (number <> '')                                 -- of the new document
);
