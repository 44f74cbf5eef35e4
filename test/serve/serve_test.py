#!/usr/bin/env python3
"""The server as a process among others: killed under load, asked by a second owner, administered under load, with parts
of it gone. TAP on standard output.

  serve_test.py [NAME...]     tests whose names contain a word; budgets by tools/budget.sh
"""
import concurrent.futures
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from place import ROOT_TOOLS, Broken, Line, Load, Place, budget, scene  # noqa: E402
from tap import want  # noqa: E402
import tap  # noqa: E402

LOAD_THREADS, COMMANDS = 6, 10


# --- kills ---

def kills(engine: str) -> None:
    """SIGKILL at any moment of the work: nothing acknowledged is lost, nothing is there twice."""
    dice, count = random.Random(int(os.environ.get("NESIE_SEED", "1"))), budget(f"serve.kills_{engine}")
    with Place(engine) as place:
        place.set_up()
        place.people()
        with Load(place, LOAD_THREADS) as load:
            for _ in range(count):
                time.sleep(dice.random() * 0.5)
                place.stop("serve", signal.SIGKILL)
                place.start("serve")
            time.sleep(0.3)
        place.stop("serve", signal.SIGTERM)
        print(f"# {count} kills, {load.done}, asked again {load.asked_again} times")
        want(min(load.done.values()) > 0, f"work was done: {load.done}")
        load.check()
        place.doctor()


def killed_again_and_again_on_sqlite() -> None:
    kills("sqlite")


def killed_again_and_again_on_postgres() -> None:
    kills("postgres")


# --- owners ---

def a_second_server_on_a_folder_refuses() -> None:
    with Place("sqlite") as place:
        place.set_up()
        second = subprocess.run([scene.BUILD / "nesie", "serve", "--data", place.data], env=place.environment(),
                                capture_output=True, text=True, timeout=20, check=False)
        want(second.returncode == 4, f"exit {second.returncode}")
        want(second.stderr.count("\n") == 1 and "in use by process" in second.stderr, second.stderr)
        want(place.ask("", "public", "GET", "/v1/organisation", b"", {}).status == 200, "the first goes on")
        place.stop("serve", signal.SIGKILL)
        place.start("serve")  # what a killed owner leaves does not keep the next one out


def commands_under_load(engine: str) -> None:
    """Ten of each kind, three at a time, while others work: each ends as it should, and the house is in order."""
    with Place(engine) as place:
        place.set_up()
        place.people()
        where = ["--data", str(place.data)]
        kinds = [
            ["doctor", *where], ["audit", "verify", *where, "--key", str(place.data / "audit.pub")],
            ["check", *where], ["migrate", *where], ["night", *where],
            ["init", *where, "--demo", "--port", str(place.port)],
            ["staff", "invite", *where, "--name", "Тест Тест", "--role", "officer", "--login"],
        ]
        jobs = [(words + ([f"new.{nr}"] if words[0] == "staff" else []), words[0]) for nr in range(COMMANDS)
                for words in kinds]
        may_refuse = {"migrate", "night", "init"}  # they need the folder for themselves
        before = place.count("staff")
        with Load(place, LOAD_THREADS) as load, concurrent.futures.ThreadPoolExecutor(3) as pool:
            for run, (words, kind) in zip(pool.map(lambda job: place.command(*job[0], ok=False), jobs), jobs):
                refused = kind in may_refuse and run.returncode != 0 and "in use by process" in run.stderr
                want(run.returncode == 0 or refused, f"{words}: exit {run.returncode}: {run.stdout}{run.stderr}")
        place.stop("serve", signal.SIGTERM)
        want(place.count("staff") == before + COMMANDS, "each invited once")
        load.check()
        place.doctor()


def ten_commands_of_each_kind_under_load_on_sqlite() -> None:
    commands_under_load("sqlite")


def ten_commands_of_each_kind_under_load_on_postgres() -> None:
    commands_under_load("postgres")


