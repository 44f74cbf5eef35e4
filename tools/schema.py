#!/usr/bin/env python3
"""The committed result of all migrations: db/schema.sqlite.sql and db/schema.postgres.sql.

  schema.py write    makes them anew
  schema.py check    ends with 1 where they differ from what `nesie migrate` makes

It runs `nesie migrate` of the build folder (NESIE_BUILD, or build) on a new database of each engine; PostgreSQL's is on
the server of NESIE_TEST_POSTGRES (left out, and counted as skipped, without it).
"""
import difflib
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
ANEW = "tools/postgres.sh run python3 tools/schema.py write"
NESIE = ROOT / os.environ.get("NESIE_BUILD", "build") / "nesie"


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def of_sqlite() -> str:
    with tempfile.TemporaryDirectory() as folder:
        run(str(NESIE), "migrate", "--data", folder)
        with sqlite3.connect(f"{folder}/nesie.db") as db:
            rows = db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
                              " ORDER BY type = 'trigger', tbl_name, type DESC, name").fetchall()
    return "".join(f"{row[0]};\n\n" for row in rows)


def program(name: str) -> str:
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else name


def of_postgres(url: str) -> str:
    name = f"nesie_schema_{os.getpid()}"
    own = urllib.parse.urlsplit(url)._replace(path=f"/{name}").geturl()
    own = own.replace("postgresql:/nesie", "postgresql:///nesie") # what is lost where no host stands in the address
    run(program("psql"), "-qd", url, "-c", f"CREATE DATABASE {name}")
    try:
        run(str(NESIE), "migrate", "--postgres", own)
        dump = run(program("pg_dump"), "--schema-only", "--no-owner", "--no-privileges", "-d", own)
    finally:
        run(program("psql"), "-qd", url, "-c", f"DROP DATABASE {name} WITH (FORCE)")
    kept = [line for line in dump.splitlines() if not re.match(r"--|SET |\\|SELECT pg_catalog", line)]
    return re.sub(r"\n{2,}", "\n\n", "\n".join(kept)).strip() + "\n"


def differs(path: pathlib.Path, made: str) -> bool:
    there = path.read_text(encoding="utf-8") if path.exists() else ""
    sys.stdout.writelines(difflib.unified_diff(there.splitlines(True), made.splitlines(True), path.name, "migrated"))
    return there != made


def main() -> int:
    url = os.environ.get("NESIE_TEST_POSTGRES")
    head = "-- Made by `tools/schema.py write` of db/migration: the schema as it is.\n\n"
    made = {ROOT / "db/schema.sqlite.sql": head + of_sqlite()}
    if url:
        made[ROOT / "db/schema.postgres.sql"] = head + of_postgres(url)
    if sys.argv[1:] == ["write"]:
        for path, text in made.items():
            path.write_text(text, encoding="utf-8")
        if not url:
            print(f"db/schema.postgres.sql is as it was; both: {ANEW}", file=sys.stderr)
        return 0
    failed = sum([differs(path, text) for path, text in made.items()])
    if failed:
        print(f"write them anew: {ANEW}")
    print(f"{len(made) - failed} passed, {failed} failed, {2 - len(made)} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
