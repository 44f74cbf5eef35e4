-- The papers about closed loans are looked for every minute: among those that wait, not among all loans there ever were.
ALTER TABLE loan ADD COLUMN papered BOOLEAN NOT NULL DEFAULT FALSE; -- the paper about its closing was asked for
UPDATE loan SET papered = TRUE
WHERE EXISTS (SELECT 1 FROM loan_paper WHERE loan_paper.about = loan.id AND loan_paper.kind = 'closed');
CREATE INDEX loan_unpapered ON loan (id) WHERE state = 'closed' AND papered = FALSE;
