# Early repayment: compared before it is wished for, a part agreed by two methods as each change of the contract, booked by the money; at
# any time and free of charge. What is refused: another's loan, one method, another wish's confirmation, too little, all as a part.
day 2026-01-05 09:00
rule 7.5.a, 9.1.a
rule 9.1.a, 11.3 refuses
serve
world
staff dana officer
staff aigul accountant
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
register asel 3
account murat
borrows murat consumer 200000 12 annuity by dana
paid murat
day 2026-02-05 09:00
pays murat 20092.42
day 2026-02-05 10:00
enter murat
wait actual.0.amount=20092.42 in 30: as murat public GET /v1/mine/loans/$murat_loan/payments
# compared: as it is, all, a shorter term, a lower instalment; the figures are those of the day
day 2026-02-20 09:00
enter murat
enter asel
as murat GET /v1/mine/loans/$murat_loan/early => 200 on=2026-02-20 payoff=188696.19 variants.0.payments=11 variants.1.way=full variants.1.payments=0 variants.1.amount=188696.19 !variants.2
as murat GET /v1/mine/loans/$murat_loan/early?amount=50000.00 => 200 variants.2.way=shorten variants.3.way=lower variants.3.payments=11 variants.3.rows.0.date=2026-03-05 keep shorter=variants.2.last_on keep lower=variants.3.next_due
as murat GET /v1/mine/loans/$murat_loan/early?amount=1000.00 => 422 code=EARLY_SMALL
as murat GET /v1/mine/loans/$murat_loan/early?amount=190000.00 => 422 code=EARLY_ALL
as murat GET /v1/mine/loans/$murat_loan/early?on=2026-02-19 => 422 code=EARLY_DAY
as murat GET /v1/mine/loans/$murat_loan/early?on=2026-03-03 => 422 code=EARLY_DAY
as asel public GET /v1/mine/loans/$murat_loan/early => 404
as asel POST /v1/mine/loans/$murat_loan/early-repayments {"way":"full"} with Idempotency-Key: $key => 404
# a part: without agreement its money is a plain payment
as murat POST /v1/mine/loans/$murat_loan/early-repayments {"way":"lower","amount":"1000.00"} with Idempotency-Key: $key => 422 code=EARLY_SMALL
as murat POST /v1/mine/loans/$murat_loan/early-repayments {"way":"shorten","amount":"50000.00"} with Idempotency-Key: $key => 201 state=asked needs_methods=true keep first=id
as murat POST /v1/mine/loans/$murat_loan/early-repayments {"way":"lower","amount":"50000.00"} with Idempotency-Key: $key => 201 state=asked needs_methods=true until=2026-03-02 keep early=id
as murat GET /v1/mine/early-repayments/$first => 200 state=withdrawn
as asel GET /v1/mine/early-repayments/$early => 404
as asel POST /v1/me/$asel_id/confirmations {"operation":"amend","object":"$early"} with Idempotency-Key: $key => 404
as murat POST /v1/me/$murat_id/confirmations {"operation":"amend","object":"$first"} with Idempotency-Key: $key => 409 code=EARLY_STATE
# two factors are one method
confirm murat amend $early password code
as phone world GET /phone/77000001002 => 200 'body~с уменьшением платежа' 'body~50'
as murat POST /v1/mine/early-repayments/$early/agreement {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 403 code=CONFIRMATION_NEEDS
as murat GET /v1/mine/early-repayments/$early => 200 state=asked
prove murat biometric
as murat POST /v1/mine/early-repayments/$first/agreement {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 409 code=EARLY_STATE
as murat POST /v1/mine/early-repayments/$early/agreement {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 200 state=agreed needs_methods=false
as murat POST /v1/mine/early-repayments/$early/agreement {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 409 code=EARLY_STATE
# less money than agreed waits for its day; as much books it
pays murat 700.00
day 2026-02-20 10:00
enter murat
wait actual.0.amount=700.00 in 30: as murat GET /v1/mine/loans/$murat_loan/payments
as murat GET /v1/mine/loans/$murat_loan => 200 suspense=700.00
as murat GET /v1/mine/early-repayments/$early => 200 state=agreed
pays murat 50000.00
day 2026-02-20 11:00
enter murat
wait actual.0.amount=50000.00 in 30: as murat GET /v1/mine/loans/$murat_loan/payments
as murat GET /v1/mine/early-repayments/$early => 200 state=done
as murat GET /v1/mine/loans/$murat_loan/payments => 200 upcoming.0.date=2026-03-05 upcoming.0.due=$lower upcoming.10.date=2027-01-05 !upcoming.11
wait body~Досрочное in 20: as phone world GET /phone/77000001002
as murat POST /v1/mine/early-repayments/$early/withdrawal with Idempotency-Key: $key => 409 code=EARLY_STATE
as dana office GET /v1/loans/$murat_loan/early-repayments => 401
again dana
as dana office GET /v1/loans/$murat_loan/early-repayments => 200 wishes.0.state=done wishes.1.state=withdrawn !wishes.2
# the schedule that was agreed is data: a night and a day later it is the same
day 2026-02-22 09:00
enter murat
as murat GET /v1/mine/loans/$murat_loan/payments => 200 upcoming.0.due=$lower upcoming.10.date=2027-01-05
# one that is taken back books nothing
as murat POST /v1/mine/loans/$murat_loan/early-repayments {"way":"full","on":"2026-02-24"} with Idempotency-Key: $key => 201 state=agreed needs_methods=false keep early=id
as murat POST /v1/mine/early-repayments/$early/withdrawal with Idempotency-Key: $key => 200 state=withdrawn
# all of it: nothing is changed, so nothing is confirmed; the loan closes on the day of the money
as murat POST /v1/mine/loans/$murat_loan/early-repayments {"way":"full","on":"2026-02-24"} with Idempotency-Key: $key => 201 state=agreed amount=138550.97 keep early=id keep payoff=amount
day 2026-02-24 09:00
pays murat $payoff
day 2026-02-24 10:00
enter murat
wait loans.0.state=closed in 60: as murat GET /v1/me/$murat/loans
as murat GET /v1/mine/loans/$murat_loan => 200 debt=0.00 payoff=0.00 suspense=0.00
as murat GET /v1/mine/early-repayments/$early => 200 state=done
as murat GET /v1/mine/loans/$murat_loan/early => 409 code=LINE_LOAN
papers murat closed 1
again aigul
books 2026-02-24 aigul 1110=0 3390=0 3391=0
audit 80
