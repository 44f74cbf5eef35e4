"""A place with nesie-world in it: its authority, NCALayer and telephone; and `nesie pki` that judges what they make."""
import base64
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent.parent
BUILD = pathlib.Path(os.environ.get("NESIE_BUILD", ROOT / "build"))
FAKETIME = next(iter(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)
FILES = ("root_gost.cer", "nca_gost.cer", "root_rsa.cer", "nca_rsa.cer")
DOCUMENT = "Мен шарт талаптарымен келісемін. Согласен с условиями договора.\n".encode()


def free_ports(count: int) -> int:
    """The first of so many ports in a row that are free now, below those that the system lends to clients: a world that
    starts again must find its own still free."""
    for _ in range(200):
        port = random.randrange(14000, 32000, 6) # blocks of test/story/scene.py, whose last port tells who is there
        try:
            for step in (*range(count), 5):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port + step))
            return port
        except OSError:
            continue
    raise RuntimeError("no free ports in a row")


class Verdict:
    """What `nesie pki verify` said."""

    def __init__(self, run: subprocess.CompletedProcess):
        self.status, self.stderr = run.returncode, run.stderr
        self.json = json.loads(run.stdout) if run.stdout else {}

    @property
    def word(self) -> str:
        return {0: "good", 1: "bad", 3: "unknown"}.get(self.status, f"exit {self.status}: {self.stderr}")

    @property
    def reasons(self) -> set:
        return {reason["code"] for reason in self.json.get("reasons", [])}

    @property
    def signer(self) -> dict:
        return self.json["signers"][0]


class Place:
    """The world in a folder of its own. `faked`: under a clock that the test moves."""

    def __init__(self, faked: bool = False):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="nesie-pki."))
        self.data, self.trust, self.clock = self.folder / "data", self.folder / "trust", self.folder / "clock"
        self.port, self.faked, self.program = free_ports(3), faked, None
        self.trust.mkdir()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- programs ---

    def set_time(self, text: str) -> None:
        """Local time of Almaty; libfaketime reads it in the zone UTC-5 of POSIX, which is UTC+5."""
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(f"@{text}\n", encoding="ascii")
        fresh.rename(self.clock)

    def environment(self) -> dict:
        if not self.faked:
            return dict(os.environ)
        return {**os.environ, "LD_PRELOAD": str(FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(self.clock), "TZ": "UTC-5",
                "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_FORCE_MONOTONIC_FIX": "0"}

    def nesie(self, *words) -> subprocess.CompletedProcess:
        return subprocess.run([BUILD / "nesie", *map(str, words)], env=self.environment(), capture_output=True,
                              text=True, timeout=120, check=False)

    def begin(self) -> None:
        """A data folder, the world in it, and the trust folder of an operator who believes its roots."""
        run = self.nesie("init", "--data", self.data, "--port", free_ports(4))
        if run.returncode != 0:
            raise RuntimeError(run.stderr)
        self.start()
        for name in FILES:
            (self.trust / name).write_bytes(self.fetch("GET", f"/cert/{name}")[1])
        (self.trust / "pins.tsv").write_bytes(self.fetch("GET", "/pins.tsv")[1])

    def start(self) -> None:
        words = [BUILD / "nesie-world", "--data", self.data, "--port", self.port, "--pki-port", self.port + 1,
                 "--ncalayer-port", self.port + 2]
        with open(self.folder / "world.log", "ab") as log:
            self.program = subprocess.Popen([str(word) for word in words], env=self.environment(), stdout=log,
                                            stderr=log)
        for _ in range(600):
            if self.program.poll() is not None:
                raise RuntimeError((self.folder / "world.log").read_text("utf-8")[-1500:])
            try:
                socket.create_connection(("127.0.0.1", self.port + 2), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("nesie-world does not listen")

    def revive(self) -> None:
        """After a case that left the world dead, so that it fails alone."""
        if self.program is None or self.program.poll() is not None:
            self.start()

    def stop(self) -> None:
        if self.program:
            self.program.send_signal(signal.SIGTERM)
            status = self.program.wait(60)
            self.program = None
            if status != 0:
                raise RuntimeError((self.folder / "world.log").read_text("utf-8")[-1500:])

    # --- HTTP ---

    def fetch(self, method: str, path: str, body: bytes = b"", **headers) -> tuple[int, bytes, dict]:
        """A request to the services of the authority: plain, as the real ones are."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port + 1, timeout=60)
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        found = answer.status, answer.read(), dict(answer.getheaders())
        connection.close()
        return found

    def tell(self, method: str, path: str, what: dict, wanted: int) -> dict:
        """A request to the world itself."""
        body = self.post(method, path, b"" if method == "GET" else json.dumps(what).encode(),
                         "application/json", wanted)
        return json.loads(body) if body else {}

    def post(self, method: str, path: str, what: bytes, kind: str, wanted: int) -> bytes:
        context = ssl.create_default_context(cafile=str(self.data / "tls/ca.pem"))
        context.verify_flags |= ssl.VerifyFlags(0x200000) if self.faked else 0  # the clock is another
        connection = http.client.HTTPSConnection("world.localhost", self.port, timeout=60)
        # Python asks the resolver, which need not know names below localhost.
        connection.sock = context.wrap_socket(socket.create_connection(("127.0.0.1", self.port), 60),
                                              server_hostname="world.localhost")
        connection.request(method, path, what or None, {"Content-Type": kind})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status != wanted:
            raise RuntimeError(f"{method} {path}: {answer.status} {body.decode()}")
        return body

    # --- the world ---

    def issue(self, algorithm: str, kind: str, **more) -> dict:
        """A certificate of a synthetic person."""
        wish = {"algorithm": algorithm, "kind": kind, **more}
        if kind != "system":
            wish = {"iin": "850101300005", "surname": "СЫНАҚОВ", "name": "СЫНАҚ", "patronymic": "СЫНАҚОВИЧ", **wish}
        if kind not in ("individual", "authentication"):
            wish = {"bin": "100140000005", "organisation": 'ЖШС "СЫНАҚ"', **wish}
        return self.tell("POST", "/pki/certificates", wish, 201)

    def change(self, certificate: dict, state: str, **more) -> None:
        self.tell("PUT", f"/pki/certificates/{certificate['serial']}/state", {"state": state, **more}, 204)

    def behave(self, partner: str, how: str, times: int = 1) -> None:
        self.tell("PUT", "/behaviour", {"partner": partner, "how": how, "times": times}, 204)

    def sign(self, certificate: dict, document: bytes = DOCUMENT, **more) -> bytes:
        wish = {"format": "cms", "document": base64.b64encode(document).decode(), "serial": certificate["serial"],
                "attached": True, **more}
        return base64.b64decode(self.tell("POST", "/pki/signatures", wish, 201)["signature"])

    def verify(self, signature: bytes, *words, test: bool = True) -> Verdict:
        file = self.folder / "signature"
        file.write_bytes(signature)
        return Verdict(self.nesie("pki", "verify", file, "--trust", self.trust, "--json", *(["--test"] if test else []),
                                  *words))

    def file(self, name: str, content: bytes) -> pathlib.Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def world(self) -> pathlib.Path:
        return BUILD / "nesie-world"

    def tsp(self) -> list:
        return ["--tsp", f"http://127.0.0.1:{self.port + 1}/tsp"]