def commands_find(engine: str) -> None:
    """Each command that opens the database opens the one that the folder names, and makes no other."""
    with Place(engine) as place:
        place.set_up()
        where = ["--data", str(place.data)]
        for words in (["migrate", *where], ["night", *where]):
            run = place.command(*words, ok=False)
            want(run.returncode == 4 and "in use by process" in run.stderr, f"{words} beside a server: {run.stderr}")
        place.stop("serve", signal.SIGTERM)
        place.empty_database()
        run = place.command("doctor", *where, ok=False)
        want(run.returncode == 4 and ("cannot be opened" in run.stderr or "nesie migrate" in run.stderr),
             f"doctor of an empty database: {run.stderr}")
        told = place.command("migrate", *where).stdout
        want(not told.startswith("0 applied"), f"migrate: {told}")
        want(place.command("migrate", *where).stdout.startswith("0 applied"), "migrate again")
        want(place.count("migration") > 0, "the migrations are in the database that the folder names")
        want(place.command("night", *where).stdout.startswith("0 nights"), "a night without loans")
        for words in (["doctor", *where], ["audit", "verify", *where], ["check", *where]):
            place.command(*words)
        want((place.data / "nesie.db").exists() == (engine == "sqlite"), "no other database was made")
        (place.data / "nesie.conf").write_text("databse = x\n", "utf-8")
        for words in (["migrate", *where], ["night", *where], ["doctor", *where], ["audit", "verify", *where]):
            run = place.command(*words, ok=False)
            want(run.returncode == 4 and "nesie.conf:1: \"databse\"" in run.stderr, f"{words}: {run.stderr}")


def commands_open_the_database_that_the_folder_names_on_sqlite() -> None:
    commands_find("sqlite")


def commands_open_the_database_that_the_folder_names_on_postgres() -> None:
    commands_find("postgres")


# --- readiness ---

def ready(place: Place, wanted: int, code: str, seconds: float) -> None:
    """/readyz comes to say so within some seconds, and the process lives all the while."""
    until = time.monotonic() + seconds
    while True:
        reply = place.ask("", "operations", "GET", "/readyz", b"", {})
        if reply.status == wanted and (not code or reply.json().get("code") == code):
            break
        want(time.monotonic() < until, f"readyz: {reply.status} {reply.body.decode()}, wanted {wanted} {code}")
        time.sleep(0.1)
    want(place.ask("", "operations", "GET", "/livez", b"", {}).status == 204, "livez")


def helper(place: Place, name: str) -> int:
    serve = place.programs["serve"].pid
    lists = pathlib.Path(f"/proc/{serve}/task").glob("*/children")  # of the thread that started it
    for pid in " ".join(path.read_text("ascii") for path in lists).split():
        if name.encode() in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
            return int(pid)
    raise Broken(f"there is no {name}")


def readiness_follows_the_keeper() -> None:
    with Place("sqlite") as place:
        place.set_up()
        ready(place, 204, "", 5)
        os.kill(helper(place, "keeper"), signal.SIGSTOP)
        ready(place, 503, "HELPER_DOWN", 15)  # it waits five seconds for an answer, then ends the helper
        ready(place, 204, "", 15)             # and a new one is there
        os.kill(helper(place, "keeper"), signal.SIGKILL)
        ready(place, 204, "", 15)
        os.kill(helper(place, "press"), signal.SIGKILL)
        ready(place, 204, "", 5)              # without the press letters with pictures wait, nothing else


class Postgres:
    """One more PostgreSQL, which a test may lose; the places made meanwhile stand on it."""

    def __enter__(self):
        self.folder, self.before = tempfile.mkdtemp(prefix="nesie-pg.", dir="/tmp"), os.environ["NESIE_TEST_POSTGRES"]
        os.environ["NESIE_TEST_POSTGRES"] = self.do("start")
        return self

    def __exit__(self, *_):
        os.environ["NESIE_TEST_POSTGRES"] = self.before
        self.do("stop")

    def do(self, what: str) -> str:
        return subprocess.run([str(ROOT_TOOLS / "postgres.sh"), what, self.folder], check=True, capture_output=True,
                              text=True).stdout.strip()

    def signal(self, number: signal.Signals) -> None:
        """To the server and all its processes."""
        first = int((pathlib.Path(self.folder) / "data/postmaster.pid").read_text("ascii").split()[0])
        children = pathlib.Path(f"/proc/{first}/task/{first}/children").read_text("ascii").split()
        for pid in [first, *map(int, children)]:
            os.kill(pid, number)


def readiness_follows_postgres() -> None:
    with Postgres() as postgres, Place("postgres") as place:
        place.set_up()
        ready(place, 204, "", 5)
        postgres.do("kill")
        ready(place, 503, "", 5)
        postgres.do("start")
        ready(place, 204, "", 10)


# --- the end ---

END_SECONDS = 20  # who waits for the database is cut off after ten


def ends_without(lose, bring_back) -> None:
    """PostgreSQL goes while people are at work: the server, told to end, ends; begun again, the house is in order."""
    with Postgres() as postgres, Place("postgres") as place:
        place.set_up()
        place.people()
        body = {"value_on": time.strftime("%Y-%m-%d", time.gmtime(time.time() + 5 * 3600)), "note": "x",
                "entries": [{"debit": "1030", "credit": "5010", "amount": "1.00"}]}
        stopping = threading.Event()

        def work(nr: int) -> None:
            line, turn = Line(place, "aigul"), 0
            while not stopping.is_set():
                line.ask("POST", "/v1/journals", body, f"end-{nr}-{turn}")
                line.ask("GET", "/v1/journals", None, "")
                turn += 1

        threads = [threading.Thread(target=work, args=(nr,), daemon=True) for nr in range(LOAD_THREADS)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        lose(postgres)
        time.sleep(1)
        began = time.monotonic()
        try:
            place.stop("serve", signal.SIGTERM)  # raises where it does not end in time
            took = time.monotonic() - began
            print(f"# ended after {took:.1f} s")
            want(took < END_SECONDS, f"it took {took:.1f} s to end")
        finally:
            stopping.set()
            bring_back(postgres)
        for thread in threads:
            thread.join(30)
        place.start("serve")
        place.doctor()


def it_ends_though_postgres_is_gone() -> None:
    ends_without(lambda postgres: postgres.do("kill"), lambda postgres: postgres.do("start"))


def it_ends_though_postgres_is_silent() -> None:
    ends_without(lambda postgres: postgres.signal(signal.SIGSTOP), lambda postgres: postgres.signal(signal.SIGCONT))


# --- the first day of a lender ---

LENDER = {"bin": "940140000385", "name_kk": "«Сынақ» МҚҰ", "name_ru": "МФО «Сынак»",
          "licence": "02.21.0000.M, 11.01.2021", "legal_address": "Алматы, Сынақ көшесі, 1",
          "actual_address": "Алматы, Сынақ көшесі, 1", "phones": "+7 700 000 00 09", "email": "office@synaq.example",
          "head_last": "Сынақбаева", "head_first": "Айша", "colour": "#123456"}


def day_of(ahead: int) -> str:
    """A day of Almaty."""
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + 5 * 3600 + ahead * 86400))


def nothing_begins_from_wrong_details(place: Place, words: list, details: pathlib.Path) -> None:
    """Each is told in lines of its own, with an exit status, and leaves nothing."""
    for text, more, status, told in (
            (json.dumps(LENDER | {"bin": "940140000386"}), (), 2, "bin"),
            (json.dumps({**LENDER, "colour": "red", "email": ""}), (), 2, "/email"),
            (json.dumps({**LENDER, "owner": "x"}), (), 2, "/owner"),
            ("{", (), 2, "JSON"),
            (json.dumps(LENDER), ("--first-day", "2026-02-30"), 2, "2026-02-30"),
            (json.dumps(LENDER), ("--demo",), 2, "usage"),
            (json.dumps(LENDER), ("--first-day", day_of(1)), 4, "first day")):
        details.write_text(text, encoding="utf-8")
        run = place.command(*words, "--organisation", str(details), *more, ok=False)
        want(run.returncode == status and told in run.stderr, f"{text} {more}: {run.returncode} {run.stderr}")
    want(place.command(*words, "--organisation", "/nowhere", ok=False).returncode == 2, "a file that is not there")


def keep_books(place: Place, first: str) -> None:
    """An own first day: a journal by two persons, the day closed, the trial balance of it."""
    made = place.must("aigul", "POST", "/v1/journals", {
        "value_on": first, "note": "capital", "entries": [{"debit": "1030", "credit": "5010", "amount": "5000000.00"}]})
    place.must("bolat", "POST", f"/v1/journals/{made['id']}/decision", {"approve": True})
    place.must("aigul", "POST", f"/v1/days/{first}/close", {})
    told = place.ask("aigul", "office", "GET", f"/v1/days/{first}/balances", b"", {}).json()
    want({row["account"]: row["balance"] for row in told["balances"]} == {"1030": "5000000.00", "5010": "-5000000.00"}
         and told["sum"] == "0.00", f"{told}")


