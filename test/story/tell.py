"""Reads a story and runs it in a scene. docs/story.md tells the words."""
import base64
import concurrent.futures
import hashlib
import hmac
import http.client
import json
import pathlib
import re
import shlex
import signal
import struct
import time
import uuid

import damage
import lending
import money
import person
import scene

AUDITS_MOST = 4


class Wrong(Exception):
    """The story did not go as it is told."""


def statements(path: pathlib.Path):
    """(line number, text): continuation lines joined, comments gone."""
    number, text = 0, ""
    for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = re.sub(r"(^|\s)#(\s.*|$)", "", line).rstrip()
        if line[:1].isspace() and text:
            text += " " + line.strip()
            continue
        if text:
            yield number, text
        number, text = at, line
    if text:
        yield number, text


def totp(secret: str, step: int) -> str:
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(int.from_bytes(mac[at:at + 4], 'big') & 0x7fffffff) % 1000000:06d}"


def find(tree, path: str):
    """The member at `a.b.0`, or None."""
    for step in path.split("."):
        if isinstance(tree, list) and step.isdigit() and int(step) < len(tree):
            tree = tree[int(step)]
        elif isinstance(tree, dict) and step in tree:
            tree = tree[step]
        else:
            return None
    return tree


def as_text(value) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class Story(person.People, lending.Lending, money.Money, damage.Damage):
    wrong = Wrong

    def __init__(self, path: pathlib.Path, loud: bool):
        self.path, self.loud = path, loud
        self.rules: list[tuple[str, str]] = []
        self.kept: dict[str, str] = {}
        self.doors: dict[str, str] = {}
        self.clock = (time.time(), 0.0)  # story's epoch at the real instant
        self.place: scene.Scene | None = None

    def run(self, place: scene.Scene) -> None:
        self.place = place
        word = ""
        for number, text in statements(self.path):
            if self.loud:
                print(text)
            word, _, rest = text.partition(" ")
            act = getattr(self, f"do_{word}", None)
            if act is None:
                raise Wrong(f"{self.path.name}:{number}: there is no word \"{word}\"")
            try:
                act(rest.strip())
            except (Wrong, OSError, http.client.HTTPException) as fault:  # the program may have ended
                log = place.folder / "serve.log"
                tail = "\n".join(log.read_text(errors="replace").splitlines()[-3:]) if log.exists() else ""
                raise Wrong(f"{self.path.name}:{number}: {text}\n{str(fault)[:1500]}\n{tail[:1500]}") from None
        if word != "audit" and place.data.exists():  # which asks it, too
            self.ask_doctor()
        self.ask_log()

    def ask_log(self) -> None:
        """A fault or a status that the row of its door does not name: the server serves it and says so in its log."""
        log = self.place.folder / "serve.log"
        told = log.read_text(errors="replace").splitlines() if log.exists() else []
        for line in told:
            if re.search(r'"event":"route\.(fault|status)_undeclared"', line):
                raise Wrong(f"{self.path.name}: what `.fails` or `.status` of a row of src/api does not name: {line}")

    # --- words ---

    def do_day(self, rest: str) -> None:
        self.settle(10)
        text = rest if " " in rest else rest + " 09:00"
        text += ":00" if text.count(":") == 1 else ""
        self.place.set_time(text)
        told = time.mktime(time.strptime(text + " UTC", "%Y-%m-%d %H:%M:%S %Z")) - time.timezone - scene.ALMATY
        self.clock = (told, time.time())

    def do_rule(self, rest: str) -> None:
        kind = "refuses" if rest.endswith(" refuses") else "shows"
        self.rules += [(rule.strip(), kind) for rule in rest.removesuffix(" refuses").split(",")]

    def do_serve(self, _: str) -> None:
        if self.place.data.exists():
            self.place.start("serve")
        else:
            self.place.set_up()

    def do_setting(self, rest: str) -> None:
        """`setting NAME VALUE`: a line of nesie.conf, for the next start."""
        name, value = rest.split()
        path = self.place.data / "nesie.conf"
        lines = [line for line in path.read_text().splitlines() if not line.startswith(name + " =")]
        path.write_text("\n".join([*lines, f"{name} = {value}", ""]))

    def do_world(self, _: str) -> None:
        self.place.start("world")

    def do_kill(self, rest: str) -> None:
        self.place.stop(rest, signal.SIGKILL)

    def do_stop(self, rest: str) -> None:
        self.place.stop(rest, signal.SIGTERM)

    def do_as(self, rest: str) -> None:
        call, arrow, wanted = rest.partition("=>")
        if not arrow:
            raise Wrong("`as` needs `=> STATUS`")
        reply = self.call(call.strip())
        status, *checks = shlex.split(wanted, posix=True)
        if str(reply.status) != status:
            raise Wrong(f"got {reply.status} {reply.body.decode(errors='replace')[:600]}")
        self.check(reply, checks)

    def do_race(self, rest: str) -> None:
        """`race CALL || CALL... => STATUS...`: calls at once; their statuses in any order."""
        calls, _, wanted = rest.partition("=>")
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            replies = list(pool.map(self.call, [call.strip() for call in calls.split("||")]))
        got = sorted(str(reply.status) for reply in replies)
        if got != sorted(wanted.split()):
            raise Wrong(f"got {got}: {[reply.body.decode(errors='replace')[:300] for reply in replies]}")

    def do_staff(self, rest: str) -> None:
        who, *roles = rest.split()
        body = json.dumps({"login": who, "name": f"Тест {who}", "roles": roles})
        invited = self.must(who, "operations", "POST", "/v1/staff", body, 201)
        own = f"{who} ақ жаулық 2026"
        self.must(who, "office", "POST", "/v1/sessions",
                  json.dumps({"login": who, "password": invited["one_time_password"]}), 201)
        self.must(who, "office", "PUT", "/v1/session/password",
                  json.dumps({"old_password": invited["one_time_password"], "new_password": own}), 200)
        begun = self.must(who, "office", "POST", "/v1/session/authenticator", "", 201)
        self.kept[who + "_secret"], self.kept[who + "_password"] = begun["secret"], own
        self.must(who, "office", "PUT", "/v1/session/code", json.dumps({"code": self.code(begun["secret"])}), 200)
        self.doors[who] = "office"

    def do_again(self, who: str) -> None:
        """Signs in again; a code is spent once, so the clock must have moved on by a step since the last one."""
        self.must(who, "office", "POST", "/v1/sessions",
                  json.dumps({"login": who, "password": self.kept[who + "_password"]}), 201)
        self.must(who, "office", "PUT", "/v1/session/code",
                  json.dumps({"code": self.code(self.kept[who + "_secret"])}), 200)
        self.doors[who] = "office"

    def books_wrong(self, day: str, who: str, accounts: list[str]) -> str:
        trial = self.must(who, "office", "GET", f"/v1/days/{self.fill(day)}/balances", "", 200)
        if trial["sum"] != "0.00":
            return f"the books sum to {trial['sum']}"
        have = {row["account"]: row["balance"] for row in trial["balances"]}
        for account in accounts:
            code, _, amount = account.partition("=")
            if float(have.get(code, "0.00")) != float(amount):
                return f"account {code}: got {have.get(code, '0.00')}, told {amount}"
        return ""

    def do_books(self, rest: str) -> None:
        """`books DAY WHO ACCOUNT=AMOUNT...`: what the accounts have once the nights up to that instant are done."""
        day, who, *accounts = rest.split()
        wrong, end = self.books_wrong(day, who, accounts), time.time() + 300
        while wrong and self.place.busy(self.now()) and time.time() < end:
            time.sleep(0.1)
            wrong = self.books_wrong(day, who, accounts)
        wrong = wrong and self.books_wrong(day, who, accounts)
        if wrong:
            raise Wrong(wrong)

    def do_audit(self, rest: str) -> None:
        """`audit N`: the log is whole, signed, has at least N leaves; `doctor` finds nothing wrong in books and log."""
        where = self.place.where()
        for tries in range(AUDITS_MOST):  # what a job writes as the server ends gets its number after the next start
            if tries > 0:
                self.place.start("serve")
            self.until("a number for each record", lambda: "\nnesie_audit_waiting 0\n" in self.place.ask(
                "", "operations", "GET", "/metrics", b"", {}).body.decode())
            self.place.stop("serve", signal.SIGTERM)
            run = self.place.command("audit", "verify", *where, "--key", str(self.place.data / "audit.pub"), ok=False)
            if run.returncode != 0 or not re.search(r"^\d+ records, [1-9]\d* waiting", run.stdout):
                break
        count = re.search(r"^(\d+) records, 0 waiting", run.stdout)
        if run.returncode != 0 or not count or int(count[1]) < int(rest):
            raise Wrong(f"audit verify: exit {run.returncode}: {run.stdout}{run.stderr}")
        self.ask_doctor()

    def ask_doctor(self) -> None:
        self.place.stop("serve", signal.SIGTERM)
        run = self.place.command("doctor", *self.place.where(), ok=False)
        if run.returncode != 0:
            raise Wrong(f"doctor: exit {run.returncode}: {run.stdout}{run.stderr}")

    def do_receipt(self, rest: str) -> None:
        """`receipt as WHO GET PATH => true WORD`: true by the published key alone; with one changed byte it is not."""
        call, _, wanted = rest.removeprefix("as ").partition("=>")
        reply = self.call(call.strip())
        file, key = self.place.folder / "receipt.txt", str(self.place.data / "audit.pub")
        for name, text in (("true", reply.body), ("changed", reply.body.replace(b"A", b"B", 1))):
            file.write_bytes(text)
            run = self.place.command("audit", "verify-receipt", str(file), "--key", key, ok=False)
            if (run.returncode == 0) != (name == "true"):
                raise Wrong(f"receipt, {name}: exit {run.returncode}: {run.stdout}{run.stderr}")
            if name == "true" and wanted.split()[1] not in run.stdout:
                raise Wrong(f"the receipt is of something else: {run.stdout}")

    def do_wait(self, rest: str) -> None:
        wanted, _, call = rest.partition(": as ")
        check, _, seconds = wanted.rpartition(" in ")
        faults = []

        def holds() -> bool:
            reply = self.call(call)
            try:
                self.check(reply, shlex.split(check))
                return True
            except Wrong as fault:
                faults[:] = [fault]
                return False
        try:
            self.until(check, holds, float(seconds))
        except Wrong as late:
            raise Wrong(f"{late}: {faults[0]}") from None

    # --- parts of them ---

    def now(self) -> float:
        epoch, real = self.clock
        return epoch + (time.time() - real if real else 0)

    def code(self, secret: str) -> str:
        return totp(secret, int(self.now() // 30))

    def fill(self, text: str) -> str:
        text = text.replace("$key", uuid.uuid4().hex)
        text = re.sub(r"\$code\((\w+)\)", lambda m: self.code(self.kept[m[1]]), text)
        text = re.sub(r"\$other\((\w+)\)", lambda m: f"{(int(self.code(self.kept[m[1]])) + 1) % 1000000:06d}", text)

        def kept(match) -> str:
            if match[1] not in self.kept:
                raise Wrong(f"nothing was kept as {match[1]}")
            return self.kept[match[1]]

        return re.sub(r"\$(\w+)", kept, text)

    def call(self, text: str) -> scene.Reply:
        text, _, with_headers = text.partition(" with ")
        who, rest = text.split(" ", 1)
        first = rest.split(" ", 1)[0]
        if first in (*scene.HOSTS, "operations"):
            self.doors[who] = first
            rest = rest.split(" ", 1)[1]
        method, path, *body = rest.strip().split(" ", 2)
        headers = dict(part.split(": ", 1) for part in self.fill(with_headers).split(", ") if part)
        reply = self.place.ask(who, self.doors.get(who, "public"), method, self.fill(path),
                               self.fill(body[0] if body else "").encode(), headers)
        if self.loud:
            print(f"    {reply.status} {reply.body.decode(errors='replace')[:2000]}")
        return reply

    def must(self, who: str, door: str, method: str, path: str, body: str, status: int, headers: dict | None = None):
        reply = self.place.ask(who, door, method, path, body.encode(), headers or {})
        if reply.status != status:
            raise Wrong(f"{method} {path}: got {reply.status} {reply.body.decode(errors='replace')[:600]}")
        return reply.json()

    def check(self, reply: scene.Reply, checks: list[str]) -> None:
        checks = list(checks)
        while checks:
            check = self.fill(checks.pop(0)) if checks[0] != "keep" else checks.pop(0)
            if check == "keep":
                name, _, path = checks.pop(0).partition("=")
                self.kept[name] = self.member(reply, path)
            elif check.startswith("!body~"):
                if check[6:] in self.member(reply, "body"):
                    raise Wrong(f"the answer contains {check[6:]}")
            elif check.startswith("!"):
                if find(reply.json(), check[1:]) is not None:
                    raise Wrong(f"{check[1:]} is there")
            elif "~" in check and ("=" not in check or check.index("~") < check.index("=")):
                path, _, part = check.partition("~")
                if part not in self.member(reply, path):
                    raise Wrong(f"{path}: {self.member(reply, path)} does not contain {part}")
            else:
                path, _, value = check.partition("=")
                if self.member(reply, path) != value:
                    raise Wrong(f"{path}: got {self.member(reply, path)}, told {value}")

    def member(self, reply: scene.Reply, path: str) -> str:
        if path == "body":
            return reply.body.decode(errors="replace")
        if path.startswith("header."):
            return reply.headers.get(path[7:], "")
        found = find(reply.json(), path)
        if found is None:
            raise Wrong(f"there is no {path} in {reply.body.decode(errors='replace')[:600]}")
        return as_text(found)
