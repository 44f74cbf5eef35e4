-- Accounts of staff are locked as the organisation's internal document sets (29), and the log has a reader of its own (32).

-- When an account of staff was locked, why and by whom; and when it was opened again. While it is locked nobody signs in with it.
CREATE TABLE staff_lock (
    id          BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),           -- the lock
    staff_id    BYTEA NOT NULL REFERENCES staff (id),                         -- whose account
    reason      TEXT NOT NULL CHECK (reason IN ('dismissed', 'absent', 'unused', 'breach', 'asked')), -- why
    locked_by   BYTEA CHECK (length(locked_by) = 16),                         -- who locked it; none: on the machine itself
    locked_at   BIGINT NOT NULL,                                              -- when
    unlocked_by BYTEA CHECK (length(unlocked_by) = 16),                       -- who opened it again; none: on the machine itself
    unlocked_at BIGINT,                                                       -- when; none: it is locked
    CONSTRAINT staff_lock_persons CHECK (locked_by IS NULL OR locked_by <> staff_id)
);
CREATE UNIQUE INDEX staff_lock_open ON staff_lock (staff_id) WHERE unlocked_at IS NULL;
CREATE INDEX staff_lock_staff ON staff_lock (staff_id, locked_at);

-- guard: staff_lock refuses delete
-- guard: staff_lock refuses update of staff_id, reason, locked_by, locked_at
