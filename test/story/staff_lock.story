# Accounts of staff are locked: at once, with a reason, by another person; a locked one opens nothing until it is opened again.
day 2026-01-05 09:00
rule 29.1
rule 29.1 refuses
serve
staff adil administrator
staff aigul accountant
as adil office GET /v1/staff => 200 staff.0.login=adil keep adil=staff.0.id staff.1.login=aigul !staff.1.locked keep aigul=staff.1.id
# only who manages staff locks, nobody locks himself, the reason is one of those there are
as aigul office POST /v1/staff/$adil/lock {"reason":"breach"} => 403
as adil POST /v1/staff/$adil/lock {"reason":"asked"} => 403 code=STAFF_SELF
as adil POST /v1/staff/$aigul/lock {"reason":"mood"} => 422 code=SHAPE_FAULTS
as adil POST /v1/staff/$aigul/lock => 400
as aigul GET /v1/days/2026-01-05/balances => 200
as adil POST /v1/staff/$aigul/lock {"reason":"dismissed"} => 204
as adil POST /v1/staff/$aigul/lock {"reason":"breach"} => 409 code=STAFF_LOCKED
as adil GET /v1/staff => 200 staff.1.locked=dismissed staff.1.locked_at~2026-01-05T
# the session that was open is over, and the right password opens no other; nothing tells that the account is there
as aigul GET /v1/days/2026-01-05/balances => 401
as aigul POST /v1/sessions {"login":"aigul","password":"$aigul_password"} => 401 code=SIGN_IN_WRONG
as nobody office POST /v1/sessions {"login":"nobody","password":"$aigul_password"} => 401 code=SIGN_IN_WRONG
# opened again: the same password and authenticator, a new session
day 2026-01-05 09:05
as adil POST /v1/staff/$aigul/unlock => 204
as adil POST /v1/staff/$aigul/unlock => 409 code=STAFF_OPEN
as aigul GET /v1/days/2026-01-05/balances => 401
again aigul
as aigul GET /v1/days/2026-01-05/balances => 200
# on the machine itself, where no administrator can sign in any more
as root operations POST /v1/staff/$adil/lock {"reason":"breach"} => 204
as adil GET /v1/staff => 401
as root POST /v1/staff/$adil/unlock => 204
again adil
as adil GET /v1/staff => 200 !staff.0.locked
audit 12
