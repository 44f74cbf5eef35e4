# Money leaves once, whatever the bank answers: late, nothing, an error after it has done, a lie, later, never; a refusal is known as one.
day 2026-01-05 09:00
rule 9.2.a
rule 9.2.a refuses
serve
world
staff dana officer
staff aigul accountant
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
account murat
# answered after four seconds: done
as bank world PUT /behaviour {"partner":"bank.pay","how":"slow","times":1} => 204
borrows murat consumer 50000 3 annuity by dana
paid murat
# a lie: another amount, and the order was never taken. It is not believed; the question says "never seen"; it is sent again
as bank PUT /behaviour {"partner":"bank.pay","how":"lie","times":1} => 204
borrows murat consumer 50000 3 annuity by dana
paid murat
as murat GET /v1/mine/payouts/$murat_payout => 200 state=done amount=50000.00
# done, and answered with an error: asked, never sent again
as bank PUT /behaviour {"partner":"bank.pay","how":"broken","times":1} => 204
borrows murat consumer 50000 3 annuity by dana
paid murat
# done and never answered; the question is answered wrongly twice, too
as bank PUT /behaviour {"partner":"bank.pay","how":"silent","times":1} => 204
as bank PUT /behaviour {"partner":"bank.ask","how":"broken","times":2} => 204
borrows murat consumer 50000 3 annuity by dana
paid murat
# four orders, four entries, each explained by its payout: nothing left twice
statement aigul 2026-01-05 => 200 lines=4 strange=0
as aigul GET /v1/bank-lines?state=own => 200 lines.0.amount=50000.00 lines.3.amount=50000.00 !lines.4
books 2026-01-05 aigul 1110=200000 1040=0 1030=-200000
# the bank is closed: accepted, executed the next day; the loan begins on the bank's day
as bank PUT /bank/desk {"open":false} => 204
borrows murat consumer 50000 3 annuity by dana
as murat GET /v1/mine/payouts/$murat_payout => 200 state=planned
as murat GET /v1/mine/loans/$murat_loan => 200 state=signed debt=0.00
day 2026-01-06 09:00
enter murat
as bank PUT /bank/desk {"open":true} => 204
paid murat
as murat GET /v1/mine/payouts/$murat_payout => 200 value_on=2026-01-06
as murat GET /v1/mine/loans/$murat_loan => 200 state=open debt=50000.00 lines.0.from=2026-01-06
# the bank rejects: the account was closed meanwhile. That is final; another try is another order, which a person starts
again dana
again aigul
as bank PUT /bank/accounts {"iban":"$murat_iban","identifier":"$murat_iin","name":"x","is_open":false} => 204
borrows murat consumer 50000 3 annuity by dana
paid murat refused
as murat GET /v1/mine/payouts/$murat_payout => 200 reason=account
as murat GET /v1/mine/loans/$murat_loan => 200 state=signed debt=0.00
as dana office POST /v1/payouts/$murat_payout/again with Idempotency-Key: $key => 403
as bank PUT /bank/accounts {"iban":"$murat_iban","identifier":"$murat_iin","name":"x","is_open":true} => 204
as aigul office POST /v1/payouts/$murat_payout/again with Idempotency-Key: payout-again-000001 => 201 state=planned keep second=id
as aigul POST /v1/payouts/$murat_payout/again with Idempotency-Key: payout-again-000001 => 201 id=$second
as aigul POST /v1/payouts/$murat_payout/again with Idempotency-Key: $key => 409 code=PAYOUT_TWICE
wait state=done in 20: as murat GET /v1/mine/payouts/$second
# killed with an order under way: after the restart it is asked about, and found done
as bank PUT /behaviour {"partner":"bank.pay","how":"slow","times":1} => 204
borrows murat consumer 50000 3 annuity by dana
kill serve
day 2026-01-06 09:10
serve
enter murat
again aigul
paid murat
statement aigul 2026-01-06 => 200 strange=0
as aigul GET /v1/bank-lines?state=strange => 200 !lines.0
as aigul GET /v1/payouts?state=planned => 200 !payouts.0
# what is done stands with the number of its contract, the newest first
as aigul GET /v1/payouts?state=done => 200 payouts.0.number=$murat_contract_number payouts.0.amount=50000.00 payouts.1.state=done
books 2026-01-06 aigul 1110=350000 1040=0 1030=-350000
audit 100
