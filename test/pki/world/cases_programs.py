"""NCALayer over its WebSocket, and the telephone that follows a QR code."""
import base64
import http.server
import json
import re
import threading
import time
import urllib.parse

from place import DOCUMENT, Place
from wants import want, want_verdict
from websocket import Page

FAKED = ()
XML = "<consent><text>Келісемін</text></consent>"
PARAMS = {"decode": True, "encapsulate": True, "digested": False, "tsaProfile": {}}
B64 = base64.b64encode(DOCUMENT).decode()


def page_of(place: Place) -> Page:
    return Page(place.port + 2, str(place.data / "tls/ca.pem"))


def person(place: Place, iin: str, algorithm: str = "gost", kind: str = "individual") -> dict:
    return place.issue(algorithm, kind, iin=iin)


def case_ncalayer_greets_and_keeps_the_line(place: Place) -> None:
    with page_of(place) as page:
        want("greeting", page.greeting, {"result": {"version": "1.4"}})
        want("heartbeat", page.say("--heartbeat--"), "--heartbeat--")
        want("no JSON", json.loads(page.say("hello")), {"success": False, "code": "COMMON_JSON_WRAPPING_EXCEPTION"})
        want("module", page.ask("kz.gov.example", "sign", {}), {"success": False, "errorCode": "MODULE_NOT_FOUND"})
        want("method", page.ask("kz.gov.pki.knca.basics", "fly", {})["code"], "INVOCATION_ERROR")
        want("tokens", page.common("getActiveTokens", uuid="u-1"),
             {"code": "200", "message": "", "responseObject": [], "uuid": "u-1"})
        page.frame(1, b"--heart", last=False)
        page.frame(9, b"are you there")
        page.frame(0, b"beat--")
        want("pong", page.read_frame(), (10, b"are you there"))
        want("in pieces", page.read(), "--heartbeat--")
        page.frame(8, b"\x03\xe8")
        want("closed", page.read_frame(), (8, b"\x03\xe8"))
    for broken in ({"kind": 2, "body": b"x"}, {"kind": 1, "body": b"\xff"}, {"kind": 1, "body": b"x", "masked": False}):
        with page_of(place) as page:
            page.frame(**broken)
            try:
                page.read_frame()
            except ConnectionError:
                continue
            raise ValueError(f"{broken} was answered")


def case_ncalayer_signs_as_basics_does(place: Place) -> None:
    for algorithm, iin in (("gost", "910202300011"), ("rsa", "910202300012")):
        person(place, iin, algorithm)
        signer = {"iin": iin, "chain": []}
        with page_of(place) as page:
            answer = page.basics(format="cms", data=[B64, B64], signingParams=PARAMS, signerParams=signer)
            want("status", answer["status"], True)
            for signature in answer["body"]["result"]:
                verdict = place.verify(base64.b64decode(signature), "--expect-iin", iin)
                want_verdict(algorithm, verdict, "good")
                want("stamped", verdict.signer["time_proven"], True)
            words = {"decode": "true", "encapsulate": "false"}
            answer = page.basics(format="cms", data=B64, signingParams=words, signerParams=signer)
            signature = base64.b64decode(answer["body"]["result"][0])
            want_verdict("detached", place.verify(signature, "--content", place.file("document", DOCUMENT)), "good")
            answer = page.basics(format="xml", data=XML, signingParams={}, signerParams=signer)
            want_verdict("xml", place.verify(answer["body"]["result"][0].encode(), "--expect-iin", iin), "good")
            answer = page.basics(format="cms", data=B64, signingParams={**PARAMS, "outputCert": True},
                                 signerParams=signer)
            want("with its certificate", sorted(answer["body"]["result"]), ["certificate", "signatures"])
            large = base64.b64encode(b"n" * 1_000_000).decode()
            answer = page.basics(format="cms", data=large, signingParams=PARAMS, signerParams=signer)
            want_verdict("large", place.verify(base64.b64decode(answer["body"]["result"][0])), "good")


