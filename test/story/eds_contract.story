# Contracts concluded by an electronic signature and another method: a person with the camera, the head of a company with two
# factors. Refused: the signature over another contract, one method alone, somebody of the company without the right to sign.
day 2026-01-05 09:00
rule 35.1, 9.1
rule 35.1, 9.1, 11.1 refuses
serve
world
staff dana officer
staff asel officer
staff aigul accountant
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
account murat
chosen murat consumer 50000 3 annuity by dana
formed murat
# the signature alone is one method
as murat POST /v1/me/$murat_id/confirmations {"operation":"conclude","object":"$murat_contract"} with Idempotency-Key: $key => 201 methods=2 must.0=biometric keep murat_confirmation=id keep of_first=id
key murat
as murat GET /v1/mine/confirmations/$murat_confirmation/eds => 200 xml~$murat_contract
sign murat => passed
as murat POST /v1/mine/contracts/$murat_contract/conclusion {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 403 code=CONFIRMATION_NEEDS
# with the camera it is two
stand murat 2 => passed
as murat POST /v1/mine/contracts/$murat_contract/conclusion {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 200 state=concluded
# a company: its head signs; a signature over another contract, or by an employee, is none
enlist firm 2
company shop 1
as dana office POST /v1/sellers {"bin":"$shop_bin","name":"$shop_name_ru","iban":"$shop_iban","contract":"7 от 12.01.2026"} with Idempotency-Key: $key => 201 keep seller=id
as aigul office POST /v1/sellers/$seller/approval with Idempotency-Key: $key => 204
chosen firm business 1000000 6 differentiated by dana,asel to seller
formed firm
as firm POST /v1/me/$firm_id/confirmations {"operation":"conclude","object":"$firm_contract"} with Idempotency-Key: $key => 201 methods=2 keep firm_confirmation=id
key firm employee company=2
sign firm => failed purpose
key firm head company=3
sign firm => failed person
key firm
sign firm => failed person
key firm head company=2
sign firm detached => passed
as firm POST /v1/mine/contracts/$firm_contract/conclusion {"confirmation":"$firm_confirmation"} with Idempotency-Key: $key => 403 code=CONFIRMATION_NEEDS
prove firm password code
as firm POST /v1/mine/contracts/$firm_contract/conclusion {"confirmation":"$firm_confirmation"} with Idempotency-Key: $key => 200 state=concluded
# its second contract: the signature over the first one counts for nothing, the first confirmation neither
chosen firm business 1000000 3 differentiated by dana,asel to seller
formed firm
as firm POST /v1/mine/contracts/$firm_contract/conclusion {"confirmation":"$firm_confirmation"} with Idempotency-Key: $key => 403 code=CONFIRMATION_OTHER
as firm POST /v1/me/$firm_id/confirmations {"operation":"conclude","object":"$firm_contract"} with Idempotency-Key: $key => 201 methods=2 keep firm_confirmation=id
hand firm => failed content
prove firm password code
as firm POST /v1/mine/contracts/$firm_contract/conclusion {"confirmation":"$firm_confirmation"} with Idempotency-Key: $key => 403 code=CONFIRMATION_NEEDS
sign firm => passed
as firm POST /v1/mine/contracts/$firm_contract/conclusion {"confirmation":"$firm_confirmation"} with Idempotency-Key: $key => 200 state=concluded
