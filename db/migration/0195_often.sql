-- How often something was done from one place, counted where all processes share it.

-- Calls of one place in an hour: registrations from one address.
CREATE TABLE often (
    key  BYTEA NOT NULL PRIMARY KEY CHECK (length(key) = 32),                 -- HMAC of what is done and from where
    hour BIGINT NOT NULL,                                                     -- the hour that is counted, since 1970
    n    INTEGER NOT NULL CHECK (n >= 0)                                      -- how often in it
);
CREATE INDEX often_hour ON often (hour);