def case_ncalayer_refuses_as_basics_does(place: Place) -> None:
    person(place, "910202300013")
    signer = {"iin": "910202300013"}
    cancelled = {"status": True, "body": {}}
    with page_of(place) as page:
        want("nobody's", page.basics(format="cms", data=B64, signingParams=PARAMS,
                                     signerParams={"iin": "000000000000"}), cancelled)
        for args in ({"format": "pdf", "data": B64}, {"format": "cms"}, {"format": "cms", "data": []}):
            want(str(args), page.basics(**args, signingParams=PARAMS, signerParams=signer)["code"],
                 "INVALID_SIGNING_PARAMS")
        for args in ({"format": "cms", "data": "no base64!"}, {"format": "xml", "data": "<a>"},
                     {"format": "xml", "data": "<!DOCTYPE a><a/>"}):
            want(str(args), page.basics(**args, signingParams={"decode": args["format"] == "cms"},
                                        signerParams=signer)["code"], "SIGNING_FAILURE")
        place.tell("PUT", "/pki/will", {"cancel": True}, 204)
        want("cancelled", page.basics(format="cms", data=B64, signingParams=PARAMS, signerParams=signer), cancelled)
        want("cancelled", page.common("getKeyInfo", "PKCS12"), {"code": "500", "message": "action.canceled"})
        place.tell("PUT", "/pki/will", {}, 204)
        place.behave("ncalayer", "broken")
        want("broken", page.basics(format="cms", data=B64, signingParams=PARAMS, signerParams=signer)["status"], False)
        place.behave("ncalayer.twice", "lie")
        answer = page.basics(format="xml", data=XML, signingParams={}, signerParams=signer)
        want("said twice", json.loads(page.read()), answer)
        place.behave("ncalayer", "silent")
        page.frame(1, json.dumps({"module": "kz.gov.pki.knca.commonUtils", "method": "getKeyInfo",
                                  "args": ["PKCS12"]}).encode())
        want("the silence is the program's, not the line's", page.say("--heartbeat--"), "--heartbeat--")
        place.behave("ncalayer", "lie")
        answer = page.basics(format="cms", data=B64, signingParams=PARAMS, signerParams=signer)
        verdict = place.verify(base64.b64decode(answer["body"]["result"][0]), "--content",
                               place.file("document", DOCUMENT))
        want_verdict("it signed something else", verdict, "bad", "CONTENT_DIFFERS")


def case_ncalayer_speaks_common_utils(place: Place) -> None:
    certificate = person(place, "910202300014")
    place.tell("PUT", "/pki/will", {"serial": certificate["serial"]}, 204)
    document = place.file("document", DOCUMENT)
    with page_of(place) as page:
        info = page.common("getKeyInfo", "PKCS12")["responseObject"]
        want("serial number", info["serialNumber"], certificate["serial"])
        want("subject", info["subjectCn"], "СЫНАҚОВ СЫНАҚ")
        want("number", "IIN910202300014" in info["subjectDn"], True)
        for method, attached, stamped in (("createCMSSignatureFromBase64", True, True),
                                          ("createCMSSignatureFromBase64", False, True),
                                          ("createCAdESFromBase64", True, False),
                                          ("createCAdESFromBase64", False, False)):
            answer = page.common(method, "PKCS12", "SIGNATURE", B64, attached, uuid=7)
            want("uuid", answer["uuid"], 7)
            signature = base64.b64decode(answer["responseObject"])
            verdict = place.verify(signature, "--expect-iin", "910202300014", *([] if attached else ["--content",
                                                                                                  document]))
            want_verdict(method, verdict, "good")
            want("stamped", verdict.signer["time_proven"], stamped)
        answer = page.common("signXml", "PKCS12", "SIGNATURE", XML, "", "")
        want_verdict("signXml", place.verify(answer["responseObject"].encode()), "good")
        answer = page.common("signXmls", "PKCS12", "SIGNATURE", [XML, "<b/>"], "", "")
        for signed in answer["responseObject"]:
            want_verdict("signXmls", place.verify(signed.encode()), "good")
        want("no key for signing in", page.common("getKeyInfo", "PKCS12")["code"], "200")
        want("of that kind", page.common("signXml", "PKCS12", "AUTHENTICATION", XML, "", "")["message"],
             "storage.empty")
        want("unknown method", page.common("flyAway")["code"], "500")
        for unknown in ("00" * 20, "zz" * 20, "1234"):
            place.tell("PUT", "/pki/will", {"serial": unknown}, 404)
        place.tell("PUT", "/pki/will", {}, 204)


