# A record of a client; an SMS notice leaves through an errand and is seen on the phone; the gateway misbehaves.
day 2026-01-05 09:00
rule D.8, D.11, 11.2
rule 27 refuses
serve
world
staff dana officer
staff aigul accountant
as dana office POST /v1/clients {"iin":"800416100255","name":"Тестов Тест","phone":"+7 700 123-45-67","lang":"kk"} with Idempotency-Key: $key => 422 code=IIN_CHECK
as dana POST /v1/clients {"iin":"800416100254","name":"Тестов Тест Тестұлы","phone":"8 (700) 123-45-67","lang":"kk"} with Idempotency-Key: $key => 201 keep client=id keep login=login keep once=one_time_password
as dana POST /v1/clients {"iin":"800416100254","name":"Тестов Тест","phone":"87001234568","lang":"ru"} with Idempotency-Key: $key => 409 code=CLIENT_THERE
as aigul office GET /v1/clients/$client => 403
as dana GET /v1/clients/$client => 200 'name=Тестов Тест Тестұлы' iin~0254 phone~4567
# the client signs in with an own password and sees the own record only
as client public POST /v1/sessions {"login":"$login","password":"$once"} => 201 stage=password
as client GET /v1/me/$client => 403
as client PUT /v1/session/password {"old_password":"$once","new_password":"менің құпия сөзім"} => 200 stage=full
as client GET /v1/me/$client => 200 'name=Тестов Тест Тестұлы'
as dana POST /v1/clients {"iin":"680503250034","name":"Екінші Клиент","phone":"87011234567","lang":"ru"} with Idempotency-Key: $key => 201 keep second=id
as client GET /v1/me/$second => 404
as anyone public GET /v1/me/$client => 401
as client POST /v1/clients/$client/notices {"kind":"letter"} with Idempotency-Key: $key => 404
# the notice
as dana POST /v1/clients/$client/notices {"kind":"letter"} with Idempotency-Key: $key => 201 state=planned keep notice=id
wait state=sent in 10: as dana GET /v1/notices/$notice
as phone world GET /phone/77001234567 => 200 'body~жаңа хат бар'
# a gateway that is broken after it has sent: asked again under the same id, one message on the phone
as phone PUT /behaviour {"partner":"sms","how":"broken","times":1} => 204
as dana POST /v1/clients/$second/notices {"kind":"call_us"} with Idempotency-Key: $key => 201 keep twice=id
wait state=sent in 15: as dana GET /v1/notices/$twice
as phone GET /phone => 200 'body~+77011234567</a> (1)'
# one that lies, and one that says later
as phone PUT /behaviour {"partner":"sms","how":"lie","times":2} => 204
as dana POST /v1/clients/$second/notices {"kind":"letter"} with Idempotency-Key: $key => 201 keep lied=id
as phone GET /phone => 200 'body~+77011234567</a> (1)'
wait state=sent in 20: as dana GET /v1/notices/$lied
as phone GET /phone => 200 'body~+77011234567</a> (2)'
as phone PUT /behaviour {"partner":"sms","how":"slow","times":1} => 204
as dana POST /v1/clients/$second/notices {"kind":"letter"} with Idempotency-Key: $key => 201 keep slow=id
wait state=sent in 20: as dana GET /v1/notices/$slow
as phone PUT /behaviour {"partner":"sms","how":"later","times":1} => 204
as dana POST /v1/clients/$second/notices {"kind":"letter"} with Idempotency-Key: $key => 201 keep later=id
wait state=sent in 15: as dana GET /v1/notices/$later
# one that takes the message and says nothing: after ten seconds nobody knows, and it is asked again under the same id
as phone PUT /behaviour {"partner":"sms","how":"silent","times":1} => 204
as dana POST /v1/clients/$client/notices {"kind":"call_us"} with Idempotency-Key: $key => 201 keep silent=id
as phone GET /phone => 200 'body~+77001234567</a> (1)'
wait state=sent in 40: as dana GET /v1/notices/$silent
as phone GET /phone => 200 'body~+77001234567</a> (2)'
audit 20
