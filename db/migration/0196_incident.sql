-- Unauthorised access to or change of secret information, acts of third parties, fraud with microcredits (13.1): what was found, and what was done in time.

-- One finding, with the last days that the rules give from it.
CREATE TABLE incident (
    id           BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),          -- the finding
    kind         TEXT NOT NULL CHECK (kind IN ('access', 'change', 'third_party', 'fraud')), -- what it was
    what         TEXT NOT NULL CHECK (what <> ''),                            -- in words, without personal data
    found_on     DATE NOT NULL,                                               -- when it was found
    measures_due DATE NOT NULL,                                               -- last day for measures (13.1.a)
    clients_due  DATE NOT NULL,                                               -- ... to inform clients (13.1.b)
    body_due     DATE NOT NULL,                                               -- ... to inform the authorised body (13.1.c)
    maker        BYTEA NOT NULL CHECK (length(maker) = 16),                   -- who wrote it down
    made_at      BIGINT NOT NULL                                              -- when
);
CREATE INDEX incident_found ON incident (found_on);

-- What was done about it: measures, a client informed, the authorised body informed.
CREATE TABLE incident_step (
    incident_id BYTEA NOT NULL REFERENCES incident (id),                      -- about which finding
    nr          INTEGER NOT NULL CHECK (nr > 0),                              -- 1, 2, ... in the order in which it was written down
    kind        TEXT NOT NULL CHECK (kind IN ('measures', 'client', 'body')), -- what was done
    done_on     DATE NOT NULL,                                                -- on which day
    words       TEXT NOT NULL,                                                -- the measures; the number of the letter to the body
    client_id   BYTEA REFERENCES client (id),                                 -- who was informed
    notice_id   BYTEA REFERENCES notice (id),                                 -- by which notice
    maker       BYTEA NOT NULL CHECK (length(maker) = 16),                    -- who did it
    made_at     BIGINT NOT NULL,                                              -- when it was written down
    CONSTRAINT incident_step_key PRIMARY KEY (incident_id, nr),
    CONSTRAINT incident_step_client CHECK ((kind = 'client') = (client_id IS NOT NULL) AND (client_id IS NULL) = (notice_id IS NULL)),
    CONSTRAINT incident_step_words CHECK (kind = 'client' OR words <> '')
);
CREATE UNIQUE INDEX incident_step_once ON incident_step (incident_id, client_id);
CREATE INDEX incident_step_client_id ON incident_step (client_id);
CREATE INDEX incident_step_notice ON incident_step (notice_id);

-- guard: incident refuses update, delete
-- guard: incident_step refuses update, delete

INSERT INTO role_perm (role, perm) VALUES ('compliance', 'INCIDENT_HANDLE'), ('administrator', 'INCIDENT_HANDLE');