def a_lender_of_ones_own(engine: str) -> None:
    """What docs/start.md says, word by word: no demonstration, from nothing to the first journal."""
    first = day_of(-3)
    with Place(engine) as place:
        details, words = place.folder / "lender.json", place.init_words()
        place.command(*words)
        place.start("serve")
        want(place.ask("", "public", "GET", "/v1/organisation", b"", {}).status == 404, "nobody lends yet")
        place.stop("serve", signal.SIGTERM)
        nothing_begins_from_wrong_details(place, words, details)
        details.write_text(json.dumps(LENDER), encoding="utf-8")
        place.command(*words, "--organisation", str(details), "--first-day", first)
        again = place.command(*words, "--organisation", str(details), ok=False)
        want(again.returncode != 0 and again.stderr.count("\n") == 1, f"a second lender: {again.stderr}")
        place.start("serve")
        shown = place.ask("", "public", "GET", "/v1/organisation", b"", {})
        want(LENDER.items() <= shown.json().items(), f"{shown.body}")
        place.people()
        place.must_match("admin", "PUT", "/v1/organisation", LENDER | {"head_first": "Сара"}, shown.headers["ETag"])
        want(place.ask("", "public", "GET", "/v1/organisation", b"", {}).json()["head_first"] == "Сара", "it changes")
        channels = place.ask("admin", "office", "GET", "/v1/channels", b"", {})
        want(channels.status == 200 and not channels.json().get("channels"), f"no channel is open: {channels.body}")
        keep_books(place, first)
        place.stop("serve", signal.SIGTERM)
        place.doctor()


def a_lender_of_ones_own_begins_on_sqlite() -> None:
    a_lender_of_ones_own("sqlite")


def a_lender_of_ones_own_begins_on_postgres() -> None:
    a_lender_of_ones_own("postgres")


def begun_and_killed(engine: str) -> None:
    """SIGKILL at any moment of `nesie init`: the next one finishes what it began."""
    dice, count = random.Random(int(os.environ.get("NESIE_SEED", "1"))), budget(f"serve.init_kills_{engine}")
    seconds = killed = 0
    for nr in range(count + 1):
        with Place(engine) as place:
            words, began = [*place.init_words(), "--demo"], time.monotonic()
            if nr > 0:
                first = subprocess.Popen([scene.BUILD / "nesie", *words], env=place.environment(),
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(dice.random() * seconds)
                first.kill()
                killed += first.wait() == -signal.SIGKILL
            place.command(*words)
            seconds = seconds or time.monotonic() - began
            want(not list(place.data.rglob("*.new")), "nothing is left of the first try")
            place.command("check", "--data", str(place.data))
            place.doctor()
    print(f"# {killed} of {count} died on the way, which is {seconds:.2f} s long")
    want(killed > 0, "some died on the way")


def a_beginning_that_was_killed_is_finished_on_sqlite() -> None:
    begun_and_killed("sqlite")


def a_beginning_that_was_killed_is_finished_on_postgres() -> None:
    begun_and_killed("postgres")


TESTS = [a_beginning_that_was_killed_is_finished_on_sqlite, a_beginning_that_was_killed_is_finished_on_postgres,
         a_lender_of_ones_own_begins_on_sqlite, a_lender_of_ones_own_begins_on_postgres,
         killed_again_and_again_on_sqlite, killed_again_and_again_on_postgres, a_second_server_on_a_folder_refuses,
         ten_commands_of_each_kind_under_load_on_sqlite, ten_commands_of_each_kind_under_load_on_postgres,
         commands_open_the_database_that_the_folder_names_on_sqlite,
         commands_open_the_database_that_the_folder_names_on_postgres, readiness_follows_the_keeper,
         readiness_follows_postgres, it_ends_though_postgres_is_gone, it_ends_though_postgres_is_silent]


if __name__ == "__main__":
    sys.exit(tap.main(TESTS))
