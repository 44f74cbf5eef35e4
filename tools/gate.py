#!/usr/bin/env python3
"""The gate: the unit tests of both builds and every suite of test/suites.tsv. `./dev test` builds, then runs this.

Options: --quick (unit tests of the gcc build, without those that took over ten seconds when they last ran), --night,
--release (other columns of test/budget.tsv; evidence/<commit>.json keeps each suite that ran so at a commit), --seed N,
and names of suites to run only those. The last line is `N passed, N failed, N skipped`.
"""
import argparse
import concurrent.futures
import csv
import dataclasses
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import evidence
import results
import rules

ROOT = pathlib.Path(__file__).resolve().parent.parent
SECONDS_MOST = {"gate": 1500, "night": 8 * 3600, "release": 48 * 3600}
GATE_MINUTES = 12
QUICK_SECONDS = 10
LONG_SECONDS = 300
MEMORY_LEAST = 2 << 30


@dataclasses.dataclass
class Suite:
    """One process to run: a binary of unit tests, or a line of test/suites.tsv."""
    name: str
    command: list
    marks: set
    unit: bool = False


def unit_suites(folder: str, prefix: str) -> list:
    """The unit tests that Meson knows in a build folder. They run beside each other."""
    tests = json.loads((ROOT / folder / "meson-info/intro-tests.json").read_text("utf-8"))
    return [Suite(f"{prefix} {test['name']}", test["cmd"], {"parallel"}, unit=True) for test in tests]


def script_suites() -> list:
    """The lines of test/suites.tsv."""
    with open(ROOT / "test/suites.tsv", encoding="utf-8") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return [Suite(row["name"], ["bash", "-c", row["command"]], set(row["marks"].split(","))) for row in rows]


def called(suite: Suite) -> set:
    """By which words a suite is chosen: "unit calc" also as unit, with all unit tests, and as calc, in both builds."""
    return {suite.name, *suite.name.split()}


def choose(options: argparse.Namespace) -> list:
    """The suites of this run."""
    chosen = unit_suites("build", "unit")
    if not options.quick:
        chosen += unit_suites("build-asan", "unit-asan") + script_suites()
    options.every = [suite.name for suite in chosen] + ["rules"]
    if options.suites:
        unknown = set(options.suites) - {word for suite in chosen for word in called(suite)}
        if unknown:
            among = " among the unit tests of --quick" if options.quick else ""
            print(f"there is no suite {', '.join(sorted(unknown))}{among}; there are: "
                  f"{', '.join(suite.name for suite in chosen)}")
            sys.exit(2)
        return [suite for suite in chosen if called(suite) & set(options.suites)]
    if options.quick:
        slow = {s.name for s in chosen if evidence.seconds_before().get(s.name, 0) > QUICK_SECONDS}
        print("left out, slow when they last ran:", ", ".join(sorted(slow)) or "none")
        return [suite for suite in chosen if suite.name not in slow]
    return [s for s in chosen if options.column != "gate" or "night" not in s.marks]


class Runner:
    """Runs suites as process groups and tells of each as it ends."""

    def __init__(self, options: argparse.Namespace, scratch: pathlib.Path):
        self.options, self.scratch = options, scratch
        self.running, self.lock = {}, threading.Lock()
        self.log = ROOT / "build/log"
        self.log.mkdir(parents=True, exist_ok=True)
        self.env = {**os.environ, "NESIE_BUDGET": options.column, "NESIE_SEED": str(options.seed),
                    "NESIE_BUILD": str(ROOT / "build"), "NESIE_BUILD_ASAN": str(ROOT / "build-asan"),
                    "CMOCKA_MESSAGE_OUTPUT": "tap", "ASAN_OPTIONS": "detect_leaks=1:abort_on_error=0",
                    "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1", "PYTHONDONTWRITEBYTECODE": "1"}

    def lacks(self, suite: Suite) -> str:
        """What of its marks this machine cannot give, or nothing."""
        for mark, there in (("postgres", "NESIE_TEST_POSTGRES" in self.env), ("node", shutil.which("node")),
                            ("chromium", shutil.which("chromium-headless-shell"))):
            if mark in suite.marks and not there:
                return mark
        return ""

    def run(self, suite: Suite) -> results.Result:
        """One suite, from start to its result. Whatever it left running ends with it."""
        if lack := self.lacks(suite):
            return self.tell(results.Result(suite.name, skipped=1), f"needs {lack}")
        slug = suite.name.replace(" ", "-")
        own = pathlib.Path(tempfile.mkdtemp(prefix="", dir=self.scratch))  # short: sockets stand in it
        out, began = self.log / f"suite-{slug}.txt", time.monotonic()
        with open(out, "wb") as sink, subprocess.Popen(
                suite.command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT,
                start_new_session=True,
                env={**self.env, "TMPDIR": str(own), "NESIE_RULES_OUT": str(self.scratch / slug) + ".rules"},
        ) as process:
            with self.lock:
                self.running[suite.name] = (process, began)
            late, processor = self.wait(process)
            with self.lock:
                del self.running[suite.name]
        result = results.read(suite.name, out.read_text("utf-8", "replace"), process.returncode)
        if late:
            result.fail("it took too long and was ended")
        result.seconds, result.processor = round(time.monotonic() - began, 1), processor
        shutil.rmtree(own, ignore_errors=True)
        return self.tell(result, "", out)

    def wait(self, process: subprocess.Popen) -> tuple:
        """Waits for the end of a suite: whether it had to be ended, and the seconds of processor that it used."""
        late = []
        timer = threading.Timer(SECONDS_MOST[self.options.column], lambda: (late.append(True), end_group(process)))
        timer.start()
        _, status, used = os.wait4(process.pid, 0)
        timer.cancel()
        end_group(process)
        process.returncode = os.waitstatus_to_exitcode(status)
        return bool(late), round(used.ru_utime + used.ru_stime, 1)

    def tell(self, result: results.Result, note: str, out: pathlib.Path = None) -> results.Result:
        """One line for a suite that is well; all it said for one that is not."""
        word = "FAIL" if result.failed else "ok"
        with self.lock:
            if result.failed:
                lines = out.read_text("utf-8", "replace").splitlines()
                print(f"---- {result.suite}: {out.relative_to(ROOT)}", *lines[-200:], sep="\n")
                print(f"---- {result.suite}: failed: {'; '.join(result.failures[:20]) or 'as told above'}")
            took = f"{result.seconds:7.1f} s {result.processor:7.1f} cpu"
            print(f"{word:4} {result.suite:28} {result.counts():40} {took} {note}", flush=True)
        return result

    def run_all(self, suites: list, slots: int) -> list:
        """The suites, `slots` at a time, in the order given. Tells every minute what still runs."""
        with concurrent.futures.ThreadPoolExecutor(slots) as pool:
            left = futures = {pool.submit(self.run, suite) for suite in suites}
            try:
                while left:
                    ended, left = concurrent.futures.wait(left, 60, concurrent.futures.FIRST_COMPLETED)
                    if not ended:
                        self.tell_running()
            except BaseException:
                self.end(pool)
                raise
        return [future.result() for future in futures]

    def tell_running(self) -> None:
        with self.lock:
            ages = [f"{name} ({time.monotonic() - began:.0f} s)" for name, (_, began) in self.running.items()]
        print(f"...  running: {', '.join(ages)}", flush=True)

    def end(self, pool: concurrent.futures.Executor) -> None:
        """Starts nothing more and ends whatever runs."""
        pool.shutdown(wait=False, cancel_futures=True)
        for process, _ in list(self.running.values()):
            end_group(process)


