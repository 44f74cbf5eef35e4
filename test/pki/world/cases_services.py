"""Status answers, lists and stamps: true, changed, forged, late."""
import time

from place import Place
from wants import want, want_verdict

FAKED = ("case_lists_are_folded_day_by_day",)
ALGORITHMS = ("gost", "rsa")


def case_a_hold_may_be_lifted_and_a_revocation_may_not(place: Place) -> None:
    for algorithm in ALGORITHMS:
        certificate = place.issue(algorithm, "individual")
        signature = place.sign(certificate)
        want_verdict("issued", place.verify(signature), "good")
        place.change(certificate, "held")
        want_verdict("held", place.verify(signature), "bad", "HELD")
        place.change(certificate, "good")
        want_verdict("lifted", place.verify(signature), "good")
        place.change(certificate, "revoked", reason=1)
        want_verdict("revoked", place.verify(signature), "bad", "REVOKED")
        place.tell("PUT", f"/pki/certificates/{certificate['serial']}/state", {"state": "good"}, 409)


def case_what_was_stamped_before_the_revocation_stays_good(place: Place) -> None:
    for algorithm in ALGORITHMS:
        certificate = place.issue(algorithm, "individual")
        stamped, bare = place.sign(certificate, stamped=True), place.sign(certificate)
        time.sleep(1.1)  # stamps and revocations are of whole seconds, and the same second is too late
        place.change(certificate, "revoked", reason=4)
        after = place.sign(certificate, stamped=True)
        want_verdict("stamped before", place.verify(stamped), "good", "REVOKED_LATER")
        want_verdict("not stamped", place.verify(bare), "bad", "REVOKED")
        want_verdict("stamped after", place.verify(after), "bad", "REVOKED")


def case_lies_of_the_status_service_are_no_status(place: Place) -> None:
    """Without lists nothing is left that tells; with them they tell."""
    lies = ("ocsp", "ocsp.nonce", "ocsp.old", "ocsp.responder", "ocsp.other")
    for algorithm in ALGORITHMS:
        certificate = place.issue(algorithm, "individual")
        signature = place.sign(certificate)
        for lie in lies:
            place.behave(lie, "lie")
            want_verdict(f"{lie}, the lists tell", place.verify(signature), "good")
        place.behave("crl", "broken", 1000)
        for lie in lies:
            place.behave(lie, "lie")
            want_verdict(f"{lie}, nothing tells", place.verify(signature), "unknown", "STATUS_UNKNOWN")
        for how in ("later", "broken"):
            place.behave("ocsp", how)
            want_verdict(f"ocsp {how}, nothing tells", place.verify(signature), "unknown", "STATUS_UNKNOWN")
        place.behave("crl", "fine")
        place.change(certificate, "revoked")
        place.behave("ocsp", "lie")
        want_verdict("a forged good against the lists", place.verify(signature), "bad", "REVOKED")


def case_lists_answer_where_the_status_service_does_not(place: Place) -> None:
    for algorithm in ALGORITHMS:
        certificate = place.issue(algorithm, "individual")
        signature = place.sign(certificate)
        for state, word, reason in (("good", "good", ()), ("held", "bad", ("HELD",)), ("good", "good", ()),
                                    ("revoked", "bad", ("REVOKED",))):
            place.change(certificate, state)
            place.behave("ocsp", "later")
            verdict = place.verify(signature)
            want_verdict(f"{algorithm} {state}", verdict, word, *reason)
            want("told by", verdict.signer["status"]["source"], "crl")


def case_forged_and_old_lists_tell_nothing(place: Place) -> None:
    for algorithm in ALGORITHMS:
        signature = place.sign(place.issue(algorithm, "individual"))
        for partner, files in (("crl", ("crl",)), ("crl.old", ("crl.old",))):
            place.behave(partner, "lie", 1000)
            place.behave("ocsp", "later")
            want_verdict(f"{algorithm} {partner}", place.verify(signature), "unknown", "STATUS_UNKNOWN")
            base = place.file("base", place.fetch("GET", f"/crl/nca_{algorithm}.crl")[1])
            verdict = place.verify(signature, "--proof", base)
            want_verdict(f"{algorithm} {files} at hand", verdict, "unknown",
                         "CRL_SIGNATURE" if partner == "crl" else "CRL_STALE")
            place.behave(partner, "fine")


def case_a_slow_service_is_waited_for(place: Place) -> None:
    signature = place.sign(place.issue("gost", "individual"))
    place.behave("ocsp", "slow")
    verdict = place.verify(signature)
    want_verdict("slow", verdict, "good")
    want("told by", verdict.signer["status"]["source"], "ocsp")


