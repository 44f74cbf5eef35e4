-- A night walks over the loans that are awake: those asleep need no place in its index, and one that goes to sleep
-- writes none.
DROP INDEX loan_awake;
CREATE INDEX loan_awake ON loan (id) WHERE sleeps = FALSE;
-- postgres:
-- Room in each page for the rows that a night changes, so that a change of dates alone touches no index.
ALTER TABLE loan SET (fillfactor = 80);
-- both:
