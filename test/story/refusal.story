# Who may not borrow: voluntary refusal, lists, delay, bankruptcy, conscription, debt burden; a namesake and a public office need a person.
day 2026-01-05 09:00
rule 10.1, 10.2, 8.1, 8.8 refuses
rule 7.4, 8.1, 8.8
serve
world
staff dana officer
staff erlan officer
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
# a voluntary refusal in force: refused with its reason and rights; lifted, the next application goes on
register umit 11
draft umit consumer 200000 12
submit umit submitted
reaches umit refused in 15
as umit GET /v1/mine/applications/$umit_application => 200 refusal_code=voluntary_refusal refusal_text~lift refusal_rights~ombudsman
as dana office POST /v1/applications/$umit_application/decision {"approve":true} with Idempotency-Key: $key => 409 code=APPLICATION_STATE
as bureau world PUT /bureau/person {"number":"880806250112","refusal":false} => 204
draft umit consumer 200000 12
submit umit submitted
reaches umit checking in 15
# on the list by number: refused at once and frozen, nobody's credit history is asked for, a case for a person
register timur 10
draft timur consumer 100000 6
submit timur refused
as timur GET /v1/mine/applications/$timur_application => 200 refusal_code=law_on_laundering
wait calls.0.kind=application in 10: as bureau GET /bureau/calls/710303150108
as bureau GET /bureau/calls/710303150108 => 200 !calls.1
as sara office GET /v1/aml/cases => 200 cases.0.client=$timur_id cases.0.sure=true cases.0.state=open keep case=cases.0.id
as dana POST /v1/aml/cases/$case/decision {"state":"cleared","note":"жоқ"} with Idempotency-Key: $key => 403
as sara POST /v1/aml/cases/$case/decision {"state":"confirmed","note":"сәйкес келеді"} with Idempotency-Key: $key => 200 state=confirmed
draft timur consumer 50000 3
submit timur refused
# another person of the same name: nothing is granted before a person looked; the case of an application that was withdrawn
# (or of the daily look) decides for the next one, too
register namesake 19
draft namesake consumer 50000 6
submit namesake submitted
as namesake POST /v1/mine/applications/$namesake_application/withdrawal with Idempotency-Key: $key => 200 state=withdrawn
draft namesake consumer 100000 6
submit namesake submitted
reaches namesake checking in 15
as dana POST /v1/applications/$namesake_application/decision {"approve":true} with Idempotency-Key: $key => 409 code=APPLICATION_GATES
as sara GET /v1/aml/cases => 200 cases.0.client=$namesake_id cases.0.sure=false cases.1.client=$timur_id keep other=cases.0.id
as sara POST /v1/aml/cases/$other/decision {"state":"cleared","note":"басқа адам"} with Idempotency-Key: $key => 200 state=cleared
as sara POST /v1/aml/cases/$other/decision {"state":"cleared","note":"басқа адам"} with Idempotency-Key: $key => 409 code=CASE_DECIDED
as dana GET /v1/applications/$namesake_application => 200 gates.1.gate=lists gates.1.state=passed gates.3.state=passed
as dana POST /v1/applications/$namesake_application/decision {"approve":true} with Idempotency-Key: $key => 200 state=approved
# delay, bankruptcy, conscription, burden: the law says no
register bolat 14
draft bolat consumer 200000 12
submit bolat submitted
register nurlan 16
draft nurlan consumer 200000 12
submit nurlan submitted
register anna 17
draft anna consumer 200000 12
submit anna submitted
register heavy 15
draft heavy consumer 200000 12
submit heavy submitted
reaches bolat refused in 15
reaches nurlan refused in 15
reaches anna refused in 15
reaches heavy refused in 15
as bolat GET /v1/mine/applications/$bolat_application => 200 refusal_code=delay
as nurlan GET /v1/mine/applications/$nurlan_application => 200 refusal_code=bankruptcy
as anna GET /v1/mine/applications/$anna_application => 200 refusal_code=conscript
as heavy GET /v1/mine/applications/$heavy_application => 200 refusal_code=debt_burden
# for another person: not here. A public office: a manager decides, not the officer
register alex 6
draft alex business 100000 6
as alex POST /v1/mine/applications/$alex_application/submission {"own_behalf":true,"pep":false,"owner_abroad":false,"income_source":"salary","occupation":"мұғалім","repay_from":"жалақы"} with Idempotency-Key: $key => 422 code=PRODUCT_WISH
draft alex consumer 100000 6
submit alex refused own_behalf=false
as alex GET /v1/mine/applications/$alex_application => 200 refusal_code=on_behalf
draft alex consumer 100000 6
submit alex submitted pep=true
reaches alex checking in 15
as dana POST /v1/applications/$alex_application/decision {"approve":true} with Idempotency-Key: $key => 409 code=APPLICATION_GATES
as dana POST /v1/applications/$alex_application/gate {"gate":"due_diligence","pass":true,"note":"x"} with Idempotency-Key: $key => 403
as sara POST /v1/applications/$alex_application/gate {"gate":"voluntary_refusal","pass":true,"note":"x"} with Idempotency-Key: $key => 409 code=GATE_PERSON
as sara POST /v1/applications/$alex_application/gate {"gate":"due_diligence","pass":true,"note":"басшы келісті"} with Idempotency-Key: $key => 200 state=checking
as dana POST /v1/applications/$alex_application/decision {"approve":true} with Idempotency-Key: $key => 200 state=approved
# no confirmed income: nobody can pass the check, an officer refuses
register ghost 20
as bureau PUT /bureau/person {"number":"760505150204","no_income":true} => 204
draft ghost consumer 200000 12
submit ghost submitted
reaches ghost checking in 15
as dana POST /v1/applications/$ghost_application/decision {"approve":true} with Idempotency-Key: $key => 409 code=APPLICATION_GATES
as dana POST /v1/applications/$ghost_application/decision {"approve":false,"reason":"income_unknown","note":"расталмады"} with Idempotency-Key: $key => 200 state=refused
# above the amount of one person two decide
register adil 4
account adil
draft adil consumer 400000 12
submit adil submitted
reaches adil checking in 15
as dana POST /v1/applications/$adil_application/decision {"approve":true} with Idempotency-Key: $key => 200 state=checking
as dana POST /v1/applications/$adil_application/decision {"approve":true} with Idempotency-Key: $key => 403 code=APPLICATION_PERSON
as erlan office POST /v1/applications/$adil_application/decision {"approve":true} with Idempotency-Key: $key => 200 state=approved
as adil public GET /v1/mine/applications/$adil_application/offers => 200 keep parts=offers.0.hash
as adil POST /v1/mine/applications/$adil_application/choice {"hash":"$parts","lang":"kk","way":"account","account":"$adil_account"} with Idempotency-Key: $key => 200 state=chosen cooling=true
# listed after he was approved: found by the next look at the new list, frozen, and nothing is concluded with him
as agency world POST /lists/entry {"category":1,"number":"680913150047","name":"Жасандиев Әділ"} => 204
day 2026-01-05 10:30
again sara
enter adil
wait cases.0.client=$adil_id in 60: as sara GET /v1/aml/cases
as sara GET /v1/aml/cases => 200 cases.0.sure=true !cases.0.application
as adil POST /v1/mine/applications/$adil_application/contract with Idempotency-Key: $key => 409 code=APPLICATION_FROZEN
audit 100
