# Legal numbers with their sources; a local one needs two persons.
day 2026-11-20 09:00
rule 27 refuses
serve
staff admin administrator
staff boss administrator
staff officer officer
as officer office GET /v1/policy => 200 body~RATE_CAP
as officer POST /v1/policy/changes {"kind":"RATE_CAP","from_on":"2027-01-01","over":40,"under":100,"source":"rules of lending"} with Idempotency-Key: $key => 403
as admin office POST /v1/policy/changes {"kind":"NO_CAP","from_on":"2027-01-01","over":40,"under":100,"source":"rules of lending"} with Idempotency-Key: $key => 422 code=POLICY_UNKNOWN
as admin POST /v1/policy/changes {"kind":"RATE_CAP","from_on":"2027-01-01","until_on":"2027-01-01","over":50,"under":100,"source":"rules of lending"} with Idempotency-Key: $key => 422 code=POLICY_PERIOD
as admin POST /v1/policy/changes {"kind":"RATE_CAP","from_on":"2027-01-01","over":50,"under":100,"source":"rules of lending"} with Idempotency-Key: $key => 201 keep change=id
as admin POST /v1/policy/changes/$change/decision {"approve":true} with Idempotency-Key: $key => 403 code=POLICY_MAKER
as boss office POST /v1/policy/changes/$change/decision {"approve":true} with Idempotency-Key: $key => 204
as boss POST /v1/policy/changes/$change/decision {"approve":true} with Idempotency-Key: $key => 409 code=POLICY_OPEN
# laxer than the law: it is there to be seen
as officer GET /v1/policy => 200 'body~"laxer":true'
audit 8
