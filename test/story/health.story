# What watches the server: alive, ready, metrics; from the machine itself only.
day 2026-01-05 09:00
rule 26.1, 14.3
serve
as watch operations GET /livez => 204
as watch GET /readyz => 204
as watch GET /metrics => 200 body~nesie_audit_tree_size body~nesie_build_info
as anyone public GET /metrics => 404 code=NOT_FOUND
as anyone GET /readyz => 404
as anyone GET /v1/nothing => 404 !detail header.X-Content-Type-Options=nosniff
as anyone POST /v1/sessions {"login":1,"extra":true} => 422 code=SHAPE_FAULTS body~/login body~/extra body~/password
as anyone POST /v1/sessions {broken => 400
