-- What the identification centre remembers.

-- A session: who is meant, whose face was attached, who stood before the camera.
CREATE TABLE coid_session (
    id       BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16), -- the asker's id
    iin      TEXT NOT NULL CHECK (iin <> ''),                    -- of whom the asker says it is
    purpose  TEXT NOT NULL,                                      -- what the asker says it is for
    attached INTEGER NOT NULL,                                   -- number of whose face was attached; 0: none, -1: nobody's
    stood    INTEGER NOT NULL,                                   -- number of who stood before the camera; 0: nobody yet
    still    BOOLEAN NOT NULL,                                   -- true: a picture was held before it
    capture  TEXT NOT NULL,                                      -- the centre's id of the picture it took
    at       BIGINT NOT NULL                                     -- when the session was begun
);
CREATE INDEX coid_session_at ON coid_session (at);
