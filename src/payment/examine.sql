-- src/payment/examine.sql

-- name: examine_contracts
-- gives: one n int64
SELECT COUNT(*) FROM contract c LEFT JOIN evidence v ON v.id = c.evidence_id
WHERE c.state = 'concluded' AND (v.id IS NULL OR v.object <> c.id OR v.what <> c.hash OR v.operation <> 'conclude'
    OR v.methods IN ('eds', 'biometric', 'two_factor'));

-- name: examine_changes
-- gives: one n int64
-- Changes of contracts that were agreed without two methods over their terms (9.1.a).
SELECT COUNT(*) FROM early_repayment y LEFT JOIN evidence v ON v.id = y.evidence_id
WHERE y.mode <> 'full' AND y.state IN ('agreed', 'done') AND (v.id IS NULL OR v.object <> y.id OR v.what <> y.hash
    OR v.operation <> 'amend' OR v.methods IN ('eds', 'biometric', 'two_factor'));

-- name: examine_released
-- gives: one n int64
SELECT COUNT(*) FROM payout p JOIN errand r ON r.id = p.errand_id LEFT JOIN evidence v ON v.id = p.evidence_id
WHERE r.made_at < COALESCE(p.not_before, 0) OR (p.needs <> 'nothing' AND (v.id IS NULL OR v.object <> p.id));

-- name: examine_payouts
-- gives: one n int64
-- Also: cash is handed over where, and only where, a payout of the desk is done.
SELECT COUNT(*) FROM payout p LEFT JOIN loan_event e ON e.loan_id = p.loan_id AND e.source_id = p.id
LEFT JOIN cash_handover h ON h.payout_id = p.id
WHERE (p.state = 'done' AND p.way = 'desk') <> (h.payout_id IS NOT NULL) OR (p.state = 'done' AND (e.id IS NULL OR e.kind <> 'payout' OR e.amount_tiyn <> p.amount_tiyn OR e.day <> p.value_on))
    OR (p.state <> 'done' AND e.id IS NOT NULL);

-- name: examine_payout_events
-- gives: one n int64
-- Loans that were served elsewhere before have no contract here, and no payout.
SELECT COUNT(*) FROM contract c JOIN loan_event e ON e.loan_id = c.loan_id
LEFT JOIN payout p ON p.id = e.source_id WHERE e.kind = 'payout' AND p.id IS NULL;

-- name: examine_payments
-- gives: one n int64
-- A plain payment, or the event of the early repayment that it fulfilled.
SELECT COUNT(*) FROM payment p LEFT JOIN loan_event e ON e.id = p.id LEFT JOIN early_repayment y ON y.payment_id = p.id
WHERE e.id IS NULL OR e.loan_id <> p.loan_id
    OR e.kind <> CASE WHEN y.mode IS NULL THEN 'payment' WHEN y.mode = 'full' THEN 'payoff' ELSE 'early_repayment' END OR e.amount_tiyn <> p.amount_tiyn OR e.day <> p.value_on;

-- name: examine_lines
-- gives: one sum int64
SELECT CAST(COALESCE(SUM(CASE WHEN is_in THEN amount_tiyn ELSE -amount_tiyn END), 0) AS BIGINT) FROM bank_line;

-- name: examine_entries
-- gives: one sum int64
SELECT CAST(COALESCE(SUM(CASE WHEN e.debit = '1030' THEN e.amount_tiyn ELSE -e.amount_tiyn END), 0) AS BIGINT)
FROM entry e JOIN journal j ON j.id = e.journal_id WHERE j.kind = 'bank';

-- name: examine_refunds
-- gives: one n int64
-- A refund of a loan that was decided has its event, undone where, and only where, the bank refused it.
SELECT COUNT(*) FROM refund r
LEFT JOIN loan_event e ON e.loan_id = r.loan_id AND e.id = r.event_id
LEFT JOIN loan_event b ON b.loan_id = r.loan_id AND b.kind = 'reversal' AND b.of_id = r.event_id
WHERE r.kind <> 'receipt' AND ((r.errand_id IS NULL) <> (e.id IS NULL) OR (e.id IS NOT NULL AND (e.kind <> 'refund'
    OR e.amount_tiyn <> r.amount_tiyn)) OR (r.state = 'refused') <> (b.id IS NOT NULL));

-- name: examine_refund_events
-- gives: one n int64
SELECT COUNT(*) FROM contract c JOIN loan_event e ON e.loan_id = c.loan_id AND e.kind = 'refund'
LEFT JOIN refund r ON r.event_id = e.id WHERE r.id IS NULL;
