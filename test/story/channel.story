# Channels: the authorised body is told ten full working days before a channel opens and before anything of it changes, with the
# approved documents attached; until then, and while it is closed, no operation of lending runs through it.
day 2026-04-24 09:00
rule 3, 3.1, 4.0, 4.1, 4.2, 4.3, 4.3.a, 5, 11.0
rule 4.0, 5 refuses
serve
world
staff adil administrator
staff berik administrator
staff dana officer
register murat 2
# the web site is open: the client applies in the personal account on it
draft murat consumer 100000 6
as adil office GET /v1/channels => 200 channels.0.name=web channels.0.open=true
as dana office POST /v1/channels/closing {"name":"web"} with Idempotency-Key: $key => 403
as adil POST /v1/channels/closing {"name":"web"} with Idempotency-Key: $key => 204
as adil POST /v1/channels/closing {"name":"web"} with Idempotency-Key: $key => 409 code=CHANNEL_SHUT
# closed: what stands is seen, nothing is lent
as murat public GET /v1/mine/applications/$murat_application => 200 state=draft
as murat POST /v1/me/$murat_id/applications {"product":"$murat_application","amount":"1000.00","periods":3,"purpose":"household"} with Idempotency-Key: $key => 403 code=CHANNEL_CLOSED
as murat POST /v1/mine/applications/$murat_application/submission {"own_behalf":true,"pep":false,"owner_abroad":false,"income_source":"salary","occupation":"x","repay_from":"x"} with Idempotency-Key: $key => 403 code=CHANNEL_CLOSED
as murat POST /v1/mine/applications/$murat_application/contract with Idempotency-Key: $key => 403 code=CHANNEL_CLOSED
as murat POST /v1/mine/contracts/$murat_application/conclusion {"confirmation":"$murat_application"} with Idempotency-Key: $key => 403 code=CHANNEL_CLOSED
# internal documents: a PDF, proposed by one, approved by another
as adil POST /v1/internal-documents {"title":"Рәсімдер","number":"3 от 01.04.2026","file":"QUJDREVGR0hJSktM"} with Idempotency-Key: $key => 422 code=INTERNAL_FILE
as adil POST /v1/internal-documents {"title":"Қауіпсіздік рәсімдері","number":"3 от 01.04.2026","access":true,"integrity":true,"file":"JVBERi0xLjcKJSVFT0YK"} with Idempotency-Key: $key => 201 approved=false access=true distortion=false keep first=id
as dana office POST /v1/internal-documents/$first/approval with Idempotency-Key: $key => 403
as adil POST /v1/internal-documents/$first/approval with Idempotency-Key: $key => 403 code=INTERNAL_MAKER
as berik office POST /v1/internal-documents {"title":"Электрондық құжаттар","number":"4 от 02.04.2026","distortion":true,"replay":true,"file":"JVBERi0xLjcKJSVFT0YK"} with Idempotency-Key: $key => 201 keep second=id
as dana GET /v1/internal-documents/$first/file => 200 header.Content-Type=application/pdf body~%PDF-1.7
# a notification names all that item 4 names, and proves it; the documents together provide for all that item 11 names
as adil POST /v1/channel-notices {"name":"web","kind":"web","place":"https://my.localhost","services":"all of the personal account","procedures":"approved, no. 3","number":"17/3","documents":[]} with Idempotency-Key: $key => 422 body~/documents
as adil POST /v1/channel-notices {"name":"web","kind":"web","services":"all of the personal account","procedures":"approved, no. 3","number":"17/3","documents":[{"id":"$first"}]} with Idempotency-Key: $key => 422 body~/place
as adil POST /v1/channel-notices {"name":"web","kind":"web","place":"https://my.localhost","services":"all of the personal account","procedures":"approved, no. 3","number":"17/3","documents":[{"id":"$first"},{"id":"$second"}]} with Idempotency-Key: $key => 422 code=INTERNAL_OPEN
as berik POST /v1/internal-documents/$first/approval with Idempotency-Key: $key => 204
as berik POST /v1/internal-documents/$first/approval with Idempotency-Key: $key => 409 code=INTERNAL_DECIDED
as adil POST /v1/internal-documents/$second/approval with Idempotency-Key: $key => 204
as adil POST /v1/channel-notices {"name":"web","kind":"web","place":"https://my.localhost","services":"all of the personal account","procedures":"approved, no. 3","number":"17/3","documents":[{"id":"$first"}]} with Idempotency-Key: $key => 422 code=INTERNAL_POINTS body~/documents
as adil POST /v1/channel-notices {"name":"web","kind":"terminal","place":"x","services":"x","procedures":"x","number":"17/3","documents":[{"id":"$first"},{"id":"$second"}]} with Idempotency-Key: $key => 422 code=CHANNEL_KIND
as adil POST /v1/channel-notices {"name":"web","kind":"web","place":"https://my.localhost","services":"all of the personal account","procedures":"approved, no. 3","number":"17/3","documents":[{"id":"$first"},{"id":"$second"}]} with Idempotency-Key: $key => 201 notified_on=2026-04-24 first_on=2026-05-14 keep notice=id
as adil POST /v1/channel-notices/$notice/beginning with Idempotency-Key: $key => 409 code=CHANNEL_EARLY
# 27-30 April, 4-6, 8, 12 and 13 May are the ten working days; the last moment of the tenth is still too early
day 2026-05-13 23:58
again adil
enter murat
as adil POST /v1/channel-notices/$notice/beginning with Idempotency-Key: $key => 409 code=CHANNEL_EARLY
as murat POST /v1/mine/applications/$murat_application/contract with Idempotency-Key: $key => 403 code=CHANNEL_CLOSED
day 2026-05-14 00:01
as adil POST /v1/channel-notices/$notice/beginning with Idempotency-Key: $key => 204
as adil POST /v1/channel-notices/$notice/beginning with Idempotency-Key: $key => 409 code=CHANNEL_DONE
as adil GET /v1/channels => 200 channels.0.open=true channels.0.notice=17/3 channels.0.notified_on=2026-04-24 notices.0.documents.1.id~-
draft murat consumer 100000 6
# a change of what was notified: told anew, and nothing changes before its day
as adil POST /v1/channel-notices {"name":"web","kind":"web","place":"https://kabinet.localhost","services":"all of the personal account","procedures":"approved, no. 3","number":"17/9","documents":[{"id":"$first"},{"id":"$second"}]} with Idempotency-Key: $key => 201 first_on=2026-05-30 keep change=id
as adil POST /v1/channel-notices {"name":"center","kind":"terminal","place":"Алматы, Үлгі көшесі, 1","services":"cash","procedures":"approved, no. 3","number":"17/10","documents":[{"id":"$first"},{"id":"$second"}]} with Idempotency-Key: $key => 201 keep terminal=id
as adil POST /v1/channel-notices/$change/beginning with Idempotency-Key: $key => 409 code=CHANNEL_EARLY
as adil GET /v1/channels => 200 channels.0.place=https://my.localhost !channels.1
day 2026-05-29 23:58
again adil
as adil POST /v1/channel-notices/$change/beginning with Idempotency-Key: $key => 409 code=CHANNEL_EARLY
day 2026-05-30 00:01
as adil POST /v1/channel-notices/$change/beginning with Idempotency-Key: $key => 204
as adil POST /v1/channel-notices/$notice/beginning with Idempotency-Key: $key => 409 code=CHANNEL_DONE
as adil GET /v1/channels => 200 channels.0.place=https://kabinet.localhost channels.0.notice=17/9
# a terminal opens alone, whatever the web site is
as adil POST /v1/channel-notices/$terminal/beginning with Idempotency-Key: $key => 204
as adil GET /v1/channels => 200 channels.0.name=center channels.0.open=true channels.1.name=web
audit 40
