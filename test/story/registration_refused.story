# What registration refuses: a birth certificate, an expired document, another's number, another's face, a picture, other names.
day 2026-01-05 09:00
rule D.2, 6.1.a, 6.1.b, 6.1.c, 6.3.a, 6.4, 35.2, 35.3.f, 35.3.g refuses
serve
world
# consents: all, and as they are shown
as dala public GET /v1/consents => 200 keep kind=consents.0.kind keep hash=consents.0.hash
as dala POST /v1/registrations {"kind":"individual","lang":"en","consents":[{"kind":"$kind","hash":"$hash"}]} => 422 code=CONSENT_MISSING
as dala POST /v1/registrations {"kind":"individual","lang":"kk","consents":[{"kind":"$kind","hash":"$hash"}]} => 409 code=CONSENT_OTHER
as dala POST /v1/registrations {"kind":"individual","lang":"kk","consents":[{"kind":"bureau","hash":"0000000000000000000000000000000000000000000000000000000000000000"}]} => 409 code=CONSENT_OTHER
person dala 2
begin dala
# the identity document
as dala PUT /v1/registration/person {"last_name":"$dala_last_name","first_name":"$dala_first_name","patronymic":"$dala_patronymic","iin":"$dala_iin","document":"birth_certificate","document_number":"990000002","issuer":"x","issued_on":"2024-01-01","valid_until":"2034-01-01"} => 403 code=PAPER_BIRTH
as dala PUT /v1/registration/person {"last_name":"$dala_last_name","first_name":"$dala_first_name","patronymic":"$dala_patronymic","iin":"$dala_iin","document":"identity_card","document_number":"990000002","issuer":"x","issued_on":"2015-01-01","valid_until":"2026-01-04"} => 403 code=PAPER_EXPIRED
as dala PUT /v1/registration/person {"last_name":"Т0лық","first_name":"","iin":"671107150027","document":"identity_card","document_number":"990000002","issuer":"x","issued_on":"2024-01-01","valid_until":"2034-01-01"} => 422 code=SHAPE_FAULTS
as dala PUT /v1/registration/person {"last_name":"$dala_last_name","first_name":"$dala_first_name","patronymic":"$dala_patronymic","iin":"$dala_iin","document":"identity_card","document_number":"990000002","issuer":"x","issued_on":"2024-01-01","valid_until":"2023-01-01"} => 422 code=PAPER_DATES
# a child
as dala PUT /v1/registration/person {"last_name":"$dala_last_name","first_name":"$dala_first_name","iin":"991231500016","document":"identity_card","document_number":"990000002","issuer":"x","issued_on":"2024-01-01","valid_until":"2034-01-01"} => 403 code=FACTS_MINOR
# a document that has expired, of the world's number 12
person old 12
begin old
as old PUT /v1/registration/person {"last_name":"$old_last_name","first_name":"$old_first_name","patronymic":"$old_patronymic","iin":"$old_iin","document":"identity_card","document_number":"$old_document_number","issuer":"$old_issuer","issued_on":"$old_issued_on","valid_until":"$old_valid_until"} => 403 code=PAPER_EXPIRED
# not a picture, and one too small
as dala PUT /v1/registration/photo {"picture":"iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVR4nGPgivKDIwacHACfqwhZKhM30wAAAABJRU5ErkJggg=="} => 422 code=PHOTO_SMALL
as dala PUT /v1/registration/photo {"picture":"QUJDREVGR0hJSktM"} => 422 code=IMAGE_KIND
# the number of another person, and one that nobody has
person other 3
as dala PUT /v1/registration/person {"last_name":"$dala_last_name","first_name":"$dala_first_name","patronymic":"$dala_patronymic","iin":"$dala_iin","document":"identity_card","document_number":"$dala_document_number","issuer":"x","issued_on":"2024-01-01","valid_until":"2034-01-01"} => 200 missing=photo
as dala PUT /v1/registration/phone {"phone":"$other_phone"} => 200
wait number_owner=other in 10: as dala GET /v1/registration
as dala PUT /v1/registration/phone {"phone":"+77000099999"} => 200
wait number_owner=unknown in 10: as dala GET /v1/registration
as dala POST /v1/registration/confirmation => 409 code=REGISTRATION_STEP
# a registry that sends nonsense, then one that says later: asked again, never taken for a yes
as camera world PUT /behaviour {"partner":"registry","how":"lie","times":1} => 204
as dala PUT /v1/registration/phone {"phone":"$dala_phone"} => 200 number_owner=asked
wait number_owner=own in 15: as dala GET /v1/registration
as camera PUT /behaviour {"partner":"registry","how":"later","times":1} => 204
as dala PUT /v1/registration/phone {"phone":"$dala_phone2"} => 200 number_owner=asked
wait number_owner=own in 15: as dala GET /v1/registration
# names as they are in no document: the camera's answer does not agree
as dala PUT /v1/registration/photo {"picture":"$dala_photo"} => 200 missing=password
as dala PUT /v1/registration/password {"password":"қысқа"} => 422 code=PASSWORD_SHORT
as dala PUT /v1/registration/password {"password":"дала ашық аспан"} => 200 missing=methods
as dala PUT /v1/registration/person {"last_name":"Басқаев","first_name":"$dala_first_name","patronymic":"$dala_patronymic","iin":"$dala_iin","document":"identity_card","document_number":"$dala_document_number","issuer":"x","issued_on":"2024-01-01","valid_until":"2034-01-01"} => 200 missing=methods
as dala POST /v1/registration/confirmation => 201 keep dala_confirmation=id
stand dala 2 => failed names
as dala PUT /v1/registration/person {"last_name":"$dala_last_name","first_name":"$dala_first_name","patronymic":"$dala_patronymic","iin":"$dala_iin","document":"identity_card","document_number":"111111111","issuer":"x","issued_on":"2024-01-01","valid_until":"2034-01-01"} => 200
as dala POST /v1/registration/confirmation => 201 keep dala_confirmation=id
stand dala 2 => failed document
# another's face; a picture held before the camera; the photo of somebody else
stand dala 3 => failed face
stand dala 2 still => failed live
as dala PUT /v1/registration/person {"last_name":"$dala_last_name","first_name":"$dala_first_name","patronymic":"$dala_patronymic","iin":"$dala_iin","document":"identity_card","document_number":"$dala_document_number","issuer":"x","issued_on":"2024-01-01","valid_until":"2034-01-01"} => 200
as dala PUT /v1/registration/photo {"picture":"$other_photo"} => 200
as dala POST /v1/registration/confirmation => 201 keep dala_confirmation=id
stand dala 2 => failed photo
as dala PUT /v1/registration/photo {"picture":"$dala_photo"} => 200
as dala POST /v1/registration/account {"confirmation":"$dala_confirmation"} => 403 code=CONFIRMATION_OTHER
# what is stated after the methods were passed is not what they were passed for
as dala POST /v1/registration/confirmation => 201 keep dala_confirmation=id
stand dala 2 => passed
as dala PUT /v1/registration/photo {"picture":"$dala_photo"} => 200
as dala POST /v1/registration/account {"confirmation":"$dala_confirmation"} => 403 code=CONFIRMATION_OTHER
# another IIN: the number that was proven for the first one proves nothing
as dala PUT /v1/registration/person {"last_name":"$other_last_name","first_name":"$other_first_name","patronymic":"$other_patronymic","iin":"$other_iin","document":"identity_card","document_number":"$other_document_number","issuer":"x","issued_on":"2024-01-01","valid_until":"2034-01-01"} => 200 missing=number
# whose a number is cannot be learned by trying: all registrations together share the limit of number and IIN
person spy 5
begin spy
name spy
as spy PUT /v1/registration/phone {"phone":"$other_phone"} => 200
begin spy
name spy
as spy PUT /v1/registration/phone {"phone":"$other_phone"} => 200
begin spy
name spy
as spy PUT /v1/registration/phone {"phone":"$other_phone"} => 200
begin spy
name spy
as spy PUT /v1/registration/phone {"phone":"$other_phone"} => 200
begin spy
name spy
as spy PUT /v1/registration/phone {"phone":"$other_phone"} => 429 code=SIGN_IN_BLOCKED
# nobody goes on with another's registration
as thief public GET /v1/registration => 401
as thief GET /v1/mine/confirmations/$dala_confirmation => 401
begin old
as old GET /v1/mine/confirmations/$dala_confirmation => 404
as old POST /v1/registration/account {"confirmation":"$dala_confirmation"} => 404
audit 40
