#!/usr/bin/env python3
"""What stands at the doors of a server as it ships: encryption, certificates of terminals, forged and broken requests,
failures inside, reports of browsers; and what by hand cannot be changed unseen. TAP, with the rules that it proves.

  doors_test.py [NAME...]     tests whose names contain a word
"""
import base64
import contextlib
import http.client
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import sqlite3
import ssl
import sys
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from place import Place, scene  # noqa: E402
from tap import want  # noqa: E402
import tap  # noqa: E402

HEADERS = ("Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options", "Cache-Control",
           "Referrer-Policy")
PNG = ("iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVR4nGPgivKDIwacHACfqwhZKhM30wAAAABJRU5ErkJggg==")
RULES = {}


def proves(rules: str, kind: str):
    """Marks a test with what its pass proves."""
    def mark(test):
        RULES.setdefault(test.__name__, []).extend((rule, kind) for rule in rules.split())
        return test
    return mark


def port(place: Place, door: str) -> int:
    return place.port + list(scene.HOSTS).index(door)


def trust(place: Place, pair: str = "") -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(place.data / "tls/ca.pem"))
    if pair:
        context.load_cert_chain(f"{pair}.pem", f"{pair}.key")
    return context


def get(place: Place, door: str, path: str, headers: dict = None, pair: str = "", method: str = "GET",
        body: bytes = None):
    """One request with exactly these headers."""
    line = http.client.HTTPConnection(f"{scene.HOSTS[door]}:{port(place, door)}", timeout=20)
    raw = socket.create_connection(("127.0.0.1", port(place, door)), 20)
    line.sock = trust(place, pair).wrap_socket(raw, server_hostname=scene.HOSTS[door])
    try:
        line.request(method, path, body=body, headers=headers or {})
        answer = line.getresponse()
        answer.text = answer.read()
        return answer
    finally:
        line.close()


def raw(place: Place, door: str, text: bytes, pair: str = "") -> bytes:
    """What comes back for exactly these bytes."""
    with socket.create_connection(("127.0.0.1", port(place, door)), 20) as plain:
        with trust(place, pair).wrap_socket(plain, server_hostname=scene.HOSTS[door]) as line:
            line.sendall(text)
            told = b""
            try:
                while piece := line.recv(65536):
                    told += piece
            except (TimeoutError, ssl.SSLError, ConnectionError):
                pass
            return told


def is_problem(answer, status: int, code: str) -> dict:
    """A refusal as all of ours are: a problem with a code and a trace, with the headers of every answer."""
    want(answer.status == status, f"{answer.status} {answer.text[:300]}, wanted {status}")
    want(answer.headers["Content-Type"] == "application/problem+json", answer.headers["Content-Type"])
    told = json.loads(answer.text)
    want(told["code"] == code and told["trace_id"], f"{told}, wanted {code}")
    for name in HEADERS:
        want(name in answer.headers, f"{name} is missing")
    return told


# --- encryption ---

@proves("23", "refuses")
def only_tls_of_our_days_is_spoken() -> None:
    with Place("sqlite") as place:
        place.set_up()
        for door in ("public", "office", "terminal"):
            for version, good in ((ssl.TLSVersion.TLSv1, False), (ssl.TLSVersion.TLSv1_1, False),
                                  (ssl.TLSVersion.TLSv1_2, True), (ssl.TLSVersion.TLSv1_3, True)):
                context = trust(place)
                context.set_ciphers("ALL:@SECLEVEL=0")
                context.minimum_version = context.maximum_version = version
                line = socket.create_connection(("127.0.0.1", port(place, door)), 20)
                try:
                    context.wrap_socket(line, server_hostname=scene.HOSTS[door]).close()
                    spoken = True
                except (ssl.SSLError, ConnectionError):
                    spoken = False
                finally:
                    line.close()
                want(spoken == good, f"{door}, {version.name}: spoken {spoken}")
            with socket.create_connection(("127.0.0.1", port(place, door)), 20) as line:
                line.sendall(b"GET /v1/organisation HTTP/1.1\r\nHost: my.localhost\r\n\r\n")
                try:
                    told = line.recv(100)
                except ConnectionError:
                    told = b""
                want(not told.startswith(b"HTTP/"), f"{door} answers without encryption: {told}")


