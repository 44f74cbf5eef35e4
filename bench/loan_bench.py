#!/usr/bin/env python3
"""Loans under load: applications, contracts, conclusions and repayments through the real doors over HTTPS by many
borrowers at once, each on a line of his own, beside the rows that they leave, inserted by bare statements in as many
transactions into a copy of the database of before. NESIE_BENCH_BORROWERS (default 48, at most 80) says how many.

The rows are all that came in the meantime, answers of partners too. What people do before (registration, proofs by
code and camera, decisions of staff) is not measured. Prints one JSON object a line for tools/bench.py. The load comes
from Python: its share of the processor is told.
"""
import concurrent.futures
import http.client
import json
import os
import pathlib
import resource
import shutil
import sqlite3
import ssl
import subprocess
import sys
import threading
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import house_bench  # noqa: E402
from house_bench import row, scene, tell  # noqa: E402

BORROWERS = min(80, int(os.environ.get("NESIE_BENCH_BORROWERS", "48")))
TURNS, PAYMENTS, FIRST = 4, 10, 20  # applications and payments of each; the first clean person of the world
ANSWERS = {"own_behalf": True, "pep": False, "owner_abroad": False, "income_source": "salary",
           "occupation": "мұғалім", "repay_from": "жалақы"}


class Line:
    """One TLS connection of one person, kept open; remembers how long each answer took."""

    def __init__(self, place, who: str, door: str = "public"):
        self.place, self.who, self.took, self.keys, self.last = place, who, [], 0, 0.0
        port = place.port + list(scene.HOSTS).index(door)
        trust = ssl.create_default_context(cafile=str(place.data / "tls/ca.pem"))
        trust.check_hostname = False
        self.host = f"{scene.HOSTS[door]}:{port}"
        self.line = http.client.HTTPSConnection("127.0.0.1", port, timeout=120, context=trust)

    def ask(self, method: str, path: str, body=None, media: str = "application/json"):
        self.keys += 1
        if time.monotonic() - self.last > 3:  # the server ends a line that says nothing for ten seconds
            self.line.close()
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
        began = time.monotonic()
        self.line.request(method, path, data, {
            "Host": self.host, "Origin": f"https://{self.host}", "Cookie": self.place.cookies[self.who],
            "Idempotency-Key": f"bench-{self.who}-{self.keys}-{uuid.uuid4().hex}",
            **({"Content-Type": media} if data else {})})
        answer = self.line.getresponse()
        text = answer.read()
        self.last = time.monotonic()
        self.took.append(self.last - began)
        if answer.status not in (200, 201, 204):
            raise scene.Broken(f"{method} {path}: {answer.status} {text.decode(errors='replace')[:400]}")
        return json.loads(text) if text else {}


class Stage:
    """A server with its world, staff, and borrowers whose accounts are open."""

    def __init__(self, place):
        self.place = place
        place.set_up()
        place.start("world")
        self.staff = self.story()
        for who in ("dana officer", "sara compliance", "aigul accountant"):
            self.staff.do_staff(who)
        self.staff.until("the lists", lambda: len(self.staff.must(
            "sara", "office", "GET", "/v1/aml/lists", "", 200)["lists"]) > 1)
        names = [f"b{number}" for number in range(BORROWERS)]
        self.people = dict(self.each(names, self.enlist))

    def story(self) -> tell.Story:
        story = tell.Story(pathlib.Path("bench"), False)
        story.place, story.clock = self.place, (time.time(), time.time())
        return story

    def each(self, things: list, work, threads: int = 6) -> list:
        with concurrent.futures.ThreadPoolExecutor(threads) as pool:
            return list(pool.map(work, things))

    def enlist(self, who: str) -> tuple:
        story = self.story()
        story.do_register(f"{who} {FIRST + int(who[1:])}")
        story.do_account(who)
        return who, story