def case_ncalayer_stamps_what_was_signed_before(place: Place) -> None:
    for algorithm, iin in (("gost", "910202300021"), ("rsa", "910202300022")):
        place.tell("PUT", "/pki/will", {"serial": person(place, iin, algorithm)["serial"]}, 204)
        with page_of(place) as page:
            for attached in (True, False):
                content = [] if attached else ["--content", place.file("document", DOCUMENT)]
                bare = page.common("createCAdESFromBase64", "PKCS12", "SIGNATURE", B64, attached)["responseObject"]
                verdict = place.verify(base64.b64decode(bare), "--expect-iin", iin, *content)
                want("no stamp", verdict.signer["time_proven"], False)
                stamped = page.common("applyCAdEST", "PKCS12", "SIGNATURE", bare)["responseObject"]
                verdict = place.verify(base64.b64decode(stamped), "--expect-iin", iin, *content)
                want_verdict(f"{algorithm} {attached}", verdict, "good")
                want("stamped", verdict.signer["time_proven"], True)
                again = page.common("applyCAdEST", "PKCS12", "SIGNATURE", stamped)["responseObject"]
                want("it keeps its stamp", again, stamped)
            for broken in ("", "no base64!", B64, bare[:-8]):
                want(broken[-20:], page.common("applyCAdEST", "PKCS12", "SIGNATURE", broken)["code"], "500")
    place.tell("PUT", "/pki/will", {}, 204)


def case_ncalayer_signs_files_of_one_folder(place: Place) -> None:
    certificate = person(place, "910202300016")
    place.tell("PUT", "/pki/will", {"serial": certificate["serial"]}, 204)
    folder = place.data / "ncalayer"
    folder.mkdir(exist_ok=True)
    (folder / "contract.pdf").write_bytes(DOCUMENT)
    with page_of(place) as page:
        path = page.common("showFileChooser", "pdf", "")["responseObject"]
        want("the file", path, str(folder / "contract.pdf"))
        want("none of that kind", page.common("showFileChooser", "xls", "")["message"], "action.canceled")
        for attached in (True, False):
            answer = page.common("createCMSSignatureFromFile", "PKCS12", "SIGNATURE", path, attached)
            verdict = place.verify(base64.b64decode(answer["responseObject"]), "--expect-iin", "910202300016",
                                   "--content", place.file("document", DOCUMENT))
            want_verdict("a file", verdict, "good")
        for other in ("/etc/passwd", "../world.db", "..", "", ".hidden", "none.pdf"):
            answer = page.common("createCMSSignatureFromFile", "PKCS12", "SIGNATURE", other, True)
            want(other, answer.get("message"), "file.not_found")
    place.tell("PUT", "/pki/will", {}, 204)


# --- the telephone ---


def by_page(place: Place, wanted: int = 200, **form) -> str:
    body = urllib.parse.urlencode(form).encode()
    return place.post("POST", "/sign", body, "application/x-www-form-urlencoded", wanted).decode()


def case_a_person_signs_by_the_page(place: Place) -> None:
    # Nobody else of these cases: a person with a key of an employee, too, would sign with the newest.
    iin = place.tell("GET", "/people/71", {}, 200)["iin"]
    for text, content in ((B64, DOCUMENT), (XML, XML.encode())):
        shown = by_page(place, person=71, text=text)
        signature = base64.b64decode(re.search(r"readonly>([^<]*)<", shown)[1])
        verdict = place.verify(signature, "--expect-iin", iin, "--policy", "individual", "--content",
                               place.file("document", content))
        want_verdict("by the page", verdict, "good")
    by_page(place, 422, person=71, text="not base64!")
    by_page(place, 422, person=700, text=B64)
    want("a new key", "выпущен" in by_page(place, person=72, issue="on"), True)
    by_page(place, 400, person=72, text="mobileSign:http://127.0.0.1:9/ask")


