# An investigator's submission suspends accrual, its cancellation resumes it, penalty is forgiven; two persons each time.
day 2026-01-05 09:00
rule 13.2.a, 27
rule 13.2.b, 13.2.d
rule 13.3, 13.3.a refuses
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
day 2026-01-21 10:00
again dana
again sara
# a paper of tomorrow, of before the loan, of nobody; an order that the loan cannot take; a client or a clerk without the duty
as dana POST /v1/loans/$murat_loan/orders {"kind":"suspend","paper":"x","received_on":"2026-01-22"} with Idempotency-Key: $key => 422 code=LOAN_ORDER_DAY
as dana POST /v1/loans/$murat_loan/orders {"kind":"suspend","paper":"x","received_on":"2026-01-04"} with Idempotency-Key: $key => 422 code=LOAN_ORDER_DAY
as dana POST /v1/loans/$murat_loan/orders {"kind":"suspend","paper":"","received_on":"2026-01-20"} with Idempotency-Key: $key => 422
as dana POST /v1/loans/$murat_loan/orders {"kind":"resume","paper":"x","received_on":"2026-01-20","back":true} with Idempotency-Key: $key => 409 code=LOAN_ORDER_STATE
as aigul POST /v1/loans/$murat_loan/orders {"kind":"suspend","paper":"x","received_on":"2026-01-20"} with Idempotency-Key: $key => 401
again aigul
as aigul POST /v1/loans/$murat_loan/orders {"kind":"suspend","paper":"x","received_on":"2026-01-20"} with Idempotency-Key: $key => 403
# the submission came yesterday: the law gives three days; one proposes, another decides, once
as sara POST /v1/loans/$murat_loan/orders {"kind":"suspend","paper":"Представление следователя № 7 от 19.01.2026","received_on":"2026-01-20"} with Idempotency-Key: $key => 201 state=proposed due_on=2026-01-23 keep suspension=id
as dana POST /v1/loans/$murat_loan/orders {"kind":"suspend","paper":"x","received_on":"2026-01-20"} with Idempotency-Key: $key => 409 code=LOAN_ORDER_OPEN
as dana POST /v1/loan-orders/$suspension/decision {"approve":true} with Idempotency-Key: $key => 403
as sara POST /v1/loan-orders/$suspension/decision {"approve":true} with Idempotency-Key: $key => 403 code=LOAN_ORDER_MAKER
as aigul GET /v1/loan-orders => 200 orders.0.id=$suspension !orders.1
as aigul POST /v1/loan-orders/$suspension/decision {"approve":true} with Idempotency-Key: $key => 200 state=done
as aigul POST /v1/loan-orders/$suspension/decision {"approve":true} with Idempotency-Key: $key => 409 code=LOAN_ORDER_DECIDED
enter murat
# the client is told in writing at once: on the telephone and in the account
wait 'body~приостановлены начисление вознаграждения, взыскание, претензии и иски' in 20: as phone world GET /phone/77000001002
as murat public GET /v1/mine/loans/$murat_loan => 200 suspended=true
# nothing is earned from the day on which it came, neither remuneration nor penalty, however late the payment
day 2026-02-20 10:00
enter murat
wait loans.0.overdue_since=2026-02-06 in 60: as murat GET /v1/me/$murat/loans
# late meanwhile, yet nobody asks for the debt: no message of the delay leaves
as phone GET /phone/77000001002 => 200 !body~просрочен
as murat GET /v1/mine/loans/$murat_loan => 200 suspended=true remuneration.current=0.00 remuneration.overdue=2800.00 penalty.overdue=0.00
again dana
again sara
again aigul
# it goes on only after the paper was cancelled: without naming it, for another kind of order, with an older paper it does not
as dana POST /v1/loans/$murat_loan/orders {"kind":"resume","paper":"x","received_on":"2026-02-20","back":true} with Idempotency-Key: $key => 422 code=LOAN_ORDER_CANCELS
as dana POST /v1/loans/$murat_loan/orders {"kind":"resume","paper":"x","received_on":"2026-01-19","back":true,"cancels":"$suspension"} with Idempotency-Key: $key => 422 code=LOAN_ORDER_DAY
as dana POST /v1/loans/$murat_loan/orders {"kind":"suspend","paper":"x","received_on":"2026-02-20"} with Idempotency-Key: $key => 409 code=LOAN_ORDER_STATE
as dana POST /v1/loans/$murat_loan/orders {"kind":"resume","paper":"x","received_on":"2026-02-20","back":true,"cancels":"$murat_loan"} with Idempotency-Key: $key => 404
as murat GET /v1/mine/loans/$murat_loan => 200 suspended=true remuneration.overdue=2800.00
# one more is proposed and rejected: nothing happens
as dana POST /v1/loans/$murat_loan/orders {"kind":"resume","paper":"Отмена представления № 7","received_on":"2026-02-20","back":true,"cancels":"$suspension"} with Idempotency-Key: $key => 201 keep wish=id
as sara POST /v1/loan-orders/$wish/decision {"approve":false} with Idempotency-Key: $key => 200 state=rejected
as murat GET /v1/mine/loans/$murat_loan => 200 suspended=true
# cancelled: accrual goes on, and the remuneration of the suspended time is added
as dana POST /v1/loans/$murat_loan/orders {"kind":"resume","paper":"Отмена представления № 7","received_on":"2026-02-20","back":true,"cancels":"$suspension"} with Idempotency-Key: $key => 201 !due_on keep resumption=id
as sara POST /v1/loan-orders/$resumption/decision {"approve":true} with Idempotency-Key: $key => 200 state=done
# collection goes on with it, and only now: the client is told of both
wait 'body~возобновлены начисление вознаграждения и взыскание' in 20: as phone GET /phone/77000001002
wait body~просрочен in 20: as phone GET /phone/77000001002
as murat GET /v1/mine/loans/$murat_loan => 200 suspended=false remuneration.overdue=2800.00 remuneration.current=6200.00 debt~209
as dana POST /v1/loans/$murat_loan/orders {"kind":"resume","paper":"x","received_on":"2026-02-20","cancels":"$suspension"} with Idempotency-Key: $key => 409 code=LOAN_ORDER_STATE
# penalty of the days after: six nights of 0.5 % of 16 892.42, forgiven
day 2026-02-25 10:00
enter murat
again dana
again sara
as murat GET /v1/mine/loans/$murat_loan => 200 suspended=false days_overdue=20
as dana POST /v1/loans/$murat_loan/orders {"kind":"forgive","paper":"Решение № 3","received_on":"2026-02-25"} with Idempotency-Key: $key => 201 keep forgiveness=id
as sara POST /v1/loan-orders/$forgiveness/decision {"approve":true} with Idempotency-Key: $key => 200 state=done amount=506.77
as murat GET /v1/mine/loans/$murat_loan => 200 penalty.overdue=0.00
as dana GET /v1/loans/$murat_loan/orders => 200 orders.0.kind=forgive orders.3.kind=suspend !orders.4
audit 100
