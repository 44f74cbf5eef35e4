#!/usr/bin/env python3
"""Lints the schema and the queries by docs/sql.md: what both engines understand alike, and a schema that explains and
defends itself. Prints findings; ends with 1 where there are any."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import sqlgen  # noqa: E402
import sqltext  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
TYPES = {"BIGINT", "INTEGER", "BOOLEAN", "TEXT", "BYTEA", "DATE"}

# Nowhere, not even in the text for one engine: time and chance come from the program, and a conflict is counted.
NEVER = [
    (r"\bDEFERR(ABLE|ED)\b", "constraints are checked at once"),
    (r"\bDO UPDATE\b|\bINSERT OR\b|\bREPLACE INTO\b|\bUPDATE OR\b", "only ON CONFLICT DO NOTHING"),
    (r"\bNOW\s*\(|\bCURRENT_(TIMESTAMP|DATE|TIME)\b|\bstrftime\b|\bclock_timestamp\b", "time comes from nes_tx_now"),
    (r"\bRANDOM\s*\(|\bgen_random_uuid\b|\brandomblob\b", "chance comes from the program"),
    (r"\b(BIG)?SERIAL\b|\bSEQUENCE\b|\bAUTOINCREMENT\b|\bIDENTITY\b|\bnextval\b", "ids are made by the program"),
    (r"\b(LISTEN|NOTIFY)\b", "wake-ups are the program's"),
    (r"\bSELECT\s+(DISTINCT\s+)?\*|\b[a-z]\.\*", "name the columns"),
]
# In a text for both engines: words that one of them does not know, or understands in another way.
SHARED = [
    (r"::", "CAST(x AS TYPE)"),
    (r"\bI?LIKE\b|\bSIMILAR\b|\bGLOB\b|\bREGEXP\b|~", "the engines compare differently: a keyed index, or two bodies"),
    (r"\bDISTINCT ON\b|\bLATERAL\b|\bARRAY\b|\bANY\s*\(|\bUNNEST\b", "SQLite has none"),
    (r"\bGREATEST\b|\bLEAST\b|\bDATE_TRUNC\b|\bEXTRACT\b|\bINTERVAL\b|\bAT TIME ZONE\b", "SQLite has none"),
    (r"\bIFNULL\b|\bIIF\b|\bINSTR\b|\bHEX\s*\(|\bGROUP_CONCAT\b|\bTYPEOF\b|\bROWID\b", "PostgreSQL has none"),
    (r"\bSTRING_AGG\b|->|\bJSON", "the engines differ"),
    (r"==|`|\"", "write = and no quoted names"),
    (r"\bIS (NOT )?\$", "IS [NOT] DISTINCT FROM, or two queries"),
]
CASCADE = [(r"\bCASCADE\b", "nothing vanishes by itself")]


class Findings(list):
    """Lines to print."""

    def add(self, where, text: str) -> None:
        self.append(f"{pathlib.Path(where).relative_to(ROOT) if isinstance(where, pathlib.Path) else where}: {text}")


def words(where: str, text: str, rules: list, findings: Findings) -> None:
    for pattern, instead in rules:
        found = re.search(pattern, text, re.I)
        if found:
            findings.add(where, f"\"{found[0].strip()}\": {instead}")


def check_query(path: pathlib.Path, query: sqlgen.Query, findings: Findings) -> None:
    where = f"{path.relative_to(ROOT)} {query.name}"
    shared = query.body["sqlite"] == sqltext.tidy(sqltext.without_row_locks(query.body["postgres"]))
    for body in {query.body["sqlite"], query.body["postgres"]}:
        text = sqltext.bare(body)
        words(where, text, NEVER + (SHARED if shared else []), findings)
        if re.match(r"\s*(UPDATE|DELETE)\b", text, re.I) and not re.search(r"\bWHERE\b", text, re.I):
            findings.add(where, "changes every row of a table")
        if re.match(r"\s*INSERT INTO [a-z_]+ (?!\()", text, re.I):
            findings.add(where, "an INSERT names its columns")
        if re.search(r"\bDO NOTHING\b", text, re.I) and query.form == "none":
            findings.add(where, "DO NOTHING needs `gives: count` (or a RETURNING)")


def check_queries(findings: Findings) -> None:
    for path in sorted((ROOT / "src").rglob("*.sql")):
        meson = path.parent / "meson.build"
        if not meson.exists() or f"'{path.name}'" not in meson.read_text(encoding="utf-8"):
            findings.add(path, "is not in `queries` of its folder's meson.build")
        try:
            for query in sqlgen.Reader(path).all():
                check_query(path, query, findings)
        except sqlgen.Bad as bad:
            findings.add("", str(bad))


def check_c(findings: Findings) -> None:
    """SQL stands in .sql files; only the engines' own rooms speak it in C."""
    for path in sorted((ROOT / "src").rglob("*.c")):
        if path.parent.name == "db" or path.name.endswith("_test.c"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r"\"\s*(SELECT .* FROM|INSERT INTO|UPDATE .* SET|DELETE FROM)\b", line):
                findings.add(f"{path.relative_to(ROOT)}:{number}", "SQL stands in .sql files")


