-- test/fault/house.sql: what the doors left, for tests.

-- name: test_house_sums
-- gives: one sessions int64, proposals int64, journals int64, entries int64, letters int64, documents int64, changes int64, rules int64, closed_on nes_date
SELECT (SELECT COUNT(*) FROM session), (SELECT COUNT(*) FROM journal_proposal), (SELECT COUNT(*) FROM journal),
    (SELECT COUNT(*) FROM entry), (SELECT COUNT(*) FROM letter), (SELECT COUNT(*) FROM document),
    (SELECT COUNT(*) FROM policy_proposal), (SELECT COUNT(*) FROM policy_row WHERE layer = 'local'), closed_on
FROM book;

-- name: test_house_leaves
-- takes: kind text
-- gives: one n int64
SELECT COUNT(*) FROM audit_leaf WHERE kind = $1;

-- name: test_house_replies
-- gives: many reply bytes
SELECT reply FROM http_once ORDER BY made_at LIMIT 100;

-- name: test_house_kept
-- takes: route text
-- gives: one n int64, bare int64
-- Keys of a route, and those of them without an answer: never.
SELECT COUNT(*), COUNT(*) - COUNT(status) FROM http_once WHERE route = $1;

-- name: test_house_hits
-- gives: one most int64
-- The most hits that one look at all clients counted.
SELECT CAST(COALESCE(MAX(found), 0) AS BIGINT) FROM aml_look;
