-- What the certification authority and its clients' programs remember.

-- Keys and certificates of the authority itself, made when the world first starts it.
CREATE TABLE ca_unit (
    algorithm   INTEGER NOT NULL CHECK (algorithm IN (1, 2)),       -- as enum nes_signing
    role        INTEGER NOT NULL CHECK (role BETWEEN 0 AND 3),      -- as enum nes_ca_role
    secret      BYTEA NOT NULL,                                     -- the key: it is nobody's
    certificate BYTEA NOT NULL,                                     -- DER
    CONSTRAINT ca_unit_key PRIMARY KEY (algorithm, role)
);
-- guard: ca_unit refuses update, delete

-- Certificates issued, with the keys of their synthetic owners.
CREATE TABLE ca_certificate (
    serial      BYTEA NOT NULL PRIMARY KEY CHECK (length(serial) = 20),     -- from the key identifier
    algorithm   INTEGER NOT NULL CHECK (algorithm IN (1, 2)),               -- as enum nes_signing
    kind        INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 9),              -- as enum nes_ca_kind
    iin         TEXT NOT NULL,                                              -- of the person; empty: none
    bin         TEXT NOT NULL,                                              -- of the company; empty: none
    name        TEXT NOT NULL,                                              -- common name
    secret      BYTEA NOT NULL,                                             -- the owner's key
    certificate BYTEA NOT NULL,                                             -- DER
    made_at     BIGINT NOT NULL,                                            -- when it was issued
    from_at     BIGINT NOT NULL,                                            -- valid from
    until_at    BIGINT NOT NULL,                                            -- valid until
    state       INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),             -- now, as enum nes_ca_state
    reason      INTEGER NOT NULL CHECK (reason BETWEEN 0 AND 10),           -- CRLReason of the state
    changed_at  BIGINT NOT NULL                                             -- since when
);
CREATE INDEX ca_certificate_iin ON ca_certificate (iin, made_at);

-- Every change of a certificate's state: revocation lists are folded from them.
CREATE TABLE ca_event (
    serial BYTEA NOT NULL REFERENCES ca_certificate (serial),       -- whose
    at     BIGINT NOT NULL,                                         -- when
    state  INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),          -- what it became, as enum nes_ca_state
    reason INTEGER NOT NULL CHECK (reason BETWEEN 0 AND 10),        -- CRLReason
    CONSTRAINT ca_event_key PRIMARY KEY (serial, at)
);
CREATE INDEX ca_event_at ON ca_event (at);
-- guard: ca_event refuses update, delete

-- What the person before NCALayer and the telephone wants.
CREATE TABLE ca_will (
    one    INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),            -- there is one person
    serial BYTEA CHECK (length(serial) = 20) REFERENCES ca_certificate (serial), -- with this key; NULL: whichever fits
    cancel BOOLEAN NOT NULL                                         -- presses "cancel"
);
CREATE INDEX ca_will_serial ON ca_will (serial);
