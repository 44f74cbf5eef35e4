#!/usr/bin/env python3
"""Golden exchanges (test/wire/partners.json, docs/wire): both sides pass them (TAP on standard output).

The world is asked what stands there and must answer it. Then a partner of this script takes its place: the product must
ask what stands there, signed, and understand the golden answers. "*" in a value stands for any text.
"""
import base64
import hashlib
import hmac
import http.server
import json
import pathlib
import re
import ssl
import sys
import threading
import time
import urllib.parse
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "test" / "story"))
import scene  # noqa: E402

GOLD = json.loads((ROOT / "test/wire/partners.json").read_text(encoding="utf-8"))


class Wrong(Exception):
    """An exchange is not the golden one."""


def same(golden: dict, got: dict, what: str) -> None:
    if golden.keys() != got.keys():
        raise Wrong(f"{what}: members {sorted(got)} instead of {sorted(golden)}")
    for name, value in golden.items():
        if not re.fullmatch(re.escape(value).replace(r"\*", "(?s:.*)"), got[name]):
            raise Wrong(f"{what}: {name} is {got[name]!r} instead of {value!r}")


class Place:
    def __init__(self, place: scene.Scene):
        self.scene, self.faces = place, {}

    def key(self, partner: str) -> bytes:
        return bytes.fromhex((self.scene.data / f"keys/{partner}.key").read_text())

    def sign(self, partner: str, path: str, body: bytes) -> str:
        text = body if partner == "sms" else path.encode() + b"\n" + body
        return hmac.new(self.key(partner), text, hashlib.sha256).hexdigest()

    def face(self, number: str) -> str:
        if number not in self.faces:
            reply = self.scene.ask("x", "world", "GET", f"/people/{number}/face.png", b"", {})
            self.faces[number] = base64.b64encode(reply.body).decode()
        return self.faces[number]

    def fill(self, ask: dict, ids: dict) -> dict:
        """The golden ask with what it leaves open: ids, texts, the picture."""
        filled = {name: "any text" if value == "*" else value for name, value in ask.items()}
        filled["id"] = ids.setdefault(ask["id"], str(uuid.uuid4())) if ask["id"] != "*" else str(uuid.uuid4())
        if "photo" in filled:
            filled["photo"] = self.face(filled["photo"].split()[1])
        return filled


def world_answers(place: Place, partner: str) -> None:
    ids, page = {}, ""
    for step in GOLD[partner]:
        if "camera" in step:
            place.scene.ask("x", "world", "POST", page, step["camera"].encode(), {"Content-Type": "text/plain"})
            continue
        body = json.dumps(place.fill(step["ask"], ids), ensure_ascii=False).encode()
        headers = {"X-Signature": place.sign(partner, step["path"], body)}
        reply = place.scene.ask("x", "world", "POST", f"/{partner}{step['path']}", body, headers)
        if reply.status != step["status"]:
            raise Wrong(f"{partner}{step['path']}: {reply.status} {reply.body.decode()}")
        same(step["answer"], reply.json(), f"answer of {partner}{step['path']}")
        page = urllib.parse.urlparse(reply.json().get("page", page)).path
        headers["X-Signature"] = "0" * 64
        if place.scene.ask("x", "world", "POST", f"/{partner}{step['path']}", body, headers).status != 401:
            raise Wrong(f"{partner}{step['path']}: taken without a signature")


class Partner:
    """Takes the place of the world: checks each ask against the golden one that is due, and gives its answer."""

    def __init__(self, place: Place):
        self.place, self.asked, self.faults, self.codes = place, [], [], []
        self.due = {name: [step for step in steps if "camera" not in step] for name, steps in GOLD.items()}
        partner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # noqa: N802 (the library calls it so)
                status, answer = partner.take(self.path, self.rfile.read(int(self.headers["Content-Length"])),
                                              self.headers.get("X-Signature", ""))
                body = json.dumps(answer, ensure_ascii=False).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", place.scene.port + 3), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(place.scene.data / "tls/server.pem", place.scene.data / "tls/server.key")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, path: str, body: bytes, signature: str):
        _, name, *rest = path.split("/", 2)
        rest = "/" + rest[0] if rest else ""
        if name not in GOLD:
            return 503, {}
        if not hmac.compare_digest(signature, self.place.sign(name, rest, body)):
            self.faults.append(f"{path}: the signature is wrong")
        got = json.loads(body)
        if name == "sms":
            self.codes += re.findall(r"\b\d{6}\b", got["text"])
            same(GOLD["sms"][0]["ask"], got, path)
            return 200, {"ref": "r"}
        step = self.due[name].pop(0)
        if rest != step["path"]:
            self.faults.append(f"{path}: {step['path']} is due")
        golden = {key: value if key != "id" else "*" for key, value in step["ask"].items()}
        if "photo" in golden:
            golden["photo"] = self.place.face(golden["photo"].split()[1])
        try:
            same(golden, got, f"ask of {path}")
        except Wrong as fault:
            self.faults.append(str(fault))
        return step["status"], {key: value.replace("*", "golden") for key, value in step["answer"].items()}


