# Five wrong codes on two lives of the process: the sixth is refused although it is right.
day 2026-01-05 09:00
rule 28, D.5 refuses
serve
staff dana accountant
day 2026-01-05 09:05
as dana office POST /v1/sessions {"login":"dana","password":"$dana_password"} => 201 stage=code
as dana PUT /v1/session/code {"code":"$other(dana_secret)"} => 401 code=CODE_WRONG
as dana PUT /v1/session/code {"code":"$other(dana_secret)"} => 401 code=CODE_WRONG
as dana PUT /v1/session/code {"code":"$other(dana_secret)"} => 401 code=CODE_WRONG
kill serve
serve
as dana PUT /v1/session/code {"code":"$other(dana_secret)"} => 401 code=CODE_WRONG
as dana PUT /v1/session/code {"code":"$other(dana_secret)"} => 401 code=CODE_WRONG
as dana PUT /v1/session/code {"code":"$code(dana_secret)"} => 429 code=SIGN_IN_BLOCKED
# another session of the same person does not help
as again office POST /v1/sessions {"login":"dana","password":"$dana_password"} => 201 stage=code
as again PUT /v1/session/code {"code":"$code(dana_secret)"} => 429 code=SIGN_IN_BLOCKED
day 2026-01-05 09:07
as dana PUT /v1/session/code {"code":"$code(dana_secret)"} => 200 stage=full
audit 10
