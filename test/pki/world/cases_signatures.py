"""Containers and XML signed by the world's keys, whole and broken."""
import datetime
import time

from place import DOCUMENT, Place
from wants import want, want_verdict

FAKED = ()
KINDS = (("individual", "individual", "individual"), ("head", "head", "first head"),
         ("signer", "signer", "right to sign"), ("employee", "employee", "employee"),
         ("finance", "employee", "right to sign financial documents"), ("hr", "employee", "personnel department"),
         ("system", "system", "information system"))
XML = '<?xml version="1.0" encoding="utf-8"?><loan xmlns="urn:x" xmlns:q="urn:q"><sum q:of="₸">150000</sum><e/></loan>'


def in_seconds(seconds: int) -> str:
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def case_every_role_signs_with_both_algorithms(place: Place) -> None:
    for algorithm in ("gost", "rsa"):
        for kind, policy, role in KINDS:
            more = {"name": "НЕСИЕ", "system": "1.2.398.3.3.4.1.2.6.77"} if kind == "system" else {}
            certificate = place.issue(algorithm, kind, **more)
            verdict = place.verify(place.sign(certificate), "--policy", policy)
            want_verdict(f"{algorithm} {kind}", verdict, "good")
            want(f"{algorithm} {kind}", verdict.signer["role"], role)
            want("number", int(verdict.signer["serial"], 16), int(certificate["serial"], 16))
            want("name", verdict.signer["signer"]["name"], "НЕСИЕ" if kind == "system" else "СЫНАҚОВ СЫНАҚ")


def case_the_people_of_the_world_get_certificates(place: Place) -> None:
    for kind, who, policy in (("individual", {"person": 2}, "individual"), ("head", {"company": 1}, "head"),
                              ("employee", {"company": 2, "person": 7}, "employee")):
        wish = {"algorithm": "gost", "kind": kind, **who}
        certificate = place.tell("POST", "/pki/certificates", wish, 201)
        verdict = place.verify(place.sign(certificate), "--policy", policy, "--expect-iin", certificate["iin"])
        want_verdict(kind, verdict, "good")
        name = verdict.signer["signer"]["name"]
        want("in capitals", name, name.upper())
        want("the same person to all", certificate["name"], name)
    late = {"kind": "individual", "person": 1, "until": "2020-01-01T00:00:00Z"}
    for wrong in ({"kind": "individual"}, {"kind": "individual", "company": 1}, {"kind": "head", "person": 1},
                  {"kind": "system", "company": 1}, late):
        place.tell("POST", "/pki/certificates", {"algorithm": "gost", **wrong}, 422)


def case_containers_hold_their_document_or_not(place: Place) -> None:
    for algorithm in ("gost", "rsa"):
        certificate = place.issue(algorithm, "individual")
        document = place.file("document", DOCUMENT)
        other = place.file("other", DOCUMENT + b" ")
        for attached in (True, False):
            for stamped in (True, False):
                label = f"{algorithm} attached {attached} stamped {stamped}"
                signature = place.sign(certificate, attached=attached, stamped=stamped)
                verdict = place.verify(signature, *([] if attached else ["--content", document]))
                want_verdict(label, verdict, "good")
                want(label, verdict.signer["time_proven"], stamped)
                want(label, verdict.json["signed_octets"], len(DOCUMENT))
                want_verdict(label, place.verify(signature, "--content", other), "bad", "CONTENT_DIFFERS")
                if not attached:
                    want_verdict(label, place.verify(signature), "bad", "CONTENT_MISSING")


def case_documents_of_any_size_are_signed(place: Place) -> None:
    for algorithm in ("gost", "rsa"):
        certificate = place.issue(algorithm, "individual")
        for size in (1, 63, 64, 65, 127, 128, 300_000):
            want_verdict(f"{algorithm} {size}", place.verify(place.sign(certificate, b"\xff" * size)), "good")


def case_signed_xml_is_accepted_as_a_whole(place: Place) -> None:
    for algorithm in ("gost", "rsa"):
        certificate = place.issue(algorithm, "individual")
        signed = place.sign(certificate, XML.encode(), format="xml")
        want_verdict(algorithm, place.verify(signed, "--expect-iin", "850101300005"), "good")
        for old, new in ((b"150000", b"950000"), (b"<loan", b"<loan x='1'"), (b"<e></e>", b"<e>1</e>"),
                         (b"urn:q", b"urn:z")):
            want("something changed", old in signed, True)
            want_verdict(f"{algorithm} {old}", place.verify(signed.replace(old, new, 1)), "bad")


