#!/usr/bin/env python3
"""One loan from registration to the last payment by real requests, while the server is killed or loses its power.

Who is not answered asks again with the same key, as a person or a page would. In the end everything is there once: the
same rows, books and money at the bank as after an undisturbed life, and `doctor` finds nothing wrong. TAP.

  loan_test.py [NAME...]     tests whose names contain a word; budgets by tools/budget.sh
"""
import http.client
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from place import Broken, budget, scene, tell  # noqa: E402
from power import LOSSES, Power  # noqa: E402
from tap import want  # noqa: E402
import tap  # noqa: E402

# What a life leaves, whatever was asked twice on the way; ids are random, so there are none.
LEFT = {
    **{name: f"SELECT COUNT(*) FROM {name}" for name in (
        "client", "bank_account", "application", "application_decision", "contract", "payout", "payment", "bank_line",
        "loan", "loan_row", "loan_event", "loan_paper", "loan_night_journal", "journal", "entry")},
    "numbers": "SELECT owner, COUNT(*) FROM subscriber_number WHERE used_from IS NOT NULL GROUP BY 1 ORDER BY 1",
    "notices": "SELECT kind, COUNT(*) FROM notice WHERE kind = 'overdue' GROUP BY 1",
    "books": "SELECT debit, credit, SUM(amount_tiyn) FROM entry GROUP BY 1, 2 ORDER BY 1, 2",
    "loans": "SELECT state, next_due, overdue_since, amount_tiyn FROM loan ORDER BY id",
    "payouts": "SELECT state, amount_tiyn, value_on FROM payout ORDER BY id",
    "nights": "SELECT done_on, chunk FROM loan_night",
}


class Place(scene.Scene):
    """A scene whose server may die at any moment: who asks starts it again, and asks again."""

    def __init__(self, engine: str):
        super().__init__(engine)
        self.deaths, self.power = 0, None

    def environment(self) -> dict:
        there = super().environment()
        if self.power:
            own = self.power.environment()
            there |= own | {"LD_PRELOAD": f"{scene.FAKETIME}:{own['LD_PRELOAD']}"}
        return there

    def revive(self) -> bool:
        """Starts the server where it died; false: it lives."""
        program = self.programs.get("serve")
        if program is not None and program.poll() is None:
            return False
        self.programs.pop("serve", None)
        self.deaths += 1
        self.start("serve")
        return True

    def start(self, name: str) -> None:
        for _ in range(20):
            try:
                super().start(name)
                return
            except Broken:  # killed while it started
                if name != "serve" or self.programs["serve"].returncode != -signal.SIGKILL:
                    raise
                self.deaths += 1

    def ask(self, who: str, door: str, method: str, path: str, body: bytes, headers: dict):
        for again in range(100):
            try:
                return super().ask(who, door, method, path, body, headers)
            except (OSError, http.client.HTTPException):
                if door == "world":
                    raise
                if not self.revive():
                    time.sleep(0.1 * (again + 1))
        raise Broken(f"{method} {path}: never answered")

    def busy(self, now: float, ahead: float = 0.0) -> bool:
        try:
            return super().busy(now, ahead)
        except sqlite3.Error:  # it died while it was looked at
            return True

    def left(self) -> dict:
        """What the life left: in the product, and at the bank."""
        there = {name: self.rows(query) for name, query in LEFT.items()}
        with sqlite3.connect(f"file:{self.data}/world.db?mode=ro", uri=True) as line:
            there["orders at the bank"] = line.execute(
                "SELECT status, amount_tiyn FROM bank_order ORDER BY at").fetchall()
            there["money at the bank"] = line.execute(
                "SELECT is_in, SUM(amount_tiyn), COUNT(*) FROM bank_entry GROUP BY 1 ORDER BY 1").fetchall()
        return there

    def doctor(self) -> None:
        run = self.command("doctor", *self.where(), ok=False)
        want(run.returncode == 0, f"doctor: {run.stdout}{run.stderr}")
        run = self.command("audit", "verify", *self.where(), "--key", str(self.data / "audit.pub"), ok=False)
        want(run.returncode == 0, f"audit: {run.stdout}{run.stderr}")


