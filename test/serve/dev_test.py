#!/usr/bin/env python3
"""`./dev run` as a newcomer meets it: first start, Ctrl-C, second start, and all that may be in its way: each is told
in one line, with an exit status. TAP on standard output.

  dev_test.py [NAME...]     tests whose names contain a word
"""
import contextlib
import os
import pathlib
import re
import resource
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from place import scene  # noqa: E402
from tap import want  # noqa: E402
import tap  # noqa: E402

START_SECONDS = 120
ENDS_SECONDS = 5         # keeper and press end when they see that the server is gone
PROGRESS = re.compile(r"dev: +(building |configuring |making |removing |\d+ %|port 13579 |going on without)"
                      r"|web: |borrower: |office: ")
PASSWORD = re.compile(r"^ *(admin|aigul|bolat|dana)\b", re.MULTILINE)


def alive(group: int) -> list:
    """What of a group of processes still runs; what has ended and waits for its parent's look does not."""
    found = []
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):      # it ended meanwhile
            name, rest = stat.read_text(errors="replace").rsplit(")", 1)
            state, _, its_group = rest.split()[:3]
            if int(its_group) == group and state not in "ZX":
                found.append(name)
    return found


class Run:
    """One `./dev run` in a session of its own, as a terminal gives it."""

    def __init__(self, data: pathlib.Path, port: int, *options: str, inside: tuple = ()):
        self.data, self.port, self.began = data, port, time.monotonic()
        self.files = [tempfile.TemporaryFile("w+", encoding="utf-8") for _ in range(2)]
        self.process = subprocess.Popen(
            [*inside, str(scene.ROOT / "dev"), "run", "--data", str(data), "--port", str(port), *options],
            stdin=subprocess.DEVNULL, stdout=self.files[0], stderr=self.files[1], start_new_session=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def said(self, nr: int) -> str:
        self.files[nr].seek(0)
        return self.files[nr].read()

    def serves(self) -> float:
        """Waits until it serves; the seconds that took."""
        while "curl --cacert" not in self.said(0):
            want(self.process.poll() is None, f"it ended with {self.process.returncode}: {self.said(1)}")
            want(time.monotonic() - self.began < START_SECONDS, f"it does not serve: {self.said(1)}")
            time.sleep(0.02)
        return time.monotonic() - self.began

    def tells_passwords(self) -> None:
        """One for each of the first four people, once it serves."""
        while len(PASSWORD.findall(self.said(0))) < 4:
            want(time.monotonic() - self.began < START_SECONDS, f"one-time passwords: {self.said(0)} {self.said(1)}")
            time.sleep(0.05)

    def ends(self) -> tuple:
        """Waits for its end: the status, and what it said beside its progress."""
        status = self.process.wait(START_SECONDS)
        return status, [line for line in self.said(1).splitlines() if not PROGRESS.match(line)]

    def stop(self) -> list:
        """Ctrl-C: to all processes of the terminal."""
        os.killpg(self.process.pid, signal.SIGINT)
        status, lines = self.ends()
        want(status == 130, f"after Ctrl-C: exit {status}")
        end = time.monotonic() + ENDS_SECONDS
        while left := alive(self.process.pid):
            want(time.monotonic() < end, f"after Ctrl-C something goes on: {left}")
            time.sleep(0.02)
        return lines

    def refuses(self, status: int, words: str) -> None:
        """It ends with the status, and has said one line with the words."""
        got, lines = self.ends()
        want(got == status and len(lines) == 1 and words in lines[0], f"exit {got}, {lines}: not {status}, {words!r}")


@contextlib.contextmanager
def folder(copied: pathlib.Path = None):
    """A place for a data folder, or a copy of one."""
    with tempfile.TemporaryDirectory(prefix="dev.") as place:
        data = pathlib.Path(place) / "data"
        if copied:
            shutil.copytree(copied, data, symlinks=True)
        yield data


def organisation(run: Run) -> bytes:
    """What anyone may ask, over TLS with the authority of the folder."""
    trust = ssl.create_default_context(cafile=str(run.data / "tls/ca.pem"))
    with socket.create_connection(("127.0.0.1", run.port), 20) as line:
        with trust.wrap_socket(line, server_hostname="my.localhost") as tls:
            tls.sendall(b"GET /v1/organisation HTTP/1.1\r\nConnection: close\r\n"
                        b"Host: my.localhost:%d\r\n\r\n" % run.port)
            return b"".join(iter(lambda: tls.recv(65536), b""))


class Served:
    """A data folder that was served once."""
    data, port = None, 0


def it_serves_and_ends_and_serves_again_with_its_data() -> None:
    with Run(Served.data, Served.port) as run:
        run.serves()
        want(b"940140000385" in organisation(run), "the demonstration lender")
        for place in (f"https://my.localhost:{run.port}/", "/phone", "tls/ca.pem"):
            want(place in run.said(0), f"it says where {place} is")
        run.tells_passwords()
        want((Served.data.stat().st_mode & 0o777) == 0o700, "the folder is its owner's alone")
        want(run.stop() == [f"dev: stopped; the data stays in {Served.data}"], "one word at the end")
    public, before = (Served.data / "audit.pub").read_bytes(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with Run(Served.data, Served.port) as run:
        took = run.serves()
        want(b"940140000385" in organisation(run), "the same lender")
        want((Served.data / "audit.pub").read_bytes() == public, "the same keys")
        want(not PASSWORD.findall(run.said(0)), "passwords are shown once")
        run.stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"# served again after {took:.2f} s at load {os.getloadavg()[0]:.1f}; {processor:.2f} s of processor")
    want(processor < 2, "the second start takes under two seconds: of the processor, since others may have the clock")


def a_first_start_cut_short_still_gives_passwords() -> None:
    with folder() as data, Run(data, scene.free_block()) as run:
        while not (data / "serve.out").exists():
            want(run.process.poll() is None, f"it ended: {run.said(1)}")
            time.sleep(0.005)
        os.killpg(run.process.pid, signal.SIGKILL)
        run.process.wait()
        with Run(data, run.port) as again:
            again.serves()
            again.tells_passwords()
            again.stop()


def a_port_that_is_taken_is_told() -> None:
    with folder(Served.data) as data, socket.create_server(("127.0.0.1", Served.port)):
        with Run(data, Served.port) as run:
            run.refuses(1, "nesie serve: the server cannot start")


def a_second_owner_is_refused() -> None:
    with folder(Served.data) as data, Run(data, Served.port) as first:
        first.serves()
        with Run(data, scene.free_block()) as second:
            second.refuses(4, f"the data folder {data} is in use by process")
        want(b"940140000385" in organisation(first), "the first goes on")
        first.stop()


def a_wrong_postgres_address_is_told() -> None:
    with folder() as data:
        with Run(data, scene.free_block(), "--postgres", "postgresql://127.0.0.1:1/nobody") as run:
            run.refuses(4, "nesie init: the database cannot be opened: PostgreSQL does not answer at this address")


def cut(path: pathlib.Path) -> None:
    os.truncate(path, path.stat().st_size // 3)


DAMAGE = [
    ("a database of other bytes", "nesie.db", lambda path: path.write_bytes(b"no database " * 1000),
     "file is not a database"),
    ("half a database", "nesie.db", cut, "database disk image is malformed"),
    ("no database", "nesie.db", pathlib.Path.unlink, "this part of it is gone"),
    ("no keys", "keys/keys.txt", pathlib.Path.unlink, "this part of it is gone"),
    ("no settings", "nesie.conf", pathlib.Path.unlink, "this part of it is gone"),
    ("a setting that is none", "nesie.conf", lambda path: path.write_text("databse = x\n", "utf-8"),
     'nesie.conf:1: "databse"'),
    ("an empty certificate", "tls/server.pem", lambda path: path.write_bytes(b""), "the server cannot start"),
]


def a_damaged_folder_is_told() -> None:
    for what, name, harm, words in DAMAGE:
        with folder(Served.data) as data:
            harm(data / name)
            with Run(data, Served.port) as run:
                status, lines = run.ends()
            want(status in (1, 2, 4) and len(lines) == 1 and words in lines[0], f"{what}: exit {status}, {lines}")


def a_wrong_call_is_told() -> None:
    for options, words in ((["--port", "0"], "--port needs a number"), (["--colour"], '"--colour" is no option of run'),
                           (["--postgres"], "--postgres needs a value")):
        with folder() as data, Run(data, Served.port, *options) as run:
            run.refuses(2, words)
            want(not data.exists(), "nothing was made")
    with folder() as data:
        data.mkdir()
        (data / "letter.txt").write_text("mine", "utf-8")
        with Run(data, Served.port, "--fresh") as run:
            run.refuses(2, "is not a data folder of Nesie")
        want((data / "letter.txt").read_text("utf-8") == "mine", "another's folder stays")


def fresh_begins_anew() -> None:
    with folder(Served.data) as data, Run(data, Served.port, "--fresh") as run:
        run.serves()
        want((data / "audit.pub").read_bytes() != (Served.data / "audit.pub").read_bytes(), "new keys")
        run.stop()


def a_full_disk_is_told() -> None:
    """On a file system of a given size, in a namespace of mounts of its own."""
    for kilobytes in (16, 200, 600):
        with tempfile.TemporaryDirectory(prefix="dev.") as place:
            mounted = ("unshare", "--mount", "bash", "-c",
                       f'mount -t tmpfs -o size={kilobytes}k tmpfs "{place}" && exec "$@"', "bash")
            with Run(pathlib.Path(place) / "data", scene.free_block(), inside=mounted) as run:
                status, lines = run.ends()
            want(status in (1, 4) and len(lines) == 1, f"{kilobytes} KB: exit {status}, {lines}")
            want(any(words in lines[0] for words in ("No space left", "disk is full", "no room", "cannot be written")),
                 f"{kilobytes} KB: {lines}")


TESTS = [it_serves_and_ends_and_serves_again_with_its_data, a_first_start_cut_short_still_gives_passwords,
         a_port_that_is_taken_is_told, a_second_owner_is_refused, a_wrong_postgres_address_is_told,
         a_damaged_folder_is_told, a_wrong_call_is_told, fresh_begins_anew, a_full_disk_is_told]


def may_mount() -> bool:
    return subprocess.run(["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=False,
                          capture_output=True).returncode == 0


def main() -> int:
    chosen = [test for test in TESTS[1:] if not sys.argv[1:] or any(word in test.__name__ for word in sys.argv[1:])]
    with folder() as data:
        Served.data, Served.port = data, scene.free_block()
        there = may_mount()
        tests = [(test.__name__, test if there or test is not a_full_disk_is_told else None)
                 for test in [TESTS[0], *chosen]]  # the first makes the folder that the others copy
        return tap.run(tests, "only root mounts")


if __name__ == "__main__":
    sys.exit(main())
