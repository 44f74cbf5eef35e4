# Registration is left and gone on with; the server is killed between; who is registered already is told so only when proven.
day 2026-01-05 09:00
rule 6.4, D.11
rule 6.5, D.9 refuses
serve
world
person bota 3
begin bota
as bota PUT /v1/registration/password {"password":"бота ашық аспан"} => 200 missing=facts
kill serve
serve
as bota GET /v1/registration => 200 missing=facts
# rest ends the session; the identifier and the password open only the steps of registration
day 2026-01-05 10:30
as bota GET /v1/registration => 401
as bota public POST /v1/sessions {"login":"$bota_login","password":"бота ашық аспа"} => 401
as bota POST /v1/sessions {"login":"$bota_login","password":"бота ашық аспан"} => 201 stage=register
as bota GET /v1/me/$bota_id => 403
as bota GET /v1/me/$bota_id/letters => 403
as bota POST /v1/me/$bota_id/confirmations {"operation":"change_number","object":"$bota_id"} with Idempotency-Key: $key => 403
# a centre that sends nonsense or breaks off is asked again: nothing is taken for a yes
state bota
as bota POST /v1/registration/confirmation => 201 keep bota_confirmation=id
as bota PUT /v1/mine/confirmations/$bota_confirmation/biometric => 409 code=FACE_RUNNING
as camera world PUT /behaviour {"partner":"coid.begin","how":"lie","times":1} => 204
as bota POST /v1/mine/confirmations/$bota_confirmation/biometric => 200 face=asked
wait face=open in 10: as bota GET /v1/mine/confirmations/$bota_confirmation
as camera PUT /behaviour {"partner":"coid.begin","how":"broken","times":1} => 204
as camera PUT /behaviour {"partner":"coid.result","how":"broken","times":1} => 204
stand bota 3 => passed
prove bota password code
kill serve
serve
as bota POST /v1/registration/account {"confirmation":"$bota_confirmation"} => 200 stage=full
as bota GET /v1/me/$bota_id => 200
as bota POST /v1/registration/account {"confirmation":"$bota_confirmation"} => 403
# the same person again: everything passes, and only then it is told
person twin 3
begin twin
state twin
as twin POST /v1/registration/confirmation => 201 keep twin_confirmation=id
prove twin password code biometric
as twin POST /v1/registration/account {"confirmation":"$twin_confirmation"} => 409 code=REGISTERED_BEFORE
as twin GET /v1/me/$twin_id => 403
day 2026-01-05 10:50
audit 30
