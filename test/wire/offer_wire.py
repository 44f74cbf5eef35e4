#!/usr/bin/env python3
"""Golden exchanges with the credit bureau and the lists (TAP): the world answers the golden questions as the golden
answers do; the product takes in the golden lists. What the product makes of golden reports is tested in src/gateway."""
import hashlib
import hmac
import json
import pathlib
import sys
import traceback
import xml.etree.ElementTree as tree

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "story"))
import scene  # noqa: E402
import tell  # noqa: E402


def form(value):
    """What an answer looks like: members and types, not values."""
    if isinstance(value, dict):
        return {name: form(part) for name, part in value.items()}
    if isinstance(value, list):
        return [form(value[0])] if value else []
    return type(value).__name__


def sign(place, name: str, body: bytes) -> dict:
    key = bytes.fromhex((place.data / "keys/bureau.key").read_text().strip())
    mac = hmac.new(key, name.encode() + b"\n" + body, hashlib.sha256).hexdigest()
    return {"Content-Type": "application/json", "X-Signature": mac}


def golden(name: str) -> bytes:
    return (HERE / name).read_bytes().strip()


def post(place, name: str, body: bytes, headers: dict):
    return place.ask("bureau", "world", "POST", f"/bureau/{name}", body, headers)


def bureau_reports(place, _story):
    ask, want = golden("bureau/report.ask.json"), json.loads(golden("bureau/report.answer.json"))
    got = post(place, "reports", ask, sign(place, "reports", ask))
    assert got.status == 200, got.status
    answer = got.json()
    for name in ("id", "number"):
        assert answer[name] == json.loads(ask)[name], name
    assert answer["contract_count"] == len(answer["contracts"])
    for name in ("contracts", "flags"):  # what a person has or has not
        have, may = answer.pop(name), want.pop(name)
        assert form(have) == form(may) or not have or set(have) <= set(may), name
    assert form(answer) == form(want), form(answer)
    assert post(place, "reports", ask, sign(place, "reports", ask)).status == 200, "the same again"
    other = ask.replace(b"740921150163", b"671107150026")
    assert post(place, "reports", other, sign(place, "reports", other)).status == 409, "other content"


def bureau_facts(place, _story):
    ask = golden("bureau/application.ask.json")
    got = post(place, "applications", ask, sign(place, "applications", ask))
    want = json.loads(golden("bureau/application.answer.json"))
    assert got.status == 200 and form(got.json()) == form(want), got.body


def bureau_signatures(place, _story):
    ask = golden("bureau/report.ask.json")
    assert post(place, "reports", ask, sign(place, "applications", ask)).status == 401, "of another call"
    assert post(place, "reports", ask, sign(place, "reports", ask + b" ")).status == 401, "of other bytes"
    assert post(place, "reports", ask, {"Content-Type": "application/json"}).status == 401, "none"


def elements(text: bytes) -> set:
    return {(part.tag, child.tag) for part in tree.fromstring(text).iter() if part.tag in ("person", "org")
            for child in part}


def world_lists(place, _story):
    for number, name in ((1, "financing"), (2, "participants")):
        got = place.ask("agency", "world", "GET", f"/lists/xml_category_{number}?status=acting", b"", {})
        known = elements(golden("list/financing.xml")) | elements(golden("list/participants.xml"))
        assert got.status == 200 and elements(got.body), name
        assert elements(got.body) <= known, elements(got.body) - known


def product_lists(place, story):
    story.do_staff("sara compliance")
    for name, persons, orgs in (("financing", 2, 3), ("participants", 0, 2)):
        got = place.ask("sara", "office", "POST", f"/v1/aml/lists?kind={name}&anyway=true", golden(f"list/{name}.xml"),
                        {"Content-Type": "application/xml", "Idempotency-Key": f"golden-list-{name}"})
        assert got.status == 201, (got.status, got.body)
        assert (got.json()["persons"], got.json()["orgs"]) == (persons, orgs), got.body
        assert got.json()["hash"] == hashlib.sha256(golden(f"list/{name}.xml")).hexdigest()
    for label, text, code in (("no list", b"<a/>", "AML_LIST_FORM"), ("broken", b"<person>", "XML_BROKEN"),
                              ("nobody", b"<l><person><note>x</note></person></l>", "AML_LIST_FORM"),
                              ("a document type", b"<!DOCTYPE a><a/>", "XML_DTD")):
        got = place.ask("sara", "office", "POST", "/v1/aml/lists?kind=financing", text,
                        {"Content-Type": "application/xml",
                         "Idempotency-Key": "golden-list-" + label.replace(" ", "-")})
        assert got.status == 422 and got.json()["code"] == code, (label, got.body)


TESTS = (bureau_reports, bureau_facts, bureau_signatures, world_lists, product_lists)


def main() -> int:
    story, failed = tell.Story(HERE / "offer.wire", False), 0
    print(f"1..{len(TESTS)}")
    with scene.Scene("sqlite") as place:
        story.place = place
        story.do_day("2026-01-05 09:00")
        story.do_serve("")
        story.do_world("")
        for number, test in enumerate(TESTS, 1):
            try:
                test(place, story)
                print(f"ok {number} - {test.__name__}", flush=True)
            except Exception:  # whatever goes wrong is a failed test
                failed += 1
                print(f"not ok {number} - {test.__name__}")
                print("# " + traceback.format_exc().replace("\n", "\n# "), flush=True)
    return 1 if failed else 0


sys.exit(main())
