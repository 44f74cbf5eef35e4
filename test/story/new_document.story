# A client's identity document expires: no new application until a new one was stated and confirmed as at registration.
day 2026-01-05 09:00
rule 6.1.c, 6.3.a
rule 6.1.c refuses
serve
world
staff dana officer
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
person murat 2 valid_until=2026-01-20
finish murat
register asel 3
as murat GET /v1/products => 200 keep product=products.0.id
as murat POST /v1/me/$murat_id/applications {"product":"$product","amount":"100000.00","periods":6,"purpose":"household"} with Idempotency-Key: $key => 201 state=draft
as murat GET /v1/me/$murat_id/identity-papers => 200 valid_until=2026-01-20 expired=false
# approved and chosen while it is valid
day 2026-01-19 10:00
enter murat
again dana
account murat
chosen murat consumer 100000 6 annuity by dana
day 2026-01-21 10:00
enter murat
enter asel
# expired: what was approved before makes no contract
as murat POST /v1/mine/applications/$murat_application/offers with Idempotency-Key: $key => 200 keep offer=offers.0.hash
as murat POST /v1/mine/applications/$murat_application/choice {"hash":"$offer","lang":"kk","way":"account","account":"$murat_account"} with Idempotency-Key: $key => 200 state=chosen
as murat POST /v1/mine/applications/$murat_application/contract with Idempotency-Key: $key => 403 code=PAPER_EXPIRED
as murat POST /v1/mine/applications/$murat_application/withdrawal with Idempotency-Key: $key => 200 state=withdrawn
# expired: neither a new application nor the draft of before goes on, and the reason is said
as murat GET /v1/me/$murat_id/identity-papers => 200 expired=true !papers.0
as murat POST /v1/me/$murat_id/applications {"product":"$product","amount":"100000.00","periods":6,"purpose":"household"} with Idempotency-Key: $key => 403 code=PAPER_EXPIRED 'body~identity document has expired'
as murat GET /v1/me/$murat_id/applications => 200 applications.1.id~- !applications.2
# what registration refuses is refused here
as murat POST /v1/me/$murat_id/identity-papers {"document":"birth_certificate","document_number":"990000777","issuer":"МВД РК","issued_on":"2026-01-15","valid_until":"2036-01-14"} with Idempotency-Key: $key => 403 code=PAPER_BIRTH
as murat POST /v1/me/$murat_id/identity-papers {"document":"identity_card","document_number":"990000777","issuer":"МВД РК","issued_on":"2016-01-15","valid_until":"2026-01-20"} with Idempotency-Key: $key => 403 code=PAPER_EXPIRED
as murat POST /v1/me/$murat_id/identity-papers {"document":"identity_card","document_number":"99A000777","issuer":"МВД РК","issued_on":"2026-01-15","valid_until":"2036-01-14"} with Idempotency-Key: $key => 422 code=PAPER_NUMBER
as murat POST /v1/me/$murat_id/identity-papers {"document":"identity_card","document_number":"990000777","issuer":"МВД РК","issued_on":"2026-01-22","valid_until":"2036-01-14"} with Idempotency-Key: $key => 422 code=PAPER_DATES
as asel POST /v1/me/$murat_id/identity-papers {"document":"identity_card","document_number":"990000777","issuer":"МВД РК","issued_on":"2026-01-15","valid_until":"2036-01-14"} with Idempotency-Key: $key => 404
as nobody public POST /v1/me/$murat_id/identity-papers {"document":"identity_card","document_number":"990000777","issuer":"МВД РК","issued_on":"2026-01-15","valid_until":"2036-01-14"} with Idempotency-Key: $key => 401
# stated, it counts for nothing yet
as murat POST /v1/me/$murat_id/identity-papers {"document":"identity_card","document_number":"990000777","issuer":"МВД РК","issued_on":"2026-01-15","valid_until":"2036-01-14"} with Idempotency-Key: new-document-000001 => 201 tail=77 !used_at keep paper=id
as murat POST /v1/me/$murat_id/identity-papers {"document":"identity_card","document_number":"990000777","issuer":"МВД РК","issued_on":"2026-01-15","valid_until":"2036-01-14"} with Idempotency-Key: new-document-000001 => 201 id=$paper
as murat POST /v1/me/$murat_id/applications {"product":"$product","amount":"100000.00","periods":6,"purpose":"household"} with Idempotency-Key: $key => 403 code=PAPER_EXPIRED
# not by another person, not by one method, not where the identification centre knows another number
as asel POST /v1/me/$asel_id/confirmations {"operation":"register","object":"$paper"} with Idempotency-Key: $key => 404
confirm murat register $paper password code
as murat POST /v1/mine/identity-papers/$paper/use {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 403 code=CONFIRMATION_NEEDS
stand murat 2 => failed document
stand murat 3 => failed face
as murat POST /v1/mine/identity-papers/$paper/use {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 403 code=CONFIRMATION_NEEDS
# the centre knows it: it counts, once; a confirmation of another document is none of it
as bank world PUT /people/2/document {"number":"990000777"} => 204
as murat POST /v1/me/$murat_id/identity-papers {"document":"passport","document_number":"N12345678","issuer":"МВД РК","issued_on":"2026-01-15","valid_until":"2031-01-14"} with Idempotency-Key: $key => 201 tail=78 keep passport=id
stand murat 2 => passed
as murat POST /v1/mine/identity-papers/$passport/use {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 403 code=CONFIRMATION_OTHER
as asel POST /v1/mine/identity-papers/$paper/use {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 404
as murat POST /v1/mine/identity-papers/$paper/use {"confirmation":"$murat_confirmation"} with Idempotency-Key: new-document-000002 => 200 tail=77 used_at~2026-01-21
as murat POST /v1/mine/identity-papers/$paper/use {"confirmation":"$murat_confirmation"} with Idempotency-Key: new-document-000002 => 200 tail=77
as murat POST /v1/mine/identity-papers/$paper/use {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 409 code=PAPER_USED
as murat POST /v1/me/$murat_id/confirmations {"operation":"register","object":"$paper"} with Idempotency-Key: $key => 409 code=PAPER_USED
as murat GET /v1/me/$murat_id/identity-papers => 200 valid_until=2036-01-14 expired=false papers.1.tail=77 papers.1.used_at~2026 papers.0.tail=78
# now the client borrows again, and every later look at the camera is held against the new document
draft murat consumer 100000 6
submit murat submitted
audit 60
