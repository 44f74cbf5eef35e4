# What everyone may know before any account: what is lent, what delay costs, which days are worked; and what it is called in one's language.
day 2026-01-05 09:00
rule 8.3
serve
as nobody public GET /v1/calendar => 200 today=2026-01-05 'body~{"date":"2026-03-23","works":false}' 'body~{"date":"2026-01-07","works":false}'
as nobody GET /v1/products => 200 products.0.penalty_percent=0.500000 products.0.penalty_first_days=90 products.0.penalty_later_percent=0.030000 products.0.penalty_year_percent=10.000000 products.0.class=business products.0.accrual_stop_days=0 products.1.class=consumer products.1.accrual_stop_days=90
staff vera auditor
as vera office GET /v1/policy with Accept-Language: kk => 200 'body~айлық есептік көрсеткіш (АЕК)'
as vera GET /v1/policy with Accept-Language: ru => 200 'body~месячный расчётный показатель (МРП)'
as vera GET /v1/policy with Accept-Language: en => 200 'body~monthly calculation index'
as nobody GET /v1/policy => 404
