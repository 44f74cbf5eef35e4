"""A place for one story: product, world, clock, database; and HTTPS into it."""
import calendar
import contextlib
import http.client
import json
import math
import os
import pathlib
import random
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import tempfile
import time
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = pathlib.Path(os.environ.get("NESIE_BUILD", ROOT / "build"))
FAKETIME = next(iter(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)
NO_CHECK_TIME = ssl.VerifyFlags(0x200000)  # X509_V_FLAG_NO_CHECK_TIME
ALMATY = 5 * 3600
PATIENCE = 120  # seconds: how long the slowest machine may take for one answer
HOSTS = {"public": "my.localhost", "office": "office.localhost", "terminal": "terminal.localhost",
         "world": "world.localhost"}


class Broken(Exception):
    """The place itself fell apart."""


HELD = []


def free_block() -> int:
    """Five ports in a row that are free now, above NCALayer's, below those that the system lends to callers. The one
    behind them is held as long as this process lives: a server that starts again finds its own still free."""
    for _ in range(50):
        port = random.randrange(14000, 32000, 6)
        try:
            held = socket.socket()
            held.bind(("127.0.0.1", port + 5))
            for step in range(5):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port + step))
            HELD.append(held)
            return port
        except OSError:
            held.close()
    raise Broken("no five free ports in a row")


class Reply:
    def __init__(self, status: int, headers, body: bytes):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body) if self.body else {}


