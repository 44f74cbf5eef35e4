# The third loan: a legal entity registers and borrows; the money goes to the account of a contracted seller, which two persons
# approved, and each transfer is confirmed by two methods. Late for long, it pays the second step of penalty.
day 2026-01-05 09:00
rule 9.2.d, 9.3
rule 9.3, 9.2.d refuses
serve
world
staff dana officer
staff asel officer
staff aigul accountant
staff zhan officer accountant
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
enlist firm 2
company shop 1
# a seller counts only after another person has approved it
as dana office POST /v1/sellers {"bin":"$shop_bin","name":"$shop_name_ru","iban":"KZ699990000000000002","contract":"7 от 12.01.2026"} with Idempotency-Key: $key => 422 code=IBAN_CHECK
as zhan office POST /v1/sellers {"bin":"$shop_bin","name":"$shop_name_ru","iban":"$shop_iban","contract":"7 от 12.01.2026"} with Idempotency-Key: $key => 201 approved=false keep seller=id
as dana POST /v1/sellers {"bin":"$shop_bin","name":"$shop_name_ru","iban":"$shop_iban","contract":"9 от 13.01.2026"} with Idempotency-Key: $key => 409 code=SELLER_THERE
as dana POST /v1/sellers {"bin":"940140000960","name":"$shop_name_ru","iban":"$shop_iban","contract":"9 от 13.01.2026"} with Idempotency-Key: $key => 422 code=BIN_NEVER
as dana POST /v1/sellers/$seller/approval with Idempotency-Key: $key => 403
as zhan POST /v1/sellers/$seller/approval with Idempotency-Key: $key => 403 code=SELLER_MAKER
as firm GET /v1/me/$firm_id/sellers => 200 !sellers.0
as aigul office POST /v1/sellers/$seller/approval with Idempotency-Key: $key => 204
as aigul POST /v1/sellers/$seller/approval with Idempotency-Key: $key => 409 code=SELLER_DECIDED
as firm GET /v1/me/$firm_id/sellers => 200 sellers.0.id=$seller sellers.0.approved=true
company other 3
as dana POST /v1/sellers {"bin":"$other_bin","name":"$other_name_ru","iban":"$other_iban","contract":"8 от 12.01.2026"} with Idempotency-Key: $key => 201 keep unapproved=id
chosen firm business 1000000 6 differentiated by dana,asel to seller
as firm GET /v1/mine/applications/$firm_application/offers => 200 keep hash=offers.0.hash
as firm POST /v1/mine/applications/$firm_application/choice {"hash":"$hash","lang":"kk","way":"seller","seller":"$unapproved"} with Idempotency-Key: $key => 422 code=APPLICATION_WAY
formed firm
as firm GET /v1/mine/contracts/$firm_contract/page => 200 body~$shop_iban body~$firm_bin
concluded firm
as firm GET /v1/mine/payouts/$firm_payout => 200 state=waiting way=seller needs=methods
# one method is not enough, and the confirmation of the contract is not that of the transfer
as firm POST /v1/mine/payouts/$firm_payout/release {"confirmation":"$firm_confirmation"} with Idempotency-Key: $key => 403 code=CONFIRMATION_OTHER
confirm firm pay_seller $firm_payout password code
as firm POST /v1/mine/payouts/$firm_payout/release {"confirmation":"$firm_confirmation"} with Idempotency-Key: $key => 403 code=CONFIRMATION_NEEDS
prove firm biometric
as firm POST /v1/mine/payouts/$firm_payout/release {"confirmation":"$firm_confirmation"} with Idempotency-Key: $key => 200 state=planned
paid firm
as firm GET /v1/mine/loans/$firm_loan => 200 state=open principal.current=1000000.00
statement aigul 2026-01-05 => 200 strange=0
as aigul GET /v1/bank-lines?state=own => 200 lines.0.amount=1000000.00 !lines.1
as bank world GET /bank => 200 body~$shop_iban
# late for more than 90 days: the second step of penalty, and the explanation says so
day 2026-05-20 10:00
enter firm
wait loans.0.overdue_since=2026-02-06 in 60: as firm GET /v1/me/$firm_id/loans
as firm GET /v1/mine/loans/$firm_loan => 200 days_overdue=104 'body~0.03 %' 'body~0.5 %'
audit 60
