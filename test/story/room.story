# The own room: where one is signed in and ending it, what one was told, consents given and withdrawn as the law lets it, a changed
# number told to the old and the new one, bank accounts added and taken back, all own payouts.
day 2026-01-05 09:00
rule 25.9, 25.9.a, 25.9.b, 6.6, 6.6.a, 7.6
rule 6.6, 6.6.a, 11.2 refuses
serve
world
staff dana officer
staff aida officer
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
register asel 3
register zhan 6
# a sign-in is told of; sessions are seen and ended
enter murat
as murat public GET /v1/me/$murat_id/sessions => 200 sessions.0.current=true sessions.1.current=false !sessions.2 keep one=sessions.0.id keep other=sessions.1.id
as murat GET /v1/me/$murat_id/notices with Accept-Language: ru => 200 notices.0.kind=sign_in 'notices.0.text~Выполнен вход'
as asel public GET /v1/me/$murat_id/sessions => 404
as asel GET /v1/me/$murat_id/notices => 404
as asel DELETE /v1/mine/sessions/$other => 404
as murat DELETE /v1/mine/sessions/$other => 204
as murat GET /v1/me/$murat_id/sessions => 200 sessions.0.id=$one !sessions.1
as murat DELETE /v1/mine/sessions/$other => 404
as murat DELETE /v1/me/$murat_id/sessions => 204
as murat GET /v1/me/$murat_id/sessions => 200 sessions.0.id=$one
# a changed password is told of by a message
as murat PUT /v1/session/password {"old_password":"$murat_password","new_password":"жаңа ашық аспан 2027"} => 200
wait body~Пароль in 20: as phone world GET /phone/77000001002
as murat GET /v1/me/$murat_id/notices => 200 notices.0.kind=password
as murat PUT /v1/session/password {"old_password":"жаңа ашық аспан 2027","new_password":"$murat_password"} => 200
# the number: one method; who had the old one and who has the new one are both told
as zhan POST /v1/me/$zhan_id/numbers {"phone":"$zhan_phone2"} with Idempotency-Key: $key => 201 keep second=id
wait owner=own in 10: as zhan GET /v1/mine/numbers/$second
as zhan POST /v1/me/$zhan_id/confirmations {"operation":"change_number","object":"$second"} with Idempotency-Key: $key => 201 keep zhan_confirmation=id
as zhan POST /v1/mine/numbers/$second/use {"confirmation":"$zhan_confirmation"} => 403 code=CONFIRMATION_NEEDS
prove zhan biometric
as asel POST /v1/mine/numbers/$second/use {"confirmation":"$zhan_confirmation"} => 404
as zhan POST /v1/mine/numbers/$second/use {"confirmation":"$zhan_confirmation"} => 200
wait 'body~өзгертілді' in 20: as phone world GET /phone/77000001006
wait 'body~өзгертілді' in 20: as phone world GET /phone/77000002006
as zhan GET /v1/me/$zhan_id/notices => 200 notices.0.kind=number notices.1.kind=number
# bank accounts: added by one method, taken back by one method; another's confirmation, that of the adding and none do not do
account asel
as asel GET /v1/me/$asel_id/notices => 200 notices.0.kind=bank
as asel POST /v1/mine/accounts/$asel_account/end {"confirmation":"$asel_confirmation"} => 403 code=CONFIRMATION_OTHER
as asel POST /v1/me/$asel_id/confirmations {"operation":"change_bank","object":"$asel_account"} with Idempotency-Key: $key => 201 keep asel_confirmation=id
as asel POST /v1/mine/accounts/$asel_account/end {"confirmation":"$asel_confirmation"} => 403 code=CONFIRMATION_NEEDS
prove asel password code
as asel POST /v1/mine/accounts/$asel_account/end {"confirmation":"$asel_confirmation"} => 200 good=false
as asel POST /v1/mine/accounts/$asel_account/end {"confirmation":"$asel_confirmation"} => 403 code=ACCOUNT_OTHER
as asel GET /v1/me/$asel_id/accounts => 200 !accounts.0
account asel
# consents: without one what needs it is refused; it can be given again
as asel GET /v1/me/$asel_id/consents => 200 consents.0.kind=biometric consents.1.kind=bureau consents.2.kind=number consents.3.kind=personal_data !consents.0.withdrawn_at keep camera=consents.0.id keep bureau=consents.1.id keep personal=consents.3.id
as murat POST /v1/mine/consents/$camera/withdrawal with Idempotency-Key: $key => 404
as asel POST /v1/mine/consents/$camera/withdrawal with Idempotency-Key: $key => 200 withdrawn_at~2026-01-05
as asel POST /v1/mine/consents/$camera/withdrawal with Idempotency-Key: $key => 409 code=CONSENT_WITHDRAWN
as asel POST /v1/me/$asel_id/confirmations {"operation":"change_bank","object":"$asel_account"} with Idempotency-Key: $key => 201 keep asel_confirmation=id
as asel POST /v1/mine/confirmations/$asel_confirmation/biometric => 403 code=CONSENT_NEEDED
as asel POST /v1/mine/consents/$bureau/withdrawal with Idempotency-Key: $key => 200
draft asel consumer 100000 6
as asel POST /v1/mine/applications/$asel_application/submission {"own_behalf":true,"pep":false,"owner_abroad":false,"income_source":"salary","occupation":"мұғалім","repay_from":"жалақы"} with Idempotency-Key: $key => 409 code=APPLICATION_CONSENT
as asel POST /v1/me/$asel_id/consents {"kind":"bureau","hash":"0000000000000000000000000000000000000000000000000000000000000000","lang":"kk"} with Idempotency-Key: $key => 409 code=CONSENT_OTHER
as asel GET /v1/consents with Accept-Language: kk => 200 keep camera_hash=consents.0.hash keep bureau_hash=consents.1.hash
as asel POST /v1/me/$asel_id/consents {"kind":"bureau","hash":"$bureau_hash","lang":"kk"} with Idempotency-Key: $key => 201 kind=bureau keep bureau=id
as asel POST /v1/me/$asel_id/consents {"kind":"bureau","hash":"$bureau_hash","lang":"kk"} with Idempotency-Key: $key => 409 code=CONSENT_THERE
as asel POST /v1/me/$asel_id/consents {"kind":"biometric","hash":"$camera_hash","lang":"kk"} with Idempotency-Key: $key => 201
submit asel submitted
# while it is being decided the law keeps what it rests on
as asel POST /v1/mine/consents/$bureau/withdrawal with Idempotency-Key: $key => 409 code=CONSENT_BOUND
as asel POST /v1/mine/consents/$personal/withdrawal with Idempotency-Key: $key => 409 code=CONSENT_BOUND
reaches asel checking in 15
as dana office POST /v1/applications/$asel_application/decision {"approve":false,"reason":"lending_policy"} with Idempotency-Key: $key => 200 state=refused
as asel POST /v1/mine/consents/$personal/withdrawal with Idempotency-Key: $key => 200
# all own payouts, and when the second consent can be given
day 2026-01-06 09:00
enter murat
again dana
account murat
again aida
chosen murat consumer 400000 12 annuity by dana,aida
formed murat
concluded murat
as murat GET /v1/me/$murat_id/payouts => 200 payouts.0.id=$murat_payout payouts.0.state=waiting payouts.0.needs=consent payouts.0.ready=false payouts.0.not_before~2026-01-07T04: !payouts.1
as asel public GET /v1/me/$murat_id/payouts => 401
as murat GET /v1/me/$murat_id/consents => 200 keep personal=consents.3.id
as murat POST /v1/mine/consents/$personal/withdrawal with Idempotency-Key: $key => 409 code=CONSENT_BOUND
day 2026-01-07 09:05
enter murat
as murat GET /v1/me/$murat_id/payouts => 200 payouts.0.ready=true
as murat GET /v1/mine/loans/$murat_loan/ways with Accept-Language: ru => 200 iban=KZ699990000000000001 'qr_text~IBAN: KZ699990000000000001' qr_text~$murat_contract_number
audit 60