class Line:
    """One psql that stays: to start one, and a process of the server, for each question costs more than asking."""

    END = "that was all"

    def __init__(self, schema: str):
        self.program = subprocess.Popen(
            ["psql", "-qXAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", os.environ["NESIE_TEST_POSTGRES"]], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.rows(f'SET search_path TO "{schema}"')

    def rows(self, query: str) -> list[tuple]:
        found = []
        try:
            self.program.stdin.write(f"{query};\n\\echo {self.END}\n")
            self.program.stdin.flush()
        except BrokenPipeError:
            raise Broken("psql ended") from None
        for line in self.program.stdout:
            if line == self.END + "\n":
                return found
            found.append(tuple(line.rstrip("\n").split("\t")))
        raise Broken(f"psql ended at: {query}")

    def end(self) -> None:
        self.program.stdin.close()
        self.program.wait(60)
        self.program.stdout.close()


class Scene:
    def __init__(self, engine: str):
        if FAKETIME is None:
            raise Broken("libfaketime is not installed")
        self.engine, self.port = engine, free_block()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="nesie-story."))
        self.data, self.clock = self.folder / "data", self.folder / "clock"
        self.database, self.url, self.cookies = None, "", {}
        self.postgres: Line | None = None
        self.programs: dict[str, subprocess.Popen] = {}
        self.now, self.set_at = None, 0.0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for name in list(self.programs):
            self.stop(name, signal.SIGTERM)
        if self.postgres:
            self.postgres.end()
        if self.database:
            self.psql(f'DROP SCHEMA "{self.database}" CASCADE')
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- time ---

    def set_time(self, text: str) -> None:
        """Local time of Almaty, "2026-01-05 09:00:00"; libfaketime reads it in the zone UTC-5 of POSIX: UTC+5."""
        self.now, self.set_at = text, time.time()
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(f"@{text}\n", encoding="ascii")
        fresh.rename(self.clock)

    def pass_time(self) -> None:
        """A program that starts would begin at the time of the file: all of them begin again at the hour that it is,
        and no clock goes back."""
        if self.now:
            began = calendar.timegm(time.strptime(self.now, "%Y-%m-%d %H:%M:%S"))
            told = began + math.ceil(time.time() - self.set_at)
            self.set_time(time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(told)))

    def environment(self) -> dict:
        return {**os.environ, "LD_PRELOAD": str(FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(self.clock),
                "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_FORCE_MONOTONIC_FIX": "0",
                "TZ": "UTC-5"}

    # --- programs ---

    def command(self, *words: str, ok: bool = True) -> subprocess.CompletedProcess:
        run = subprocess.run([BUILD / "nesie", *words], env=self.environment(), capture_output=True, text=True,
                             timeout=300, check=False)
        if ok and run.returncode != 0:
            raise Broken(f"nesie {' '.join(words)}: exit {run.returncode}: {run.stderr.strip()}")
        return run

    def psql(self, sql: str) -> None:
        subprocess.run(["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", os.environ["NESIE_TEST_POSTGRES"], "-c", sql],
                       check=True, capture_output=True)

    def line_to_postgres(self) -> Line:
        if self.postgres is None or self.postgres.program.poll() is not None:
            self.postgres = Line(self.database)
        return self.postgres

    def rows(self, query: str) -> list[tuple]:
        """What the database says, asked past the product."""
        if self.database:
            return self.line_to_postgres().rows(query)
        with contextlib.closing(sqlite3.connect(f"file:{self.data}/nesie.db?mode=ro", uri=True, timeout=60)) as line:
            return [tuple(map(str, row)) for row in line.execute(query)]

    def busy(self, now: float, ahead: float = 0.0) -> bool:
        """Whether the product has something to do at an instant, or will try something again `ahead` seconds later: an
        errand under way or due, a job that is due (but the one of each second), a night that is to come or, where it
        failed, begins again within ten seconds."""
        program = self.programs.get("serve")
        if program is None or program.poll() is not None:
            return False
        eve = time.strftime("%Y-%m-%d", time.gmtime(now + ALMATY - 86400))
        return self.rows(f"""SELECT (SELECT COUNT(*) FROM errand WHERE state IN ('sending', 'asking')
            OR (state IN ('planned', 'unknown') AND due_at <= {int((now + ahead) * 1e6)}))
            + (SELECT COUNT(*) FROM job WHERE name <> 'audit.sequence'
               AND (next_at <= {int(now * 1e6)} AND last_day IS NULL
                    OR next_at <= {int((now + 11) * 1e6)} AND last_day < '{eve}'))""") != [("0",)]

    def where(self) -> list[str]:
        """How commands that only read find the database."""
        return ["--postgres", self.url] if self.database else ["--data", str(self.data)]

    def init_words(self) -> list[str]:
        """The command that makes folder and database."""
        words = ["init", "--data", str(self.data), "--port", str(self.port)]
        if self.engine == "postgres":
            self.database = "story_" + uuid.uuid4().hex
            self.psql(f'CREATE SCHEMA "{self.database}"')
            url = os.environ["NESIE_TEST_POSTGRES"]
            self.url = url + ("&" if "?" in url else "?") + f"options=-csearch_path%3D{self.database}"
            words += ["--postgres", self.url]
        return words

    def set_up(self) -> None:
        self.command(*self.init_words(), "--demo")
        self.start("serve")

    def start(self, name: str) -> None:
        words = {"serve": [BUILD / "nesie", "serve", "--data", self.data],
                 "world": [BUILD / "nesie-world", "--data", self.data, "--port", str(self.port + 3),
                           "--pki-port", str(self.port + 4), "--rsa-keys", BUILD / "world-rsa-keys"]}[name]
        self.pass_time()
        log = open(self.folder / f"{name}.log", "ab")
        self.programs[name] = subprocess.Popen(words, env=self.environment(), stdout=log, stderr=log)
        self.wait_ready(name)

    def wait_ready(self, name: str) -> None:
        """Waits until each listener takes connections."""
        left = {self.port + 3, self.port + 4} if name == "world" else {self.port, self.port + 1, self.port + 2}
        for _ in range(2400):  # two minutes, or until it ends
            if self.programs[name].poll() is not None:
                raise Broken(f"{name} ended: {(self.folder / f'{name}.log').read_text()[-800:]}")
            try:
                while left:
                    socket.create_connection(("127.0.0.1", min(left)), 1).close()
                    left.remove(min(left))
                return
            except OSError:
                time.sleep(0.05)
        raise Broken(f"{name} does not listen")

    def stop(self, name: str, how: signal.Signals) -> None:
        program = self.programs.pop(name, None)
        if program is None:
            return
        program.send_signal(how)
        try:
            program.wait(120)
        except subprocess.TimeoutExpired as late:
            program.kill()
            raise Broken(f"{name} does not stop") from late

    # --- HTTP ---

    def ask(self, who: str, door: str, method: str, path: str, body: bytes, headers: dict) -> Reply:
        """One request; cookies are kept per person. The door "operations" is the socket in the data folder."""
        if door == "operations":
            line = http.client.HTTPConnection("localhost", timeout=PATIENCE)
            line.sock = socket.socket(socket.AF_UNIX)
            line.sock.settimeout(PATIENCE)
            line.sock.connect(str(self.data / "nesie.sock"))
            host = "localhost"
        else:
            port = self.port + list(HOSTS).index(door)
            trust = ssl.create_default_context(cafile=str(self.data / "tls/ca.pem"))
            trust.verify_flags |= NO_CHECK_TIME  # certificates are of the story's time, this process is of today
            host = f"{HOSTS[door]}:{port}"
            raw = socket.create_connection(("127.0.0.1", port), PATIENCE)
            line = http.client.HTTPConnection(host, timeout=PATIENCE)
            line.sock = trust.wrap_socket(raw, server_hostname=HOSTS[door])
        origin = {"Origin": f"https://{host}"} if door != "operations" else {}
        sent = {"Host": host, "Accept-Language": "en", **origin, **headers}
        if who in self.cookies:
            sent["Cookie"] = self.cookies[who]
        if body and "Content-Type" not in sent:
            sent["Content-Type"] = "application/json"
        line.request(method, path, body=body or None, headers=sent)
        answer = line.getresponse()
        reply = Reply(answer.status, answer.headers, answer.read())
        line.close()
        cookie = reply.headers.get("Set-Cookie")
        if cookie:
            self.cookies[who] = cookie.split(";")[0]
        return reply
