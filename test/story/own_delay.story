# Who is late with us for more than ninety days gets no other microcredit, whatever the credit bureau knows of it.
day 2026-01-05 09:00
serve
world
staff dana officer
staff aigul accountant
staff sara compliance
wait lists.1.kind~an in 20: as sara GET /v1/aml/lists
register murat 2
account murat
borrows murat consumer 100000 6 annuity by dana
paid murat
# late for ninety days: the law still lets it pass
day 2026-05-06 10:00
enter murat
wait loans.0.overdue_since=2026-02-06 in 120: as murat GET /v1/me/$murat_id/loans
draft murat consumer 50000 3
submit murat submitted
reaches murat checking in 20
as murat POST /v1/mine/applications/$murat_application/withdrawal with Idempotency-Key: $key => 200 state=withdrawn
day 2026-05-07 10:00
enter murat
draft murat consumer 50000 3
submit murat submitted
reaches murat refused in 20
as murat GET /v1/mine/applications/$murat_application => 200 refusal_code=delay
audit 40
