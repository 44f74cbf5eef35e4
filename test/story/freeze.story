# Found on a list after the contract, or after the first day of payment: no money leaves any more, by no way; cleared, it leaves.
day 2026-01-05 09:00
rule 10.1 refuses
serve
world
staff adil administrator
staff dana officer
staff erlan officer
staff aigul accountant
staff sara compliance
staff zere cashier
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
as adil office POST /v1/cash-desks {"name":"Орталық","place":"Алматы, Үлгі көшесі, 1"} with Idempotency-Key: $key => 201 keep desk=id
as adil PUT /v1/cash-desks/$desk {"open":true} => 204
register murat 2
account murat
register asel 3
account asel
enlist firm 1
# money in each of its stations: waiting for a consent; overpaid and asked back; refused by the bank; cash to be fetched; an order
# that the bank takes later
chosen murat consumer 400000 12 annuity by dana,erlan
formed murat
concluded murat
borrows asel consumer 100000 6 annuity by dana
paid asel
as asel GET /v1/me/$asel_id/loans => 200 keep asel_first=loans.0.id
pays asel 10000.00
statement aigul 2026-01-05 => 200 unidentified=0
as asel POST /v1/mine/loans/$asel_loan/refunds {"account":"$asel_account"} with Idempotency-Key: $key => 201 keep wish=id
as aigul POST /v1/refunds/$wish/proposal with Idempotency-Key: $key => 200 state=proposed
as bank world PUT /bank/accounts {"iban":"$asel_iban","identifier":"$asel_iin","name":"x","is_open":false} => 204
borrows asel consumer 50000 3 annuity by dana
paid asel refused
as bank PUT /bank/accounts {"iban":"$asel_iban","identifier":"$asel_iin","name":"x","is_open":true} => 204
as asel GET /v1/mine/payouts/$asel_payout => 200 state=refused keep refused=id
chosen asel consumer 50000 3 annuity by dana to desk
formed asel
concluded asel
as asel GET /v1/mine/payouts/$asel_payout/code => 200 keep code=code
as asel GET /v1/mine/payouts/$asel_payout => 200 keep cash=id
as bank PUT /behaviour {"partner":"bank.pay","how":"later","times":60} => 204
borrows asel consumer 50000 3 annuity by dana
as asel GET /v1/mine/payouts/$asel_payout => 200 state=planned
# they are put on a list; the next look finds them
as agency world POST /lists/entry {"category":1,"number":"$murat_iin","name":"Біреу Біреу"} => 204
as agency POST /lists/entry {"category":1,"number":"$asel_iin","name":"Екінші Екінші"} => 204
as agency POST /lists/entry {"category":1,"number":"$firm_iin","name":"Үшінші Үшінші"} => 204
day 2026-01-06 09:05
again sara
# of the company it is who signs for it
wait cases.2.sure=true in 60: as sara GET /v1/aml/cases
as sara GET /v1/aml/cases => 200 body~$firm_id
again aigul
again zere
enter murat
enter asel
confirm murat second_consent $murat_payout password code
as murat POST /v1/mine/payouts/$murat_payout/release {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 409 code=PAYOUT_FROZEN
as murat GET /v1/mine/payouts/$murat_payout => 200 state=waiting
as aigul POST /v1/payouts/$refused/again with Idempotency-Key: $key => 409 code=PAYOUT_FROZEN
as zere office POST /v1/payouts/$cash/handover {"desk":"$desk","code":"$code","document":"identity_card","document_number":"$asel_document_number","seen":true} with Idempotency-Key: $key => 409 code=PAYOUT_FROZEN
as sara POST /v1/refunds/$wish/decision {"approve":true} with Idempotency-Key: $key => 409 code=PAYOUT_FROZEN
# what was repaid is taken all the same; an order that waited is not sent though the bank would take it now
as bank PUT /behaviour {"partner":"bank.pay","how":"fine","times":1} => 204
pays asel 500.00 без договора
day 2026-01-06 09:25
again aigul
again sara
enter asel
enter murat
statement aigul 2026-01-06 => 200 strange=0
wait actual.0.amount=500.00 in 30: as asel GET /v1/mine/loans/$asel_first/payments
as asel GET /v1/mine/payouts/$asel_payout => 200 state=planned
# another person after all: now the money goes, each its way
as sara GET /v1/aml/cases => 200 keep one=cases.0.id keep other=cases.1.id keep third=cases.2.id
as sara POST /v1/aml/cases/$third/decision {"state":"cleared","note":"басқа адам"} with Idempotency-Key: $key => 200
as sara POST /v1/aml/cases/$one/decision {"state":"cleared","note":"басқа адам"} with Idempotency-Key: $key => 200
as sara POST /v1/aml/cases/$other/decision {"state":"cleared","note":"басқа адам"} with Idempotency-Key: $key => 200
confirm murat second_consent $murat_payout password code
as murat POST /v1/mine/payouts/$murat_payout/release {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 200 state=planned
paid murat
day 2026-01-06 09:45
again sara
enter asel
paid asel
as sara POST /v1/refunds/$wish/decision {"approve":true} with Idempotency-Key: $key => 200 state=planned
wait refunds.0.state=done in 60: as sara GET /v1/refunds?state=done
# the first day of payment: who got the money now would be late the day after, so that it leaves no more
day 2026-02-05 09:00
again aigul
again zere
as aigul POST /v1/payouts/$refused/again with Idempotency-Key: $key => 409 code=PAYOUT_LATE
as zere POST /v1/payouts/$cash/handover {"desk":"$desk","code":"$code","document":"identity_card","document_number":"$asel_document_number","seen":true} with Idempotency-Key: $key => 409 code=PAYOUT_LATE
enter asel
as asel POST /v1/mine/payouts/$cash/cancellation with Idempotency-Key: $key => 200 reason=cancelled
audit 60