class Schema:
    """All migrations together: tables, their keys, indexes."""

    def __init__(self, steps: list):
        self.tables = {t.name: t for step in steps for t in step.tables}
        self.text = sqltext.bare("\n".join(step.postgres for step in steps))
        self.indexed: set[tuple[str, str]] = set()   # (table, first column of a key or index)
        for table, column in re.findall(r"CREATE (?:UNIQUE )?INDEX [a-z0-9_]+ ON ([a-z_]+) \(([a-z0-9_]+)", self.text):
            self.indexed.add((table, column))

    def body(self, table: str) -> list[str]:
        found = re.search(rf"CREATE TABLE {table} \(\n(.*?)\n\);", self.text, re.S)
        return found[1].split("\n") if found else []


def check_table(path: pathlib.Path, table: sqltext.Table, schema: Schema, findings: Findings) -> None:
    where, body = f"{path.relative_to(ROOT)} {table.name}", schema.body(table.name)
    if not table.doc:
        findings.add(where, "a comment before the table says what it is for")
    if not any("PRIMARY KEY" in line for line in body):
        findings.add(where, "has no primary key")
    for line in body:
        key = re.search(r"(?:PRIMARY KEY|UNIQUE) \(([a-z0-9_]+)", line) or re.match(
            r"\s*([a-z0-9_]+) .*\b(?:PRIMARY KEY|UNIQUE)\b", line)
        if key:
            schema.indexed.add((table.name, key[1]))
    for column, remark in table.columns.items():
        if not remark:
            findings.add(where, f"{column} has no comment")
        if table.types[column] not in TYPES:
            findings.add(where, f"{column}: {table.types[column]} is not one of {', '.join(sorted(TYPES))}")
    for line in body:
        refers = re.match(r"\s*([a-z0-9_]+_id) .*\bREFERENCES\b", line)
        if refers and (table.name, refers[1]) not in schema.indexed:
            findings.add(where, f"{refers[1]} refers to another table and no index begins with it")
        own = re.match(r"\s*id\s+BYTEA\b(.*)", line)
        if own and "length(id) = 16" not in own[1] and "REFERENCES" not in own[1]:
            findings.add(where, "id needs CHECK (length(id) = 16), or it is that of another table")


def check_migrations(findings: Findings) -> None:
    listed = re.findall(r"'(migration/[^']+)'", (ROOT / "db/meson.build").read_text(encoding="utf-8"))
    paths = sorted((ROOT / "db/migration").glob("*.sql"))
    for path in paths:
        if f"migration/{path.name}" not in listed:
            findings.add(path, "is not listed in db/meson.build")
    try:
        steps = [sqltext.Migration(path) for path in paths]
    except sqltext.Bad as bad:
        findings.add("", str(bad))
        return
    schema = Schema(steps)
    for path, step in zip(paths, steps):
        words(str(path.relative_to(ROOT)), sqltext.bare(step.postgres), NEVER, findings)
        words(str(path.relative_to(ROOT)), sqltext.bare(step.sqlite), NEVER + CASCADE, findings)
        for table in step.tables:
            check_table(path, table, schema, findings)
        for trigger in re.findall(r"CREATE TRIGGER ([a-z_0-9]+)", step.postgres):
            if not re.search(rf"CREATE TRIGGER {trigger} .* EXECUTE FUNCTION nes_refuse\(\)", step.postgres):
                findings.add(path, f"trigger {trigger}: a trigger only refuses (`-- guard:`)")


def main() -> int:
    findings = Findings()
    check_migrations(findings)
    check_queries(findings)
    check_c(findings)
    print(*findings, sep="\n", end="\n" if findings else "")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