class Story(tell.Story):
    """Who sees a refusal after a lost answer looks how things stand, and goes on from there."""

    def insist(self, step, done) -> None:
        deaths = self.place.deaths
        for tries in range(20):
            try:
                step()
                return
            except tell.Wrong:
                self.place.revive()
                if self.place.deaths == deaths or tries == 19:
                    raise
                if done():
                    return
                self.settle(10)  # a code that was sent before the death may still be on its way

    def confirmation(self) -> dict:
        path = f"/v1/mine/confirmations/{self.kept['murat_confirmation']}"
        return self.own("murat", "GET", path, None)

    def do_prove(self, rest: str) -> None:
        who, *methods = rest.split()
        for method in methods:
            proven = {"password": lambda: self.confirmation().get("password"),
                      "code": lambda: self.confirmation().get("code"),
                      "biometric": lambda: self.confirmation().get("face") == "passed"}[method]
            self.insist(lambda method=method: super(Story, self).do_prove(f"{who} {method}"), proven)

    def entered(self) -> bool:
        """Signs in; true: as a client, whose account is open."""
        self.do_enter("murat")
        path = f"/v1/me/{self.kept['murat_id']}/loans"
        return self.place.ask("murat", "public", "GET", path, b"", {}).status == 200

    # --- the parts of a life ---

    def registration(self) -> None:
        self.insist(lambda: self.do_finish("murat"), lambda: "murat_confirmation" in self.kept and self.entered())
        path = f"/v1/me/{self.kept['murat_id']}/accounts"
        self.insist(lambda: self.do_account("murat"),
                    lambda: any(row.get("good") for row in self.own("murat", "GET", path, None)["accounts"]))

    def application(self) -> None:
        self.do_chosen("murat consumer 200000 12 annuity by dana")

    def conclusion(self) -> None:
        self.do_formed("murat")
        self.do_concluded("murat")

    def payout(self) -> None:
        self.do_paid("murat")
        self.do_papers("murat contract 1")

    def repayment(self) -> None:
        self.do_repays("murat 1")
        self.do_papers("murat receipt 1")

    def night(self) -> None:
        self.do_day("2026-03-16 10:00")
        self.settle(600)
        self.do_enter("murat")
        self.until("the delay", lambda: self.own("murat", "GET", f"/v1/me/{self.kept['murat_id']}/loans", None)
                   ["loans"][0].get("overdue_since") == "2026-03-06")

    def payoff(self) -> None:
        self.do_pays("murat 250000.00")
        self.do_day("2026-03-16 11:00")
        self.settle(600)
        self.do_enter("murat")
        path = f"/v1/mine/loans/{self.kept['murat_loan']}/payments"
        self.until("the payment", lambda: len(self.own("murat", "GET", path, None)["actual"]) == 2)


PARTS = ("registration", "application", "conclusion", "payout", "repayment", "night", "payoff")


def begin(place: Place) -> Story:
    story = Story(pathlib.Path("loan"), False)
    story.place = place
    story.do_day("2026-01-05 09:00")
    place.set_up()
    place.start("world")
    story.do_staff("dana officer")
    story.do_staff("sara compliance")
    story.until("the lists", lambda: len(story.must("sara", "office", "GET", "/v1/aml/lists", "", 200)["lists"]) > 1)
    story.do_person("murat 2")
    return story


# --- kills at any moment ---

class Killer:
    """Kills the server so many times while the parts of a life go on."""

    def __init__(self, place: Place, kills: int, seed: int):
        self.place, self.left, self.dice = place, kills, random.Random(seed)
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.work, daemon=True)

    def work(self) -> None:
        while self.left > 0 and not self.over.wait(self.dice.random() * 3):
            program = self.place.programs.get("serve")
            if program is not None and program.poll() is None:
                program.kill()
                self.left -= 1

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


