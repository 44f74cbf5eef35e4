#!/usr/bin/env python3
"""Compare `nesie pki verify` with the command line of OpenSSL on RSA objects that OpenSSL made, good and broken.

Every case asks both. Where OpenSSL refuses, we must not say good; where it accepts and the object keeps the profile of
the national authority, we must say good. Where ours is stricter by design a case says so (`strict`). Prints one line a
difference and a last line of counts; ends with 1 on any difference.
"""
import argparse
import collections
import datetime
import http.server
import json
import os
import pathlib
import random
import subprocess
import tempfile
import threading

NOW = datetime.datetime.now(datetime.timezone.utc)
EXTENSIONS = """
[req]
distinguished_name = dn
string_mask = utf8only
[dn]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ca_no_flag]
basicConstraints = critical,CA:FALSE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ca_no_sign]
basicConstraints = critical,CA:TRUE
keyUsage = critical,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[leaf]
keyUsage = critical,digitalSignature,nonRepudiation
extendedKeyUsage = emailProtection,1.2.398.3.3.4.1.1
certificatePolicies = 1.2.398.3.3.2
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[leaf_online]
keyUsage = critical,digitalSignature,nonRepudiation
extendedKeyUsage = emailProtection,1.2.398.3.3.4.1.1
certificatePolicies = 1.2.398.3.3.2
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
authorityInfoAccess = OCSP;URI:http://127.0.0.1:PORT/ocsp
crlDistributionPoints = URI:http://127.0.0.1:PORT/list
[auth]
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = clientAuth,1.2.398.3.3.4.1.1
certificatePolicies = 1.2.398.3.3.2.4
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[responder]
keyUsage = critical,digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
certificatePolicies = 1.2.398.3.3.2.6
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa_settings]
default_tsa = tsa_one
[tsa_one]
serial = ./tsa_serial
digests = sha256, sha384, sha512
signer_digest = sha256
default_policy = 1.2.398.3.3.2.6.2
other_policies = 1.2.3.4
ess_cert_id_alg = sha1
[ca_settings]
default_ca = ca_one
[ca_one]
database = ./index.txt
crlnumber = ./crlnumber
default_md = sha256
crl_extensions = crl_ext
[crl_ext]
authorityKeyIdentifier = keyid
"""


def run(*args: str, ok: bool = True) -> subprocess.CompletedProcess:
    done = subprocess.run([str(a) for a in args], capture_output=True, check=False)
    if ok and done.returncode:
        raise SystemExit(f"{' '.join(map(str, args))}\n{done.stderr.decode(errors='replace')}")
    return done


