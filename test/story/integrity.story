# What is kept under the secrecy of microcredit stays whole: a byte changed in the store, a value moved in the database, a figure of
# a contract set anew: none of it is ever shown as if it were true. What was never touched is shown.
day 2026-01-05 09:00
rule 11.4
rule 11.4 refuses
serve
world
staff dana officer
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
account murat
chosen murat consumer 100000 6 annuity by dana
formed murat
as murat GET /v1/mine/contracts/$murat_contract => 200 keep hash=hash
as murat GET /v1/mine/contracts/$murat_contract/paper => 200 header.Content-Type=application/pdf
# one byte of each sealed document is changed: not one of them is given out, and the answer says no more than it must
spoil documents
as murat GET /v1/mine/contracts/$murat_contract/paper => 500 code=INTERNAL
as murat GET /v1/mine/contracts/$murat_contract/page => 500 code=INTERNAL
as dana office GET /v1/contracts/$murat_contract/paper => 500 code=INTERNAL
spoil documents
as murat GET /v1/mine/contracts/$murat_contract/page => 200 body~$hash
# the database does not let anybody set a contract's figures anew, take it away, or rewrite what was answered
day 2026-01-05 09:05
tamper UPDATE contract SET amount_tiyn = 1 => refused
day 2026-01-05 09:06
tamper DELETE FROM contract => refused
day 2026-01-05 09:07
tamper UPDATE audit_leaf SET bytes = bytes => refused
day 2026-01-05 09:08
tamper UPDATE application_offer SET due_tiyn = 1 => refused
as murat public GET /v1/mine/contracts/$murat_contract => 200 amount=100000.00 hash=$hash
# a sealed value opens in its own row and column only
as murat GET /v1/me/$murat_id => 200 name~$murat_last_name
day 2026-01-05 09:10
tamper UPDATE client SET name = phone => done
as murat GET /v1/me/$murat_id => 500 code=INTERNAL
audit 20
