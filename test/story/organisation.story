# Who lends is shown to anyone; only an administrator changes it.
day 2026-01-05 09:00
rule 7.2, 7.2.a, 24.1
serve
as anyone public GET /v1/organisation => 200 bin=940140000385 head_last=Үлгібаева colour=#0B5A4E header.Cache-Control=no-store 'header.ETag="v1"'
as anyone GET /v1/organisation/logo => 200 header.Content-Type=image/svg+xml
staff admin administrator
staff aigul accountant
as aigul office PUT /v1/organisation {"bin":"940140000385"} => 403
as admin office PUT /v1/organisation {"bin":"940140000385","name_kk":"А","name_ru":"Б","licence":"1","legal_address":"a","actual_address":"b","phones":"1","email":"a@b.kz","head_last":"Х","head_first":"Й","colour":"#12345"} with If-Match: "v1" => 422 code=ORGANISATION_COLOUR
as admin PUT /v1/organisation {"bin":"940140000385","name_kk":"А","name_ru":"Б","licence":"1","legal_address":"a","actual_address":"b","phones":"1","email":"a@b.kz","head_last":"Х","head_first":"Й","colour":"#123456","logo":"<svg onload='x'></svg>"} with If-Match: "v1" => 422 code=ORGANISATION_LOGO
as admin PUT /v1/organisation {"bin":"940140000386","name_kk":"А","name_ru":"Б","licence":"1","legal_address":"a","actual_address":"b","phones":"1","email":"a@b.kz","head_last":"Х","head_first":"Й","colour":"#123456"} with If-Match: "v1" => 422 code=BIN_CHECK
as admin PUT /v1/organisation {"bin":"940140000385","name_kk":"А","name_ru":"Б","licence":"1","legal_address":"a","actual_address":"b","phones":"1","email":"a@b.kz","head_last":"Х","head_first":"Й","colour":"#123456"} => 428 code=MATCH_MISSING
as admin PUT /v1/organisation {"bin":"940140000385","name_kk":"А","name_ru":"Б","licence":"1","legal_address":"a","actual_address":"b","phones":"1","email":"a@b.kz","head_last":"Х","head_first":"Й","colour":"#123456"} with If-Match: "v1" => 204 'header.ETag="v2"'
as anyone GET /v1/organisation => 200 name_kk=А head_last=Х colour=#123456
as admin PUT /v1/organisation {"bin":"940140000385","name_kk":"В","name_ru":"Б","licence":"1","legal_address":"a","actual_address":"b","phones":"1","email":"a@b.kz","head_last":"Х","head_first":"Й","colour":"#123456"} with If-Match: "v1" => 412 code=MATCH_STALE
audit 6
