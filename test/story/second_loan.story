# The second loan: 400 000 tenge, above 75 MCI: no money before 24 hours and a second consent; refused an hour early.
day 2026-01-05 09:00
rule 9.2
rule 9.2 refuses
serve
world
staff dana officer
staff asel officer
staff aigul accountant
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
account murat
chosen murat consumer 400000 12 annuity by dana,asel
formed murat
as murat GET /v1/mine/contracts/$murat_contract/page => 200 'body~24 '
concluded murat
as murat GET /v1/mine/payouts/$murat_payout => 200 state=waiting needs=consent not_before~2026-01-06T04:
as murat GET /v1/mine/loans/$murat_loan => 200 state=signed debt=0.00
# nothing left the bank, and the consent cannot be given early: neither begun nor handed in
as bank world GET /bank => 200
day 2026-01-06 08:00
enter murat
as murat POST /v1/me/$murat_id/confirmations {"operation":"second_consent","object":"$murat_payout"} with Idempotency-Key: $key => 409 code=PAYOUT_EARLY
as murat POST /v1/mine/payouts/$murat_payout/release {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 409 code=PAYOUT_EARLY
as murat GET /v1/mine/payouts/$murat_payout => 200 state=waiting
# after 24 hours: the confirmation of the conclusion is no consent; the consent is
day 2026-01-06 09:05
enter murat
as murat POST /v1/mine/payouts/$murat_payout/release {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 403 code=CONFIRMATION_OTHER
confirm murat second_consent $murat_payout password code
as murat POST /v1/mine/payouts/$murat_payout/release {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 200 state=planned
as murat POST /v1/mine/payouts/$murat_payout/release {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 409 code=PAYOUT_STATE
paid murat
as murat GET /v1/mine/loans/$murat_loan => 200 state=open principal.current=400000.00 lines.0.from=2026-01-06
again aigul
statement aigul 2026-01-06 => 200 strange=0
books 2026-01-06 aigul 1110=400000 1040=0 1030=-400000
audit 40
