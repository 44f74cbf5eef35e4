"""What the command line of OpenSSL makes of the world's RSA objects: a second judge."""
import pathlib
import subprocess

from place import DOCUMENT, Place
from wants import want

FAKED = ()


def openssl(*words) -> subprocess.CompletedProcess:
    return subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True, timeout=60, check=False)


def authorities(place: Place) -> tuple[pathlib.Path, pathlib.Path, pathlib.Path]:
    """Root, issuing authority and both, in PEM."""
    texts = [openssl("x509", "-inform", "DER", "-in", place.trust / name).stdout
             for name in ("root_rsa.cer", "nca_rsa.cer")]
    return (place.file("root.pem", texts[0].encode()), place.file("nca.pem", texts[1].encode()),
            place.file("both.pem", "".join(texts).encode()))


def pem(place: Place, certificate: dict) -> pathlib.Path:
    head, tail = "-----BEGIN CERTIFICATE-----\n", "\n-----END CERTIFICATE-----\n"
    return place.file("leaf.pem", (head + certificate["certificate"] + tail).encode())


def case_the_world_links_nothing_of_the_verifier(place: Place) -> None:
    run = subprocess.run(["nm", place.world()], capture_output=True, text=True, timeout=60, check=True)
    names = {line.split()[-1] for line in run.stdout.splitlines() if line}
    want("its own", "nes_sign_cms" in names, True)
    want("the verifier's", sorted(names & {"nes_judge", "nes_cms_read", "nes_cert_read", "nes_der_next",
                                           "nes_gost_signed", "nes_streebog_add", "nes_ocsp_read"}), [])


def case_openssl_verifies_chains_containers_and_lists(place: Place) -> None:
    root, nca, both = authorities(place)
    certificate = place.issue("rsa", "head", email="synak@example.kz")
    leaf, document = pem(place, certificate), place.file("document", DOCUMENT)
    want("chain", openssl("verify", "-CAfile", root, "-untrusted", nca, "-purpose", "any", leaf).returncode, 0)
    for attached in (True, False):
        signature = place.file("cms", place.sign(certificate, attached=attached, stamped=True))
        run = openssl("cms", "-verify", "-binary", "-inform", "DER", "-in", signature, "-CAfile", both, "-purpose",
                      "any", *([] if attached else ["-content", document]))
        want(f"container, attached {attached}: {run.stderr}", run.returncode, 0)
        want("its document", run.stdout.encode(), DOCUMENT)
    place.change(certificate, "revoked", reason=1)
    for name in ("nca_rsa.crl", "nca_d_rsa.crl"):
        file = place.file("list", place.fetch("GET", f"/crl/{name}")[1])
        run = openssl("crl", "-inform", "DER", "-in", file, "-CAfile", nca, "-noout", "-text")
        want(name, "verify OK" in run.stderr, True)
        want("the revoked one", f"{int(certificate['serial'], 16):X}" in run.stdout, name == "nca_d_rsa.crl")


def ask_status(place: Place, issuer: pathlib.Path, *which) -> subprocess.CompletedProcess:
    """OpenSSL writes the question and judges the answer. (Its own client speaks HTTP/1.0, which is not served.)"""
    root, nca, _ = authorities(place)
    query, answer = place.folder / "query", place.folder / "answer"
    openssl("ocsp", "-issuer", issuer, "-sha256", *which, "-nonce", "-reqout", query)
    answer.write_bytes(place.fetch("POST", "/ocsp", query.read_bytes())[1])
    return openssl("ocsp", "-issuer", issuer, "-sha256", *which, "-respin", answer, "-CAfile", root, "-verify_other",
                   nca, "-no_nonce", "-resp_text")


def case_openssl_judges_the_status(place: Place) -> None:
    root, nca, _ = authorities(place)
    certificate = place.issue("rsa", "individual")
    leaf = pem(place, certificate)
    wanted = (("good", ": good"), ("held", "certificateHold"), ("good", ": good"), ("revoked", ": revoked"))
    for state, text in wanted:
        place.change(certificate, state)
        run = ask_status(place, nca, "-cert", leaf)
        want(f"{state}: {run.stderr}", text in run.stdout and "Response verify OK" in run.stderr, True)
        want("the nonce came back", "OCSP Nonce" in run.stdout, True)
    place.behave("ocsp", "lie")
    run = ask_status(place, nca, "-cert", leaf)
    want("a forged answer", ": good" in run.stdout and "Response Verify Failure" in run.stderr, True)
    run = ask_status(place, nca, "-serial", "0x123456")
    want("never issued", "Jan  1 00:00:00 1970" in run.stdout and "certificateHold" in run.stdout, True)
    run = ask_status(place, root, "-serial", "0x123456")
    want("another issuer", "unauthorized" in run.stdout + run.stderr, True)
    want("no request", place.fetch("POST", "/ocsp", b"hello")[1], b"0\x03\n\x01\x01")


def case_openssl_takes_the_stamps(place: Place) -> None:
    _, _, both = authorities(place)
    document, query = place.file("document", DOCUMENT), place.folder / "query"
    other = place.file("other", DOCUMENT + b" ")
    openssl("ts", "-query", "-data", document, "-sha256", "-tspolicy", "1.2.398.3.3.2.6.2", "-cert", "-out", query)
    answer = place.file("answer", place.fetch("POST", "/tsp", query.read_bytes())[1])
    run = openssl("ts", "-verify", "-queryfile", query, "-in", answer, "-CAfile", both)
    want(run.stdout + run.stderr, run.returncode, 0)
    want("other data", openssl("ts", "-verify", "-data", other, "-in", answer, "-CAfile", both).returncode == 0, False)
    openssl("ts", "-query", "-data", document, "-sha256", "-tspolicy", "1.2.3.4", "-out", query)
    answer.write_bytes(place.fetch("POST", "/tsp", query.read_bytes())[1])
    want("policy", "unacceptedPolicy" in openssl("ts", "-reply", "-in", answer, "-text").stdout.replace(" ", "") or
         "policy" in openssl("ts", "-reply", "-in", answer, "-text").stdout, True)
    want("no request", place.fetch("POST", "/tsp", b"hello")[1][:1], b"0")
