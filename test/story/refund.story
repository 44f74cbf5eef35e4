# Money goes back once: an overpayment to its borrower's own account, asked by the borrower or started by staff and decided by two persons; a
# receipt that nobody knows to its sender; what was paid on a debt that a court wrote off.
day 2026-01-05 09:00
rule 13.4.c, 7.5
rule 27 refuses
serve
world
staff dana officer
staff aigul accountant
staff sara compliance
staff berik cashier
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
account murat
borrows murat consumer 200000 12 annuity by dana
paid murat
register asel 3
account asel
borrows asel consumer 100000 6 annuity by dana
paid asel
# nothing was paid too much yet
as murat POST /v1/mine/loans/$murat_loan/refunds {"account":"$murat_account"} with Idempotency-Key: $key => 409 code=REFUND_NONE
# ten thousand tenge wait for the next day of payment
pays murat 10000.00
statement aigul 2026-01-05 => 200 unidentified=0
as murat GET /v1/mine/loans/$murat_loan => 200 suspense=10000.00
# another's loan, another's account, an account that is not in use, nobody, more than there is, a stranger to the room
as asel POST /v1/mine/loans/$murat_loan/refunds {"account":"$asel_account"} with Idempotency-Key: $key => 404
as murat POST /v1/mine/loans/$murat_loan/refunds {"account":"$asel_account"} with Idempotency-Key: $key => 404
as murat POST /v1/me/$murat_id/accounts {"iban":"$asel_iban"} with Idempotency-Key: $key => 201 keep theirs=id
wait holder=other in 20: as murat GET /v1/mine/accounts/$theirs
as murat POST /v1/mine/loans/$murat_loan/refunds {"account":"$theirs"} with Idempotency-Key: $key => 422 code=PAYOUT_ACCOUNT
as nobody public POST /v1/mine/loans/$murat_loan/refunds {"account":"$murat_account"} with Idempotency-Key: $key => 401
as murat POST /v1/mine/loans/$murat_loan/refunds {"account":"$murat_account","amount":"10000.01"} with Idempotency-Key: $key => 422 code=REFUND_AMOUNT
# asked once; the same call again is the same wish, another one waits for the first
as murat POST /v1/mine/loans/$murat_loan/refunds {"account":"$murat_account","amount":"4000.00"} with Idempotency-Key: refund-murat-000001 => 201 state=asked amount=4000.00 keep wish=id
as murat POST /v1/mine/loans/$murat_loan/refunds {"account":"$murat_account","amount":"4000.00"} with Idempotency-Key: refund-murat-000001 => 201 id=$wish
as murat POST /v1/mine/loans/$murat_loan/refunds {"account":"$murat_account","amount":"5000.00"} with Idempotency-Key: refund-murat-000001 => 422
as murat POST /v1/mine/loans/$murat_loan/refunds {"account":"$murat_account"} with Idempotency-Key: $key => 409 code=REFUND_OPEN
as asel POST /v1/mine/refunds/$wish/withdrawal with Idempotency-Key: $key => 404
# staff: not decided before it is taken up, not by who took it up, not by who has no such duty; rejected, the money stays
as aigul office POST /v1/refunds/$wish/decision {"approve":true} with Idempotency-Key: $key => 409 code=REFUND_STATE
as berik office POST /v1/refunds/$wish/proposal with Idempotency-Key: $key => 403
as aigul POST /v1/refunds/$wish/proposal with Idempotency-Key: $key => 200 state=proposed
as aigul POST /v1/refunds/$wish/proposal with Idempotency-Key: $key => 409 code=REFUND_STATE
as aigul POST /v1/refunds/$wish/decision {"approve":true} with Idempotency-Key: $key => 403 code=REFUND_MAKER
as dana office POST /v1/refunds/$wish/decision {"approve":true} with Idempotency-Key: $key => 403
as sara office GET /v1/refunds?state=proposed => 200 refunds.0.id=$wish refunds.0.tail~0 !refunds.1
as sara POST /v1/refunds/$wish/decision {"approve":false} with Idempotency-Key: $key => 200 state=rejected
as murat public GET /v1/mine/loans/$murat_loan => 200 suspense=10000.00
as murat GET /v1/mine/loans/$murat_loan/refunds => 200 refunds.0.state=rejected !refunds.1
# withdrawn, once
as murat POST /v1/mine/loans/$murat_loan/refunds {"account":"$murat_account"} with Idempotency-Key: $key => 201 amount=10000.00 keep wish=id
as murat POST /v1/mine/refunds/$wish/withdrawal with Idempotency-Key: $key => 200 state=withdrawn
as murat POST /v1/mine/refunds/$wish/withdrawal with Idempotency-Key: $key => 409 code=REFUND_STATE
# the same money does not close the loan and go back, too: neither asked nor approved while full repayment counts on it
as murat POST /v1/mine/loans/$murat_loan/early-repayments {"way":"full"} with Idempotency-Key: $key => 201 amount=190000.00 keep early=id
as murat POST /v1/mine/loans/$murat_loan/refunds {"account":"$murat_account"} with Idempotency-Key: $key => 409 code=REFUND_EARLY
as murat POST /v1/mine/early-repayments/$early/withdrawal with Idempotency-Key: $key => 200
# the bank did it and answered with an error: asked, never sent again; the borrower is told
as bank world PUT /behaviour {"partner":"bank.pay","how":"broken","times":1} => 204
as murat POST /v1/mine/loans/$murat_loan/refunds {"account":"$murat_account","amount":"4000.00"} with Idempotency-Key: $key => 201 keep wish=id
as aigul POST /v1/refunds/$wish/proposal with Idempotency-Key: $key => 200
as murat POST /v1/mine/loans/$murat_loan/early-repayments {"way":"full"} with Idempotency-Key: $key => 201 amount=190000.00 keep early=id
as sara POST /v1/refunds/$wish/decision {"approve":true} with Idempotency-Key: $key => 409 code=REFUND_EARLY
as murat POST /v1/mine/early-repayments/$early/withdrawal with Idempotency-Key: $key => 200
as sara POST /v1/refunds/$wish/decision {"approve":true} with Idempotency-Key: refund-decided-0001 => 200 state=planned
as sara POST /v1/refunds/$wish/decision {"approve":true} with Idempotency-Key: refund-decided-0001 => 200 state=planned
as sara POST /v1/refunds/$wish/decision {"approve":true} with Idempotency-Key: $key => 409 code=REFUND_STATE
as murat POST /v1/mine/refunds/$wish/withdrawal with Idempotency-Key: $key => 409 code=REFUND_STATE
wait refunds.0.state=done in 60: as murat GET /v1/mine/loans/$murat_loan/refunds
as murat GET /v1/mine/loans/$murat_loan => 200 suspense=6000.00
wait body~возвращены in 20: as phone world GET /phone/77000001002
# the bank rejects it for good: what was booked is undone, and another try is another wish
as bank PUT /bank/accounts {"iban":"$murat_iban","identifier":"$murat_iin","name":"x","is_open":false} => 204
as dana POST /v1/loans/$murat_loan/refunds {"kind":"overpayment","account":"$murat_account"} with Idempotency-Key: $key => 201 state=proposed amount=6000.00 keep second=id
as dana POST /v1/refunds/$second/decision {"approve":true} with Idempotency-Key: $key => 403
as sara POST /v1/refunds/$second/decision {"approve":true} with Idempotency-Key: $key => 200 state=planned
wait refunds.0.state=refused in 60: as murat GET /v1/mine/loans/$murat_loan/refunds
as murat GET /v1/mine/loans/$murat_loan/refunds => 200 refunds.0.reason=account
as murat GET /v1/mine/loans/$murat_loan => 200 suspense=6000.00
as bank PUT /bank/accounts {"iban":"$murat_iban","identifier":"$murat_iin","name":"x","is_open":true} => 204
# killed with the order under way: after the restart it is asked about, and found done
as bank PUT /behaviour {"partner":"bank.pay","how":"slow","times":1} => 204
as dana POST /v1/loans/$murat_loan/refunds {"kind":"overpayment","account":"$murat_account","amount":"5000.00"} with Idempotency-Key: $key => 201 keep third=id
as sara POST /v1/refunds/$third/decision {"approve":true} with Idempotency-Key: $key => 200 state=planned
kill serve
day 2026-01-05 09:30
serve
enter murat
wait refunds.0.state=done in 60: as murat GET /v1/mine/loans/$murat_loan/refunds
as murat GET /v1/mine/loans/$murat_loan => 200 suspense=1000.00
# receipts of nobody: one is told to be asel's, the other goes back to its sender, whose account the kept statement tells
again aigul
again sara
again dana
person bolat 4
pays bolat 700.00 за что-то
pays bolat 500.00 ошибка
statement aigul 2026-01-05 => 200 strange=0
wait lines.1.id~- in 20: as aigul GET /v1/bank-lines?state=unidentified
as aigul GET /v1/bank-lines?state=unidentified => 200 keep one=lines.0.id keep other=lines.1.id keep amount=lines.1.amount
as berik office POST /v1/bank-lines/$other/refund with Idempotency-Key: $key => 401
again berik
as berik POST /v1/bank-lines/$other/refund with Idempotency-Key: $key => 403
as dana office POST /v1/bank-lines/$other/refund with Idempotency-Key: $key => 201 kind=receipt state=proposed amount=$amount keep back=id
# while it is proposed nobody gives it to a loan, nor proposes it twice
as aigul POST /v1/bank-lines/$other/loan {"number":"$asel_contract_number"} with Idempotency-Key: $key => 409 code=LINE_STATE
as aigul POST /v1/bank-lines/$other/refund with Idempotency-Key: $key => 409 code=LINE_STATE
as aigul POST /v1/bank-lines/$one/loan {"number":"$asel_contract_number"} with Idempotency-Key: $key => 200 state=matched
as aigul POST /v1/bank-lines/$one/refund with Idempotency-Key: $key => 409 code=LINE_STATE
as aigul GET /v1/bank-lines?state=unidentified => 200 !lines.0
as aigul GET /v1/bank-lines?state=returned => 200 lines.0.id=$other lines.0.state=returned !lines.1
as murat public POST /v1/mine/refunds/$back/withdrawal with Idempotency-Key: $key => 404
# rejected it waits again; proposed anew and approved it leaves once, though the bank lies and is silent
as sara office POST /v1/refunds/$back/decision {"approve":false} with Idempotency-Key: $key => 200 state=rejected
as aigul GET /v1/bank-lines?state=unidentified => 200 lines.0.id=$other !lines.1
as dana POST /v1/bank-lines/$other/refund with Idempotency-Key: $key => 201 keep back=id
as bank world PUT /behaviour {"partner":"bank.pay","how":"lie","times":1} => 204
as bank PUT /behaviour {"partner":"bank.ask","how":"broken","times":1} => 204
as aigul POST /v1/refunds/$back/decision {"approve":true} with Idempotency-Key: $key => 200 state=planned
wait refunds.2.state=done in 60: as aigul GET /v1/refunds?state=done
as aigul GET /v1/refunds?state=done => 200 refunds.2.id=$back refunds.2.tail~0 !refunds.3
statement aigul 2026-01-05 => 200 strange=0
as murat GET /v1/mine/loans/$murat_loan => 200 suspense=1000.00
# payouts 300 000, receipts 11 200, given back 4 000, 5 000 and the returned receipt; what is not given to a loan is nobody's
books 2026-01-05 aigul 1040=0 3390=0
# a debt that a court wrote off: what the client paid is given back, in the term of the verdict, never before there is one
day 2026-02-05 10:00
enter murat
again aigul
again dana
again sara
pays murat 20092.42
statement aigul 2026-02-05 => 200 unidentified=0
as dana POST /v1/loans/$murat_loan/refunds {"kind":"verdict","account":"$murat_account"} with Idempotency-Key: $key => 409 code=REFUND_VERDICT
as dana POST /v1/loans/$murat_loan/orders {"kind":"write_off","paper":"Приговор суда № 12 от 01.02.2026","received_on":"2026-02-05"} with Idempotency-Key: $key => 201 keep verdict=id keep term=due_on
as sara POST /v1/loan-orders/$verdict/decision {"approve":true} with Idempotency-Key: $key => 200 state=done
as dana POST /v1/loans/$murat_loan/refunds {"kind":"verdict","account":"$murat_account","amount":"1.00"} with Idempotency-Key: $key => 201 state=proposed amount=21092.42 due_on=$term keep third=id
as sara POST /v1/refunds/$third/decision {"approve":true} with Idempotency-Key: $key => 200 state=planned
wait refunds.0.state=done in 60: as murat GET /v1/mine/loans/$murat_loan/refunds
as murat GET /v1/mine/loans/$murat_loan => 200 suspense=0.00 debt=0.00
as dana POST /v1/loans/$murat_loan/refunds {"kind":"verdict","account":"$murat_account"} with Idempotency-Key: $key => 409 code=REFUND_NONE
day 2026-02-05 10:20
again aigul
statement aigul 2026-02-05 => 200 strange=0
books 2026-02-05 aigul 1040=0
# what the day itself did is booked in its night: nothing of murat is left, asel's 700 went to her instalment
day 2026-02-07 10:00
again aigul
enter asel
wait loans.0.overdue_since=2026-02-06 in 60: as asel GET /v1/me/$asel_id/loans
books 2026-02-07 aigul 1040=0 3391=0 3390=0
# who had paid it all before the verdict came gets it back no less: there is no debt to write off, once
as asel POST /v1/mine/loans/$asel_loan/early-repayments {"way":"full"} with Idempotency-Key: $key => 201 keep payoff=amount
pays asel $payoff
statement aigul 2026-02-07 => 200 unidentified=0
as asel GET /v1/me/$asel_id/loans => 200 loans.0.state=closed
again dana
again sara
as dana POST /v1/loans/$asel_loan/refunds {"kind":"verdict","account":"$asel_account"} with Idempotency-Key: $key => 409 code=REFUND_VERDICT
as dana POST /v1/loans/$asel_loan/orders {"kind":"suspend","paper":"Постановление № 1","received_on":"2026-02-07"} with Idempotency-Key: $key => 409 code=LOAN_ORDER_STATE
as dana POST /v1/loans/$asel_loan/orders {"kind":"write_off","paper":"Приговор суда № 14 от 06.02.2026","received_on":"2026-02-07"} with Idempotency-Key: $key => 201 keep verdict=id keep term=due_on
as sara POST /v1/loan-orders/$verdict/decision {"approve":true} with Idempotency-Key: $key => 200 state=done amount=0.00
as dana POST /v1/loans/$asel_loan/orders {"kind":"write_off","paper":"Приговор суда № 14 от 06.02.2026","received_on":"2026-02-07"} with Idempotency-Key: $key => 409 code=LOAN_ORDER_STATE
as dana POST /v1/loans/$asel_loan/refunds {"kind":"verdict","account":"$asel_account"} with Idempotency-Key: $key => 201 state=proposed due_on=$term keep fourth=id
as sara POST /v1/refunds/$fourth/decision {"approve":true} with Idempotency-Key: $key => 200 state=planned
wait refunds.0.state=done in 60: as asel GET /v1/mine/loans/$asel_loan/refunds
as dana POST /v1/loans/$asel_loan/refunds {"kind":"verdict","account":"$asel_account"} with Idempotency-Key: $key => 409 code=REFUND_NONE
# the statement does not tell whose account a receipt came from: it goes back to nobody
pays bolat 300.00 неизвестно
statement aigul 2026-02-07 $bolat_iban=KZ00 => 200 strange=0
as aigul GET /v1/bank-lines?state=unidentified => 200 lines.0.amount=300.00 !lines.1 keep nameless=lines.0.id
as aigul POST /v1/bank-lines/$nameless/refund with Idempotency-Key: $key => 422 code=REFUND_SENDER
as aigul GET /v1/bank-lines?state=unidentified => 200 lines.0.id=$nameless
audit 100
