# What is refused where contracts and money are concerned: other people's, other contracts', one method, used twice, too late, too dear;
# accounts of others; statements that do not add up or say something else; money whose owner is not known.
day 2026-01-05 09:00
rule D.2, 9.1, 11.3, 8.7, 11.2, 11.1 refuses
rule 7.5.a
serve
world
staff dana officer
staff aigul accountant
staff sara compliance
staff adil administrator
staff berik administrator
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
register asel 3
account murat
# an account of another person: the bank says so, and no method puts it to use
as asel POST /v1/me/$asel_id/accounts {"iban":"$murat_iban"} with Idempotency-Key: $key => 201 keep theirs=id
wait holder=other in 20: as asel GET /v1/mine/accounts/$theirs
confirm asel change_bank $theirs password code
as asel POST /v1/mine/accounts/$theirs/use {"confirmation":"$asel_confirmation"} with Idempotency-Key: $key => 403 code=ACCOUNT_OTHER
account asel
chosen murat consumer 100000 6 annuity by dana
chosen asel consumer 100000 6 annuity by dana
formed murat
formed asel
# nobody reads or concludes another's contract
as asel GET /v1/mine/contracts/$murat_contract => 404
as asel GET /v1/mine/contracts/$murat_contract/paper => 404
as nobody public GET /v1/mine/contracts/$murat_contract => 401
as asel POST /v1/me/$asel_id/confirmations {"operation":"conclude","object":"$murat_contract"} with Idempotency-Key: $key => 404
# two factors are one method; biometric must be among the two
confirm murat conclude $murat_contract password code
as murat POST /v1/mine/contracts/$murat_contract/conclusion {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 403 code=CONFIRMATION_NEEDS
as murat GET /v1/mine/contracts/$murat_contract => 200 state=formed
# a confirmation of another person, of another contract, of the contract that was there before
confirm asel conclude $asel_contract
as murat POST /v1/mine/contracts/$murat_contract/conclusion {"confirmation":"$asel_confirmation"} with Idempotency-Key: $key => 403 code=CONFIRMATION_OTHER
prove murat biometric
formed murat
as murat POST /v1/mine/contracts/$murat_contract/conclusion {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 403 code=CONFIRMATION_OTHER
# concluded once; the confirmation is spent
as asel POST /v1/mine/contracts/$asel_contract/conclusion {"confirmation":"$asel_confirmation"} with Idempotency-Key: conclusion-key-0001 => 200 state=concluded keep asel_loan=loan keep asel_payout=payout
as asel POST /v1/mine/contracts/$asel_contract/conclusion {"confirmation":"$asel_confirmation"} with Idempotency-Key: conclusion-key-0001 => 200 state=concluded loan=$asel_loan
as asel POST /v1/mine/contracts/$asel_contract/conclusion {"confirmation":"$asel_confirmation"} with Idempotency-Key: $key => 409 code=CONTRACT_STATE
paid asel
as murat GET /v1/mine/loans/$asel_loan => 404
as murat GET /v1/mine/payouts/$asel_payout => 404
# the cap of the day of signing: a local rule of two persons that asks less allows nothing above it
as adil office POST /v1/policy/changes {"kind":"RATE_CAP","from_on":"2026-01-05","over":40,"under":100,"source":"rules of lending"} with Idempotency-Key: $key => 201 keep change=id
as berik office POST /v1/policy/changes/$change/decision {"approve":true} with Idempotency-Key: $key => 204
confirm murat conclude $murat_contract
as murat POST /v1/mine/contracts/$murat_contract/conclusion {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 422 code=CONTRACT_CAP
as murat GET /v1/mine/contracts/$murat_contract => 200 state=formed
# the day of the contract: the next day it is no more
day 2026-01-06 09:00
enter murat
as murat POST /v1/mine/contracts/$murat_contract/conclusion {"confirmation":"$murat_confirmation"} with Idempotency-Key: $key => 409 code=CONTRACT_DAY
# statements: broken, of another account, that do not add up; an entry that says something else than before
again aigul
pays asel 1000.00 без договора
statement aigul 2026-01-06 Document=Dokument => 422 code=STATEMENT_FORM
statement aigul 2026-01-06 KZ699990000000000001=KZ429990000000000002 => 422 code=STATEMENT_ACCOUNT
statement aigul 2026-01-06 1000.00=1000.01 => 422 code=STATEMENT_SUM
statement aigul 2026-01-06 => 200 unidentified=0
statement aigul 2026-01-06 <Dt>2026-01-06</Dt></ValDt>=<Dt>2026-01-05</Dt></ValDt> => 409 code=STATEMENT_OTHER
as asel office POST /v1/statements => 401
enter asel
# without the number of a contract the payer's IIN finds the only open loan; somebody unknown does not
wait actual.0.amount=1000.00 in 20: as asel public GET /v1/mine/loans/$asel_loan/payments
as asel GET /v1/mine/loans/$asel_loan => 200 suspense=1000.00
pays murat 500.00 за что-то
statement aigul 2026-01-06 => 200 strange=0
wait lines.0.amount=500.00 in 20: as aigul GET /v1/bank-lines?state=unidentified
as aigul GET /v1/bank-lines?state=unidentified => 200 keep line=lines.0.id keep statement=lines.0.statement
books 2026-01-06 aigul 3390=-500 3391=-1000
as aigul GET /v1/statements/$statement/file => 200 body~camt.053
again dana
as dana office POST /v1/bank-lines/$line/loan {"number":"$asel_contract_number"} with Idempotency-Key: $key => 403
as aigul POST /v1/bank-lines/$line/loan {"number":"12345678901"} with Idempotency-Key: $key => 409 code=LINE_LOAN
as aigul POST /v1/bank-lines/$line/loan {"number":"$asel_contract_number"} with Idempotency-Key: $key => 200 state=matched
as aigul POST /v1/bank-lines/$line/loan {"number":"$asel_contract_number"} with Idempotency-Key: $key => 409 code=LINE_STATE
books 2026-01-06 aigul 3390=0 3391=-1500 1030=-98500
# what left comes back from the bank under a reference of its own, the number of the contract in its purpose: no borrower paid it
statement aigul 2026-01-05 DBIT=CRDT <AcctSvcrRef>B=<AcctSvcrRef>R => 200 matched=0 unidentified=1
as asel GET /v1/mine/loans/$asel_loan => 200 suspense=1500.00
# money of a day before the loan began is not its payment, and the rest of the statement is taken
day 2026-01-07 09:00
again aigul
enter asel
pays asel 300.00 без договора
statement aigul 2026-01-07 <Dt>2026-01-07</Dt></ValDt>=<Dt>2026-01-04</Dt></ValDt> => 200 matched=0 unidentified=1
as aigul GET /v1/bank-lines?state=unidentified => 200 lines.0.amount=300.00 keep line=lines.0.id
as aigul POST /v1/bank-lines/$line/loan {"number":"$asel_contract_number"} with Idempotency-Key: $key => 409 code=LINE_LOAN
# several payments that the bank booked in one sum are not all the first payer's
day 2026-01-08 09:00
again aigul
enter asel
pays asel 200.00
statement aigul 2026-01-08 </TxDtls></NtryDtls>=</TxDtls><TxDtls></TxDtls></NtryDtls> => 200 matched=0 unidentified=1
as asel GET /v1/mine/loans/$asel_loan => 200 suspense=1500.00
# money that the bank values on a later day waits, too, and the rest of the statement is taken
day 2026-01-09 09:00
again aigul
enter asel
pays asel 250.00
statement aigul 2026-01-09 <Dt>2026-01-09</Dt></ValDt>=<Dt>2026-01-12</Dt></ValDt> => 200 matched=0 unidentified=1
as asel GET /v1/mine/loans/$asel_loan => 200 suspense=1500.00
audit 100