class Authority:
    """Roots, authorities and people, made by the openssl command in the current folder."""

    def __init__(self, port: int) -> None:
        pathlib.Path("x.cnf").write_text(EXTENSIONS.replace("PORT", str(port)), encoding="utf-8")
        self.made: dict[str, tuple[str, str]] = {}
        self.root("root")
        self.root("other_root")
        for name, section, issuer in (("ca", "ca", "root"), ("other_ca", "ca", "other_root"),
                                      ("ca_no_flag", "ca_no_flag", "root"), ("ca_no_sign", "ca_no_sign", "root"),
                                      ("ca_expired", "ca", "root")):
            self.issue(name, section, issuer, f"/C=KZ/CN={name}", days=-10 if name == "ca_expired" else 900)
        person = "/CN=TESTOV TEST/SN=TESTOV/serialNumber=IIN850101300005/C=KZ/GN=TESTOVICH"
        for issuer in ("ca", "other_ca", "ca_no_flag", "ca_no_sign", "ca_expired", "root"):
            self.issue(f"leaf_{issuer}", "leaf", issuer, person)
        self.issue("leaf_old", "leaf", "ca", person, days=-5)
        self.issue("leaf_auth", "auth", "ca", person)
        self.issue("leaf_online", "leaf_online", "ca", person)
        self.issue("leaf_revoked", "leaf", "ca", person)
        self.issue("responder", "responder", "ca", "/CN=OCSP RESPONDER/C=KZ")
        self.issue("responder_other", "responder", "other_ca", "/CN=OCSP RESPONDER/C=KZ")
        self.issue("responder_leaf", "leaf", "ca", "/CN=OCSP RESPONDER/C=KZ")
        self.issue("tsa", "tsa", "ca", "/CN=TSA/C=KZ")
        self.issue("tsa_other", "tsa", "other_ca", "/CN=TSA/C=KZ")
        self.trust()

    def key(self, name: str) -> None:
        run("openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", f"{name}.key")

    def root(self, name: str) -> None:
        self.key(name)
        run("openssl", "req", "-new", "-x509", "-key", f"{name}.key", "-out", f"{name}.pem", "-days", "3000", "-subj",
            f"/CN={name}/C=KZ", "-config", "x.cnf", "-extensions", "root", "-utf8")

    def issue(self, name: str, section: str, issuer: str, subject: str, days: int = 300) -> None:
        self.key(name)
        run("openssl", "req", "-new", "-key", f"{name}.key", "-out", f"{name}.csr", "-subj", subject, "-config",
            "x.cnf", "-utf8")
        start = NOW - datetime.timedelta(days=30)
        end = NOW + datetime.timedelta(days=days)
        pathlib.Path("serial.txt").write_text(f"{random.getrandbits(150) | 1 << 150:X}\n", encoding="utf-8")
        pathlib.Path("issue_index.txt").write_text("", encoding="utf-8")
        pathlib.Path("issue.cnf").write_text(
            "[ca]\ndefault_ca=a\n[a]\ndatabase=./issue_index.txt\nserial=./serial.txt\nnew_certs_dir=.\n"
            "default_md=sha256\npolicy=any\nunique_subject=no\n[any]\ncommonName=supplied\ncountryName=optional\n"
            "surname=optional\nserialNumber=optional\ngivenName=optional\n", encoding="utf-8")
        run("openssl", "ca", "-batch", "-config", "issue.cnf", "-in", f"{name}.csr", "-out", f"{name}.pem", "-cert",
            f"{issuer}.pem", "-keyfile", f"{issuer}.key", "-extfile", "x.cnf", "-extensions", section, "-notext",
            "-startdate", start.strftime("%Y%m%d%H%M%SZ"), "-enddate", end.strftime("%Y%m%d%H%M%SZ"), "-utf8")
        self.made[name] = (issuer, start.strftime("%Y%m%d%H%M%SZ"))

    def trust(self) -> None:
        pathlib.Path("trust").mkdir()
        for name in ("root", "ca", "ca_no_flag", "ca_no_sign", "ca_expired"):
            pathlib.Path(f"trust/{name}.pem").write_bytes(pathlib.Path(f"{name}.pem").read_bytes())
        digest = run("openssl", "x509", "-in", "root.pem", "-noout", "-fingerprint", "-sha256").stdout.decode()
        pin = digest.split("=")[1].strip().replace(":", "").lower()
        pathlib.Path("trust/pins.tsv").write_text(f"{pin}\tproduction\n", encoding="utf-8")
        # Without -partial_chain only the root ends a chain, so the authorities may lie in the same file.
        names = ("root", "ca", "ca_no_flag", "ca_no_sign", "ca_expired")
        pathlib.Path("store.pem").write_bytes(b"".join(pathlib.Path(f"trust/{n}.pem").read_bytes() for n in names))

    def revoke_list(self, out: str, revoked: bool, hours: int = 24) -> None:
        """A list of `ca`; the index is written by hand, as `openssl ca` would."""
        serial = run("openssl", "x509", "-in", "leaf_revoked.pem", "-noout", "-serial").stdout.decode().strip()[7:]
        when = (NOW - datetime.timedelta(days=1)).strftime("%y%m%d%H%M%SZ")
        line = f"R\t350101000000Z\t{when},keyCompromise\t{serial}\tunknown\t/CN=x\n" if revoked else ""
        pathlib.Path("index.txt").write_text(line, encoding="utf-8")
        pathlib.Path("index.txt.attr").write_text("unique_subject = no\n", encoding="utf-8")
        pathlib.Path("crlnumber").write_text("0E\n", encoding="utf-8")
        run("openssl", "ca", "-gencrl", "-config", "x.cnf", "-name", "ca_one", "-cert", "ca.pem", "-keyfile", "ca.key",
            "-crlhours", str(hours), "-out", out + ".pem")
        run("openssl", "crl", "-in", out + ".pem", "-outform", "DER", "-out", out)


