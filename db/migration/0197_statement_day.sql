-- The bank's days whose statement need not be asked for any more; money that went back to its sender is found by its day.

-- A day of an account whose statement was read when nothing could be booked on it any more, and the day before the first that was asked
-- for. A later day that is not here is asked for.
CREATE TABLE statement_day (
    iban TEXT NOT NULL CHECK (length(iban) = 20),                             -- the organisation's account
    day  DATE NOT NULL,                                                       -- the bank's day
    PRIMARY KEY (iban, day)
);
-- guard: statement_day refuses update, delete
CREATE INDEX bank_line_back ON bank_line (value_on, id) WHERE refund_id IS NOT NULL;
