# A client signs with a certificate of the national authority: GOST and RSA, container and XML. Refused: nonsense, a replayed
# signature, another person's, an authentication-only, a revoked, an expired certificate. A silent authority grants nothing.
day 2026-01-05 09:00
rule 35.1
rule 35.1, 35.0, 11.1 refuses
serve
world
register asel 1
as asel POST /v1/me/$asel_id/numbers {"phone":"$asel_phone2"} with Idempotency-Key: $key => 201 keep second=id
wait owner=own in 10: as asel GET /v1/mine/numbers/$second
as asel POST /v1/me/$asel_id/confirmations {"operation":"change_number","object":"$second"} with Idempotency-Key: $key => 201 methods=1 keep asel_confirmation=id
as asel GET /v1/mine/confirmations/$asel_confirmation/eds => 200 xml~$asel_confirmation xml~$second
# what is no signature at all
as asel PUT /v1/mine/confirmations/$asel_confirmation/eds {"signature":"0L3QtdGCIQ=="} => 200 eds=asking
wait eds=failed eds_reason=signature in 10: as asel GET /v1/mine/confirmations/$asel_confirmation
# a certificate of another person; one that serves signing in only
key asel person=2
sign asel => failed person
key asel authentication
sign asel => failed purpose
# a key of the person's own, revoked at the authority
key asel
as ca world PUT /pki/certificates/$asel_serial/state {"state":"revoked","reason":1} => 204
sign asel => failed revoked
as asel POST /v1/mine/numbers/$second/use {"confirmation":"$asel_confirmation"} => 403 code=CONFIRMATION_NEEDS
# good: the method is proven; the confirmation takes no other one, and nobody else sees it
key asel
sign asel => passed
as asel GET /v1/mine/confirmations/$asel_confirmation => 200 ready=true proven.0=eds !proven.1
as asel PUT /v1/mine/confirmations/$asel_confirmation/eds {"signature":"$asel_signature"} => 409 code=EDS_DONE
as asel POST /v1/mine/numbers/$second/use {"confirmation":"$asel_confirmation"} => 200 owner=own
as asel GET /v1/mine/confirmations/$asel_confirmation/eds => 409 code=CONFIRMATION_USED
# the same signature again: it names another confirmation, though the operation and its object are the same
as asel POST /v1/me/$asel_id/numbers {"phone":"$asel_phone"} with Idempotency-Key: $key => 201 keep first=id
wait owner=own in 10: as asel GET /v1/mine/numbers/$first
as asel POST /v1/me/$asel_id/confirmations {"operation":"change_number","object":"$first"} with Idempotency-Key: $key => 201 keep one=id keep asel_confirmation=id
seal asel xml
as asel POST /v1/me/$asel_id/confirmations {"operation":"change_number","object":"$first"} with Idempotency-Key: $key => 201 keep asel_confirmation=id
hand asel => failed content
# five signatures are taken for one confirmation, and no sixth
as asel POST /v1/me/$asel_id/confirmations {"operation":"change_number","object":"$first"} with Idempotency-Key: $key => 201 keep many=id
as asel PUT /v1/mine/confirmations/$many/eds {"signature":"0L3QtdGCIQ=="} => 200 eds=asking
wait eds=failed in 10: as asel GET /v1/mine/confirmations/$many
as asel PUT /v1/mine/confirmations/$many/eds {"signature":"0L3QtdGCIQ=="} => 200 eds=asking
wait eds=failed in 10: as asel GET /v1/mine/confirmations/$many
as asel PUT /v1/mine/confirmations/$many/eds {"signature":"0L3QtdGCIQ=="} => 200 eds=asking
wait eds=failed in 10: as asel GET /v1/mine/confirmations/$many
as asel PUT /v1/mine/confirmations/$many/eds {"signature":"0L3QtdGCIQ=="} => 200 eds=asking
wait eds=failed in 10: as asel GET /v1/mine/confirmations/$many
as asel PUT /v1/mine/confirmations/$many/eds {"signature":"0L3QtdGCIQ=="} => 200 eds=asking
wait eds=failed in 10: as asel GET /v1/mine/confirmations/$many
as asel PUT /v1/mine/confirmations/$many/eds {"signature":"0L3QtdGCIQ=="} => 429 code=EDS_MANY
register other 2
as other PUT /v1/mine/confirmations/$one/eds {"signature":"$asel_signature"} => 404
as other GET /v1/mine/confirmations/$one/eds => 404
as other GET /v1/mine/confirmations/$one => 404
# a signature of a held certificate is none; when the hold is lifted, a new one is
as ca world PUT /pki/certificates/$asel_serial/state {"state":"held"} => 204
sign asel detached => failed revoked
as ca world PUT /pki/certificates/$asel_serial/state {"state":"good"} => 204
# the authority is silent, its lists are broken: it waits and nothing is granted; a second signature waits its turn
as ca world PUT /behaviour {"partner":"ocsp","how":"broken","times":2} => 204
as ca world PUT /behaviour {"partner":"crl","how":"broken","times":1} => 204
sign asel detached => asking
as asel PUT /v1/mine/confirmations/$asel_confirmation/eds {"signature":"$asel_signature"} => 409 code=EDS_RUNNING
as asel POST /v1/mine/numbers/$first/use {"confirmation":"$asel_confirmation"} => 403 code=CONFIRMATION_NEEDS
wait eds=passed in 30: as asel GET /v1/mine/confirmations/$asel_confirmation
as asel POST /v1/mine/numbers/$first/use {"confirmation":"$asel_confirmation"} => 200 owner=own
# the status service is silent, the lists are not: they decide
as other POST /v1/me/$other_id/numbers {"phone":"$other_phone2"} with Idempotency-Key: $key => 201 keep third=id
wait owner=own in 10: as other GET /v1/mine/numbers/$third
as other POST /v1/me/$other_id/confirmations {"operation":"change_number","object":"$third"} with Idempotency-Key: $key => 201 keep other_confirmation=id
as ca world PUT /behaviour {"partner":"crl","how":"fine","times":1} => 204
as ca world PUT /behaviour {"partner":"ocsp","how":"silent","times":1} => 204
key other rsa
sign other xml => passed
# a lie of the status service counts for nothing: the lists, asked for again after an hour, know of the revocation
as ca world PUT /pki/certificates/$other_serial/state {"state":"revoked","reason":1} => 204
day 2026-01-05 10:05
enter other
as other POST /v1/me/$other_id/confirmations {"operation":"change_number","object":"$third"} with Idempotency-Key: $key => 201 keep other_confirmation=id
as ca world PUT /behaviour {"partner":"ocsp","how":"lie","times":1} => 204
sign other => failed revoked
# a certificate that ends between signing and handing in
key other until=2026-01-05T05:10:00.000000Z
seal other
day 2026-01-05 10:11
hand other => failed expired
# nobody answers for ten minutes: it is over, and nothing was granted
key other
as other POST /v1/me/$other_id/confirmations {"operation":"change_number","object":"$third"} with Idempotency-Key: $key => 201 keep other_confirmation=id
as ca world PUT /behaviour {"partner":"ocsp","how":"broken","times":9} => 204
as ca world PUT /behaviour {"partner":"crl","how":"broken","times":1} => 204
sign other => asking
day 2026-01-05 10:22
enter other
wait eds=failed eds_reason=status in 30: as other GET /v1/mine/confirmations/$other_confirmation
as other POST /v1/mine/numbers/$third/use {"confirmation":"$other_confirmation"} => 403 code=CONFIRMATION_NEEDS
audit 40
