# A manual journal made by one and approved by another; days closed; a back-dated correction lands on the open day.
day 2026-01-05 09:00
rule 27
rule 27 refuses
serve
staff aigul accountant
staff bolat accountant
staff admin administrator
as aigul office POST /v1/journals {"value_on":"2026-01-05","note":"Share capital","entries":[{"debit":"1030","credit":"5010","amount":"30000000.00"}]}
    with Idempotency-Key: journal-key-0000001 => 201 keep j=id
# the same key with the same content is the same answer; with other content it is refused
as aigul POST /v1/journals {"value_on":"2026-01-05","note":"Share capital","entries":[{"debit":"1030","credit":"5010","amount":"30000000.00"}]}
    with Idempotency-Key: journal-key-0000001 => 201 id=$j header.Idempotency-Replayed=true
as aigul POST /v1/journals {"value_on":"2026-01-05","note":"Share capital","entries":[{"debit":"1030","credit":"5010","amount":"1.00"}]}
    with Idempotency-Key: journal-key-0000001 => 422 code=KEY_OTHER
as aigul POST /v1/journals {"value_on":"2026-01-05","note":"x","entries":[{"debit":"1030","credit":"1030","amount":"1.00"}]} with Idempotency-Key: $key => 422 code=LEDGER_SIDES
as aigul POST /v1/journals {"value_on":"2026-01-06","note":"x","entries":[{"debit":"1030","credit":"5010","amount":"1.00"}]} with Idempotency-Key: $key => 422 code=LEDGER_FUTURE
as aigul POST /v1/journals {"value_on":"2026-01-05","note":"x","entries":[{"debit":"1030","credit":"9999","amount":"1.00"}]} with Idempotency-Key: $key => 422 code=LEDGER_ACCOUNT
as aigul POST /v1/journals {"value_on":"2026-01-05","note":"","entries":[{"debit":"1030","credit":"5010","amount":"0.001"}],"more":1} with Idempotency-Key: $key => 422 code=SHAPE_FAULTS
as aigul POST /v1/journals {"value_on":"2026-01-05","note":"x","entries":[{"debit":"1030","credit":"5010","amount":"1.00"}]} => 400 code=KEY_MISSING
as admin office POST /v1/journals {"value_on":"2026-01-05","note":"x","entries":[{"debit":"1030","credit":"5010","amount":"1.00"}]} with Idempotency-Key: $key => 403 code=NOT_ALLOWED
as aigul POST /v1/journals/$j/decision {"approve":true} with Idempotency-Key: $key => 403 code=LEDGER_MAKER
as aigul GET /v1/chart => 200 accounts.0.code=1010 accounts.0.name_kk~Касса accounts.0.open=true
as admin GET /v1/chart => 403
books 2026-01-05 aigul 1030=0
as bolat office POST /v1/journals/$j/decision {"approve":true} with Idempotency-Key: $key => 200 booked_on=2026-01-05
as bolat POST /v1/journals/$j/decision {"approve":true} with Idempotency-Key: $key => 409 code=LEDGER_DECIDED
books 2026-01-05 aigul 1030=30000000 5010=-30000000
as bolat POST /v1/days/2026-01-05/close with Idempotency-Key: $key => 409 code=LEDGER_ORDER
day 2026-01-06 09:00
again aigul
again bolat
as bolat POST /v1/days/2026-01-05/close with Idempotency-Key: $key => 204
as bolat POST /v1/days/2026-01-05/close with Idempotency-Key: $key => 409 code=LEDGER_ORDER
as aigul POST /v1/journals {"value_on":"2026-01-05","note":"Rent of 5 January","entries":[{"debit":"7210","credit":"1030","amount":"120000.50"}]} with Idempotency-Key: $key => 201 keep late=id
as bolat POST /v1/journals/$late/decision {"approve":true} with Idempotency-Key: $key => 200 value_on=2026-01-05 booked_on=2026-01-06
books 2026-01-05 aigul 1030=30000000 7210=0
books 2026-01-06 aigul 1030=29879999.50 7210=120000.50
audit 12
