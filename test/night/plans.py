#!/usr/bin/env python3
"""No query reads a table whole that grows with clients and loans, but for those listed with their reason in plans.tsv.

Every query of src is planned by both engines over the committed schema (PostgreSQL, where NESIE_TEST_POSTGRES names
one, with whole reads made dear, so that one is planned only where no index serves).
"""
import os
import pathlib
import re
import sqlite3
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import sqlgen  # noqa: E402

TYPES = {"INT64": "bigint", "INT32": "integer", "BOOL": "boolean", "TEXT": "text", "BYTES": "bytea", "DATE": "date",
         "ID": "bytea"}


def listed() -> tuple:
    """(tables that stay small, {query: reason})"""
    small, queries = set(), {}
    for line in (ROOT / "test/night/plans.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, name, reason = line.split("\t")
            (small.add(name) if kind == "table" else queries.update({name: reason}))
    return small, queries


def every() -> list:
    return [query for path in sorted((ROOT / "src").rglob("*.sql")) for query in sqlgen.Reader(path).all()]


def sqlite_scans(query: sqlgen.Query, base: sqlite3.Connection) -> set:
    """Tables that SQLite reads whole for this query, by name or alias of the statement."""
    text = re.sub(r"[$](\d+)", r"?\1", query.body["sqlite"])
    plan = [row[3] for row in base.execute("EXPLAIN QUERY PLAN " + text, [None] * len(query.takes))]
    partial = {row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE%INDEX%WHERE%'")}
    found = {step.split()[1] for step in plan if step.startswith("SCAN ") and step.split()[-1] not in partial}
    aliases = dict(re.findall(r"\b(?:FROM|JOIN)\s+([a-z_]+)\s+(?:AS\s+)?([a-z]+)\b", query.body["sqlite"]))
    names = {alias: table for table, alias in aliases.items()}
    return {names.get(name, name) for name in found}


def on_sqlite(queries: list) -> dict:
    base = sqlite3.connect(":memory:")
    base.executescript((ROOT / "db/schema.sqlite.sql").read_text("utf-8"))
    tables = {row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {query.name: sqlite_scans(query, base) & tables for query in queries}


def on_postgres(queries: list, server: str) -> dict:
    """By one psql: the schema in a database of its own, then each plan behind a line with the query's name."""
    name = f"plans_{os.getpid()}"
    own = server.replace("/nesie?", f"/{name}?")
    text = ["SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan;"]
    for query in queries:
        many = "[]" if query.batch else ""
        types = ", ".join(TYPES[slot.kind] + many for slot in query.takes)
        nulls = ", ".join("NULL" for _ in query.takes)
        text.append(f"\\echo :: {query.name}\nPREPARE q{f' ({types})' if types else ''} AS {query.body['postgres']};\n"
                    f"EXPLAIN EXECUTE q{f' ({nulls})' if nulls else ''};\nDEALLOCATE q;")
    psql = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
    subprocess.run([*psql, server, "-c", f"CREATE DATABASE {name}"], check=True)
    try:
        subprocess.run([*psql, own, "-f", ROOT / "db/schema.postgres.sql"], check=True, stdout=subprocess.DEVNULL)
        told = subprocess.run([*psql, own], input="SET search_path = public;\n" + "\n".join(text), text=True,
                              capture_output=True, check=False)
    finally:
        subprocess.run([*psql, server, "-c", f"DROP DATABASE {name} WITH (FORCE)"], check=True)
    if told.returncode:
        raise RuntimeError(told.stderr)
    plans = re.split(r"^:: (\w+)\n", told.stdout, flags=re.M)[1:]
    return {name: set(re.findall(r"Seq Scan on (\w+)", plan)) for name, plan in zip(plans[::2], plans[1::2])}


def judge(scans: dict, small: set, allowed: dict) -> list:
    return [f"{name} reads {', '.join(sorted(tables - small))} whole" for name, tables in sorted(scans.items())
            if tables - small and name not in allowed]


def main() -> int:
    small, allowed = listed()
    queries = [query for query in every() if re.match(r"\s*(SELECT|WITH|UPDATE|DELETE)\b", query.body["sqlite"], re.I)]
    server, failed, used = os.environ.get("NESIE_TEST_POSTGRES"), 0, set()
    print("1..3")
    for nr, engine in enumerate(("sqlite", "postgres"), 1):
        if engine == "postgres" and not server:
            print(f"ok {nr} - no_query_reads_a_growing_table_whole_on_{engine} # SKIP NESIE_TEST_POSTGRES is not set")
            continue
        scans = on_sqlite(queries) if engine == "sqlite" else on_postgres(queries, server)
        used |= {name for name, tables in scans.items() if tables - small}
        wrong = judge(scans, small, allowed)
        failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {nr} - no_query_reads_a_growing_table_whole_on_{engine}", *wrong,
              sep="\n# ")
    needless = sorted(set(allowed) - used)
    print(f"{'not ok' if needless else 'ok'} 3 - each_listed_query_does", *needless, sep="\n# ")
    return 1 if failed or needless else 0


if __name__ == "__main__":
    sys.exit(main())