def live(engine: str, kills: int, seed: int) -> tuple:
    """A whole life; (what it left, how often the server died)."""
    with Place(engine) as place:
        story = begin(place)
        with Killer(place, kills, seed):
            for part in PARTS:
                getattr(story, part)()
        place.revive()
        story.settle(600)
        place.stop("serve", signal.SIGTERM)
        place.doctor()
        return place.left(), place.deaths


def killed(engine: str) -> None:
    kills, seed = budget(f"loan.kills_{engine}"), int(os.environ.get("NESIE_SEED", "1"))
    calm, _ = live(engine, 0, seed)
    while kills > 0:
        left, deaths = live(engine, min(kills, 12), seed)
        same(calm, left, f"{deaths} deaths, seed {seed}")
        print(f"# {deaths} deaths in a life", flush=True)
        kills, seed = kills - max(1, deaths), seed + 1


def same(calm: dict, left: dict, when: str) -> None:
    wrong = [f"{name}: {left[name]}, undisturbed {calm[name]}" for name in calm if left[name] != calm[name]]
    want(not wrong, f"{when}: " + "; ".join(wrong))


def a_life_under_kills_on_sqlite() -> None:
    killed("sqlite")


def a_life_under_kills_on_postgres() -> None:
    killed("postgres")


# --- the power goes at each write and sync ---

class Moment:
    """A life as it stood before a part: the folder, the people's sessions, what the story kept."""

    def __init__(self, place: Place, story: Story, folder: pathlib.Path):
        place.pass_time()  # each life goes on from now: no clock runs backwards
        self.folder, self.now, self.cookies = folder, place.now, dict(place.cookies)
        self.kept, self.doors = dict(story.kept), dict(story.doors)
        shutil.copytree(place.data, folder, ignore=shutil.ignore_patterns("*.sock"))

    def again(self, place: Place) -> Story:
        for name in list(place.programs):
            place.stop(name, signal.SIGKILL)
        shutil.rmtree(place.data)
        shutil.copytree(self.folder, place.data)
        place.cookies = dict(self.cookies)
        story = Story(pathlib.Path("loan"), False)
        story.kept, story.doors = dict(self.kept), dict(self.doors)
        story.place = place
        story.do_day(self.now)
        return story


def stop_all(place: Place) -> None:
    for name in ("serve", "world"):
        place.stop(name, signal.SIGTERM)


def undisturbed(place: Place, story: Story, part: str) -> tuple:
    """(how many changes the part makes, what it leaves)"""
    place.start("world")
    place.start("serve")
    before = place.power.count()
    getattr(story, part)()
    story.settle(600)
    changes = place.power.count() - before
    stop_all(place)
    return changes, place.left()


def lose_power(place: Place, moment: Moment, part: str, calm: dict, cut: tuple) -> bool:
    """One life with one loss; false: the part was over before."""
    nth, loss, seed = cut
    story, died = moment.again(place), place.deaths
    place.start("world")
    place.start("serve")
    place.power.cut(nth, loss, seed)
    getattr(story, part)()
    place.power.never()
    place.revive()
    story.settle(600)
    stop_all(place)
    same(calm, place.left(), f"{part}, change {nth}, lost: {LOSSES[loss]}, seed {seed}")
    place.doctor()
    return place.deaths > died


