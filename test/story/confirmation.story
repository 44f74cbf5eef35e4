# The number is changed with one method; wrong, late, replayed codes, another's confirmation and a spent one are refused.
day 2026-01-05 09:00
rule 6.6, 35.3, 35.3.a, 35.3.d, 35.3.f
rule 6.6, 6.7, 35.0, 35.2, 35.3.d, 35.3.f, D.5, D.6 refuses
serve
world
# a lender that believes no certification authority takes no signatures: the other methods do
setting eds_trust nowhere
stop serve
serve
register asel 1
register other 2
# a number counts only when it is the client's own
as asel POST /v1/me/$asel_id/numbers {"phone":"$other_phone"} with Idempotency-Key: $key => 201 owner=asked tail=1002 keep wrong_number=id
wait owner=other in 10: as asel GET /v1/mine/numbers/$wrong_number
as asel POST /v1/me/$asel_id/numbers {"phone":"$asel_phone2"} with Idempotency-Key: $key => 201 tail=2001 keep second=id
wait owner=own in 10: as asel GET /v1/mine/numbers/$second
confirm asel change_number $wrong_number password code
as asel POST /v1/mine/numbers/$wrong_number/use {"confirmation":"$asel_confirmation"} => 403 code=NUMBER_OTHER
# a confirmation of one number changes to no other one
as asel POST /v1/mine/numbers/$second/use {"confirmation":"$asel_confirmation"} => 403 code=CONFIRMATION_OTHER
# nothing proven yet; a password alone is one factor, not a method
as asel POST /v1/me/$asel_id/confirmations {"operation":"change_number","object":"$second"} with Idempotency-Key: $key => 201 methods=1 keep asel_confirmation=id
as asel POST /v1/mine/numbers/$second/use {"confirmation":"$asel_confirmation"} => 403 code=CONFIRMATION_NEEDS
as asel PUT /v1/mine/confirmations/$asel_confirmation/password {"password":"not it at all"} => 401 code=SIGN_IN_WRONG
as asel GET /v1/mine/confirmations/$asel_confirmation/eds => 409 code=EDS_NONE
as asel POST /v1/mine/confirmations/$asel_confirmation/eds/code with Idempotency-Key: $key => 409 code=EDS_NONE
prove asel password
as asel POST /v1/mine/numbers/$second/use {"confirmation":"$asel_confirmation"} => 403 code=CONFIRMATION_NEEDS
as asel PUT /v1/mine/confirmations/$asel_confirmation/code {"code":"000000"} => 409 code=CODE_UNSENT
# the message says what is confirmed, in the client's language
sms asel
as phone world GET /phone/77000001001 => 200 'body~Соңғы цифрлары 2001 нөміріне ауысу'
# a code of one confirmation opens no other one; a wrong one opens nothing
as asel POST /v1/me/$asel_id/confirmations {"operation":"change_number","object":"$second"} with Idempotency-Key: $key => 201 keep first=id
as asel POST /v1/mine/confirmations/$first/code => 200 code_sends=1
as asel PUT /v1/mine/confirmations/$first/code {"code":"$asel_code"} => 401 code=CODE_WRONG
as asel PUT /v1/mine/confirmations/$asel_confirmation/code {"code":"$asel_wrong"} => 401 code=CODE_WRONG
# a new sending makes the one before worthless
sms asel
as asel PUT /v1/mine/confirmations/$asel_confirmation/code {"code":"$asel_code"} => 200 code=true ready=true
as asel PUT /v1/mine/confirmations/$asel_confirmation/code {"code":"$asel_code"} => 409 code=CODE_SPENT
# nobody else's
as other GET /v1/mine/confirmations/$asel_confirmation => 404
as other PUT /v1/mine/confirmations/$asel_confirmation/code {"code":"$asel_code"} => 404
as other POST /v1/mine/numbers/$second/use {"confirmation":"$asel_confirmation"} => 404
as other POST /v1/me/$other_id/confirmations {"operation":"change_number","object":"$second"} with Idempotency-Key: $key => 404
as asel POST /v1/mine/numbers/$second/use {"confirmation":"$asel_confirmation"} => 200 owner=own
as asel POST /v1/mine/numbers/$second/use {"confirmation":"$asel_confirmation"} => 409 code=CONFIRMATION_USED
as asel GET /v1/me/$asel_id => 200 phone~2001
# the IIN is never changed, whatever is tried (6.7)
as asel PUT /v1/me/$asel_id {"iin":"$other_iin"} => 405
as asel PATCH /v1/me/$asel_id {"iin":"$other_iin"} => 405
as asel PUT /v1/registration/person {"iin":"$other_iin"} => 403
# five wrong ones end a confirmation, also over restarts; then the limit holds for the next one
as other POST /v1/me/$other_id/numbers {"phone":"$other_phone2"} with Idempotency-Key: $key => 201 keep third=id
wait owner=own in 10: as other GET /v1/mine/numbers/$third
as other POST /v1/me/$other_id/confirmations {"operation":"change_number","object":"$third"} with Idempotency-Key: $key => 201 keep other_confirmation=id
sms other
as other PUT /v1/mine/confirmations/$other_confirmation/code {"code":"$other_wrong"} => 401
as other PUT /v1/mine/confirmations/$other_confirmation/code {"code":"$other_wrong"} => 401
kill serve
serve
as other PUT /v1/mine/confirmations/$other_confirmation/code {"code":"$other_wrong"} => 401
as other PUT /v1/mine/confirmations/$other_confirmation/code {"code":"$other_wrong"} => 401
as other PUT /v1/mine/confirmations/$other_confirmation/code {"code":"$other_wrong"} => 401
as other PUT /v1/mine/confirmations/$other_confirmation/code {"code":"$other_code"} => 410 code=CONFIRMATION_OVER
as other POST /v1/me/$other_id/confirmations {"operation":"change_number","object":"$third"} with Idempotency-Key: $key => 201 keep other_confirmation=id
sms other
as other PUT /v1/mine/confirmations/$other_confirmation/code {"code":"$other_code"} => 429 code=SIGN_IN_BLOCKED
# a code lives five minutes, a confirmation fifteen
day 2026-01-05 09:07
as other GET /v1/session => 200
as other PUT /v1/mine/confirmations/$other_confirmation/code {"code":"$other_code"} => 410 code=CODE_LATE
sms other
as other PUT /v1/mine/confirmations/$other_confirmation/code {"code":"$other_code"} => 200 code=true
prove other password
day 2026-01-05 09:15
as other GET /v1/session => 200
day 2026-01-05 09:23
as other GET /v1/session => 200
as other GET /v1/mine/confirmations/$other_confirmation => 200 ready=false
as other POST /v1/mine/numbers/$third/use {"confirmation":"$other_confirmation"} => 410 code=CONFIRMATION_OVER
# a face capture counts once, ever, whichever session brings it
as other POST /v1/me/$other_id/confirmations {"operation":"change_number","object":"$third"} with Idempotency-Key: $key => 201 keep other_confirmation=id
as camera world PUT /behaviour {"partner":"coid.result","how":"lie","times":1} => 204
stand other 2 => failed used
as other POST /v1/mine/numbers/$third/use {"confirmation":"$other_confirmation"} => 403 code=CONFIRMATION_NEEDS
stand other 2 => passed
as other POST /v1/mine/numbers/$third/use {"confirmation":"$other_confirmation"} => 200
# three codes of a confirmation, no more
as other POST /v1/me/$other_id/numbers {"phone":"$other_phone"} with Idempotency-Key: $key => 201 keep fourth=id
as other POST /v1/me/$other_id/confirmations {"operation":"change_number","object":"$fourth"} with Idempotency-Key: $key => 201 keep fourth_confirmation=id
as other POST /v1/mine/confirmations/$fourth_confirmation/code => 200 code_sends=1
as other POST /v1/mine/confirmations/$fourth_confirmation/code => 200 code_sends=2
as other POST /v1/mine/confirmations/$fourth_confirmation/code => 200 code_sends=3
as other POST /v1/mine/confirmations/$fourth_confirmation/code => 429 code=CODE_SENDS
# who was entered by staff and never proved anything confirms nothing
staff dana officer
as dana office POST /v1/clients {"iin":"800416100254","name":"Тестов Тест","phone":"+77001234567","lang":"kk"} with Idempotency-Key: $key => 201 keep guest=id keep login=login keep once=one_time_password
as guest public POST /v1/sessions {"login":"$login","password":"$once"} => 201
as guest PUT /v1/session/password {"old_password":"$once","new_password":"менің құпия сөзім"} => 200 stage=full
as guest POST /v1/me/$guest/numbers {"phone":"$asel_phone"} with Idempotency-Key: $key => 201 keep fifth=id
as guest POST /v1/me/$guest/confirmations {"operation":"change_number","object":"$fifth"} with Idempotency-Key: $key => 403 code=REGISTRATION_NEEDED
audit 60