def case_the_signer_is_the_one_expected(place: Place) -> None:
    certificate = place.issue("gost", "head")
    signature = place.sign(certificate)
    expect = (("--expect-iin", "850101300005", "good", ()), ("--expect-iin", "850101300006", "bad", ("IIN_DIFFERS",)),
              ("--expect-bin", "100140000005", "good", ()), ("--expect-bin", "100140000006", "bad", ("BIN_DIFFERS",)),
              ("--policy", "individual", "bad", ("ROLE_MISSING",)), ("--policy", "head", "good", ()),
              ("--policy", "system", "bad", ("ROLE_MISSING",)))
    for option, value, word, reasons in expect:
        want_verdict(f"{option} {value}", place.verify(signature, option, value), word, *reasons)
    want_verdict("a person for a company", place.verify(place.sign(place.issue("gost", "individual")), "--expect-bin",
                                                        "100140000005"), "bad", "BIN_MISSING")
    want_verdict("no test mode", place.verify(signature, test=False), "bad", "TEST_AUTHORITY")


def case_a_key_for_signing_in_signs_no_document(place: Place) -> None:
    for algorithm in ("gost", "rsa"):
        signature = place.sign(place.issue(algorithm, "authentication"), authentication=True)
        want_verdict(algorithm, place.verify(signature), "bad", "AUTH_ONLY")


def case_a_certificate_ends(place: Place) -> None:
    """Valid for some seconds: what was stamped in that time stays good, the rest does not."""
    until = in_seconds(10)
    people = [place.issue(algorithm, "individual", until=until) for algorithm in ("gost", "rsa")]
    signed = [(place.sign(certificate), place.sign(certificate, stamped=True)) for certificate in people]
    for bare, _ in signed:
        want_verdict("valid yet", place.verify(bare), "good")
    while in_seconds(0) <= until:
        time.sleep(0.5)
    for bare, stamped in signed:
        want_verdict("expired", place.verify(bare), "bad", "CERT_EXPIRED")
        want_verdict("expired after the stamp", place.verify(stamped), "good", "EXPIRED_LATER")
        want_verdict("before it began", place.verify(bare, "--offline", "--at", "2020-01-01T00:00:00Z"), "bad",
                     "CERT_NOT_YET")
        place.behave("ocsp", "later", 2)
        place.behave("crl", "broken", 2)
        want_verdict("a stamp that nobody vouches for", place.verify(stamped), "bad", "CERT_EXPIRED", "TOKEN_STATUS")
        place.behave("ocsp", "fine")
        place.behave("crl", "fine")


def case_another_world_is_not_trusted(place: Place) -> None:
    signature = place.sign(place.issue("gost", "individual"))
    with Place() as other:
        other.begin()
        want_verdict("foreign", other.verify(signature, "--offline"), "bad", "KEY_ID_DIFFERS")
        theirs = other.sign(other.issue("gost", "individual"))
        want_verdict("the other way round", place.verify(theirs, "--offline"), "bad", "KEY_ID_DIFFERS")


def case_evidence_is_judged_again_without_the_world(place: Place) -> None:
    for algorithm in ("gost", "rsa"):
        record = place.folder / f"record-{algorithm}"
        signature = place.sign(place.issue(algorithm, "individual"), stamped=True)
        want_verdict(algorithm, place.verify(signature, "--expect-iin", "850101300005", "--evidence-out", record),
                     "good")
    place.stop()
    for algorithm in ("gost", "rsa"):
        kept = (place.folder / f"record-{algorithm}").read_bytes()
        verdict = place.verify(kept, "--evidence")
        want_verdict(algorithm, verdict, "good")
        want(algorithm, verdict.signer["time_proven"], True)
        middle = len(kept) // 2
        changed = kept[:middle] + bytes([kept[middle] ^ 1]) + kept[middle + 1:]
        want(f"{algorithm} changed", place.verify(changed, "--evidence").word == "good", False)
    place.start()
