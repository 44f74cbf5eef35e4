-- The personal account: what a client was told, from where it was entered.

ALTER TABLE notice ADD COLUMN way TEXT NOT NULL DEFAULT 'sms' CHECK (way IN ('sms', 'account')); -- account: shown in the personal account alone
ALTER TABLE notice ADD COLUMN number_id BYTEA REFERENCES subscriber_number (id); -- the number it goes to; none: the client's own of that moment
CREATE INDEX notice_number ON notice (number_id);

ALTER TABLE session ADD COLUMN address TEXT; -- network address at its beginning, for its owner to look at

-- guard: notice refuses update of way, number_id
-- guard: session refuses update of address