class Base:
    """The database as it stood before a round, to insert into it what the round left."""

    def __init__(self, place):
        self.place, self.groups = place, place.counters()
        self.copy = place.folder / "bare.db"
        self.before = self.inserts() if place.database else None
        if place.database:
            self.name = f"loan_bench_{os.getpid()}"
            self.plain("dump", ["pg_dump", "-n", place.database, "-f", str(self.copy), self.server()])
        else:
            self.save()

    def server(self) -> str:
        return os.environ["NESIE_TEST_POSTGRES"]

    def plain(self, what: str, command: list) -> str:
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            raise scene.Broken(f"{what}: {run.stderr[:400]}")
        return run.stdout

    def save(self) -> None:
        self.copy.unlink(missing_ok=True)
        with sqlite3.connect(f"file:{self.place.data}/nesie.db?mode=ro", uri=True) as line, \
                sqlite3.connect(self.copy) as copy:
            line.backup(copy)
        with sqlite3.connect(self.copy) as copy:
            self.before = {text for text in copy.iterdump() if text.startswith("INSERT")}

    def inserts(self) -> set:
        """All rows as statements."""
        if not self.place.database:
            with sqlite3.connect(f"file:{self.place.data}/nesie.db?mode=ro", uri=True) as line:
                return [text for text in line.iterdump() if text.startswith("INSERT")]
        text = self.plain("dump", ["pg_dump", "-a", "--inserts", "--on-conflict-do-nothing", "-n", self.place.database,
                                   self.server()])
        return [line for line in text.splitlines() if line.startswith("INSERT")]

    def bare_seconds(self) -> tuple:
        """(seconds to insert the new rows, rows, transactions)"""
        before = set(self.before)
        fresh = [text for text in self.inserts() if text not in before]
        now = self.place.counters()
        which = "nesie_tx_calls_total" if self.place.database else "nesie_tx_groups_total"
        commits = max(1, int(now[which] - self.groups[which]))
        size = -(-len(fresh) // commits)
        parts = [fresh[at:at + size] for at in range(0, len(fresh), size)]
        seconds = self.bare_postgres(parts) if self.place.database else self.bare_sqlite(parts)
        return seconds, len(fresh), len(parts)

    def bare_sqlite(self, parts: list) -> float:
        line = sqlite3.connect(self.copy, isolation_level=None)
        line.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=OFF;")
        began = time.monotonic()
        for part in parts:
            line.execute("BEGIN IMMEDIATE")
            for text in part:
                line.execute(text.replace("INSERT INTO", "INSERT OR IGNORE INTO", 1))
            line.execute("COMMIT")
        took = time.monotonic() - began
        line.close()
        return took

    def bare_postgres(self, parts: list) -> float:
        script = self.place.folder / "bare.sql"
        script.write_text("SET session_replication_role = replica;\n" + "".join(
            "BEGIN;\n" + "\n".join(part) + "\nCOMMIT;\n" for part in parts), "utf-8")
        bare = self.server().replace("/nesie?", f"/{self.name}?")
        psql = ["psql", "-qX", "-v", "ON_ERROR_STOP=1"]
        self.plain("create", [*psql, self.server(), "-c", f"CREATE DATABASE {self.name}"])
        try:
            self.plain("restore", [*psql, bare, "-f", str(self.copy)])
            began = time.monotonic()
            self.plain("bare", [*psql, bare, "-f", str(script)])
            return time.monotonic() - began
        finally:
            self.plain("drop", [*psql, self.server(), "-c", f"DROP DATABASE {self.name}"])


def own_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measured(stage: Stage, name: str, lines: list, work, count: int, least: float) -> list:
    """All lines do `work` at once; tells `count` things a second beside the bare rows."""
    base, gate, faults = Base(stage.place), threading.Barrier(len(lines) + 1), []
    results = [None] * len(lines)

    def one(nr: int) -> None:
        try:
            lines[nr].ask("GET", "/v1/organisation")  # the handshake is not part of it
            lines[nr].took.clear()
            gate.wait()
            results[nr] = work(lines[nr])
        except (scene.Broken, OSError, http.client.HTTPException, threading.BrokenBarrierError) as fault:
            gate.abort()
            faults.append(str(fault))

    threads = [threading.Thread(target=one, args=(nr,)) for nr in range(len(lines))]
    for thread in threads:
        thread.start()
    try:
        gate.wait()
    except threading.BrokenBarrierError as broken:
        raise scene.Broken(f"{name}: {faults}") from broken
    began, own, server = time.monotonic(), own_seconds(), stage.place.processor_seconds()
    for thread in threads:
        thread.join()
    seconds, own, server = time.monotonic() - began, own_seconds() - own, stage.place.processor_seconds() - server
    if faults:
        raise scene.Broken(f"{name}: {len(faults)} failed: {faults[0]}")
    bare, rows, commits = base.bare_seconds()
    took = sorted(value for line in lines for value in line.took)
    full = f"loan.{stage.place.engine}.{name}"
    row(f"{full}.bare", "a second", count / bare, rows=rows, transactions=commits)
    row(full, "a second", count / seconds, of=f"{full}.bare", least=least, connections=len(lines), calls=len(took),
        p50_us=round(took[len(took) // 2] * 1e6), p99_us=round(took[len(took) * 99 // 100] * 1e6),
        server_us_each=round(server * 1e6 / count), generator_share=round(own / max(own + server, 1e-9), 2))
    return results


def application(stage: Stage, line: Line, texts: list, product: str) -> str:
    """An application from the draft to its submission: four calls."""
    me = stage.people[line.who].kept[f"{line.who}_id"]
    made = line.ask("POST", f"/v1/me/{me}/applications", {
        "product": product, "amount": "200000.00", "periods": 12, "purpose": "household"})["id"]
    for text in texts:
        line.ask("POST", f"/v1/mine/applications/{made}/acknowledgements",
                 {"text": text["id"], "hash": text["hash_kk"], "lang": "kk"})
    line.ask("POST", f"/v1/mine/applications/{made}/submission", ANSWERS)
    return made


def applications(stage: Stage, lines: list) -> None:
    texts = lines[0].ask("GET", "/v1/disclosures")["texts"]
    product = next(p["id"] for p in lines[0].ask("GET", "/v1/products")["products"] if p["code"] == "consumer")

    def work(line: Line) -> str:
        for turn in range(TURNS):
            made = application(stage, line, texts, product)
            if turn + 1 < TURNS:
                line.ask("POST", f"/v1/mine/applications/{made}/withdrawal")
        return made
    made = measured(stage, "applications", lines, work, len(lines) * TURNS, 0.1)
    for line, last in zip(lines, made):
        stage.people[line.who].kept[f"{line.who}_application"] = last


def approve(stage: Stage, lines: list) -> None:
    """Not measured: bureau and lists answer, an officer approves, the borrower chooses."""
    for line in lines:
        who, story = line.who, stage.people[line.who]
        story.do_reaches(f"{who} checking in 60")
        path = f"/v1/applications/{story.kept[who + '_application']}/decision"
        stage.staff.once("dana", "POST", path, {"approve": True, "note": "x"}, 200)
        story.choose(who, "annuity", None)


def conclude(stage: Stage, lines: list) -> None:
    def form(line: Line) -> dict:
        made = stage.people[line.who].kept[f"{line.who}_application"]
        return line.ask("POST", f"/v1/mine/applications/{made}/contract")

    for line, made in zip(lines, measured(stage, "contracts_formed", lines, form, len(lines), 0.05)):
        stage.people[line.who].kept |= {f"{line.who}_contract": made["id"],
                                        f"{line.who}_contract_number": made["number"]}
    stage.each(lines, lambda line: stage.people[line.who].do_confirm(
        f"{line.who} conclude {stage.people[line.who].kept[line.who + '_contract']}"))

    def end(line: Line) -> dict:
        kept = stage.people[line.who].kept
        return line.ask("POST", f"/v1/mine/contracts/{kept[line.who + '_contract']}/conclusion",
                        {"confirmation": kept[f"{line.who}_confirmation"]})

    for line, made in zip(lines, measured(stage, "conclusions", lines, end, len(lines), 0.3)):
        stage.people[line.who].kept |= {f"{line.who}_loan": made["loan"], f"{line.who}_payout": made["payout"]}
        stage.people[line.who].do_paid(line.who)


def repay(stage: Stage, lines: list) -> None:
    """Each borrower transfers some times; an accountant hands in the bank's statement, as often as there were times."""
    accountant, day = Line(stage.place, "aigul", "office"), time.strftime("%Y-%m-%d", time.gmtime(time.time() + 18000))
    stage.staff.settle(60)
    for line in lines:
        for _ in range(PAYMENTS):
            stage.people[line.who].do_pays(f"{line.who} 100.00")
    files = stage.staff.file(day)

    def work(line: Line) -> None:
        line.ask("POST", "/v1/statements", files, "application/xml")
    measured(stage, "repayments_of_a_statement", [accountant], work, len(lines) * PAYMENTS, 0.2)


def measure(engine: str) -> None:
    with house_bench.Place(engine) as place:
        stage = Stage(place)
        lines = [Line(place, who) for who in stage.people]
        applications(stage, lines)
        approve(stage, lines)
        conclude(stage, lines)
        repay(stage, lines)


def main() -> int:
    measure("sqlite")
    if os.environ.get("NESIE_TEST_POSTGRES") and shutil.which("pg_dump"):
        measure("postgres")
    return 0


if __name__ == "__main__":
    sys.exit(main())