def end_group(process: subprocess.Popen) -> None:
    """Ends the process group of a suite, also when the suite itself is gone and something it started is not."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def room(column: str) -> str:
    """Where suites and their PostgreSQL write: memory in the gate where there is enough, since what they prove does not
    hang on a slow disk (who loses power has a file system of the test's own); the disk at night."""
    memory = pathlib.Path("/dev/shm")
    if column != "gate" or not os.access(memory, os.W_OK):
        return "/tmp"
    free = os.statvfs(memory)
    return str(memory) if free.f_bavail * free.f_frsize >= MEMORY_LEAST else "/tmp"


def with_postgres(options: argparse.Namespace, work):
    """Runs `work` while a PostgreSQL of its own is up; stops it whatever happens."""
    folder = tempfile.mkdtemp(prefix="nesie-pg.", dir=room(options.column))
    tool = [str(ROOT / "tools/postgres.sh")]
    try:
        start = subprocess.run([*tool, "start", folder], stdout=subprocess.PIPE, text=True, check=False)
        if start.returncode != 0:
            sys.exit(start.returncode)
        os.environ["NESIE_TEST_POSTGRES"] = start.stdout.strip()
        os.environ["NESIE_TEST_POSTGRES_DIR"] = folder
        return work()
    finally:
        subprocess.run([*tool, "stop", folder], check=False)


def run_suites(options: argparse.Namespace, chosen: list) -> list:
    """Runs what is chosen: first those that may run beside others, longest first; then one by one."""
    before = evidence.seconds_before()
    suites = sorted(chosen, key=lambda s: -before.get(s.name, LONG_SECONDS if "long" in s.marks else 0))
    with tempfile.TemporaryDirectory(prefix="nesie-gate.", dir=room(options.column)) as scratch:
        runner = Runner(options, pathlib.Path(scratch))
        # one more than there are processors: many suites wait for deadlines, restarts and PostgreSQL
        done = runner.run_all([s for s in suites if "parallel" in s.marks], 1 + (os.cpu_count() or 1))
        done += runner.run_all([s for s in suites if "parallel" not in s.marks], 1)
        proofs = rules.Proofs()
        for suite in suites:
            proofs.add(suite, next(r for r in done if r.suite == suite.name), pathlib.Path(scratch))
    if not options.quick and not options.suites:
        done.append(runner.tell(proofs.result(), "", proofs.report))
    return done


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev test", description="The gate: all tests, or the suites named.")
    parser.add_argument("--quick", action="store_true", help="unit tests of the gcc build only")
    parser.add_argument("--night", dest="column", action="store_const", const="night", default="gate")
    parser.add_argument("--release", dest="column", action="store_const", const="release")
    parser.add_argument("--seed", type=int, default=None, help="default: the number of commits")
    parser.add_argument("suites", nargs="*", help="names of suites, or unit, unit-asan, a folder")
    options = parser.parse_args()
    options.commit = evidence.commit()
    if options.seed is None:
        options.seed = evidence.seed()
    return options


def main() -> int:
    options, began = read_options(), float(os.environ.get("NESIE_GATE_BEGAN", time.time()))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(130))
    chosen = choose(options)
    print(f"seed {options.seed}, column {options.column}", flush=True)
    done = with_postgres(options, lambda: run_suites(options, chosen))
    everything = results.total(done)
    everything.seconds = round(time.time() - began, 1)
    evidence.write(options, done, everything)
    minutes = everything.seconds / 60
    over = f": over its {GATE_MINUTES}" if options.column == "gate" and minutes > GATE_MINUTES else ""
    print(f"took {minutes:.1f} minutes{over}")
    print(everything.counts())
    return 1 if everything.failed else 0


if __name__ == "__main__":
    sys.exit(main())
