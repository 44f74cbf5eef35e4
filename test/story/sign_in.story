# Staff is invited on the server; the one-time password opens nothing but its own change; then a second factor.
day 2026-01-05 09:00
rule 28, 29, 6.5
rule 27, D.5, D.6 refuses
serve
as setup operations POST /v1/staff {"login":"aigul","name":"Садықова Айгүл","roles":["accountant"]} => 201 keep once=one_time_password
as setup operations POST /v1/staff {"login":"aigul","name":"Another","roles":["accountant"]} => 409 code=LOGIN_TAKEN
as setup operations POST /v1/staff {"login":"none","name":"Nobody","roles":["king"]} => 422 code=STAFF_ROLE
as aigul office GET /v1/session => 401
as aigul POST /v1/sessions {"login":"aigul","password":"wrong password"} => 401 code=SIGN_IN_WRONG
as aigul POST /v1/sessions {"login":"nobody","password":"wrong password"} => 401 code=SIGN_IN_WRONG
as aigul POST /v1/sessions {"login":"aigul","password":"$once"} => 201 stage=password keep first=header.Set-Cookie
as aigul GET /v1/days/2026-01-05/balances => 403
as aigul PUT /v1/session/password {"old_password":"$once","new_password":"short"} => 422 code=PASSWORD_SHORT
as aigul PUT /v1/session/password {"old_password":"$once","new_password":"password12345"} => 422 code=PASSWORD_COMMON
as aigul PUT /v1/session/password {"old_password":"$once","new_password":"төрт тау етегінде"} => 200 stage=bind
as aigul GET /v1/days/2026-01-05/balances => 403
as aigul POST /v1/session/authenticator => 201 keep secret=secret
as aigul PUT /v1/session/code {"code":"$other(secret)"} => 401 code=CODE_WRONG
as aigul PUT /v1/session/code {"code":"$code(secret)"} => 200 stage=full
as aigul GET /v1/days/2026-01-05/balances => 200 sum=0.00
# the one-time password is spent, the authenticator is bound
as thief office POST /v1/sessions {"login":"aigul","password":"$once"} => 401 code=SIGN_IN_WRONG
as aigul POST /v1/session/authenticator => 409 code=SIGN_IN_STAGE
# a second session: the code that was taken is not taken again
as second office POST /v1/sessions {"login":"aigul","password":"төрт тау етегінде"} => 201 stage=code
as second PUT /v1/session/code {"code":"$code(secret)"} => 401 code=CODE_WRONG
as second GET /v1/days/2026-01-05/balances => 403
# who knows the password but has no authenticator changes nothing: the owner's password and sessions stay
as second PUT /v1/session/password {"old_password":"төрт тау етегінде","new_password":"бес тау етегінде"} => 409 code=SIGN_IN_STAGE
as aigul GET /v1/days/2026-01-05/balances => 200
# nor does who found her page open and does not know the password
as aigul PUT /v1/session/password {"old_password":"бес тау етегінде","new_password":"алты тау етегінде"} => 401 code=SIGN_IN_WRONG
as aigul PUT /v1/session/password {"old_password":"төрт тау етегінде","new_password":"төрт тау етегінде"} => 422 code=PASSWORD_SAME
day 2026-01-05 09:10
as second PUT /v1/session/code {"code":"$code(secret)"} => 200 stage=full
# wrong attempts at the door of clients shut the office to nobody
as stranger public POST /v1/sessions {"login":"aigul","password":"wrong password"} => 401 code=SIGN_IN_WRONG
as stranger POST /v1/sessions {"login":"aigul","password":"төрт тау етегінде"} => 401 code=SIGN_IN_WRONG
as stranger POST /v1/sessions {"login":"aigul","password":"wrong password"} => 401 code=SIGN_IN_WRONG
as stranger POST /v1/sessions {"login":"aigul","password":"wrong password"} => 401 code=SIGN_IN_WRONG
as stranger POST /v1/sessions {"login":"aigul","password":"wrong password"} => 401 code=SIGN_IN_WRONG
as stranger POST /v1/sessions {"login":"aigul","password":"wrong password"} => 429 code=SIGN_IN_BLOCKED
as third office POST /v1/sessions {"login":"aigul","password":"төрт тау етегінде"} => 201 stage=code
# a staff cookie opens nothing at the door of clients
as aigul public GET /v1/session => 401
as aigul office DELETE /v1/session => 204 header.Clear-Site-Data~cookies
as aigul GET /v1/session => 401
# rest ends a session
day 2026-01-05 09:30
as second GET /v1/session => 401
audit 10
