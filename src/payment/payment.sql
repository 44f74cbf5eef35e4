-- src/payment/payment.sql

-- name: payment_insert
-- takes: id nes_payment_id, loan_id nes_loan_id, client_id nes_client_id, line_id nes_line_id, amount nes_money,
-- takes: value_on nes_date, overdue_principal nes_money, overdue_remuneration nes_money, penalty nes_money,
-- takes: principal nes_money, remuneration nes_money, costs nes_money, kept nes_money, debt_principal nes_money,
-- takes: debt_remuneration nes_money, debt_penalty nes_money, leaf_id nes_leaf_id, made_at instant
INSERT INTO payment (id, loan_id, client_id, line_id, amount_tiyn, value_on, overdue_principal_tiyn,
    overdue_remuneration_tiyn, penalty_tiyn, principal_tiyn, remuneration_tiyn, costs_tiyn, kept_tiyn,
    debt_principal_tiyn, debt_remuneration_tiyn, debt_penalty_tiyn, leaf_id, made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18);

-- name: payment_by_id
-- takes: id nes_payment_id
-- gives: one id nes_payment_id, loan_id nes_loan_id, client_id nes_client_id, line_id nes_line_id, amount nes_money,
-- gives: value_on nes_date, overdue_principal nes_money, overdue_remuneration nes_money, penalty nes_money, principal nes_money,
-- gives: remuneration nes_money, costs nes_money, kept nes_money, debt_principal nes_money,
-- gives: debt_remuneration nes_money, debt_penalty nes_money, leaf_id nes_leaf_id, made_at instant
SELECT id, loan_id, client_id, line_id, amount_tiyn, value_on, overdue_principal_tiyn, overdue_remuneration_tiyn,
    penalty_tiyn, principal_tiyn, remuneration_tiyn, costs_tiyn, kept_tiyn, debt_principal_tiyn,
    debt_remuneration_tiyn, debt_penalty_tiyn, leaf_id, made_at FROM payment WHERE id = $1;

-- name: payment_list
-- takes: loan_id nes_loan_id
-- gives: many as payment_by_id
WHERE loan_id = $1 ORDER BY value_on DESC, id DESC LIMIT 500;