def power_goes_at_each_write_and_sync_of_a_life() -> None:
    most, seed = budget("loan.power_off"), int(os.environ.get("NESIE_SEED", "1"))
    dice, parts, went = random.Random(seed), [], 0
    with Place("sqlite") as place:
        story = begin(place)
        stop_all(place)
        place.power = Power(place.folder, place.data)
        for part in PARTS:
            moment = Moment(place, story, place.folder / part)
            changes, left = undisturbed(place, story, part)
            parts.append((part, moment, changes, left))
            want(changes > 5, f"{part}: {changes} changes")
        cuts = [(row, nth, loss) for row in parts for nth in range(1, row[2] + 1) for loss in range(len(LOSSES))]
        print("# " + ", ".join(f"{part}: {changes}" for part, _, changes, _ in parts), flush=True)
        chosen = cuts if most >= len(cuts) else dice.sample(cuts, most)
        for number, ((part, moment, _, left), nth, loss) in enumerate(chosen):
            went += lose_power(place, moment, part, left, (nth, loss, dice.getrandbits(31)))
            if number % 20 == 19:
                print(f"# {number + 1} of {len(chosen)}", flush=True)
        print(f"# the power went {went} times in {len(chosen)} of {len(cuts)} pairs", flush=True)
        want(went * 2 >= len(chosen), "most cuts met the part")


# --- two at once ---

def meanwhile(place: Place, story: Story, call: str, table: str, change: str):
    """What a call answers that waits for a row of the table and goes on when another has committed the change."""
    other, replies = scene.Line(place.database), []
    other.rows(f"BEGIN; SELECT COUNT(*) FROM (SELECT id FROM {table} FOR UPDATE) held")
    asking = threading.Thread(target=lambda: replies.append(story.call(call)))
    asking.start()
    while asking.is_alive() and place.rows("SELECT COUNT(*) FROM pg_locks WHERE NOT granted") == [("0",)]:
        time.sleep(0.02)
    other.rows(f"{change}; COMMIT")
    asking.join()
    other.end()
    return replies[0]


def an_account_that_ends_meanwhile_leaves_no_unpaid_contract_on_postgres() -> None:
    """The conclusion waits for the confirmation; when it goes on, the account that it asked about is no longer good."""
    with Place("postgres") as place:
        story = begin(place)
        story.registration()
        story.application()
        story.do_formed("murat")
        contract = story.kept["murat_contract"]
        story.do_confirm(f"murat conclude {contract}")
        conclude = (f"murat public POST /v1/mine/contracts/{contract}/conclusion "
                    '{"confirmation":"$murat_confirmation"} with Idempotency-Key: $key')
        reply = meanwhile(place, story, conclude, "confirmation", "UPDATE bank_account SET used_until = used_from + 1")
        want(place.rows("SELECT COUNT(*) FROM loan") == [("0",)], "a loan without a payout")
        want(reply.status == 409, f"{reply.status} {reply.body}")
        state = story.own("murat", "GET", f"/v1/mine/contracts/{contract}", None)["state"]
        want(state == "formed", f"the contract is {state}")
        again = story.call(conclude)
        want(again.json()["code"] == "PAYOUT_ACCOUNT", f"{again.status} {again.body}")


def a_consent_that_ends_meanwhile_lets_nothing_be_submitted_on_postgres() -> None:
    """The submission waits for the client's row; when it goes on, the consent to a bureau's report is withdrawn."""
    with Place("postgres") as place:
        story = begin(place)
        story.registration()
        story.do_draft("murat consumer 200000 12")
        submit = ("murat public POST /v1/mine/applications/$murat_application/submission "
                  '{"own_behalf":true,"pep":false,"owner_abroad":false,"income_source":"salary",'
                  '"occupation":"x","repay_from":"x"} with Idempotency-Key: $key')
        reply = meanwhile(place, story, submit, "client",
                          "UPDATE consent SET withdrawn_at = given_at + 1 WHERE kind = 'bureau'")
        want(reply.status == 409 and reply.json()["code"] == "APPLICATION_CONSENT", f"{reply.status} {reply.body}")


TESTS = [a_life_under_kills_on_sqlite, a_life_under_kills_on_postgres, power_goes_at_each_write_and_sync_of_a_life,
         an_account_that_ends_meanwhile_leaves_no_unpaid_contract_on_postgres,
         a_consent_that_ends_meanwhile_lets_nothing_be_submitted_on_postgres]


if __name__ == "__main__":
    sys.exit(tap.main(TESTS))