def own(place: Place, method: str, path: str, body=None, status: int = 200) -> dict:
    reply = place.scene.ask("asel", "public", method, path, json.dumps(body).encode() if body else b"", {})
    if reply.status != status:
        raise Wrong(f"{method} {path}: {reply.status} {reply.body.decode()}")
    return reply.json()


def until(what: str, look) -> dict:
    end = time.time() + 20
    while time.time() < end:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise Wrong(f"{what} did not come")


def state(place: Place) -> None:
    texts = own(place, "GET", "/v1/consents")["consents"]
    own(place, "POST", "/v1/registrations", {"kind": "individual", "lang": "en", "consents": [
        {"kind": text["kind"], "hash": text["hash"]} for text in texts]})
    own(place, "PUT", "/v1/registration/person", {
        "last_name": "Қиялова", "first_name": "Анна", "patronymic": "Мұратқызы", "iin": "830604250016",
        "document": "identity_card", "document_number": "990000001", "issuer": "x", "issued_on": "2024-01-01",
        "valid_until": "2034-01-01"})
    own(place, "PUT", "/v1/registration/photo", {"picture": place.face("1")})
    for step in GOLD["registry"]:
        own(place, "PUT", "/v1/registration/phone", {"phone": step["ask"]["phone"]})
        until(step["means"], lambda: own(place, "GET", "/v1/registration")["number_owner"] == step["means"])
    own(place, "PUT", "/v1/registration/password", {"password": "ақ қайың алтын күз"})


def product_asks(place: Place) -> None:
    place.face("1")
    place.scene.stop("world", scene.signal.SIGTERM)
    partner = Partner(place)
    state(place)
    made = own(place, "POST", "/v1/registration/confirmation", None, 201)
    path = f"/v1/mine/confirmations/{made['id']}"
    for step in GOLD["coid"]:
        if "camera" in step:
            continue
        begins = step["path"] == "/sessions"
        own(place, "POST" if begins else "PUT", path + "/biometric")
        until(step["means"], lambda: (lambda seen: f"{seen['face']} {seen.get('face_reason', '')}".strip()
                                      == step["means"])(own(place, "GET", path)))
    own(place, "PUT", path + "/password", {"password": "ақ қайың алтын күз"})
    own(place, "POST", path + "/code")
    until("a code", lambda: partner.codes)
    own(place, "PUT", path + "/code", {"code": partner.codes[-1]})
    if own(place, "POST", "/v1/registration/account", {"confirmation": made["id"]})["stage"] != "full":
        raise Wrong("the account is not open")
    if partner.faults or any(partner.due[name] for name in ("registry", "coid")):
        raise Wrong("; ".join(partner.faults) or "the product did not ask all that is golden")


def main() -> int:
    tests = [(f"the_world_answers_as_{name}", lambda place, name=name: world_answers(place, name)) for name in GOLD]
    tests.append(("the_product_asks_and_understands", product_asks))
    print(f"1..{len(tests)}")
    failed = 0
    with scene.Scene("sqlite") as ground:
        ground.set_time("2026-01-05 09:00:00")
        ground.set_up()
        ground.start("world")
        place = Place(ground)
        for number, (name, test) in enumerate(tests, 1):
            try:
                test(place)
                print(f"ok {number} - {name}", flush=True)
            except Wrong as fault:
                failed += 1
                print(f"not ok {number} - {name}\n# {fault}", flush=True)
    return 1 if failed else 0


sys.exit(main())
