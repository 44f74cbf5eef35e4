# The bureau is late, wrong, broken, silent: the application waits and nothing is granted; a report that is too old is asked for anew.
day 2026-01-05 09:00
rule 8.8, D.2 refuses
serve
world
staff dana officer
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register botagoz 3
# first "later", then a clean report of somebody else, then broken, then slow: only the right one counts
as bureau world PUT /behaviour {"partner":"bureau","how":"later","times":1} => 204
draft botagoz consumer 200000 12
submit botagoz submitted
as bureau PUT /behaviour {"partner":"bureau","how":"lie","times":1} => 204
as dana office GET /v1/applications/$botagoz_application => 200 application.state=submitted !report.id
as dana POST /v1/applications/$botagoz_application/decision {"approve":true} with Idempotency-Key: $key => 409 code=APPLICATION_STATE
reaches botagoz checking in 40
as dana GET /v1/applications/$botagoz_application => 200 report.delay_days=0
as bureau GET /bureau/calls/840410250033 => 200 !calls.2
# the report is too old two days later: a new one is asked for, and one that is broken and slow comes in the end
day 2026-01-07 10:00
again dana
enter botagoz
as bureau PUT /behaviour {"partner":"bureau","how":"broken","times":1} => 204
as dana POST /v1/applications/$botagoz_application/decision {"approve":true} with Idempotency-Key: $key => 409 code=APPLICATION_STALE
as botagoz GET /v1/mine/applications/$botagoz_application => 200 state=submitted
reaches botagoz checking in 40
as dana POST /v1/applications/$botagoz_application/decision {"approve":true} with Idempotency-Key: $key => 200 state=approved
# a bureau that is not there at all: asked for a day, then a person sees to it, and cannot grant
register madina 5
draft madina consumer 200000 12
stop world
submit madina submitted
day 2026-01-07 20:00
again dana
enter madina
as madina GET /v1/mine/applications/$madina_application => 200 state=submitted
as dana POST /v1/applications/$madina_application/decision {"approve":true} with Idempotency-Key: $key => 409 code=APPLICATION_STATE
day 2026-01-08 11:00
again dana
enter madina
reaches madina checking in 30
as dana GET /v1/applications/$madina_application => 200 gates.0.gate=voluntary_refusal gates.0.state=person gates.0.reason=bureau_silent
as dana POST /v1/applications/$madina_application/decision {"approve":true} with Idempotency-Key: $key => 409 code=APPLICATION_GATES
as dana POST /v1/applications/$madina_application/decision {"approve":false,"reason":"bureau_silent"} with Idempotency-Key: $key => 200 state=refused
audit 60
