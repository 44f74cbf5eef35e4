# A product and the texts before lending are made by two persons; above the limit of price nothing is published, offered or granted.
day 2026-01-05 09:00
rule 8.2, 8.4, 8.5
rule 27 refuses
serve
world
staff admin administrator
staff boss administrator
staff dana officer
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
as dana office POST /v1/products {"code":"dear","name_kk":"Қымбат","name_ru":"Дорогой","name_en":"Dear","from_on":"2026-01-05","class":"consumer","amount_min":"50000.00","amount_max":"500000.00","amount_step":"10000.00","periods_min":3,"periods_max":24,"rate_percent":"40","penalty_percent":"0.5","methods":["annuity"],"day_count":"30/360","offer_days":5,"alone_max":"300000.00"} with Idempotency-Key: $key => 403
# above 46 % of effective rate: two persons do not help
as admin office POST /v1/products {"code":"dear","name_kk":"Қымбат","name_ru":"Дорогой","name_en":"Dear","from_on":"2026-01-05","class":"consumer","amount_min":"50000.00","amount_max":"500000.00","amount_step":"10000.00","periods_min":3,"periods_max":24,"rate_percent":"40","penalty_percent":"0.5","methods":["annuity"],"day_count":"30/360","offer_days":5,"alone_max":"300000.00"} with Idempotency-Key: $key => 201 state=proposed keep dear=id
as admin POST /v1/products/$dear/decision {"approve":true} with Idempotency-Key: $key => 409 code=PRODUCT_PRICE
as boss office POST /v1/products/$dear/decision {"approve":true} with Idempotency-Key: $key => 409 code=PRODUCT_PRICE
as boss POST /v1/products/$dear/decision {"approve":false} with Idempotency-Key: $key => 200 state=rejected
# the penalty of the law is the most
as admin POST /v1/products {"code":"dear","name_kk":"Қымбат","name_ru":"Дорогой","name_en":"Dear","from_on":"2026-01-05","class":"consumer","amount_min":"50000.00","amount_max":"500000.00","amount_step":"10000.00","periods_min":3,"periods_max":24,"rate_percent":"20","penalty_percent":"0.51","methods":["annuity"],"day_count":"30/360","offer_days":5,"alone_max":"300000.00"} with Idempotency-Key: $key => 422 code=PRODUCT_FORM
# no version begins in the past
as admin POST /v1/products {"code":"cheap","name_kk":"Арзан","name_ru":"Дешёвый","name_en":"Cheap","from_on":"2026-01-04","class":"consumer","amount_min":"50000.00","amount_max":"500000.00","amount_step":"10000.00","periods_min":3,"periods_max":24,"rate_percent":"12","penalty_percent":"0.1","methods":["annuity","differentiated"],"day_count":"act/365","offer_days":5,"alone_max":"300000.00"} with Idempotency-Key: $key => 422 code=PRODUCT_DAY
# a cheap one, by two different persons
as admin POST /v1/products {"code":"cheap","name_kk":"Арзан","name_ru":"Дешёвый","name_en":"Cheap","from_on":"2026-01-05","class":"consumer","amount_min":"50000.00","amount_max":"500000.00","amount_step":"10000.00","periods_min":3,"periods_max":24,"rate_percent":"12","penalty_percent":"0.1","methods":["annuity","differentiated"],"day_count":"act/365","offer_days":5,"alone_max":"300000.00"} with Idempotency-Key: $key => 201 keep cheap=id
as admin POST /v1/products/$cheap/decision {"approve":true} with Idempotency-Key: $key => 403 code=PRODUCT_MAKER
as boss POST /v1/products/$cheap/decision {"approve":true} with Idempotency-Key: $key => 200 state=published effective_percent=12.7
as boss POST /v1/products/$cheap/decision {"approve":false} with Idempotency-Key: $key => 409 code=PRODUCT_DECIDED
as dana office GET /v1/product-versions => 200 body~Арзан
# the texts: the same two persons; the new one holds from its day on, and an old acknowledgement does not count any more
register murat 2
draft murat consumer 200000 12
as admin POST /v1/disclosures {"kind":"rules","from_on":"2026-01-05","body_kk":"Жаңа қағидалар","body_ru":"Новые правила"} with Idempotency-Key: $key => 201 nr=2 keep rules=id
as admin POST /v1/disclosures/$rules/decision {"approve":true} with Idempotency-Key: $key => 403 code=TEXT_MAKER
as admin POST /v1/disclosures {"kind":"rules","from_on":"2026-01-04","body_kk":"Жаңа қағидалар","body_ru":"Новые правила"} with Idempotency-Key: $key => 422 code=PRODUCT_DAY
as boss POST /v1/disclosures/$rules/decision {"approve":true} with Idempotency-Key: $key => 204
as murat public GET /v1/disclosures => 200 texts.0.id=$rules 'texts.0.body_kk=Жаңа қағидалар'
as murat POST /v1/mine/applications/$murat_application/submission {"own_behalf":true,"pep":false,"owner_abroad":false,"income_source":"salary","occupation":"мұғалім","repay_from":"жалақы"} with Idempotency-Key: $key => 409 code=APPLICATION_ACKS
draft murat consumer 200000 12
submit murat submitted
reaches murat checking in 15
# proposed for a day that passes before the other one decides
as admin POST /v1/products {"code":"late","name_kk":"Арзан","name_ru":"Дешёвый","name_en":"Cheap","from_on":"2026-01-05","class":"consumer","amount_min":"50000.00","amount_max":"500000.00","amount_step":"10000.00","periods_min":3,"periods_max":24,"rate_percent":"12","penalty_percent":"0.1","methods":["annuity","differentiated"],"day_count":"act/365","offer_days":5,"alone_max":"300000.00"} with Idempotency-Key: $key => 201 keep late=id
# the limit falls before the decision: what was lawful yesterday is not offered today
as admin POST /v1/policy/changes {"kind":"RATE_CAP","from_on":"2026-01-06","over":40,"under":100,"source":"test of the story"} with Idempotency-Key: $key => 201 keep change=id
as boss POST /v1/policy/changes/$change/decision {"approve":true} with Idempotency-Key: $key => 204
day 2026-01-06 08:30
again dana
as dana POST /v1/applications/$murat_application/decision {"approve":true} with Idempotency-Key: $key => 409 code=PRODUCT_PRICE
as dana POST /v1/applications/$murat_application/decision {"approve":false,"reason":"lending_policy"} with Idempotency-Key: $key => 200 state=refused
enter murat
draft murat consumer 200000 12
submit murat refused
as murat GET /v1/mine/applications/$murat_application => 200 refusal_code=price
draft murat cheap 200000 12
submit murat submitted
reaches murat checking in 15
as dana POST /v1/applications/$murat_application/decision {"approve":true} with Idempotency-Key: $key => 200 state=approved
as murat GET /v1/mine/applications/$murat_application/offers => 200 offers.0.method=differentiated offers.1.method=annuity !offers.2
# a new version ends the old one: nothing more is applied for on its terms
again admin
as admin POST /v1/products {"code":"cheap","name_kk":"Арзан","name_ru":"Дешёвый","name_en":"Cheap","from_on":"2026-01-06","closed":true,"class":"consumer","amount_min":"50000.00","amount_max":"500000.00","amount_step":"10000.00","periods_min":3,"periods_max":24,"rate_percent":"12","penalty_percent":"0.1","methods":["annuity"],"day_count":"act/365","offer_days":5,"alone_max":"300000.00"} with Idempotency-Key: $key => 201 nr=2 keep closed=id
again boss
as boss POST /v1/products/$late/decision {"approve":true} with Idempotency-Key: $key => 422 code=PRODUCT_DAY
as boss POST /v1/products/$closed/decision {"approve":true} with Idempotency-Key: $key => 200 state=published closed=true
as murat POST /v1/me/$murat_id/applications {"product":"$cheap","amount":"200000.00","periods":12,"purpose":"household"} with Idempotency-Key: $key => 422 code=PRODUCT_WISH
audit 60
