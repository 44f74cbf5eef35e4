# The first loan: an individual borrows 200 000 tenge for 12 months, reads and concludes the contract, gets the money once, pays it back.
day 2026-01-05 09:00
serve
world
staff dana officer
staff aigul accountant
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
account murat
chosen murat consumer 200000 12 annuity by dana
# the contract is formed, and read before it is concluded
formed murat
as murat GET /v1/mine/contracts/$murat_contract => 200 state=formed amount=200000.00 number=$murat_contract_number
as murat GET /v1/mine/contracts/$murat_contract/page => 200
as murat GET /v1/mine/contracts/$murat_contract/paper => 200 header.Content-Type=application/pdf
concluded murat
paid murat
as murat GET /v1/mine/loans/$murat_loan => 200 state=open principal.current=200000.00
