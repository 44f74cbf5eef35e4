# Cash at the desk: off until the organisation opens one; handed out once, for a code that only the client's own account shows, to a
# client whom the cashier compared by sight with the identity document of the registration.
day 2026-01-05 09:00
rule 9.2, 9.2.c, 9.4
rule 9.4, 9.2.c, 9.2 refuses
serve
world
staff adil administrator
staff dana officer
staff aigul accountant
staff bolat accountant
staff zere cashier
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
register asel 3
# no desk is open: cash cannot be chosen
as dana office POST /v1/cash-desks {"name":"Орталық","place":"Алматы, Үлгі көшесі, 1"} with Idempotency-Key: $key => 403
as adil office POST /v1/cash-desks {"name":"Орталық","place":"Алматы, Үлгі көшесі, 1"} with Idempotency-Key: $key => 201 open=false keep desk=id
as adil POST /v1/cash-desks {"name":"Орталық","place":"Алматы"} with Idempotency-Key: $key => 409 code=CASH_DESK_THERE
as murat GET /v1/me/$murat_id/cash-desks => 200 !desks.0
draft murat consumer 100000 6
submit murat submitted
reaches murat checking in 20
as dana POST /v1/applications/$murat_application/decision {"approve":true,"note":"мақұлданды"} with Idempotency-Key: $key => 200
as murat GET /v1/mine/applications/$murat_application/offers => 200 keep hash=offers.0.hash
as murat POST /v1/mine/applications/$murat_application/choice {"hash":"$hash","lang":"kk","way":"desk"} with Idempotency-Key: $key => 422 code=APPLICATION_WAY
as murat POST /v1/mine/applications/$murat_application/choice {"hash":"$hash","lang":"kk","way":"terminal"} with Idempotency-Key: $key => 422 code=APPLICATION_WAY
# opened: chosen, formed, concluded; the paper says that it is cash at the desk
as adil PUT /v1/cash-desks/$desk {"open":true} => 204
as murat GET /v1/me/$murat_id/cash-desks => 200 desks.0.id=$desk
as murat POST /v1/mine/applications/$murat_application/choice {"hash":"$hash","lang":"kk","way":"desk"} with Idempotency-Key: $key => 200 way=desk
formed murat
as murat GET /v1/mine/contracts/$murat_contract/page => 200 body~касс
concluded murat
as murat GET /v1/mine/payouts/$murat_payout => 200 state=planned way=desk amount=100000.00
as murat GET /v1/mine/loans/$murat_loan => 200 state=signed debt=0.00
as murat GET /v1/mine/payouts/$murat_payout/code => 200 keep code=code
as asel GET /v1/mine/payouts/$murat_payout/code => 404
# who hands out: the cashier alone; to whom: not by a birth certificate, not by another document, not unseen, not without the code
as dana POST /v1/payouts/$murat_payout/handover {"desk":"$desk","code":"$code","document":"identity_card","document_number":"$murat_document_number","seen":true} with Idempotency-Key: $key => 403 code=NOT_ALLOWED
as zere office POST /v1/payouts/$murat_payout/handover {"desk":"$desk","code":"$code","document":"birth_certificate","document_number":"$murat_document_number","seen":true} with Idempotency-Key: $key => 422 code=SHAPE_FAULTS
as zere POST /v1/payouts/$murat_payout/handover {"desk":"$desk","code":"$code","document":"identity_card","document_number":"$asel_document_number","seen":true} with Idempotency-Key: $key => 403 code=CASH_PAPER
as zere POST /v1/payouts/$murat_payout/handover {"desk":"$desk","code":"$code","document":"passport","document_number":"$murat_document_number","seen":true} with Idempotency-Key: $key => 403 code=CASH_PAPER
as zere POST /v1/payouts/$murat_payout/handover {"desk":"$desk","code":"$code","document":"identity_card","document_number":"$murat_document_number","seen":false} with Idempotency-Key: $key => 422 code=CASH_SIGHT
as zere POST /v1/payouts/$murat_payout/handover {"desk":"$desk","code":"$code","document":"digital","seen":true} with Idempotency-Key: $key => 422 code=CASH_SIGHT
as zere POST /v1/payouts/$murat_payout/handover {"desk":"$desk","code":"00000","document":"identity_card","document_number":"$murat_document_number","seen":true} with Idempotency-Key: $key => 422
# there is no cash in the desk yet; two accountants bring it from the bank
as zere POST /v1/payouts/$murat_payout/handover {"desk":"$desk","code":"$code","document":"identity_card","document_number":"$murat_document_number","seen":true} with Idempotency-Key: $key => 409 code=CASH_EMPTY
as aigul office POST /v1/journals {"value_on":"2026-01-05","note":"Касса","entries":[{"debit":"1010","credit":"1030","amount":"250000.00"}]} with Idempotency-Key: $key => 201 keep journal=id
as bolat office POST /v1/journals/$journal/decision {"approve":true} with Idempotency-Key: $key => 200
# a closed desk hands out nothing
as adil PUT /v1/cash-desks/$desk {"open":false} => 204
as zere POST /v1/payouts/$murat_payout/handover {"desk":"$desk","code":"$code","document":"identity_card","document_number":"$murat_document_number","seen":true} with Idempotency-Key: $key => 422 code=CASH_DESK
as adil PUT /v1/cash-desks/$desk {"open":true} => 204
as murat GET /v1/mine/payouts/$murat_payout => 200 state=planned
# once: the same call again is the same answer, another one finds it done; a restart between changes nothing
as zere POST /v1/payouts/$murat_payout/handover {"desk":"$desk","code":"$code","document":"identity_card","document_number":"$murat_document_number","seen":true} with Idempotency-Key: cash-handover-0001 => 200 amount=100000.00 value_on=2026-01-05
kill serve
day 2026-01-05 09:10
serve
as zere POST /v1/payouts/$murat_payout/handover {"desk":"$desk","code":"$code","document":"identity_card","document_number":"$murat_document_number","seen":true} with Idempotency-Key: cash-handover-0001 => 200 amount=100000.00 header.Idempotency-Replayed=true
as zere POST /v1/payouts/$murat_payout/handover {"desk":"$desk","code":"$code","document":"identity_card","document_number":"$murat_document_number","seen":true} with Idempotency-Key: $key => 409 code=PAYOUT_STATE
as murat GET /v1/mine/payouts/$murat_payout/code => 409 code=PAYOUT_STATE
as murat GET /v1/mine/payouts/$murat_payout => 200 state=done value_on=2026-01-05 ref=Орталық
as murat GET /v1/mine/loans/$murat_loan => 200 state=open debt=100000.00
books 2026-01-05 aigul 1110=100000 1040=0 1010=150000 1030=-250000
# wrong codes are counted: after five the desk waits, even with the right one; digital documents do as well as the card
chosen asel consumer 100000 6 annuity by dana to desk
formed asel
concluded asel
as asel GET /v1/mine/payouts/$asel_payout/code => 200 keep asel_code=code
as zere POST /v1/payouts/$asel_payout/handover {"desk":"$desk","code":"$code","document":"digital","digital":"DD-2026-000017","seen":true} with Idempotency-Key: $key => 403 code=CASH_CODE
as zere POST /v1/payouts/$asel_payout/handover {"desk":"$desk","code":"$code","document":"digital","digital":"DD-2026-000017","seen":true} with Idempotency-Key: $key => 403 code=CASH_CODE
as zere POST /v1/payouts/$asel_payout/handover {"desk":"$desk","code":"$code","document":"digital","digital":"DD-2026-000017","seen":true} with Idempotency-Key: $key => 403 code=CASH_CODE
as zere POST /v1/payouts/$asel_payout/handover {"desk":"$desk","code":"$code","document":"digital","digital":"DD-2026-000017","seen":true} with Idempotency-Key: $key => 403 code=CASH_CODE
as zere POST /v1/payouts/$asel_payout/handover {"desk":"$desk","code":"$code","document":"digital","digital":"DD-2026-000017","seen":true} with Idempotency-Key: $key => 403 code=CASH_CODE
as zere POST /v1/payouts/$asel_payout/handover {"desk":"$desk","code":"$asel_code","document":"digital","digital":"DD-2026-000017","seen":true} with Idempotency-Key: $key => 429 code=SIGN_IN_BLOCKED
day 2026-01-05 09:16
as zere POST /v1/payouts/$asel_payout/handover {"desk":"$desk","code":"$asel_code","document":"digital","digital":"DD-2026-000017","seen":true} with Idempotency-Key: $key => 200
as asel GET /v1/mine/payouts/$asel_payout => 200 state=done
# not wanted any more: by the client's own word, once, never another's, never what was handed out, never money of the bank
as asel POST /v1/mine/payouts/$asel_payout/cancellation with Idempotency-Key: $key => 409 code=PAYOUT_STATE
chosen murat consumer 50000 3 annuity by dana to desk
formed murat
concluded murat
as murat GET /v1/mine/payouts/$murat_payout/code => 200 keep code=code
as asel POST /v1/mine/payouts/$murat_payout/cancellation with Idempotency-Key: $key => 404
as nobody public POST /v1/mine/payouts/$murat_payout/cancellation with Idempotency-Key: $key => 401
as zere POST /v1/payouts/$murat_payout/cancellation with Idempotency-Key: $key => 403
as murat POST /v1/mine/payouts/$murat_payout/cancellation with Idempotency-Key: cash-cancelled-001 => 200 reason=cancelled
as murat POST /v1/mine/payouts/$murat_payout/cancellation with Idempotency-Key: cash-cancelled-001 => 200 reason=cancelled
as murat POST /v1/mine/payouts/$murat_payout/cancellation with Idempotency-Key: $key => 409 code=PAYOUT_STATE
as murat GET /v1/mine/payouts/$murat_payout/code => 409 code=PAYOUT_STATE
as zere POST /v1/payouts/$murat_payout/handover {"desk":"$desk","code":"$code","document":"identity_card","document_number":"$murat_document_number","seen":true} with Idempotency-Key: $key => 409 code=PAYOUT_STATE
as murat GET /v1/mine/payouts/$murat_payout => 200 state=refused reason=cancelled
as murat GET /v1/mine/loans/$murat_loan => 200 state=signed debt=0.00
# wanted again: another payout of the same contract; the desk and the client at once: one of them comes first
as aigul POST /v1/payouts/$murat_payout/again with Idempotency-Key: $key => 201 state=planned keep second=id
as murat GET /v1/mine/payouts/$second/code => 200 keep code=code
race zere POST /v1/payouts/$second/handover {"desk":"$desk","code":"$code","document":"identity_card","document_number":"$murat_document_number","seen":true} with Idempotency-Key: $key || murat POST /v1/mine/payouts/$second/cancellation with Idempotency-Key: $key || murat POST /v1/mine/payouts/$second/cancellation with Idempotency-Key: $key => 200 409 409
as aigul POST /v1/payouts/$murat_payout/cancellation with Idempotency-Key: $key => 409 code=PAYOUT_STATE
audit 60
