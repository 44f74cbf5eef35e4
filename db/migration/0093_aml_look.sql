-- Looking for all clients on new lists of the monitoring agency (10.1).

-- How far the clients were looked for on a pair of lists; each pair is looked through once.
CREATE TABLE aml_look (
    financing_id    BYTEA NOT NULL REFERENCES aml_list (id),                  -- the list of financing
    participants_id BYTEA NOT NULL REFERENCES aml_list (id),                  -- the list of participants
    client_id       BYTEA CHECK (length(client_id) = 16),                     -- the last client that was looked for
    found           INTEGER NOT NULL CHECK (found >= 0),                      -- clients that were found
    finished_at     BIGINT,                                                   -- when all were looked for; empty: not yet
    CONSTRAINT aml_look_key PRIMARY KEY (financing_id, participants_id)
);
CREATE INDEX aml_look_participants ON aml_look (participants_id);

-- guard: aml_look refuses delete
