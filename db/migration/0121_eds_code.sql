-- Signing with a telephone: the QR code leads it to an address that is good for one signature and three minutes (35.1).

-- An address that was shown as a QR code.
CREATE TABLE eds_code (
    token           BYTEA NOT NULL PRIMARY KEY CHECK (length(token) = 32),    -- SHA-256 of what stands in the address
    confirmation_id BYTEA NOT NULL REFERENCES confirmation (id),              -- what is signed there
    made_at         BIGINT NOT NULL,                                          -- when it was shown
    ends_at         BIGINT NOT NULL,                                          -- it counts before that
    used_at         BIGINT                                                    -- when a signature came; none: not yet
);
CREATE INDEX eds_code_confirmation ON eds_code (confirmation_id, made_at);

-- guard: eds_code refuses delete
-- guard: eds_code refuses update of token, confirmation_id, made_at, ends_at
