#!/usr/bin/env python3
"""deploy/nginx.conf in front of a server: what passes, what does not, and whom the server believes. TAP."""
import http.client
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from place import Broken, Place, scene  # noqa: E402
import tap  # noqa: E402

CONF = scene.ROOT / "deploy/nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
HEADERS = ("Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options", "Cache-Control")


def loop(match) -> str:
    """The loopback address of the same family as the one that the shipped file listens at."""
    return "[::1]" if match[1] else "127.0.0.1"


class Unix(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=10)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(10)
        self.sock.connect(str(self.path))


class Front(Place):
    """A server on Unix sockets behind an nginx of its own."""

    def __init__(self):
        super().__init__("sqlite")
        self.sockets = self.folder / "run"
        self.sockets.mkdir()

    def __exit__(self, *end):
        self.stop("nginx", scene.signal.SIGTERM)
        super().__exit__(*end)

    def set_up(self) -> None:
        self.command("init", "--data", str(self.data), "--demo", "--port", str(self.port))
        with open(self.data / "nesie.conf", "a", encoding="utf-8") as file:
            file.write(f"proxy_folder = {self.sockets}\nrate_address = 1\nweb = {self.folder}/web\n")
        for name in ("borrower", "office"):
            (self.folder / "web" / name).mkdir(parents=True)
            (self.folder / "web" / name / "index.html").write_text(f"<!doctype html>{name}", "utf-8")
        self.start("serve")
        self.start_nginx()

    def wait_ready(self, name: str) -> None:
        until = time.monotonic() + 15
        while not (self.sockets / "terminal.sock").exists() or self.programs["serve"].poll() is not None:
            if time.monotonic() > until or self.programs["serve"].poll() is not None:
                raise Broken((self.folder / "serve.log").read_text()[-800:])
            time.sleep(0.05)

    def start_nginx(self) -> None:
        site = CONF.read_text("utf-8").replace("/run/nesie/", f"{self.sockets}/").replace(".example.kz", ".localhost")
        site = re.sub(r"/etc/nesie/tls/(\w+)\.(pem|key)", f"{self.data}/tls/server.\\2", site)
        site = site.replace("/etc/nesie/tls/terminal-ca.pem", f"{self.data}/tls/ca.pem")
        site = re.sub(r"listen (\[::\]:)?443", lambda m: f"listen {loop(m)}:{self.port}", site)
        site = re.sub(r"listen (\[::\]:)?80 ", lambda m: f"listen {loop(m)}:{self.port + 1} ", site)
        (self.folder / "site.conf").write_text(site, "utf-8")
        user = "user root;" if os.getuid() == 0 else ""
        temp = "".join(f"{kind}_temp_path {self.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi",
                                                                              "uwsgi", "scgi"))
        (self.folder / "nginx.conf").write_text(
            f"{user}\ndaemon off;\npid {self.folder}/nginx.pid;\nerror_log {self.folder}/nginx.log;\n"
            f"events {{}}\nhttp {{\naccess_log off;\n{temp}include {self.folder}/site.conf;\n}}\n", "utf-8")
        words = [NGINX, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        check = subprocess.run([*words, "-t"], capture_output=True, text=True, check=False)
        if check.returncode != 0:
            raise Broken(check.stderr)
        self.programs["nginx"] = subprocess.Popen(words, stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise Broken("nginx does not listen")

    def trust(self, terminal: bool = False) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(self.data / "tls/ca.pem"))
        if terminal:
            context.load_cert_chain(self.data / "tls/terminal-1.pem", self.data / "tls/terminal-1.key")
        return context

    def line(self, host: str, terminal: bool = False) -> ssl.SSLSocket:
        raw = socket.create_connection(("127.0.0.1", self.port), 10)
        return self.trust(terminal).wrap_socket(raw, server_hostname=host)

    def get(self, host: str, path: str, headers: dict, terminal: bool = False):
        line = http.client.HTTPConnection(host, timeout=10)
        line.sock = self.line(host, terminal)
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        answer.text = answer.read()
        line.close()
        return answer

    def bytes(self, host: str, text: bytes) -> bytes:
        """What comes back for exactly these bytes."""
        with self.line(host) as line:
            line.sendall(text)
            told = b""
            try:
                while piece := line.recv(65536):
                    told += piece
                    if b"\r\n\r\n" in told and len(told) > 200:
                        break
            except (TimeoutError, ssl.SSLError, ConnectionError):
                pass
            return told


def what_comes_through(place: Front) -> None:
    answer = place.get("my.localhost", "/v1/organisation", {})
    tap.want(answer.status == 200, f"{answer.status} {answer.text}")
    tap.want("nginx/" not in answer.headers.get("Server", ""), "the version of nginx is told")
    for name in HEADERS:
        tap.want(answer.headers.get_all(name) and len(answer.headers.get_all(name)) == 1, f"{name} once")
    words = ["curl", "-sS", "--http2", "--cacert", place.data / "tls/ca.pem", "-o", "/dev/null", "-w",
             "%{http_version} %{http_code}", "--resolve", f"my.localhost:{place.port}:127.0.0.1",
             f"https://my.localhost:{place.port}/v1/organisation"]
    run = subprocess.run(words, capture_output=True, text=True, check=False)
    tap.want(run.stdout == "2 200", f"HTTP/2: {run.stdout} {run.stderr}")
    tap.want(place.get("office.localhost", "/v1/session", {}).status == 401, "the office asks who it is")
    tap.want(place.get("my.localhost", "/metrics", {}).status == 404, "operations stay inside")


def pages(place: Front) -> None:
    """Each side has its pages on its own host, also where nginx stands in front."""
    for host, name in (("my.localhost", b"borrower"), ("office.localhost", b"office")):
        answer = place.get(host, "/kk", {})
        tap.want(answer.status == 200 and answer.text.endswith(name), f"{host}: {answer.status} {answer.text}")
    policy = place.get("my.localhost", "/kk/sign/1", {}).headers["Content-Security-Policy"]
    tap.want("wss://127.0.0.1:13579" in policy, f"a page that signs reaches the client's keys: {policy}")


def names_that_are_not_ours(place: Front) -> None:
    try:
        place.line("evil.localhost").close()
        raise Broken("another name was served")
    except ssl.SSLError:
        pass
    told = place.bytes("my.localhost", b"GET /v1/organisation HTTP/1.1\r\nHost: office.localhost\r\n\r\n")
    tap.want(b" 200 " not in told.split(b"\r\n")[0] or b"office" in told, "a host that the handshake did not name")


def broken_heads(place: Front) -> None:
    """The header attacks: refused by nginx or by the server, never answered with 2xx."""
    host, end = b"Host: my.localhost\r\n", b"\r\n"
    head = b"POST /v1/sessions HTTP/1.1\r\n" + host
    vectors = {
        "two lengths": head + b"Content-Length: 2\r\nContent-Length: 3\r\n" + end + b"{} ",
        "length and chunks": head + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n" + end + b"0\r\n\r\n",
        "no host": b"GET /v1/organisation HTTP/1.1\r\n" + end,
        "two hosts": b"GET /v1/organisation HTTP/1.1\r\n" + host + host + end,
        "a space before the colon": b"GET /v1/organisation HTTP/1.1\r\n" + host + b"A : b\r\n" + end,
        "a folded line": b"GET /v1/organisation HTTP/1.1\r\n" + host + b"A: b\r\n c\r\n" + end,
        "a NUL": b"GET /v1/organisation HTTP/1.1\r\n" + host + b"A: b\x00c\r\n" + end,
        "a length in hex": head + b"Content-Length: 0x2\r\n" + end + b"{}",
        "a long head": b"GET /v1/organisation HTTP/1.1\r\n" + host + b"A: " + b"b" * 65536 + b"\r\n" + end,
    }
    for name, text in vectors.items():
        first = place.bytes("my.localhost", text).split(b"\r\n")[0]
        tap.want(first == b"" or first.split(b" ")[1:2] and first.split(b" ")[1][:1] in b"45", f"{name}: {first!r}")


def limited(place: Front, ask) -> int:
    """Of forty requests with another forwarded address each, how many are held."""
    return sum(ask({"X-Forwarded-For": f"203.0.113.{nr}"}) == 429 for nr in range(1, 41))


def whom_the_server_believes(place: Front) -> None:
    """Forwarded addresses from the socket alone; what a client says of itself counts nothing."""
    held = limited(place, lambda headers: place.get("my.localhost", "/v1/organisation", headers).status)
    tap.want(held >= 15, f"through nginx all forty are one address: {held} held")

    def direct(headers: dict) -> int:
        line = Unix(place.sockets / "public.sock")
        line.request("GET", "/v1/organisation", headers={"Host": "my.localhost", **headers})
        return line.getresponse().status

    tap.want(limited(place, direct) == 0, "on the socket each is an address of its own")
    tap.want(direct({}) == 400, "on the socket an address must be named")
    tap.want(direct({"X-Forwarded-For": "203.0.113.1, 203.0.113.2"}) == 400, "exactly one")
    mode = (place.sockets / "public.sock").stat().st_mode & 0o777
    tap.want(mode == 0o660, f"the mode of the socket is {mode:o}")


def terminals(place: Front) -> None:
    lie = {"X-Client-Verify": "SUCCESS", "X-Client-Certificate": "x"}
    tap.want(place.get("terminal.localhost", "/v1/organisation", lie).status == 400, "no certificate, whatever it says")
    answer = place.get("terminal.localhost", "/v1/organisation", {}, terminal=True)
    tap.want(answer.status == 200, f"with its certificate: {answer.status} {answer.text}")


def the_server_is_away(place: Front) -> None:
    place.stop("serve", scene.signal.SIGTERM)
    answer = place.get("my.localhost", "/v1/organisation", {})
    tap.want(answer.status == 503 and answer.headers["Retry-After"] == "5", f"{answer.status} {answer.headers}")
    tap.want(b"HTTP_STOPPING" in answer.text, str(answer.text))


def main() -> int:
    tests = [what_comes_through, pages, names_that_are_not_ours, broken_heads, terminals, whom_the_server_believes,
             the_server_is_away]
    if not NGINX:
        return tap.run([(test.__name__, None) for test in tests], "nginx is not installed")
    with Front() as place:
        place.set_up()
        return tap.run([(test.__name__, lambda test=test: test(place)) for test in tests])


if __name__ == "__main__":
    sys.exit(main())
