# A court says that the client never got the microcredit: all parts of the debt are written off by two persons. In another case the
# client is guilty: the debt is written off, the right to claim stays.
day 2026-01-05 09:00
rule 13.4.a, 13.5, 27
serve
world
staff dana officer
staff sara compliance
staff aigul accountant
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
account murat
borrows murat consumer 200000 12 annuity by dana
paid murat
register asel 3
account asel
borrows asel consumer 200000 12 annuity by dana
paid asel
day 2026-03-16 10:00
enter murat
wait loans.0.overdue_since=2026-02-06 in 60: as murat GET /v1/me/$murat_id/loans
again dana
again sara
again aigul
# the verdict came: ten working days by the Law, which is stricter than the fifteen of the rules; 8 March and Nauryz are holidays
as dana POST /v1/loans/$murat_loan/orders {"kind":"write_off","paper":"Приговор суда № 12 от 01.03.2026","received_on":"2026-03-12"} with Idempotency-Key: $key => 201 keep verdict=id keep term=due_on
as dana POST /v1/loan-orders/$verdict/decision {"approve":true} with Idempotency-Key: $key => 403
as sara POST /v1/loan-orders/$verdict/decision {"approve":true} with Idempotency-Key: $key => 200 state=done guilty=false keep written=amount
as murat public GET /v1/mine/loans/$murat_loan => 200 debt=0.00 principal.current=0.00 principal.overdue=0.00 remuneration.current=0.00 remuneration.overdue=0.00 penalty.current=0.00 penalty.overdue=0.00 costs=0.00
as murat GET /v1/me/$murat_id/loans => 200 loans.0.state=closed !loans.0.overdue_since
as dana POST /v1/loans/$murat_loan/orders {"kind":"write_off","paper":"x","received_on":"2026-03-12"} with Idempotency-Key: $key => 409 code=LOAN_ORDER_STATE
# the client's own guilt: written off, and what may be claimed is known
as dana POST /v1/loans/$asel_loan/orders {"kind":"write_off","paper":"Приговор суда № 13 от 02.03.2026","received_on":"2026-03-12","guilty":true} with Idempotency-Key: $key => 201 keep guilt=id
as aigul POST /v1/loan-orders/$guilt/decision {"approve":true} with Idempotency-Key: $key => 200 state=done guilty=true amount=$written
as dana GET /v1/loans/$asel_loan/orders => 200 orders.0.guilty=true orders.0.amount=$written orders.0.paper~13
# nothing is left in the accounts of loans, and no night earns on it
day 2026-03-20 10:00
again aigul
enter asel
as asel public GET /v1/mine/loans/$asel_loan => 200 debt=0.00
books 2026-03-20 aigul 1110=0 1111=0 1112=0 1113=0 1114=0
audit 100
