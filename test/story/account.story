# Bank accounts: money may go to an own one only, after the client confirmed it by a method of item 35.
day 2026-01-05 09:00
rule 6.6.a, 8.7
rule 6.6.a, 8.7, 35.0 refuses
serve
world
register asel 1
register other 2
as asel POST /v1/me/$asel_id/accounts {"iban":"KZ00999KZT0001000001"} with Idempotency-Key: $key => 422 errors.0.code=IBAN_CHECK
as asel POST /v1/me/$asel_id/accounts {"iban":"$other_iban"} with Idempotency-Key: $key => 201 holder=asked good=false keep strange=id
wait holder=other in 15: as asel GET /v1/mine/accounts/$strange
as asel POST /v1/me/$asel_id/accounts {"iban":"KZ60999KZT0000000001"} with Idempotency-Key: $key => 201 keep nobodys=id
wait holder=unknown in 15: as asel GET /v1/mine/accounts/$nobodys
as asel POST /v1/me/$asel_id/accounts {"iban":"$asel_iban"} with Idempotency-Key: $key => 201 keep own=id
wait holder=own in 15: as asel GET /v1/mine/accounts/$own
as asel GET /v1/mine/accounts/$own => 200 good=false tail=0001 bank=999
# neither a stranger's nor nobody's account, whatever is confirmed
confirm asel change_bank $strange password code
as asel POST /v1/mine/accounts/$strange/use {"confirmation":"$asel_confirmation"} => 403 code=ACCOUNT_OTHER
as asel POST /v1/mine/accounts/$own/use {"confirmation":"$asel_confirmation"} => 403 code=CONFIRMATION_OTHER
# a password alone does not do
confirm asel change_bank $own password
as asel POST /v1/mine/accounts/$own/use {"confirmation":"$asel_confirmation"} => 403 code=CONFIRMATION_NEEDS
prove asel code
as phone world GET /phone/77000001001 => 200 'body~Соңғы таңбалары 0001 шотын'
as other POST /v1/mine/accounts/$own/use {"confirmation":"$asel_confirmation"} => 404
as other POST /v1/me/$other_id/confirmations {"operation":"change_bank","object":"$own"} with Idempotency-Key: $key => 404
as asel POST /v1/mine/accounts/$own/use {"confirmation":"$asel_confirmation"} => 200 good=true
as asel POST /v1/mine/accounts/$own/use {"confirmation":"$asel_confirmation"} => 409 code=CONFIRMATION_USED
as asel GET /v1/me/$asel_id/accounts => 200 accounts.0.good=true accounts.0.id=$own accounts.2.holder=other
as asel GET /v1/me/$other_id/accounts => 404
audit 30
