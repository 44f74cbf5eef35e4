#!/usr/bin/env python3
"""Kills `nesie night` many times and compares what it leaves with a night that nobody disturbed, on both engines.

The gate chooses how many loans and kills (test/budget.tsv: night.loans, night.kills).
"""
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("NESIE_BUILD", ROOT / "build"))
NIGHTS = 2
BOOKS = """SELECT n.day, n.kind, n.chunk, e.nr, e.debit, e.credit, e.amount_tiyn, j.value_on, j.booked_on
    FROM loan_night_journal n JOIN journal j ON j.id = n.journal_id JOIN entry e ON e.journal_id = j.id
    ORDER BY n.day, n.kind, n.chunk, e.nr"""
LOANS = "SELECT number, state, sleeps, next_due, overdue_since, version FROM loan ORDER BY number"
CURSOR = "SELECT done_on, chunk FROM loan_night"
NOTICES = "SELECT kind, state, count(*) FROM notice GROUP BY kind, state"


def budget(kind: str) -> int:
    told = subprocess.run([ROOT / "tools/budget.sh", kind], capture_output=True, text=True, check=True)
    return int(told.stdout)


class Sqlite:
    """A data folder with nothing but a database."""
    name = "sqlite"

    def __init__(self, scratch: pathlib.Path, name: str):
        self.folder = scratch / name
        self.file = self.folder / "nesie.db"
        self.option = ["--data", str(self.folder)]
        self.folder.mkdir(mode=0o700)

    def address(self) -> str:
        return str(self.file)

    def copy(self, source) -> None:
        shutil.copyfile(source.file, self.file)

    def rows(self, query: str) -> list:
        with sqlite3.connect(self.file) as base:
            return [tuple(map(str, row)) for row in base.execute(query)]

    def end(self) -> None:
        """The folder goes with its parent."""


class Postgres:
    """A database of the server that NESIE_TEST_POSTGRES names."""
    name = "postgres"

    def __init__(self, _scratch: pathlib.Path, name: str):
        self.server = os.environ["NESIE_TEST_POSTGRES"]
        self.base = f"night_{name}_{os.getpid()}"
        self.url = self.server.replace("/nesie?", f"/{self.base}?")
        self.option = ["--postgres", self.url]
        self.template = None

    def psql(self, url: str, text: str) -> str:
        told = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", url, "-c", text],
                              capture_output=True, text=True, check=False)
        if told.returncode:
            raise RuntimeError(told.stderr)
        return told.stdout

    def address(self) -> str:
        self.psql(self.server, f"CREATE DATABASE {self.base}")
        return self.url

    def copy(self, source) -> None:
        self.psql(self.server, f"CREATE DATABASE {self.base} TEMPLATE {source.base}")

    def rows(self, query: str) -> list:
        return [tuple(line.split("\t")) for line in self.psql(self.url, query).splitlines()]

    def end(self) -> None:
        self.psql(self.server, f"DROP DATABASE IF EXISTS {self.base} WITH (FORCE)")


def night(base, chunk: int) -> subprocess.Popen:
    return subprocess.Popen([BUILD / "nesie", "night", *base.option, "--chunk", str(chunk)], stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, text=True)


def whole(base, chunk: int) -> str:
    run = night(base, chunk)
    told = run.communicate()[0]
    if run.returncode:
        raise RuntimeError(f"nesie night: {told}")
    return told


def seen(base) -> dict:
    return {query: base.rows(query) for query in (BOOKS, LOANS, CURSOR, NOTICES)}


def kill_often(base, chunk: int, kills: int, seconds: float, dice: random.Random) -> int:
    """Starts the night and kills it, again and again; the number of kills that met it alive."""
    met = 0
    for _ in range(kills * 4):
        run = night(base, chunk)
        time.sleep(dice.random() * seconds * 2 / kills)
        if run.poll() is None:
            run.kill()
            met += 1
        run.communicate()
        if met == kills:
            break
    return met


def check(engine, scratch: pathlib.Path) -> list:
    """What is wrong; nothing: all held."""
    loans, kills, dice = budget("night.loans"), budget("night.kills"), random.Random(os.environ.get("NESIE_SEED", "1"))
    chunk, bases, wrong = max(50, loans // 100), [], []
    try:
        made, calm, shot = (engine(scratch, name) for name in ("made", "calm", "shot"))
        bases = [calm, shot, made]
        subprocess.run([BUILD / "test/night/night_loans", made.address(), str(loans), os.environ.get("NESIE_SEED", "1"),
                        str(NIGHTS)], check=True, stdout=subprocess.DEVNULL)
        calm.copy(made)
        shot.copy(made)
        begun = time.monotonic()
        whole(calm, chunk)
        met = kill_often(shot, chunk, kills, time.monotonic() - begun, dice)
        whole(shot, chunk)
        wanted, got = seen(calm), seen(shot)
        wrong += [f"after {met} kills other rows: {query}" for query in wanted if wanted[query] != got[query]]
        if met < kills // 2:
            wrong.append(f"only {met} of {kills} kills met a running night")
        if len(wanted[BOOKS]) < 2 * NIGHTS:
            wrong.append("the nights posted nothing")
        if not whole(shot, chunk).startswith("0 nights, 0 loans") or seen(shot) != got:
            wrong.append("run again for the same days it changed something")
        told = subprocess.run([BUILD / "nesie", "doctor", *shot.option], capture_output=True, text=True, check=False)
        if told.returncode:
            wrong.append(f"doctor: {told.stdout}{told.stderr}")
    finally:
        for base in bases:
            base.end()
    return wrong


def main() -> int:
    print("1..2")
    failed = 0
    for nr, engine in enumerate((Sqlite, Postgres), 1):
        if engine is Postgres and "NESIE_TEST_POSTGRES" not in os.environ:
            print(f"ok {nr} - a_killed_night_on_{engine.name} # SKIP NESIE_TEST_POSTGRES is not set")
            continue
        with tempfile.TemporaryDirectory() as scratch:
            wrong = check(engine, pathlib.Path(scratch))
        failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {nr} - a_killed_night_on_{engine.name}", *wrong, sep="\n# ", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
