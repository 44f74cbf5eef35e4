#!/usr/bin/env python3
"""Tests of sqltext, sqlgen and sqllint: what they refuse, and what they make of what they take."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import sqlgen  # noqa: E402
import sqllint  # noqa: E402
import sqltext  # noqa: E402


def queries(text: str) -> list:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "q.sql"
        path.write_text(text, encoding="utf-8")
        return sqlgen.Reader(path).all()


def migration(text: str) -> sqltext.Migration:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "0007_some.sql"
        path.write_text(text, encoding="utf-8")
        return sqltext.Migration(path)


class Generator(unittest.TestCase):
    def test_what_it_refuses(self):
        for label, text in (
            ("a type that is none", "-- name: a\n-- takes: x float\nDELETE FROM t WHERE a = $1;"),
            ("a parameter that is not used", "-- name: a\n-- takes: x int64, y int64\nDELETE FROM t WHERE a = $1;"),
            ("a parameter that is not named", "-- name: a\nDELETE FROM t WHERE a = $1;"),
            ("many without a limit", "-- name: a\n-- gives: many x int64\nSELECT x FROM t;"),
            ("a count with columns", "-- name: a\n-- gives: count x int64\nUPDATE t SET x = 1;"),
            ("one without columns", "-- name: a\n-- gives: one\nSELECT x FROM t;"),
            ("text for one engine only", "-- name: a\n-- sqlite:\nDELETE FROM t WHERE a = 1;"),
            ("a name twice", "-- name: a\n-- takes: x int64, x int64\nDELETE FROM t WHERE a = $1 AND b = $2;"),
            ("text before a name", "DELETE FROM t;"),
            ("a batch with one text", "-- name: a\n-- takes: batch x int64\nDELETE FROM t WHERE a = $1;"),
            ("a batch of one", "-- name: a\n-- takes: batch x int64\n-- gives: one y int64\n-- sqlite:\n"
                               "SELECT y FROM t WHERE x = $1;\n-- postgres:\nSELECT y FROM t WHERE x = ANY($1);"),
            ("rows of a query that is none", "-- name: a\n-- gives: many as b\nWHERE x = 1 LIMIT 2;"),
            ("rows after two WHERE", "-- name: a\n-- gives: one x int64\nSELECT x FROM (SELECT x FROM t WHERE x > 1) "
                                     "WHERE x = 2;\n-- name: b\n-- gives: many as a\nWHERE x = 1 LIMIT 2;"),
        ):
            with self.subTest(label), self.assertRaises(sqlgen.Bad):
                queries(text)

    def test_parameters_in_strings_and_comments_do_not_count(self):
        found = queries("-- name: a\n-- takes: x int64\nSELECT '$2' -- $3\n FROM t WHERE a = $1;")
        self.assertEqual(found[0].body["postgres"], "SELECT '$2'  FROM t WHERE a = $1")

    def test_a_batch_takes_items(self):
        found = queries("-- name: a\n-- takes: batch x int64\n-- takes: y text\n-- sqlite:\nDELETE FROM t WHERE a = $1 "
                        "AND b = $2;\n-- postgres:\nDELETE FROM t USING unnest($1, $2) AS n (a, b) WHERE t.a = n.a;")[0]
        self.assertEqual(found.prototype(),
                         "struct nes_err nes_a(struct nes_tx *tx, const struct nes_a_in *items, size_t len)")
        self.assertIn(".batch_bytes = sizeof(struct nes_a_in)", found.source())
        self.assertIn("nes_query_batch_exec(tx, &nes_query_a, (struct nes_items){ items, len })", found.source())

    def test_rows_of_another_query_are_given_as_its_struct(self):
        found = queries("-- name: a\n-- takes: x int64\n-- gives: one x int64\nSELECT x FROM t WHERE x = $1;\n"
                        "-- name: b\n-- takes: y text\n-- gives: many as a\nWHERE y = $1 LIMIT 2;")[1]
        self.assertEqual(found.body["sqlite"], "SELECT x FROM t WHERE y = $1 LIMIT 2")
        self.assertIn("struct nes_b_rows {\n    struct nes_a_row *rows;", found.header())
        self.assertNotIn("struct nes_b_row {", found.header())

    def test_row_locks_are_left_out_for_sqlite(self):
        found = queries("-- name: a\nSELECT 1 FROM t WHERE a = 1 ORDER BY b LIMIT 5 FOR UPDATE OF t SKIP LOCKED;")
        self.assertEqual(found[0].body["sqlite"], "SELECT 1 FROM t WHERE a = 1 ORDER BY b LIMIT 5")
        self.assertTrue(found[0].body["postgres"].endswith("FOR UPDATE OF t SKIP LOCKED"))


class Migrations(unittest.TestCase):
    text = ("-- What it is.\nCREATE TABLE t (\n    id BYTEA NOT NULL PRIMARY KEY, -- it's BIGINT\n"
            "    ok BOOLEAN NOT NULL\n);\n-- guard: t refuses update of ok, delete\n")

    def test_types_change_in_code_only(self):
        step = migration(self.text.replace("of ok, delete", "of ok"))
        self.assertIn("id BLOB NOT NULL PRIMARY KEY, -- it's BIGINT", step.sqlite)
        self.assertIn("ok INTEGER NOT NULL", step.sqlite)
        self.assertIn(") STRICT;", step.sqlite)
        self.assertIn("COMMENT ON COLUMN t.id IS 'it''s BIGINT';", step.postgres)
        self.assertIn("BEFORE UPDATE OF ok ON t", step.sqlite)

    def test_what_it_refuses(self):
        for label, text in (("a guard of nothing", "-- guard: t refuses selects\n"),
                            ("a table without end", "CREATE TABLE t (\n a TEXT\n"),
                            ("a new column without comment", "ALTER TABLE t ADD COLUMN a TEXT;\n"),
                            ("a table in another form", "CREATE TABLE IF NOT EXISTS t (a TEXT);\n")):
            with self.subTest(label), self.assertRaises(sqltext.Bad):
                migration(text)

    def test_a_guard_of_deletes_guards_against_truncate(self):
        step = migration(self.text.replace("update of ok, delete", "update, delete"))
        self.assertIn("BEFORE TRUNCATE ON t", step.postgres)
        self.assertEqual(step.sqlite.count("RAISE(ABORT"), 2)


class Lint(unittest.TestCase):
    def found(self, text: str) -> sqllint.Findings:
        findings = sqllint.Findings()
        for query in queries(text):
            sqllint.check_query(sqllint.ROOT / "src/x.sql", query, findings)
        return findings

    def test_what_it_finds(self):
        for text in ("SELECT * FROM t;", "UPDATE t SET a = 1;", "DELETE FROM t;", "INSERT INTO t VALUES (1);",
                     "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2;",
                     "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING;", "SELECT a::text FROM t;",
                     "SELECT a FROM t WHERE a LIKE 'x';", "SELECT NOW();", "SELECT IFNULL(a, 1) FROM t;"):
            with self.subTest(text):
                self.assertTrue(self.found(f"-- name: a\n{text}"))

    def test_what_it_lets_pass(self):
        for text in ("SELECT a FROM t WHERE b = 'LIKE *';", "SELECT CAST(COALESCE(SUM(a), 0) AS BIGINT) AS n FROM t;",
                     "INSERT INTO t (a) SELECT a FROM u;",
                     "SELECT COUNT(*) AS n FROM t;"):
            with self.subTest(text):
                self.assertEqual(self.found(f"-- name: a\n{text}"), [])


if __name__ == "__main__":
    program = unittest.main(exit=False, verbosity=0)
    bad = len(program.result.failures) + len(program.result.errors)
    print(f"{program.result.testsRun - bad} passed, {bad} failed, 0 skipped")
    sys.exit(1 if bad else 0)
