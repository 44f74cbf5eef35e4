# Registrations from one address are counted in an hour, where all processes share the count: over it nobody gets an identifier, and
# the answer says how long to wait. A restart forgets nothing; the next hour begins anew.
day 2026-01-05 09:30
rule 11.3 refuses
serve
world
setting registrations_hour 2
stop serve
serve
person murat 2
person asel 3
person dala 4
begin murat
as dala public GET /v1/consents => 200 keep kind=consents.0.kind keep hash=consents.0.hash
# broken attempts count for nobody: nothing was registered
as dala public POST /v1/registrations {"kind":"individual","lang":"en","consents":[{"kind":"$kind","hash":"$hash"}]} => 422 code=CONSENT_MISSING
begin asel
as dala POST /v1/registrations {"kind":"individual","lang":"en","consents":[{"kind":"$kind","hash":"$hash"}]} => 429 code=OFTEN_ADDRESS header.Retry-After~1
as dala POST /v1/registrations {"kind":"individual","lang":"en","consents":[{"kind":"$kind","hash":"$hash"}]} with Accept-Language: ru => 429 'body~слишком много регистраций'
# who began goes on
as murat GET /v1/registration => 200
# killed and started again: still over
kill serve
day 2026-01-05 09:50
serve
as dala POST /v1/registrations {"kind":"individual","lang":"en","consents":[{"kind":"$kind","hash":"$hash"}]} => 429 code=OFTEN_ADDRESS
# the next hour
day 2026-01-05 10:01
begin dala
as murat GET /v1/registration => 401
audit 3
