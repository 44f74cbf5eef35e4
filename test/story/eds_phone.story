# A client signs by telephone: it follows a QR code, which is good for one signature and three minutes and leads to what is
# confirmed. Refused: another document, another person's telephone, a code that was used, has run out, or was guessed.
day 2026-01-05 09:00
rule 35.1
rule 35.1, 11.1 refuses
serve
world
register asel 1
as asel POST /v1/me/$asel_id/numbers {"phone":"$asel_phone2"} with Idempotency-Key: $key => 201 keep second=id
wait owner=own in 10: as asel GET /v1/mine/numbers/$second
as asel POST /v1/me/$asel_id/confirmations {"operation":"change_number","object":"$second"} with Idempotency-Key: $key => 201 methods=1 keep asel_confirmation=id
# the telephone signs something else; then it is another person's
key asel
as phone world PUT /behaviour {"partner":"qr","how":"lie","times":1} => 204
scan asel => failed content
key asel person=2
scan asel => failed person
as guest public GET $asel_code_path => 404
as guest GET /v1/eds/0000000000000000000000000000000000000000000 => 404
# a code that nobody followed runs out
as asel POST /v1/mine/confirmations/$asel_confirmation/eds/code => 201 code~mobileSign:https://my.localhost keep unused=code
# what it leads to says who asks, and what is confirmed
key asel
scan asel => passed
as guest GET $asel_code_path => 404
as guest GET $asel_code_path/documents => 404
as asel POST /v1/mine/numbers/$second/use {"confirmation":"$asel_confirmation"} => 200 owner=own
as asel POST /v1/mine/confirmations/$asel_confirmation/eds/code => 409 code=CONFIRMATION_USED
# three minutes
as asel POST /v1/me/$asel_id/numbers {"phone":"$asel_phone"} with Idempotency-Key: $key => 201 keep first=id
wait owner=own in 10: as asel GET /v1/mine/numbers/$first
as asel POST /v1/me/$asel_id/confirmations {"operation":"change_number","object":"$first"} with Idempotency-Key: $key => 201 keep many=id
as asel POST /v1/mine/confirmations/$many/eds/code => 201
as asel POST /v1/mine/confirmations/$many/eds/code => 201
as asel POST /v1/mine/confirmations/$many/eds/code => 201
as asel POST /v1/mine/confirmations/$many/eds/code => 201
as asel POST /v1/mine/confirmations/$many/eds/code => 201
as asel POST /v1/mine/confirmations/$many/eds/code => 201
as asel POST /v1/mine/confirmations/$many/eds/code => 201
as asel POST /v1/mine/confirmations/$many/eds/code => 201
as asel POST /v1/mine/confirmations/$many/eds/code => 201
as asel POST /v1/mine/confirmations/$many/eds/code => 201
as asel POST /v1/mine/confirmations/$many/eds/code => 429 code=EDS_MANY
as asel POST /v1/me/$asel_id/confirmations {"operation":"change_number","object":"$first"} with Idempotency-Key: $key => 201 keep asel_confirmation=id
as asel POST /v1/mine/confirmations/$asel_confirmation/eds/code => 201 keep late=code
day 2026-01-05 09:06
as phone world POST /qr {"code":"$late","serial":"$asel_serial"} => 400
scan asel => passed
as asel POST /v1/mine/numbers/$first/use {"confirmation":"$asel_confirmation"} => 200 owner=own
audit 30