class Server(http.server.BaseHTTPRequestHandler):
    """The lender's side of QR signing: what it shows, what it wants signed, what came back."""
    protocol_version = "HTTP/1.1"
    auth, method, documents, returned = {"auth_type": "None"}, "CMS_WITH_DATA", [], []

    def log_message(self, *_):
        pass

    def answer(self, status: int, what: dict) -> None:
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def allowed(self) -> bool:
        token = type(self).auth.get("auth_token")
        return token is None or self.headers["Authorization"] == f"Bearer {token}"

    def do_GET(self):
        uri = f"http://127.0.0.1:{self.server.server_port}/documents"
        if self.path == "/ask":
            self.answer(200, {"description": "Договор", "expiry_date": "2026-12-01T12:00:00.000+05:00",
                              "organisation": {"nameRu": "МФО", "nameKz": "МҚҰ", "nameEn": "MFO",
                                               "bin": "100140000005"},
                              "document": {"uri": uri, **type(self).auth}})
        elif self.path == "/documents" and self.allowed():
            self.answer(200, {"signMethod": type(self).method, "documentsToSign": type(self).documents})
        else:
            self.answer(403, {})

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.allowed():
            self.answer(403, {})
            return
        try:
            type(self).returned.append(json.loads(body))
        except ValueError:
            self.answer(422, {})
            return
        self.answer(200, {})


def row(**more) -> dict:
    return {"id": 1, "nameRu": "Договор", "nameKz": "Шарт", "nameEn": "Contract", "meta": [], **more}


def file_of(content: bytes) -> dict:
    return {"file": {"mime": "", "data": base64.b64encode(content).decode()}}


def scan(place: Place, server, wanted: int = 201, **more) -> dict:
    Server.returned.clear()
    return place.tell("POST", "/qr", {"code": f"mobileSign:http://127.0.0.1:{server.server_port}/ask", **more}, wanted)


def returned_cms() -> bytes:
    return base64.b64decode(Server.returned[0]["documentsToSign"][0]["document"]["file"]["data"])


def case_the_telephone_signs_what_a_code_leads_to(place: Place) -> None:
    iin = "910202300015"
    person(place, iin)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        Server.documents = [row(document=file_of(DOCUMENT)), row(id=2, document=file_of(b"second"))]
        for auth in ({"auth_type": "None"}, {"auth_type": "Bearer", "auth_token": "t0ken"}):
            Server.auth, Server.method = auth, "CMS_WITH_DATA"
            shown = scan(place, server, iin=iin)
            want("shown", (shown["description"], shown["organisation"], shown["documents"], shown["status"]),
                 ("Договор", "МФО", 2, 200))
            want_verdict("attached", place.verify(returned_cms(), "--expect-iin", iin, "--content",
                                                  place.file("document", DOCUMENT)), "good")
        Server.method = "CMS_SIGN_ONLY"
        scan(place, server, iin=iin)
        want_verdict("detached", place.verify(returned_cms(), "--content", place.file("document", DOCUMENT)), "good")
        Server.method, Server.documents = "XML", [row(documentXml=XML)]
        scan(place, server, iin=iin)
        want_verdict("xml", place.verify(Server.returned[0]["documentsToSign"][0]["documentXml"].encode()), "good")
        refuse_codes(place, server, iin)
    finally:
        server.shutdown()
        server.server_close()


def refuse_codes(place: Place, server, iin: str) -> None:
    Server.documents, Server.method = [row(document=file_of(DOCUMENT))], "CMS_WITH_DATA"
    place.behave("qr", "lie")
    scan(place, server, iin=iin)
    want_verdict("another document", place.verify(returned_cms(), "--content", place.file("document", DOCUMENT)),
                 "bad", "CONTENT_DIFFERS")
    place.behave("qr.twice", "lie")
    scan(place, server, iin=iin)
    want("put twice", len(Server.returned), 2)
    place.behave("qr", "silent")
    want("never put", (scan(place, server, iin=iin)["status"], Server.returned), (0, []))
    place.behave("qr", "slow")
    began = time.monotonic()
    want("put late", (scan(place, server, iin=iin)["status"], time.monotonic() - began >= 4), (200, True))
    place.behave("qr", "broken")
    want("half of it", (scan(place, server, iin=iin)["status"], Server.returned), (422, []))
    place.tell("PUT", "/pki/will", {"cancel": True}, 204)
    want("cancelled", scan(place, server, iin=iin).get("cancelled"), True)
    want("nothing came back", Server.returned, [])
    place.tell("PUT", "/pki/will", {}, 204)
    Server.method = "FAX"
    scan(place, server, 400, iin=iin)
    scan(place, server, 404, iin="000000000000")
    Server.auth = {"auth_type": "Eds"}
    scan(place, server, 400, iin=iin)
    place.tell("POST", "/qr", {"code": "http://127.0.0.1/", "iin": iin}, 400)