# --- terminals ---

def foreign_pair(place: Place) -> str:
    """A certificate of another authority: that of another installation."""
    other = place.folder / "other"
    place.command("init", "--data", str(other))
    return str(other / "tls/terminal-1")


@proves("27", "refuses")
def a_terminal_shows_its_certificate_and_reaches_its_doors_only() -> None:
    with Place("sqlite") as place:
        place.set_up()
        own, host = str(place.data / "tls/terminal-1"), f"terminal.localhost:{port(place, 'terminal')}"
        answer = get(place, "terminal", "/v1/organisation", pair=own)
        want(answer.status == 200 and json.loads(answer.text)["bin"], f"{answer.status} {answer.text[:200]}")
        is_problem(get(place, "terminal", "/v1/organisation", {"Accept-Language": "ru"}), 403, "TERMINAL_CERT")
        try:  # a foreign one is no better than none, whether the handshake or the answer says so
            is_problem(get(place, "terminal", "/v1/organisation", pair=foreign_pair(place)), 403, "TERMINAL_CERT")
        except (ssl.SSLError, ConnectionError):
            pass
        for path in ("/v1/nothing", "/v1/journals", "/v1/staff", "/metrics", "/livez", "/"):
            is_problem(get(place, "terminal", path, pair=own), 404, "NOT_FOUND")
        is_problem(get(place, "terminal", "/v1/organisation", {"Host": "my.localhost"}, pair=own), 421, "HTTP_HOST")
        is_problem(get(place, "terminal", "/v1/organisation", pair=own, method="DELETE"), 405, "METHOD_WRONG")
        for lines in ("Content-Length: 1\r\nContent-Length: 1\r\n",
                      "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "X-A: 1\r\n folded\r\n"):
            told = raw(place, "terminal", f"POST /v1/csp-reports HTTP/1.1\r\nHost: {host}\r\n{lines}\r\n".encode(), own)
            want(told.startswith(b"HTTP/1.1 400 "), f"{lines!r}: {told[:200]}")


# --- refusals and failures ---

@proves("24.5 26.1", "refuses")
def what_goes_wrong_inside_is_told_to_the_log_and_not_to_the_client() -> None:
    with Place("sqlite") as place:
        place.set_up()
        place.people()
        cookie = {"Cookie": place.cookies["dana"], "Accept-Language": "ru"}
        made = place.must("dana", "POST", f"/v1/clients/{place.client}/letters", {"text": "x"})
        with sqlite3.connect(place.data / "nesie.db") as line:  # as a damaged installation would be
            line.execute("PRAGMA legacy_alter_table = ON")
            line.execute("ALTER TABLE letter RENAME TO letter_gone")
        told = is_problem(get(place, "office", f"/v1/letters/{made['id']}", cookie), 503, "DB_FAULT")
        for word in ("letter", "table", "sql", "nesie.db", str(place.data), "src/", "000000"):
            want(word not in json.dumps(told | {"trace_id": "", "instance": ""}).lower(), f"\"{word}\" in {told}")
        log = (place.folder / "serve.log").read_text("utf-8")
        lines = [json.loads(text) for text in log.splitlines() if told["trace_id"] in text]
        want(any(row["event"] == "request.failed" and "letter" in row["at"] for row in lines),
             f"the log tells what went wrong: {lines}")


@proves("26.3", "refuses")
def what_is_forged_or_injected_has_no_effect() -> None:
    with Place("sqlite") as place:
        place.set_up()
        place.people()
        body = json.dumps({"text": "x"}).encode()
        path, before = f"/v1/clients/{place.client}/letters", place.count("letter")
        host = f"office.localhost:{port(place, 'office')}"

        def post(headers: dict, content: bytes = body, where: str = path):
            sent = {"Cookie": place.cookies["dana"], "Content-Type": "application/json",
                    "Idempotency-Key": uuid.uuid4().hex, **headers}
            return get(place, "office", where, sent, method="POST", body=content)

        # a page of another site, an attached form, a doubled cookie
        is_problem(post({"Origin": "https://evil.example"}), 403, "ORIGIN")
        is_problem(post({"Origin": f"http://{host}"}), 403, "ORIGIN")
        is_problem(post({"Sec-Fetch-Site": "cross-site"}), 403, "ORIGIN")
        is_problem(post({"Content-Type": "text/plain"}), 415, "HTTP_TYPE")
        is_problem(post({"Cookie": f"{place.cookies['dana']}; {place.cookies['dana']}"}), 401, "SIGN_IN")
        # members and types that the door does not know
        is_problem(post({}, json.dumps({"text": "x", "from_client": True}).encode()), 422, "SHAPE_FAULTS")
        is_problem(post({}, json.dumps({"text": {"$ne": ""}}).encode()), 422, "SHAPE_FAULTS")
        is_problem(post({}, b'{"text":"x","text":"y"}'), 400, "JSON_FORM")
        # paths that lead elsewhere
        for bad in (f"/v1/clients/{place.client}'--/letters", "/v1/clients/1%20OR%201=1/letters"):
            is_problem(post({}, where=bad), 404, "NOT_FOUND")
        for bad in ("/..%2f..%2fnesie.conf", "/%2e%2e/nesie.conf", "/assets/..%5c..%5cnesie.conf", "/v1/x%0d%0aX-A:1",
                    "/v1/%00"):
            answer = get(place, "office", bad)
            want(answer.status in (400, 404) and b"database" not in answer.text and "X-A" not in answer.headers,
                 f"{bad}: {answer.status} {answer.text[:200]}")
        want(place.count("letter") == before, "nothing was written")
        # what a person writes is text, whatever it looks like
        for text in ("'; DROP TABLE letter; --", "<script>alert(1)</script>", "${jndi:ldap://x}", "%s%n \u202e"):
            reply = post({}, json.dumps({"text": text}).encode())
            if reply.status == 201:
                made = json.loads(reply.text)["id"]
                shown = get(place, "office", f"/v1/letters/{made}", {"Cookie": place.cookies["dana"]})
                want(json.loads(shown.text)["text"] == text and shown.headers["Content-Type"] == "application/json",
                     shown.text)
            else:
                is_problem(reply, 422, "SHAPE_FAULTS")
        want(place.count("letter") > before, "the table is there")
        for login in ("' OR '1'='1", "aigul'--", 'aigul" --'):
            tried = json.dumps({"login": login, "password": "x' OR 'x'='x"}).encode()
            reply = post({"Cookie": "x=1"}, tried, "/v1/sessions")
            want(reply.status in (401, 422), f"{login}: {reply.status}")


# --- reports of browsers ---

def a_browser_reports_what_the_policy_stopped() -> None:
    def report(count: int = 1, directive: str = "script-src-elem") -> bytes:
        one = {"type": "csp-violation", "age": 5, "user_agent": "x",
               "url": f"https://my.localhost/loans/{place.client}", "body": {
                   "effectiveDirective": directive, "blockedURL": "https://evil.example/?iin=800416100254",
                   "sample": "secret", "statusCode": 200}}
        return json.dumps([one] * count).encode()

    def send(door: str, body: bytes, pair: str = ""):
        return get(place, door, "/v1/csp-reports", {"Content-Type": "application/reports+json"}, pair, "POST", body)

    with Place("sqlite") as place:
        place.set_up()
        place.people()
        told = get(place, "public", "/v1/organisation").headers["Reporting-Endpoints"]
        want('csp="/v1/csp-reports"' in told, told)
        leaves = place.count("audit_leaf")
        for door, pair in (("public", ""), ("office", ""), ("terminal", str(place.data / "tls/terminal-1"))):
            want(send(door, report(), pair).status == 204, door)
        want(send("public", report(2, "<script>")).status == 204, "a directive that is none")
        is_problem(send("public", report(100)), 413, "HTTP_LARGE")
        is_problem(send("public", b"[{]"), 400, "JSON_FORM")
        is_problem(send("public", report(21)[:16000] + b""), 400, "JSON_FORM")
        log = (place.folder / "serve.log").read_text("utf-8")
        kept = [json.loads(line)["directive"] for line in log.splitlines() if "csp.violation" in line]
        want(kept == ["script-src-elem"] * 3 + ["other"] * 2, f"{kept}")
        for word in ("800416100254", "evil.example", "secret", f"loans/{place.client}", "<script>"):
            want(word not in log, f"\"{word}\" is in the log")
        counted = place.ask("", "operations", "GET", "/metrics", b"", {}).body.decode()
        row = 'nesie_http_request_duration_seconds_count{route="/v1/csp-reports",method="POST",code_class="2xx"} '
        want(row + "4" in counted, "\n".join(line for line in counted.splitlines() if "csp-reports" in line))
        want(place.count("audit_leaf") == leaves, "no leaf of the audit log for what anybody may send")
        with open(place.data / "nesie.conf", "a", encoding="utf-8") as file:
            file.write("rate_address = 1\n")  # a bucket of two reports, so that a slow machine shows it too
        place.stop("serve", signal.SIGTERM)
        place.start("serve")
        statuses = [send("public", report()).status for _ in range(4)]
        want(statuses[:2] == [204, 204] and 429 in statuses, f"one address is held: {statuses}")


# --- what by hand cannot be changed unseen ---

def guarded(place: Place, text: str, before: str = "SELECT 1") -> bool:
    """Whether the schema itself refuses the statement, on whatever rows."""
    line = sqlite3.connect(place.data / "nesie.db", timeout=10)
    try:
        line.execute(before)
        line.execute(text)
        return False
    except sqlite3.IntegrityError as fault:
        return "_no_" in str(fault) or "_keeps_" in str(fault)
    finally:
        line.rollback()
        line.close()


@proves("11.4", "refuses")
@proves("34.1", "shows")
def what_was_sent_is_kept_whole_and_secret() -> None:
    """A letter with a picture comes back byte for byte, also after a restart; on the disk nobody reads it; rows refuse
    to be changed or deleted; a document whose bytes were changed is not shown."""
    with Place("sqlite") as place:
        place.set_up()
        place.people()
        sentence = "Құпия хат: несие туралы"
        made = place.must("dana", "POST", f"/v1/clients/{place.client}/letters", {
            "text": sentence, "files": [{"bytes": PNG}]})["id"]
        cookie = {"Cookie": place.cookies["dana"]}
        place.stop("serve", signal.SIGTERM)
        place.start("serve")
        shown = json.loads(get(place, "office", f"/v1/letters/{made}", cookie).text)
        want(shown["text"] == sentence and shown["files"][0]["bytes"] == PNG, f"{shown}")
        blobs = [path for path in (place.data / "documents").rglob("*") if path.is_file()]
        want(len(blobs) >= 2, "the letter and its picture are documents")
        for path in [*blobs, *place.data.glob("nesie.db*")]:
            content = path.read_bytes()
            want(sentence.encode() not in content and base64.b64decode(PNG) not in content, f"{path.name} can be read")
        for text in ("UPDATE letter SET sent_at = 0", "DELETE FROM letter", "DELETE FROM document",
                     "UPDATE document SET content = zeroblob(32)", "DELETE FROM letter_file"):
            want(guarded(place, text), f"{text} was not refused")
        for path in blobs:
            content = bytearray(path.read_bytes())
            content[len(content) // 2] ^= 1
            os.chmod(path, 0o600)
            path.write_bytes(content)
        answer = get(place, "office", f"/v1/letters/{made}", cookie)
        want(answer.status == 500 and sentence not in answer.text.decode(), f"{answer.status} {answer.text[:200]}")


@proves("32", "refuses")
def the_audit_trail_cannot_be_changed_unseen() -> None:
    with Place("sqlite") as place:
        place.set_up()
        place.people("erlan auditor")
        place.must("dana", "POST", f"/v1/clients/{place.client}/letters", {"text": "x"})
        for method in ("PUT", "DELETE", "PATCH", "POST"):
            reply = place.ask("erlan", "office", method, "/v1/audit", b"", {})
            want(reply.status == 405, f"{method}: {reply.status}")
        want(place.ask("admin", "office", "GET", "/v1/audit", b"", {}).status == 403, "whose duty it is not")
        page = place.ask("erlan", "office", "GET", "/v1/audit", b"", {})
        want(page.status == 200 and page.json()["leaves"], f"{page.status} {page.body[:200]}")
        place.stop("serve", signal.SIGTERM)
        key = ["--key", str(place.data / "audit.pub")]
        place.command("audit", "verify", "--data", str(place.data), *key)
        for table, column in (("audit_leaf", "bytes"), ("audit_place", "hash"), ("audit_node", "hash"),
                              ("audit_checkpoint", "note"), ("audit_object", "kind")):
            for text in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):
                some = "INSERT INTO audit_checkpoint VALUES (1, zeroblob(32), 0, 'x') ON CONFLICT DO NOTHING"
                want(guarded(place, text, some), f"{text} was not refused")
        unseen = changed_unseen(place, key)
        want(not unseen, f"not seen: {unseen}")


def changed_unseen(place: Place, key: list) -> list:
    """Changes by one who may do anything to the file, each on a copy: those that verification does not see."""
    unseen = []
    changes = ("UPDATE audit_leaf SET bytes = CAST(substr(bytes, 1, 20) || x'ffee' || substr(bytes, 23) AS BLOB)"
               " WHERE id = (SELECT leaf_id FROM audit_place WHERE number = 3)",
               "DELETE FROM audit_place WHERE number = (SELECT max(number) FROM audit_place)",
               "DELETE FROM audit_leaf WHERE id = (SELECT leaf_id FROM audit_place WHERE number = 2)",
               "UPDATE audit_node SET hash = zeroblob(32) WHERE level = 1 AND nr = 1")
    for text in changes:
        copy = place.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(place.data, copy)
        with sqlite3.connect(copy / "nesie.db") as line:
            line.execute("PRAGMA foreign_keys = OFF")
            for (name,) in line.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
                line.execute(f'DROP TRIGGER "{name}"')
            want(line.execute(text).rowcount == 1, f"{text}: no row")
        run = place.command("audit", "verify", "--data", str(copy), *key, ok=False)
        doctor = place.command("doctor", "--data", str(copy), ok=False)
        seen = run.returncode == 1 and "NOT whole" in run.stdout
        if not seen or doctor.returncode != 1 or "audit log: gaps" not in doctor.stdout:
            unseen.append((text, run.stdout, doctor.stdout))
    return unseen


def many_idle_lines_of_one_address_shut_no_other_door() -> None:
    """A server that is started as a shell starts it may have 1 024 descriptors; it takes what the machine allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    want(hard == resource.RLIM_INFINITY or hard >= 4096, f"this machine allows {hard} descriptors only")
    with Place("sqlite") as place, contextlib.ExitStack() as lines:
        resource.setrlimit(resource.RLIMIT_NOFILE, (1024, hard))
        try:
            place.set_up()
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 4096), hard))
        for _ in range(1100):
            line = lines.enter_context(socket.socket())
            line.setblocking(False)
            line.connect_ex(("127.0.0.1", port(place, "public")))
        time.sleep(2)
        began = time.monotonic()
        answer = get(place, "office", "/v1/session")
        took = time.monotonic() - began
        want(answer.status == 401 and took < 5, f"the office answered {answer.status} after {took:.1f} s")


TESTS = [only_tls_of_our_days_is_spoken, a_terminal_shows_its_certificate_and_reaches_its_doors_only,
         what_goes_wrong_inside_is_told_to_the_log_and_not_to_the_client, what_is_forged_or_injected_has_no_effect,
         a_browser_reports_what_the_policy_stopped, what_was_sent_is_kept_whole_and_secret,
         the_audit_trail_cannot_be_changed_unseen, many_idle_lines_of_one_address_shut_no_other_door]


if __name__ == "__main__":
    sys.exit(tap.main(TESTS, RULES))
