# A person registers: consents, identifier, names and document, photo, own number, password, then two methods; the account opens.
day 2026-01-05 09:00
rule D.8, D.11, 6.1.a, 6.1.b, 6.1.c, 6.1.d, 6.1.e, 6.3.a, 6.4, 35.2, 35.3, 35.3.a, 35.3.d, 35.3.f
serve
world
person asel 1
begin asel
as asel GET /v1/registration => 200 kind=individual missing=facts login=$asel_login
as asel GET /v1/me/$asel_id => 403
as asel PUT /v1/registration/phone {"phone":"$asel_phone"} => 409 code=REGISTRATION_STEP
as asel POST /v1/registration/confirmation => 409 code=REGISTRATION_STEP
state asel
as asel GET /v1/registration => 200 missing=methods number_owner=own
as asel POST /v1/registration/confirmation => 201 operation=register methods=2 must.0=biometric keep asel_confirmation=id
as asel POST /v1/registration/account {"confirmation":"$asel_confirmation"} => 403 code=CONFIRMATION_NEEDS
prove asel password
sms asel
as asel PUT /v1/mine/confirmations/$asel_confirmation/code {"code":"$asel_code"} => 200 code=true proven.0=two_factor ready=false
as asel POST /v1/registration/account {"confirmation":"$asel_confirmation"} => 403 code=CONFIRMATION_NEEDS
stand asel 1 => passed
as asel GET /v1/mine/confirmations/$asel_confirmation => 200 ready=true
as asel POST /v1/registration/account {"confirmation":"$asel_confirmation"} => 200 stage=full
as asel GET /v1/me/$asel_id => 200 iin~0016 phone~1001 'name=Қиялова Анна Мұратқызы'
as asel GET /v1/registration => 403
as asel GET /v1/me/$asel_id/consents => 200 consents.3.kind=personal_data
# signs in afterwards with password alone (6.5)
as asel DELETE /v1/session => 204
enter asel
as asel GET /v1/me/$asel_id => 200
audit 20
