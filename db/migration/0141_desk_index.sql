-- Payouts by the bank's day, whatever their state: only done ones have one. With the state in the index SQLite chose that of states.

DROP INDEX payout_done;
CREATE INDEX payout_day ON payout (value_on, amount_tiyn) WHERE value_on IS NOT NULL;
