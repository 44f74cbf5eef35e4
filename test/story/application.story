# An application from the draft to the chosen offer: texts acknowledged as shown, bureau and lists asked, three schedules, a choice.
day 2026-01-05 09:00
rule 7.1, 7.4, 8.1, 8.2, 8.3, 8.4, 8.4.a, 8.5, 8.6, 8.7, 8.8
serve
world
staff dana officer
staff sara compliance
register murat 2
register other 3
account murat
account other
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
# a record that staff made gave no consent to a credit report: nothing is asked of a bureau
as dana office POST /v1/clients {"iin":"800416100254","name":"Тестов Тест","phone":"+77001234567","lang":"kk"} with Idempotency-Key: $key => 201 keep guest_id=id keep guest_login=login keep once=one_time_password
as guest public POST /v1/sessions {"login":"$guest_login","password":"$once"} => 201
as guest PUT /v1/session/password {"old_password":"$once","new_password":"менің құпия сөзім"} => 200 stage=full
draft guest consumer 100000 6
as guest POST /v1/mine/applications/$guest_application/submission {"own_behalf":true,"pep":false,"owner_abroad":false,"income_source":"salary","occupation":"мұғалім","repay_from":"жалақы"} with Idempotency-Key: $key => 409 code=APPLICATION_CONSENT
# what is lent, with the effective rate; what stands outside the product is refused
as murat public GET /v1/products => 200 products.1.code=consumer products.1.effective_percent=44.5 keep product=products.1.id
as murat POST /v1/me/$murat_id/applications {"product":"$product","amount":"205000.00","periods":12,"purpose":"household"} with Idempotency-Key: $key => 422 code=PRODUCT_WISH
as murat POST /v1/me/$murat_id/applications {"product":"$product","amount":"200000.00","periods":36,"purpose":"household"} with Idempotency-Key: $key => 422 code=PRODUCT_WISH
as murat POST /v1/me/$murat_id/applications {"product":"00000000-0000-0000-0000-000000000000","amount":"200000.00","periods":12,"purpose":"household"} with Idempotency-Key: $key => 422 code=SHAPE_FAULTS errors.0.pointer=/product errors.0.code=ID_FORM
as murat POST /v1/me/$other_id/applications {"product":"$product","amount":"200000.00","periods":12,"purpose":"household"} with Idempotency-Key: $key => 404
as murat POST /v1/me/$murat_id/applications {"product":"$product","amount":"100000.00","periods":6,"purpose":"household"} with Idempotency-Key: $key => 201 state=draft version=1 keep murat_application=id
# the draft is kept by the server and changed under its version
as murat PUT /v1/mine/applications/$murat_application {"product":"$product","amount":"200000.00","periods":12,"purpose":"repair"} => 428
as murat PUT /v1/mine/applications/$murat_application {"product":"$product","amount":"200000.00","periods":12,"purpose":"repair"} with If-Match: "v1" => 200 amount=200000.00 version=2
as murat PUT /v1/mine/applications/$murat_application {"product":"$product","amount":"90000.00","periods":12,"purpose":"repair"} with If-Match: "v1" => 412
# nothing is submitted before the rules and the rights were acknowledged as they stand
as murat POST /v1/mine/applications/$murat_application/submission {"own_behalf":true,"pep":false,"owner_abroad":false,"income_source":"salary","occupation":"мұғалім","repay_from":"жалақы"} with Idempotency-Key: $key => 409 code=APPLICATION_ACKS
as murat GET /v1/disclosures => 200 texts.0.kind=rules keep rules=texts.0.id keep rules_kk=texts.0.hash_kk keep rights=texts.1.id keep rights_ru=texts.1.hash_ru
as murat POST /v1/mine/applications/$murat_application/acknowledgements {"text":"$rules","hash":"$rights_ru","lang":"kk"} with Idempotency-Key: $key => 409 code=APPLICATION_TEXT
as murat POST /v1/mine/applications/$murat_application/acknowledgements {"text":"$rules","hash":"$rules_kk","lang":"kk"} with Idempotency-Key: $key => 204
as murat POST /v1/mine/applications/$murat_application/acknowledgements {"text":"$rights","hash":"$rights_ru","lang":"ru"} with Idempotency-Key: $key => 204
as murat POST /v1/mine/applications/$murat_application/submission {"own_behalf":true,"pep":false,"owner_abroad":false,"income_source":"salary","occupation":"мұғалім","repay_from":"жалақы"} with Idempotency-Key: story-submission-0001 => 200 state=submitted checks=10
# submitted once: the same call is answered again, another is refused
as murat POST /v1/mine/applications/$murat_application/submission {"own_behalf":true,"pep":false,"owner_abroad":false,"income_source":"salary","occupation":"мұғалім","repay_from":"жалақы"} with Idempotency-Key: story-submission-0001 => 200 state=submitted
as murat POST /v1/mine/applications/$murat_application/submission {"own_behalf":true,"pep":false,"owner_abroad":false,"income_source":"salary","occupation":"мұғалім","repay_from":"жалақы"} with Idempotency-Key: $key => 409 code=APPLICATION_STATE
reaches murat checking in 15
as murat GET /v1/mine/applications/$murat_application => 200 checks_done=10
as other GET /v1/mine/applications/$murat_application => 404
as other GET /v1/mine/applications/$murat_application/offers => 404
# a second one while the first is open
draft murat consumer 50000 3
as murat POST /v1/mine/applications/$murat_application/submission {"own_behalf":true,"pep":false,"owner_abroad":false,"income_source":"salary","occupation":"мұғалім","repay_from":"жалақы"} with Idempotency-Key: $key => 409 code=APPLICATION_OPEN
as murat POST /v1/mine/applications/$murat_application/withdrawal with Idempotency-Key: $key => 200 state=withdrawn
as murat GET /v1/me/$murat_id/applications => 200 applications.1.state=checking keep murat_application=applications.1.id
# the officer sees checks and report, and the bureau was told
wait told_bureau=true in 10: as dana office GET /v1/applications/$murat_application
as dana GET /v1/applications/$murat_application => 200 report.payments=27000.00 report.income=1620000.00 report.refusal=false persons_needed=1
as bureau world GET /bureau/calls/671107150026 => 200 calls.0.kind~o calls.1.kind~o !calls.2
as sara office POST /v1/applications/$murat_application/decision {"approve":true} with Idempotency-Key: $key => 403
as dana POST /v1/applications/$murat_application/decision {"approve":false,"reason":"voluntary_refusal"} with Idempotency-Key: $key => 422 code=APPLICATION_REASON
as dana POST /v1/applications/$murat_application/decision {"approve":true,"note":"жарайды"} with Idempotency-Key: $key => 200 state=approved lapses_on=2026-01-10
# three draft schedules, to study and compare
as murat public GET /v1/mine/applications/$murat_application/offers => 200 offered_on=2026-01-05 offers.0.method=differentiated offers.0.overpayment=39000.00 offers.1.method=annuity offers.1.overpayment=41108.99 offers.1.legal_percent=42.8 offers.2.method=bullet offers.2.overpayment=72000.00 offers.2.rows.1.due=272000.00 !offers.2.rows.2 keep annuity=offers.1.hash
# the next day they are made anew before one is chosen
day 2026-01-06 10:00
enter murat
as murat POST /v1/mine/applications/$murat_application/choice {"hash":"$annuity","lang":"kk","way":"account","account":"$murat_account"} with Idempotency-Key: $key => 409 code=APPLICATION_OLD
as murat POST /v1/mine/applications/$murat_application/offers with Idempotency-Key: $key => 200 offered_on=2026-01-06 offers.1.method=annuity keep annuity=offers.1.hash
as murat POST /v1/mine/applications/$murat_application/choice {"hash":"$annuity","lang":"kk","way":"account","account":"$other_account"} with Idempotency-Key: $key => 404
as murat POST /v1/me/$murat_id/accounts {"iban":"KZ53999KZT0001000003"} with Idempotency-Key: $key => 201 keep strange=id
as murat POST /v1/mine/applications/$murat_application/choice {"hash":"$annuity","lang":"kk","way":"account","account":"$strange"} with Idempotency-Key: $key => 422 code=APPLICATION_WAY
as murat POST /v1/mine/applications/$murat_application/choice {"hash":"$rules_kk","lang":"kk","way":"account","account":"$murat_account"} with Idempotency-Key: $key => 409 code=APPLICATION_OFFER
as murat POST /v1/mine/applications/$murat_application/choice {"hash":"$annuity","lang":"kk","way":"desk"} with Idempotency-Key: $key => 422 code=APPLICATION_WAY
as murat POST /v1/mine/applications/$murat_application/choice {"hash":"$annuity","lang":"kk","way":"account"} with Idempotency-Key: $key => 422 code=APPLICATION_WAY
as murat POST /v1/mine/applications/$murat_application/choice {"hash":"$annuity","lang":"kk","way":"account","account":"$murat_account"} with Idempotency-Key: $key => 200 state=chosen method=annuity way=account cooling=false
# a paper that lay over night: offers of the new day, the choice and the paper are made anew
formed murat
day 2026-01-07 10:00
enter murat
as murat POST /v1/mine/applications/$murat_application/contract with Idempotency-Key: $key => 409 code=APPLICATION_OLD
as murat POST /v1/mine/applications/$murat_application/offers with Idempotency-Key: $key => 200 offered_on=2026-01-07 offers.1.method=annuity keep annuity=offers.1.hash
as murat GET /v1/mine/contracts/$murat_contract => 200 state=lapsed
as murat POST /v1/mine/applications/$murat_application/choice {"hash":"$annuity","lang":"kk","way":"account","account":"$murat_account"} with Idempotency-Key: $key => 200 state=chosen
formed murat
as murat POST /v1/mine/applications/$murat_application/offers with Idempotency-Key: $key => 409 code=APPLICATION_STATE
# what is not concluded in time lapses, and the paper with it
day 2026-01-12 10:00
enter murat
reaches murat lapsed in 20
as murat GET /v1/mine/contracts/$murat_contract => 200 state=lapsed
as murat POST /v1/mine/applications/$murat_application/choice {"hash":"$annuity","lang":"kk","way":"account","account":"$murat_account"} with Idempotency-Key: $key => 409 code=APPLICATION_STATE
# nobody must sign: the paper is formed and the application withdrawn; it is not concluded then, and another one may begin
again dana
chosen murat consumer 100000 6 annuity by dana
formed murat
confirm murat conclude $murat_contract
as murat POST /v1/mine/applications/$murat_application/withdrawal with Idempotency-Key: $key => 200 state=withdrawn
as murat POST /v1/mine/contracts/$murat_contract/conclusion {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 409 code=CONTRACT_STATE
draft murat consumer 100000 6
submit murat submitted
audit 40
