"""A server of its own on the machine's clock, people who are signed in, and clients that keep their lines open."""
import http.client
import json
import os
import pathlib
import ssl
import subprocess
import sys
import threading
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "story"))
import scene  # noqa: E402
import tell  # noqa: E402

Broken = scene.Broken
ROOT_TOOLS = scene.ROOT / "tools"


def budget(kind: str) -> int:
    """A count of test/budget.tsv."""
    return int(subprocess.run([ROOT_TOOLS / "budget.sh", kind], check=True, capture_output=True, text=True).stdout)


class Place(scene.Scene):
    """A scene of a story without its clock."""

    def environment(self) -> dict:
        return dict(os.environ)

    def people(self, *more: str) -> None:
        """aigul and bolat keep the books, dana writes to a client, admin and boss decide rules; more as
        "erlan auditor"."""
        story = tell.Story(pathlib.Path("serve"), False)
        story.place, story.clock = self, (time.time(), time.time())
        for staff in ("aigul accountant", "bolat accountant", "dana officer", "admin administrator",
                      "boss administrator", *more):
            story.do_staff(staff)
        self.client = self.must("dana", "POST", "/v1/clients", {
            "iin": "800416100254", "name": "Тестов Тест", "phone": "+77001234567", "lang": "kk"})["id"]

    def must_match(self, who: str, method: str, path: str, body: dict, tag: str) -> None:
        reply = self.ask(who, "office", method, path, json.dumps(body).encode(), {"If-Match": tag})
        if reply.status != 204:
            raise Broken(f"{method} {path}: {reply.status} {reply.body.decode(errors='replace')}")

    def must(self, who: str, method: str, path: str, body: dict) -> dict:
        reply = self.ask(who, "office", method, path, json.dumps(body).encode() if body else b"",
                         {"Idempotency-Key": uuid.uuid4().hex})
        if reply.status not in (200, 201, 204):
            raise Broken(f"{method} {path}: {reply.status} {reply.body.decode(errors='replace')}")
        return reply.json() if reply.body else {}

    def count(self, table: str) -> int:
        """Rows of a table, asked past the product."""
        return int(self.rows(f"SELECT COUNT(*) FROM {table}")[0][0])

    def empty_database(self) -> None:
        """As an administrator gives one, before anything is in it."""
        if self.database:
            self.psql(f'DROP SCHEMA "{self.database}" CASCADE; CREATE SCHEMA "{self.database}"')
            return
        for path in self.data.glob("nesie.db*"):
            path.unlink()

    def doctor(self) -> None:
        run = self.command("doctor", "--data", str(self.data), ok=False)
        if run.returncode != 0:
            raise Broken(f"doctor: exit {run.returncode}: {run.stdout}{run.stderr}")


class Line:
    """One TLS connection of one person to the office; made anew where it broke."""

    def __init__(self, place: Place, who: str):
        self.place, self.who, self.line = place, who, None

    def ask(self, method: str, path: str, body: dict, key: str):
        """(status, JSON); None where the connection broke and nobody knows what happened."""
        port = self.place.port + 1
        try:
            if self.line is None:
                trust = ssl.create_default_context(cafile=str(self.place.data / "tls/ca.pem"))
                trust.check_hostname = False
                self.line = http.client.HTTPSConnection("127.0.0.1", port, timeout=20, context=trust)
            self.line.request(method, path, json.dumps(body).encode() if body is not None else None, {
                "Host": f"office.localhost:{port}", "Cookie": self.place.cookies[self.who], "Idempotency-Key": key,
                "Content-Type": "application/json"})
            answer = self.line.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else {}
        except (OSError, http.client.HTTPException, ValueError):
            if self.line:
                self.line.close()
            self.line = None
            return None


class Load:
    """Threads that propose and approve journals, write letters and propose rules; each call is asked again with its key
    until it is answered, so that each must have had its effect once."""

    KINDS = ("journal", "letter", "rule")

    def __init__(self, place: Place, threads: int):
        self.place, self.stopping, self.faults = place, threading.Event(), []
        self.done = {kind: 0 for kind in self.KINDS}
        self.asked_again, self.lock = 0, threading.Lock()
        self.day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 5 * 3600))
        self.threads = [threading.Thread(target=self.work, args=(nr,), daemon=True) for nr in range(threads)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join(60)

    def work(self, nr: int) -> None:
        lines, turn = {who: Line(self.place, who) for who in ("aigul", "bolat", "dana", "admin")}, 0
        try:
            while not self.stopping.is_set():
                kind = self.KINDS[(turn + nr) % len(self.KINDS)]
                getattr(self, kind)(lines, nr, turn)
                with self.lock:
                    self.done[kind] += 1
                turn += 1
        except Exception as fault:  # told by the test that looks at them
            self.faults.append(repr(fault))

    def insist(self, line: Line, path: str, body: dict):
        """The answer, however often it must be asked for."""
        key, until = uuid.uuid4().hex, time.monotonic() + 60
        while time.monotonic() < until:
            answer = line.ask("POST", path, body, key)
            if answer and answer[0] in (200, 201, 204):
                return answer[1]
            if answer and answer[0] not in (409, 500, 503):
                raise Broken(f"POST {path}: {answer}")
            if answer and answer[0] == 409 and answer[1].get("code") not in ("KEY_RUNNING", "DB_CONFLICT"):
                raise Broken(f"POST {path}: {answer}")
            with self.lock:
                self.asked_again += 1
            time.sleep(0.02)
        raise Broken(f"POST {path}: no answer in a minute")

    def journal(self, lines: dict, nr: int, turn: int) -> None:
        made = self.insist(lines["aigul"], "/v1/journals", {
            "value_on": self.day, "note": f"{nr}/{turn}",
            "entries": [{"debit": "1030", "credit": "5010", "amount": "1.00"}]})
        self.insist(lines["bolat"], f"/v1/journals/{made['id']}/decision", {"approve": True})

    def letter(self, lines: dict, nr: int, turn: int) -> None:
        self.insist(lines["dana"], f"/v1/clients/{self.place.client}/letters", {"text": f"{nr}/{turn}"})

    def rule(self, lines: dict, nr: int, turn: int) -> None:
        self.insist(lines["admin"], "/v1/policy/changes", {
            "kind": "RATE_CAP", "from_on": "2027-01-01", "over": 40, "under": 100, "source": f"{nr}/{turn}"})

    def check(self) -> None:
        """Each answered call had its effect, and no call had two."""
        if self.faults:
            raise Broken("; ".join(self.faults[:3]))
        tables = {"journal": ("journal", "entry", "journal_proposal"), "letter": ("letter", "document"),
                  "rule": ("policy_proposal",)}
        for kind, names in tables.items():
            for name in names:
                if self.place.count(name) != self.done[kind]:
                    raise Broken(f"{name}: {self.place.count(name)} rows, {self.done[kind]} acknowledged")
