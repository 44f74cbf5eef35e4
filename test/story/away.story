# The server is away for days, then the bank is: money that came meanwhile is found by the statement of each day that was missed, and
# counts from the day it came.
day 2026-01-05 09:00
rule 7.5, 7.5.a
serve
world
staff dana officer
staff sara compliance
staff aigul accountant
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
account murat
borrows murat consumer 200000 12 annuity by dana
paid murat
# four days without a server, the first instalment on the first of them
day 2026-02-05 09:00
stop serve
pays murat 20092.42
day 2026-02-09 09:00
serve
enter murat
wait actual.0.amount=20092.42 in 60: as murat GET /v1/mine/loans/$murat_loan/payments
as murat GET /v1/mine/loans/$murat_loan/payments => 200 actual.0.value_on=2026-02-05
wait !loans.0.overdue_since in 60: as murat GET /v1/me/$murat_id/loans
# the payout's own day was missed, too: the entry of a month ago explains the money in transit
again aigul
books 2026-02-09 aigul 1040=0 3391=0
# a bank that tells nothing for days
as bank world PUT /behaviour {"partner":"bank.statement","how":"broken","times":100} => 204
day 2026-03-05 09:00
pays murat 20092.42
day 2026-03-08 09:00
enter murat
as murat GET /v1/mine/loans/$murat_loan/payments => 200 actual.0.value_on=2026-02-05
as bank PUT /behaviour {"partner":"bank.statement","how":"fine","times":1} => 204
day 2026-03-08 09:20
enter murat
wait actual.0.value_on=2026-03-05 in 60: as murat GET /v1/mine/loans/$murat_loan/payments
audit 50
