# Fraud is found: measures within two working days, the client and the authorised body within one, each written down and never changed.
day 2026-01-09 09:00
rule 13.1.a, 13.1.b, 13.1.c
serve
world
staff dana officer
staff sara compliance
staff adil administrator
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
register asel 3
# a Friday: one working day is Monday, two are Tuesday; not of tomorrow, not by who has no such duty, not by a client
as sara office POST /v1/incidents {"kind":"fraud","what":"Заявление от чужого имени","found_on":"2026-01-10"} with Idempotency-Key: $key => 422 code=INCIDENT_DAY
as sara POST /v1/incidents {"kind":"fraud","what":"x","found_on":"2014-05-05"} with Idempotency-Key: $key => 422 code=INCIDENT_DAY
as dana office POST /v1/incidents {"kind":"fraud","what":"x","found_on":"2026-01-09"} with Idempotency-Key: $key => 403
as murat office POST /v1/incidents {"kind":"fraud","what":"x","found_on":"2026-01-09"} with Idempotency-Key: $key => 401
as sara POST /v1/incidents {"kind":"fraud","what":"Заявление от чужого имени","found_on":"2026-01-09"} with Idempotency-Key: incident-found-0001 => 201 clients_due=2026-01-12 body_due=2026-01-12 measures_due=2026-01-13 open=true late=false keep incident=id
as sara POST /v1/incidents {"kind":"fraud","what":"Заявление от чужого имени","found_on":"2026-01-09"} with Idempotency-Key: incident-found-0001 => 201 id=$incident
# the client is informed by it at once, once; another client knows nothing
as sara POST /v1/incidents/$incident/clients {"client":"$murat_id"} with Idempotency-Key: $key => 200 steps.0.kind=client steps.0.done_on=2026-01-09
as sara POST /v1/incidents/$incident/clients {"client":"$murat_id"} with Idempotency-Key: $key => 409 code=INCIDENT_TWICE
wait 'body~неправомерное действие' in 20: as phone world GET /phone/77000001002
as phone GET /phone/77000001003 => 200 !body~неправомерное
# the authorised body, the measures: on days between the finding and today
as sara POST /v1/incidents/$incident/body {"words":"исх. № 5","done_on":"2026-01-08"} with Idempotency-Key: $key => 422 code=INCIDENT_DAY
as sara POST /v1/incidents/$incident/body {"words":"исх. № 5","done_on":"2026-01-10"} with Idempotency-Key: $key => 422 code=INCIDENT_DAY
as sara POST /v1/incidents/$incident/body {"words":"","done_on":"2026-01-09"} with Idempotency-Key: $key => 422
as sara POST /v1/incidents/$incident/body {"words":"исх. № 5 от 09.01.2026","done_on":"2026-01-09"} with Idempotency-Key: $key => 200 open=true late=false steps.1.kind=body
day 2026-01-13 09:00
again adil
as adil office POST /v1/incidents/$incident/measures {"words":"Вход заблокирован, пароли сменены","done_on":"2026-01-13"} with Idempotency-Key: $key => 200 open=false late=false steps.2.kind=measures
# what was done too late, or not at all, is seen
again sara
as sara POST /v1/incidents {"kind":"access","what":"Доступ уволенного сотрудника","found_on":"2026-01-09"} with Idempotency-Key: $key => 201 open=true late=true keep second=id
as sara GET /v1/incidents => 200 incidents.1.id~- !incidents.2
as sara GET /v1/incidents/$incident => 200 late=false steps.2.done_on=2026-01-13
# nobody changes it behind the product's back
tamper UPDATE incident SET found_on = '2026-01-12' => refused
tamper DELETE FROM incident_step => refused
audit 20
