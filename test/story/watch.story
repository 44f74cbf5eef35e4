# The log is watched by somebody who does nothing else: he alone reads it, nobody has a door to change it, and each duty that
# somebody did stands in it under the name of who did it. What the database holds of it refuses every change.
day 2026-01-05 09:00
rule 32.1, 32
rule 32.1, 32 refuses
serve
# the duty of watching is given alone
as setup operations POST /v1/staff {"login":"both","name":"Екі Міндет","roles":["auditor","administrator"]} => 422 code=STAFF_DUTIES
as setup POST /v1/staff {"login":"both","name":"Екі Міндет","roles":["officer","auditor"]} => 422 code=STAFF_DUTIES
staff adil administrator
staff dana officer
staff aigul accountant
staff sara compliance
staff asan auditor
# who acts does not read what is written on it, who reads does not act
as adil office GET /v1/audit => 403
as dana office GET /v1/audit => 403
as aigul office GET /v1/audit => 403
as sara office GET /v1/audit => 403
as nobody public GET /v1/audit => 404
as asan office POST /v1/staff {"login":"friend","name":"Дос","roles":["administrator"]} => 403
as asan POST /v1/clients {"iin":"800416100254","name":"Тестов Тест","phone":"+77001234567","lang":"kk"} with Idempotency-Key: $key => 403
as asan PUT /v1/organisation {} with If-Match: "v1" => 403
# what the officer did and looked at is there; no door takes it away
as dana POST /v1/clients {"iin":"800416100254","name":"Тестов Тест","phone":"+77001234567","lang":"kk"} with Idempotency-Key: $key => 201 keep client=id
as dana GET /v1/clients/$client => 200
wait body~get.v1.clients in 10: as asan office GET /v1/audit
as asan GET /v1/audit => 200 body~post.v1.clients body~$client leaves.0.actor=staff keep leaf=leaves.0.id
as asan DELETE /v1/audit => 405
as asan DELETE /v1/audit/leaves/$leaf/receipt => 405
as adil DELETE /v1/audit => 405
day 2026-01-05 09:03
wait header.Content-Type~text/plain in 90: as asan GET /v1/audit/leaves/$leaf/receipt
day 2026-01-05 09:05
tamper UPDATE audit_leaf SET at = at + 1 => refused
day 2026-01-05 09:06
tamper DELETE FROM audit_leaf => refused
day 2026-01-05 09:07
tamper DELETE FROM audit_place => refused
day 2026-01-05 09:08
tamper UPDATE audit_node SET hash = hash => refused
as asan office GET /v1/audit => 200 body~$leaf
audit 10