class Services(http.server.BaseHTTPRequestHandler):
    """The authority's services on loopback: status by openssl, a list, time stamps by openssl."""

    protocol_version = "HTTP/1.1"
    down: set[str] = set()
    asked: collections.Counter = collections.Counter()
    list_name = "good.crl"

    def answer(self, body: bytes) -> None:
        name = self.path.strip("/")
        Services.asked[name] += 1
        self.send_response(503 if name in Services.down else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"1"')
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.answer(pathlib.Path(Services.list_name).read_bytes())

    def do_POST(self) -> None:
        pathlib.Path("online.q").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/ocsp":
            run("openssl", "ocsp", "-index", "online_index.txt", "-CA", "ca.pem", "-rsigner", "responder.pem", "-rkey",
                "responder.key", "-reqin", "online.q", "-respout", "online.r")
        else:
            run("openssl", "ts", "-reply", "-config", "x.cnf", "-section", "tsa_one", "-queryfile", "online.q",
                "-inkey", "tsa.key", "-signer", "tsa.pem", "-out", "online.r")
        self.answer(pathlib.Path("online.r").read_bytes())

    def log_message(self, *args: object) -> None:
        pass


class Comparison:
    """Runs cases and counts what both said."""

    def __init__(self, nesie: str, authority: Authority) -> None:
        self.nesie, self.authority = nesie, authority
        self.counts: collections.Counter = collections.Counter()
        self.differences = 0
        authority.revoke_list("good.crl", revoked=False)
        authority.revoke_list("revoked.crl", revoked=True)
        pathlib.Path("document").write_bytes(b"I agree to the terms of the loan.\n" * 7)

    def ours(self, path: str, *args: str) -> str:
        done = run(self.nesie, "pki", "verify", path, "--trust", "trust", "--offline", "--json", *args, ok=False)
        if done.returncode not in (0, 1, 3):
            raise SystemExit(f"nesie ended with {done.returncode} on {path}: {done.stderr.decode()}")
        said = json.loads(done.stdout)["verdict"]
        assert {"good": 0, "bad": 1, "unknown": 3}[said] == done.returncode
        return said

    def note(self, label: str, theirs: bool, ours: str, strict: bool = False) -> None:
        """`strict`: we refuse by the profile what OpenSSL takes."""
        self.counts[f"{label.split()[0]}: openssl {'yes' if theirs else 'no'}, nesie {ours}"] += 1
        wrong = ours == "good" and (strict or not theirs) or ours != "good" and theirs and not strict
        if wrong:
            self.differences += 1
            print(f"difference: {label}: openssl {'accepts' if theirs else 'refuses'}, nesie says {ours}")

    def sign(self, leaf: str, out: str, *args: str) -> None:
        run("openssl", "cms", "-sign", "-binary", "-in", "document", "-signer", f"{leaf}.pem", "-inkey", f"{leaf}.key",
            "-outform", "DER", "-out", out, *args)

    def theirs(self, path: str, *args: str, store: str = "store.pem") -> bool:
        return run("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", path, "-CAfile", store, "-purpose",
                   "any", "-out", "/dev/null", *args, ok=False).returncode == 0

    def chains(self) -> None:
        proof = ("--proof", "good.crl")
        for leaf in ("leaf_ca", "leaf_other_ca", "leaf_ca_no_flag", "leaf_ca_no_sign", "leaf_ca_expired", "leaf_old",
                     "leaf_auth", "leaf_root"):
            for digest in ("sha256", "sha384", "sha512"):
                for kind in ((), ("-cades",), ("-stream",), ("-noattr",), ("-keyid",)):
                    self.sign(leaf, "a.p7s", "-nodetach", "-md", digest, *kind)
                    strict = leaf in ("leaf_auth", "leaf_root") or kind in (("-noattr",), ("-keyid",))
                    self.note(f"chain {leaf} {digest} {kind}", self.theirs("a.p7s"), self.ours("a.p7s", *proof), strict)

    def contents(self) -> None:
        pathlib.Path("other").write_bytes(b"I agree to nothing.\n")
        for digest in ("sha256", "sha384", "sha512", "sha1"):
            for stream in ((), ("-stream",)):
                self.sign("leaf_ca", "d.p7s", "-md", digest, *stream)
                for content in ("document", "other"):
                    theirs = self.theirs("d.p7s", "-content", content)
                    ours = self.ours("d.p7s", "--content", content, "--proof", "good.crl")
                    self.note(f"detached {digest} {content}", theirs, ours, digest == "sha1")

    def lists(self) -> None:
        for leaf in ("leaf_ca", "leaf_revoked"):
            for crl in ("good.crl", "revoked.crl"):
                for digest in ("sha256", "sha512"):
                    self.sign(leaf, "a.p7s", "-nodetach", "-md", digest)
                    pathlib.Path("listed.pem").write_bytes(pathlib.Path("store.pem").read_bytes() +
                                                           pathlib.Path(crl + ".pem").read_bytes())
                    theirs = self.theirs("a.p7s", "-crl_check", store="listed.pem")
                    self.note(f"list {leaf} {crl}", theirs, self.ours("a.p7s", "--proof", crl))

    def answers(self) -> None:
        """Status answers: good, revoked, unknown; right and wrong responders."""
        for leaf in ("leaf_ca", "leaf_revoked"):
            self.sign(leaf, f"{leaf}.p7s", "-nodetach")
            for responder in ("responder", "responder_other", "responder_leaf", "ca"):
                for revoked, known in ((False, True), (True, True), (False, False)):
                    for key in ((), ("-resp_key_id",)):
                        self.answer(leaf, responder, revoked, known, key)

    def answer(self, leaf: str, responder: str, revoked: bool, known: bool, key: tuple[str, ...]) -> None:
        serial = run("openssl", "x509", "-in", f"{leaf}.pem", "-noout", "-serial").stdout.decode().strip()[7:]
        when = (NOW - datetime.timedelta(days=1)).strftime("%y%m%d%H%M%SZ")
        state = f"R\t350101000000Z\t{when}" if revoked else "V\t350101000000Z\t"
        line = f"{state}\t{serial}\tunknown\t/CN=x\n" if known else ""
        pathlib.Path("ocsp_index.txt").write_text(line, encoding="utf-8")
        run("openssl", "ocsp", "-sha256", "-issuer", "ca.pem", "-cert", f"{leaf}.pem", "-reqout", "q.der", "-no_nonce")
        run("openssl", "ocsp", "-index", "ocsp_index.txt", "-CA", "ca.pem", "-rsigner", f"{responder}.pem", "-rkey",
            f"{responder}.key", "-reqin", "q.der", "-respout", "r.der", *key, ok=False)
        said = run("openssl", "ocsp", "-respin", "r.der", "-sha256", "-issuer", "ca.pem", "-cert", f"{leaf}.pem",
                   "-CAfile", "store.pem", ok=False)
        text = said.stdout.decode() + said.stderr.decode()
        theirs = "Response verify OK" in text and f"{leaf}.pem: good" in text
        ours = self.ours(f"{leaf}.p7s", "--proof", "r.der")
        self.note(f"answer {leaf} {responder} {revoked} {known}", theirs, ours)
        if "Response verify OK" in text and f"{leaf}.pem: revoked" in text and ours != "bad":
            self.note("a revocation", False, "good")

    def stamps(self) -> None:
        pathlib.Path("tsa_serial").write_text("01\n", encoding="utf-8")
        for digest in ("sha256", "sha384", "sha512"):
            self.sign("leaf_ca", "s.p7s", "-nodetach", "-md", digest)
            signature = pathlib.Path("s.p7s").read_bytes()[-256:]
            for what in ("right", "other"):
                pathlib.Path("value").write_bytes(signature)
                pathlib.Path("stamped").write_bytes(signature if what == "right" else signature[::-1])
                run("openssl", "ts", "-query", "-data", "stamped", f"-{digest}", "-cert", "-out", "q.tsq")
                for tsa in ("tsa", "tsa_other"):
                    for policy in ("1.2.398.3.3.2.6.2", "1.2.3.4"):
                        self.stamp(tsa, policy, f"{digest} {what}")

    def stamp(self, tsa: str, policy: str, label: str) -> None:
        run("openssl", "ts", "-reply", "-config", "x.cnf", "-section", "tsa_one", "-queryfile", "q.tsq", "-inkey",
            f"{tsa}.key", "-signer", f"{tsa}.pem", "-tspolicy", policy, "-token_out", "-out", "token")
        theirs = run("openssl", "ts", "-verify", "-data", "value", "-in", "token", "-token_in", "-CAfile", "root.pem",
                     "-untrusted", "ca.pem", ok=False).returncode == 0
        ours = self.ours("s.p7s", "--token", "token", "--proof", "good.crl")
        self.note(f"stamp {tsa} {policy} {label}", theirs, ours, policy == "1.2.3.4")

    def online(self, port: int) -> None:
        """Over HTTP on loopback: the service, else the list, else unknown; a stamp where one is asked for."""
        self.sign("leaf_online", "o.p7s", "-nodetach", "-cades")
        serial = run("openssl", "x509", "-in", "leaf_online.pem", "-noout", "-serial").stdout.decode().strip()[7:]
        when = (NOW - datetime.timedelta(days=1)).strftime("%y%m%d%H%M%SZ")
        stamp = ("--tsp", f"http://127.0.0.1:{port}/stamp")
        valid, revoked = "V\t350101000000Z\t", f"R\t350101000000Z\t{when}"
        rows = ((valid, set(), (), True, "ocsp"), (revoked, set(), (), False, "ocsp"),
                (valid, {"ocsp"}, (), True, "list"), (valid, {"ocsp", "list"}, (), None, "list"),
                (valid, set(), stamp, True, "stamp"), (valid, {"stamp"}, stamp, True, "ocsp"))
        for state, down, extra, good, asked in rows:
            pathlib.Path("online_index.txt").write_text(f"{state}\t{serial}\tunknown\t/CN=x\n", encoding="utf-8")
            Services.down = down
            Services.asked.clear()
            done = run(self.nesie, "pki", "verify", "o.p7s", "--trust", "trust", "--json", *extra, ok=False)
            said = json.loads(done.stdout)
            wanted = "unknown" if good is None else "good" if good else "bad"
            fine = said["verdict"] == wanted and Services.asked[asked] > 0
            fine = fine and (asked != "stamp" or "stamped" in said["signers"][0])
            self.note(f"online {down} {extra}", fine, "good" if fine else "bad")
            if not fine:
                self.differences += 1
                print(f"difference: online {state[0]} {down} {extra}: {said['verdict']}, asked {dict(Services.asked)}")

    def flips(self, count: int) -> None:
        """Flipped bits: what OpenSSL refuses we must refuse; what it takes we may refuse."""
        self.sign("leaf_ca", "f.p7s", "-nodetach", "-cades")
        good = pathlib.Path("f.p7s").read_bytes()
        for _ in range(count):
            bytes_ = bytearray(good)
            bytes_[random.randrange(len(good))] ^= 1 << random.randrange(8)
            pathlib.Path("f1.p7s").write_bytes(bytes_)
            self.note("flip", self.theirs("f1.p7s"), self.ours("f1.p7s", "--proof", "good.crl"), strict=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("nesie")
    parser.add_argument("--flips", type=int, default=80)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    nesie = os.path.abspath(options.nesie)
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Services)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        comparison = Comparison(nesie, Authority(server.server_port))
        comparison.online(server.server_port)
        comparison.chains()
        comparison.contents()
        comparison.lists()
        comparison.answers()
        comparison.stamps()
        comparison.flips(options.flips)
        server.shutdown()
        os.chdir("/")
    for what, n in sorted(comparison.counts.items()):
        print(f"{n:5} {what}")
    print(f"{sum(comparison.counts.values())} cases, {comparison.differences} differences")
    return 1 if comparison.differences else 0


if __name__ == "__main__":
    raise SystemExit(main())
