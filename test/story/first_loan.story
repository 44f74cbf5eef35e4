# The first loan: an individual borrows 200 000 tenge for 12 months, reads and concludes the contract, gets the money once, pays
# it back, once late. At every stage the client sees what is owed and why.
day 2026-01-05 09:00
rule 3.1, 12.1, 7.3, 7.5, 7.5.a, 7.6, 9.1, 9.2, 9.2.a, 12, 34.2, D.3
serve
world
staff dana officer
staff aigul accountant
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
account murat
chosen murat consumer 200000 12 annuity by dana
# the contract is formed, and read before it is concluded, on paper and as a page, in both languages
formed murat
as murat GET /v1/mine/contracts/$murat_contract => 200 state=formed amount=200000.00 rate_percent=42.8 keep hash=hash
as murat GET /v1/mine/contracts/$murat_contract/page => 200 body~$murat_contract_number body~$hash body~42,8 body~Шарт body~Договор body~KZ699990000000000001
as murat GET /v1/mine/contracts/$murat_contract/paper => 200 header.Content-Type=application/pdf
# it sets how and when one gets a confirmation of the documents: a receipt at once, at the latest on the next working day (kept below)
as murat GET /v1/mine/contracts/$murat_contract/page => 200 "body~выдаётся квитанция" "body~не позднее рабочего дня" "body~тексеруге болатын түбіртек"
# two methods, one of them the face; bound to this hash
concluded murat
as murat GET /v1/mine/contracts/$murat_contract => 200 state=concluded hash=$hash
as murat GET /v1/mine/contracts/$murat_contract/page => 200 body~$hash
paid murat
as murat GET /v1/mine/payouts/$murat_payout => 200 state=done way=account needs=nothing amount=200000.00 value_on=2026-01-05
papers murat contract 1
as murat GET /v1/mine/papers/$murat_paper/page => 200 body~$hash body~ЦОИД
# the contract says how and by when sending and receiving are confirmed: on request, at once, the next working day at the latest
as murat GET /v1/mine/contracts/$murat_contract/page => 200 'body~выдаётся квитанция, которую можно проверить' 'body~не позднее рабочего дня, следующего'
day 2026-01-05 09:08
wait header.Content-Type~text/plain in 90: as murat GET /v1/mine/contracts/$murat_contract/receipt
receipt as murat GET /v1/mine/contracts/$murat_contract/receipt => true contract.concluded
receipt as murat GET /v1/mine/papers/$murat_paper/receipt => true paper.formed
as murat GET /v1/mine/applications/$murat_application => 200 state=concluded
# the money left once: the bank says so by its statement, which may come again
statement aigul 2026-01-05 => 200 lines=1 strange=0
statement aigul 2026-01-05 => 200 lines=1 fresh=0
as aigul GET /v1/bank-lines?state=own => 200 lines.0.amount=200000.00 !lines.1
books 2026-01-05 aigul 1110=200000 1040=0 1030=-200000
# what is owed, what is to come, how to pay
as murat public GET /v1/mine/loans/$murat_loan => 200 state=open debt=200000.00 principal.current=200000.00 next_date=2026-02-05 next_principal=14092.42 next_remuneration=6000.00 'lines.0.text=05.01: paid out 200000.00'
as murat GET /v1/mine/loans/$murat_loan with Accept-Language: kk => 200 lines.0.kind=payout 'lines.0.text~05.01.2026: берілді 200'
as murat GET /v1/mine/loans/$murat_loan/payments => 200 upcoming.0.due=20092.42 upcoming.11.date=2027-01-05 !upcoming.12 !actual.0
as murat GET /v1/mine/loans/$murat_loan/ways => 200 iban=KZ699990000000000001 purpose~$murat_contract_number
# the first instalment in time; allocated, with a receipt
day 2026-02-05 10:00
enter murat
again aigul
pays murat 20092.42
statement aigul 2026-02-05 => 200 unidentified=0
statement aigul 2026-02-05 => 200 fresh=0
as murat GET /v1/mine/loans/$murat_loan/payments => 200 actual.0.amount=20092.42 actual.0.principal=14092.42 actual.0.remuneration=6000.00 actual.0.kept=0.00 upcoming.0.date=2026-03-05 !actual.1
papers murat receipt 1
as murat GET /v1/mine/papers/$murat_paper/page => 200 body~092,42
# the second one is missed: penalty from the day after, a notice, and the explanation
day 2026-03-16 10:00
enter murat
wait loans.0.overdue_since=2026-03-06 in 60: as murat GET /v1/me/$murat/loans
as murat GET /v1/mine/loans/$murat_loan => 200 days_overdue=11 principal.overdue=14515.19 remuneration.overdue=5577.23 penalty.overdue=1004.62 penalty.current=100.46 body~principal 'body~0.5 %'
wait body~просрочен in 20: as phone world GET /phone/77000001002
as murat GET /v1/mine/loans/$murat_loan with Accept-Language: kk => 200 'body~айыпақы: 11'
pays murat 25000.00
again aigul
statement aigul 2026-03-16 => 200 unidentified=0
as murat GET /v1/mine/loans/$murat_loan => 200 days_overdue=0 principal.overdue=0.00 remuneration.overdue=0.00 penalty.overdue=0.00
as murat GET /v1/mine/loans/$murat_loan/payments => 200 actual.0.principal=14515.19 actual.0.remuneration=5577.23 actual.0.penalty=1004.62
# the next two in their time, brought by the bank's statements by themselves; all others at once, too much of it
repays murat 2
day 2026-06-05 09:00
pays murat 165000.00
day 2026-06-05 10:00
enter murat
wait actual.0.amount=165000.00 in 30: as murat GET /v1/mine/loans/$murat_loan/payments
as murat GET /v1/mine/loans/$murat_loan => 200 state=open days_overdue=0
# each instalment is taken on its day; the last one closes the loan
day 2027-01-06 10:00
enter murat
wait loans.0.state=closed in 90: as murat GET /v1/me/$murat/loans
as murat GET /v1/mine/loans/$murat_loan => 200 debt=0.00 payoff=0.00 suspense=8003.98
papers murat receipt 5
papers murat closed 1
as murat GET /v1/mine/papers/$murat_paper/page => 200 body~200
as murat GET /v1/mine/papers/$murat_paper => 200 header.Content-Type=application/pdf
as murat GET /v1/me/$murat/loans => 200 loans.0.state=closed !loans.0.next_due !loans.0.overdue_since
# nothing is owed in the books, and what was paid too much is the client's
again aigul
books 2027-01-06 aigul 1110=0 1111=0 1112=0 1113=0 1114=0 1040=0 3390=0 3391=-8003.98
# the receipts of the audit log, checked without us, after the next checkpoint
day 2027-01-06 10:03
wait header.Content-Type~text/plain in 90: as murat GET /v1/mine/contracts/$murat_contract/receipt
receipt as murat GET /v1/mine/contracts/$murat_contract/receipt => true contract.concluded
wait header.Content-Type~text/plain in 90: as murat GET /v1/mine/papers/$murat_paper/receipt
receipt as murat GET /v1/mine/papers/$murat_paper/receipt => true paper.formed
audit 100