def case_a_number_never_issued_is_unknown(place: Place) -> None:
    """The same authority in a copy of the world issues; the first world has never heard of it."""
    place.stop()
    before = (place.data / "world.db").read_bytes()
    place.start()
    signatures = [place.sign(place.issue(algorithm, "individual")) for algorithm in ALGORITHMS]
    place.stop()
    for file in place.data.glob("world.db-*"):
        file.unlink()
    (place.data / "world.db").write_bytes(before)
    place.start()
    for signature in signatures:
        verdict = place.verify(signature)
        want_verdict("never issued", verdict, "unknown", "NEVER_ISSUED")


def case_a_stamp_is_asked_for(place: Place) -> None:
    for algorithm in ALGORITHMS:
        signature = place.sign(place.issue(algorithm, "individual"))
        verdict = place.verify(signature, *place.tsp(), "--policy", "individual-stamped")
        want_verdict(algorithm, verdict, "good")
        want(algorithm, verdict.signer["time_proven"], True)
        want_verdict("none", place.verify(signature, "--policy", "individual-stamped"), "unknown", "TOKEN_MISSING")
        for partner, how, word, reason in (("tsp", "later", "unknown", "TOKEN_MISSING"),
                                           ("tsp", "broken", "unknown", "TOKEN_MISSING"),
                                           ("tsp.nonce", "lie", "unknown", "TOKEN_MISSING"),
                                           ("tsp", "lie", "bad", "TOKEN_OTHER"),
                                           ("tsp.time", "lie", "bad", "TOKEN_TIME")):
            place.behave(partner, how)
            verdict = place.verify(signature, *place.tsp(), "--policy", "individual-stamped")
            want_verdict(f"{algorithm} {partner} {how}", verdict, word, reason)


def case_lists_are_folded_day_by_day(place: Place) -> None:
    """The base is of midnight; what changed since stands in the delta, a lifted hold as removed."""
    place.set_time("2026-03-02 09:00:00")
    place.begin()
    for algorithm in ALGORITHMS:
        place.set_time("2026-03-02 10:00:00" if algorithm == "gost" else "2026-03-12 10:00:00")
        people = {name: place.issue(algorithm, "individual") for name in ("held", "lifted", "revoked", "late", "good")}
        signed = {name: place.sign(certificate) for name, certificate in people.items()}
        place.change(people["held"], "held")
        place.change(people["lifted"], "held")
        place.change(people["revoked"], "revoked", reason=1)
        place.set_time("2026-03-03 10:00:00" if algorithm == "gost" else "2026-03-13 10:00:00")
        place.change(people["lifted"], "good")
        place.change(people["late"], "revoked", reason=4)
        base = place.file("base", place.fetch("GET", f"/crl/nca_{algorithm}.crl")[1])
        delta = place.file("delta", place.fetch("GET", f"/crl/nca_d_{algorithm}.crl")[1])
        at = ["--at", "2026-03-03T05:00:00Z" if algorithm == "gost" else "2026-03-13T05:00:00Z"]
        for name, in_base, in_both in (("held", "HELD", "HELD"), ("lifted", "HELD", None),
                                       ("revoked", "REVOKED", "REVOKED"), ("late", None, "REVOKED"),
                                       ("good", None, None)):
            for proofs, reason in (([base], in_base), ([base, delta], in_both)):
                words = [word for proof in proofs for word in ("--proof", proof)]
                verdict = place.verify(signed[name], *words, *at)
                want_verdict(f"{algorithm} {name} by {len(proofs)}", verdict, "bad" if reason else "good",
                             *([reason] if reason else []))
        want_verdict("a delta alone", place.verify(signed["good"], "--proof", delta, *at), "unknown",
                     "DELTA_WITHOUT_BASE")
        want_verdict("two days later", place.verify(signed["good"], "--proof", base, "--proof", delta, "--at",
                                                    "2026-03-15T05:00:00Z"), "unknown", "CRL_STALE")


def case_an_unchanged_list_is_not_sent_again(place: Place) -> None:
    status, body, headers = place.fetch("GET", "/crl/nca_gost.crl")
    want("first", status, 200)
    want("again", place.fetch("GET", "/crl/nca_gost.crl", **{"If-None-Match": headers["ETag"]})[0], 304)
    want("the same octets", place.fetch("GET", "/crl/nca_gost.crl")[1], body)
    want("none", place.fetch("GET", "/crl/other.crl")[0], 404)
