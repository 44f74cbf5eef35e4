# A legal entity registers by its signatory: BIN, order, identity document, the entity's own number, two methods.
day 2026-01-05 09:00
rule 6.2.a, 6.2.b, 6.2.c, 6.2.d, 6.2.e, 6.2.f, 6.2.g, 6.3.b, 6.4
rule 6.2.a, 6.2.c, 6.2.e, 6.2.f, 6.3.b, 6.4 refuses
serve
world
company sauda 1
begin sauda
as sauda GET /v1/registration => 200 kind=legal missing=facts
# without BIN, with an IIN in its place, with a birth certificate
as sauda PUT /v1/registration/person {"last_name":"$sauda_last_name","first_name":"$sauda_first_name","patronymic":"$sauda_patronymic","iin":"$sauda_iin","document":"identity_card","document_number":"$sauda_document_number","issuer":"x","issued_on":"$sauda_issued_on","valid_until":"$sauda_valid_until"} => 422
as sauda PUT /v1/registration/person {"last_name":"$sauda_last_name","first_name":"$sauda_first_name","patronymic":"$sauda_patronymic","iin":"$sauda_iin","document":"identity_card","document_number":"$sauda_document_number","issuer":"x","issued_on":"$sauda_issued_on","valid_until":"$sauda_valid_until","bin":"$sauda_iin","entity":"x"} => 422 errors.0.code=BIN_IS_IIN
as sauda PUT /v1/registration/person {"last_name":"$sauda_last_name","first_name":"$sauda_first_name","patronymic":"$sauda_patronymic","iin":"$sauda_iin","document":"birth_certificate","document_number":"$sauda_document_number","issuer":"x","issued_on":"$sauda_issued_on","valid_until":"$sauda_valid_until","bin":"$sauda_bin","entity":"x"} => 403 code=PAPER_BIRTH
as sauda PUT /v1/registration/person {"last_name":"$sauda_last_name","first_name":"$sauda_first_name","patronymic":"$sauda_patronymic","iin":"$sauda_iin","document":"identity_card","document_number":"$sauda_document_number","issuer":"x","issued_on":"$sauda_issued_on","valid_until":"$sauda_valid_until","bin":"$sauda_bin","entity":"$sauda_name_ru"} => 200 missing=order
as sauda PUT /v1/registration/order {"picture":"QUJDREVGR0hJSktM"} => 422 code=IMAGE_KIND
as sauda PUT /v1/registration/order {"picture":"$sauda_photo"} => 200 missing=photo
as sauda PUT /v1/registration/photo {"picture":"$sauda_photo"} => 200 missing=number
# the signatory's own number is not the entity's
person head 31
as sauda PUT /v1/registration/phone {"phone":"$head_phone"} => 200
wait number_owner=other in 10: as sauda GET /v1/registration
state sauda
# another BIN: the number that was proven for the first one proves nothing
company second 2
as sauda PUT /v1/registration/person {"last_name":"$sauda_last_name","first_name":"$sauda_first_name","patronymic":"$sauda_patronymic","iin":"$sauda_iin","document":"identity_card","document_number":"$sauda_document_number","issuer":"x","issued_on":"$sauda_issued_on","valid_until":"$sauda_valid_until","bin":"$second_bin","entity":"x"} => 200 missing=number
state sauda
as sauda POST /v1/registration/confirmation => 201 methods=2 keep sauda_confirmation=id
# a person of the company that is not the signatory
stand sauda 32 => failed face
prove sauda password code
as sauda POST /v1/registration/account {"confirmation":"$sauda_confirmation"} => 403 code=CONFIRMATION_NEEDS
stand sauda 31 => passed
as sauda POST /v1/registration/account {"confirmation":"$sauda_confirmation"} => 200 stage=full
as sauda GET /v1/me/$sauda_id => 200 name=$sauda_name_ru
# its signatory registers as an individual, too: another client
register head 31
as head GET /v1/me/$head_id => 200
as head GET /v1/me/$sauda_id => 404
audit 30
