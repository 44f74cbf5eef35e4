# What staff need at their desks: finding a client, seeing a masked number with a reason, the file, the figures.
day 2026-03-02 10:00
rule 27, 11.2, 32
serve
world
staff aigul accountant
staff bolat accountant
staff dana officer
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
staff asan auditor
staff rinat administrator

# A record made by staff is found by IIN, number, identifier, words of the name in any order, their first letters.
as dana office POST /v1/clients {"iin":"800416100254","name":"Тестов Тест Тестұлы","phone":"+77001234567","lang":"kk"} with Idempotency-Key: $key => 201 keep CLIENT=id keep LOGIN=login
as dana office POST /v1/clients/searches {"text":"800416100254"} => 200 clients.0.id=$CLIENT 'clients.0.name=Тестов Тест Тестұлы'
as dana office POST /v1/clients/searches {"text":"8 700 123 45 67"} => 200 clients.0.id=$CLIENT
as dana office POST /v1/clients/searches {"text":"$LOGIN"} => 200 clients.0.id=$CLIENT
as dana office POST /v1/clients/searches {"text":"тест тестов"} => 200 clients.0.id=$CLIENT
as dana office POST /v1/clients/searches {"text":"тестулы"} => 200 clients.0.id=$CLIENT
as dana office POST /v1/clients/searches {"text":"тес"} => 200 clients.0.id=$CLIENT
as dana office POST /v1/clients/searches {"text":"тестов те"} => 200 clients.0.id=$CLIENT
as dana office POST /v1/clients/searches {"text":"тестов ива"} => 200 !clients.0.id
as dana office POST /v1/clients/searches {"text":"иванов"} => 200 !clients.0.id
as dana office POST /v1/clients/searches {"text":"тестов"} => 200 'clients.0.iin=•••• 0254' 'clients.0.phone=•••• 4567'
as rinat office POST /v1/clients/searches {"text":"тестов"} => 403

# A masked value is shown whole with a reason, and only to whose duty it is; the reason stays.
as dana office POST /v1/clients/$CLIENT/reveals {"field":"iin","reason":"court","note":"Сот сұрауы № 7"} => 201 value=800416100254
as sara office POST /v1/clients/$CLIENT/reveals {"field":"phone","reason":"check","note":"Төлем тексерілуде"} => 201 value=+77001234567
as dana office POST /v1/clients/$CLIENT/reveals {"field":"iin","reason":"court","note":""} => 422
as dana office POST /v1/clients/$CLIENT/reveals {"field":"iin","reason":"curious","note":"жай ғана"} => 422
as asan office POST /v1/clients/$CLIENT/reveals {"field":"iin","reason":"court","note":"Сот сұрауы"} => 403
as asan office GET /v1/clients/$CLIENT/looks => 200 reveals.0.field=phone reveals.0.reason=check 'reveals.1.note=Сот сұрауы № 7' looks.0.actor=staff
as aigul office GET /v1/clients/$CLIENT/looks => 403
as dana office GET /v1/clients/$CLIENT/file => 200 login=$LOGIN !kind
as dana office GET /v1/clients/$CLIENT/photo => 404

# Texts with their proposals; who may not change them does not see them.
as dana office GET /v1/disclosure-versions => 200 texts.0.state=published
as rinat office GET /v1/figures => 200 new_today=0 checking=0 late=0 disbursed_today.n=0

# A loan: its figures, its file, its story.
register saule 4
account saule
borrows saule consumer 120000 6 annuity by dana
paid saule
as dana office GET /v1/figures => 200 new_today=1 new_month=1 disbursed_today.n=1 disbursed_today.amount=120000.00 principal=120000.00 collected_month.n=0
as saule GET /v1/mine/loans/$saule_loan => 200 keep NUMBER=number
as dana office POST /v1/clients/searches {"text":"$NUMBER"} => 200 clients.0.id=$saule_id clients.0.loan=$saule_loan
as dana office GET /v1/clients/$saule_id/file => 200 kind=individual has_photo=true consents.3.version=1 evidence.0.operation=conclude accounts.0.holder=own
as dana office GET /v1/clients/$saule_id/photo => 200
as dana office GET /v1/clients/$saule_id/applications => 200 applications.0.state=concluded
as dana office GET /v1/loans/$saule_loan/events => 200 client=$saule_id rows.5.nr=6 rows.5.balance=0.00 events.0.kind=payout events.0.amount=120000.00 events.0.principal=120000.00
as dana office GET /v1/loans/$saule_loan?day=2026-03-12 => 200 day=2026-03-12 lines.0.kind=payout
as dana office GET /v1/loans/$saule_loan?day=2026-02-30 => 422
as saule GET /v1/loans/$saule_loan/events => 404
repays saule 1
again dana
again aigul
as dana office GET /v1/figures => 200 collected_month.n=1
as aigul office GET /v1/loans/$saule_loan/events => 200 events.1.kind=payment
day 2026-06-10 10:00
again dana
again asan
wait late_month=1 in 60: as dana office GET /v1/figures
as dana office GET /v1/figures => 200 late=1 late_month=1 late_two=0
as asan office GET /v1/clients/$saule_id/looks => 200 looks.0.at~2026
# The log cannot be changed: no door writes to it, and a proof with one byte changed is no proof.
rule 32 refuses
as asan office GET /v1/audit => 200 keep LEAF=leaves.20.id
as asan office DELETE /v1/audit => 405
as asan office PUT /v1/audit/leaves/$LEAF/receipt => 405
receipt as asan GET /v1/audit/leaves/$LEAF/receipt => true record
audit 20
