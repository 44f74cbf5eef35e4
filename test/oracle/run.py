#!/usr/bin/env python3
"""The second implementation against the program: one test a family, the last line `N passed, N failed, N skipped`.

    test/oracle/run.py [--loans N] [--seed S] [--program PATH] [--jobs N] [--least N] [--no-wasm]
                       [--without FAMILIES] [--minutes M] [--keep FILE]

N random loans (default: row oracle_loans of test/budget.tsv, column NESIE_BUDGET) go as JSON lines through
`nesie schedule --lines`; each row, total, rate, verdict of the caps, state after each event and penalty must
be equal to the tiyn. First the oracle itself must agree with the published numbers (vectors.py). A failing loan is made
small and printed; the same seed gives the same loans. With --keep, chunks that passed are remembered in FILE, and what
passed once is not run again until the arithmetic, the command or the oracle change; so a long run may be cut into many.
See README.md beside this file.
"""
import argparse
import hashlib
import json
import multiprocessing
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import burden_cases
import drive
import gen
import vectors

ROOT = pathlib.Path(__file__).resolve().parents[2]
FAMILIES = ["published", "generator", "schedules", "rates", "caps", "folds", "penalties", "burden", "wasm"]
CHUNK = 500


def budget():
    """The number of loans that the chosen column of test/budget.tsv asks for."""
    rows = [line.split("\t") for line in (ROOT / "test/budget.tsv").read_text("utf-8").splitlines()]
    column = rows[0].index(os.environ.get("NESIE_BUDGET", "gate"))
    return next(int(row[column]) for row in rows if row[0] == "oracle_loans")


def work(job):
    """One chunk: the job, {family: [compared, [(case, what)]]} and the pairs met."""
    program, seed, chunk, count, wasm = job
    some = drive.loans(seed, chunk, count)
    answers, text, said = drive.ask(program, [one.case for one in some])
    found = {name: [0, []] for name in FAMILIES}
    counts = {}
    for one, answer in zip(some, answers):
        gen.pairs(one.drawn, counts)
        if answer is None:
            found["schedules"][1].append((one.case, f"no answer: {said[-600:]}"))
            continue
        for family, what in one.differences(answer).items():
            found[family][0] += 1
            if what:
                found[family][1].append((one.case, what))
    if wasm:
        through_wasm(wasm, some, answers, found["wasm"])
    return job, found, counts


def through_wasm(wasm, some, answers, found):
    """The same loans through the WebAssembly build, which must answer as the program does."""
    cases = [one.case for one in some]
    run = subprocess.run(["node", ROOT / "test/oracle/wasm.mjs", wasm], capture_output=True, text=True, check=False,
                         input="".join(json.dumps(case) + "\n" for case in cases), timeout=600)
    lines = run.stdout.splitlines()
    found[0] += len(lines)
    if len(lines) < len(cases):
        found[1].append(({}, f"it answered {len(lines)} of {len(cases)}: {run.stderr[-500:]}"))
    for case, native, line in zip(cases, answers, lines):
        its = json.loads(line)
        if native and "rows" not in native:
            native = {"errors": [{k: error[k] for k in ("field", "code")} for error in native["errors"]]}
        what = drive.first_difference(its, native)
        if what:
            found[1].append((case, what.replace("the oracle says", "the program says")))


def make_wasm(folder):
    """The WebAssembly build in a folder of its own, or why there is none."""
    if not shutil.which("node") or not (ROOT / "tools/wasm.sh").exists():
        return None, "no node, or no tools/wasm.sh"
    run = subprocess.run([ROOT / "tools/wasm.sh", folder], capture_output=True, text=True, check=False)
    made = pathlib.Path(folder) / "calc.wasm"
    if run.returncode or not made.exists():
        raise SystemExit(f"tools/wasm.sh failed: {run.stdout[-500:]}{run.stderr[-500:]}")
    return str(made), None


class Kept:
    """Chunks that passed, in a file: a JSON object a line with the key of the sources and what was compared."""

    def __init__(self, path, seed):
        self.path, self.passed = pathlib.Path(path) if path else None, {}
        if not path:
            return
        what = hashlib.sha256(f"{seed} {CHUNK}".encode())
        for folder, form in (("src/calc", "*.[ch]"), ("src/calc", "*.def"), ("src/base", "*.[ch]"),
                             ("src/app", "schedule*.[ch]"), ("test/oracle", "**/*.py"), ("web/shared/calc", "*.js")):
            for source in sorted((ROOT / folder).glob(form)):
                if not source.name.endswith("_test.c"):
                    what.update(source.name.encode() + source.read_bytes())
        self.key = what.hexdigest()[:16]
        for line in self.path.read_text("utf-8").splitlines() if self.path.exists() else ():
            row = json.loads(line)
            if row["key"] == self.key:
                self.passed[row["chunk"], row["loans"], row["wasm"]] = row

    def recall(self, job, tally):
        """Whether the chunk passed before; then it counts as it did."""
        row = self.passed.get((job[2], job[3], bool(job[4])))
        if row:
            tally.add({family: [count, []] for family, count in row["compared"].items()}, {})
        return bool(row)

    def keep(self, job, found):
        """Remembers a chunk in which nothing differed."""
        if self.path and not any(wrong for _, wrong in found.values()):
            row = {"key": self.key, "chunk": job[2], "loans": job[3], "wasm": bool(job[4]),
                   "compared": {family: count for family, (count, _) in found.items() if count}}
            with self.path.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row) + "\n")


class Tally:
    """What became of each family."""

    def __init__(self, program, least):
        self.program, self.least = program, least
        self.done = dict.fromkeys(FAMILIES, 0)
        self.wrong = {name: [] for name in FAMILIES}
        self.many = dict.fromkeys(FAMILIES, 0)
        self.counts, self.skipped = {}, {}

    def add(self, found, counts):
        """The result of one chunk."""
        for family, (count, wrong) in found.items():
            self.done[family] += count
            self.many[family] += len(wrong)
            self.wrong[family] += wrong[:max(0, 3 - len(self.wrong[family]))]
        for pair, count in counts.items():
            self.counts[pair] = self.counts.get(pair, 0) + count

    def end(self):
        """Tell each family, and the counts; the exit status."""
        passed = failed = 0
        for number, family in enumerate(FAMILIES, 1):
            if family in self.skipped:
                told = f"; {self.many[family]} of {self.done[family]} differ" if self.many[family] else ""
                print(f"ok {number} - {family} # SKIP {self.skipped[family]}{told}")
                continue
            bad = self.many[family]
            passed, failed = passed + (not bad), failed + bool(bad)
            print(f"{'not ok' if bad else 'ok'} {number} - {family} ({self.done[family]} compared, {bad} differ)")
            for case, what in self.wrong[family]:
                self.show(family, case, what)
        print(f"{passed} passed, {failed} failed, {len(self.skipped)} skipped")
        return 1 if failed else 0

    def show(self, family, case, what):
        """A counterexample, made small."""
        if case and family not in ("wasm", "burden", "published"):
            case, what = drive.shrink(self.program, case, family, what)
        print(f"#   {what[:2000]}")
        if case:
            print(f"#   {json.dumps(case)}")


def published(tally):
    """The oracle against the published numbers."""
    for family in vectors.FAMILIES:
        wrong, count = vectors.check(family)
        tally.add({"published": [count, [({}, what) for what in wrong]]}, {})


def met(tally, loans):
    """Each pair of values of two options must have been drawn often enough among the loans of this run."""
    least = tally.least if tally.least is not None else loans // 500 if loans >= 1500 else 0    # few tell nothing
    missing = gen.seldom(tally.counts, least)
    tally.done["generator"] = len(tally.counts)
    tally.many["generator"] = len(missing)
    tally.wrong["generator"] = [({}, f"{a} with {b}: {count} times, wanted {least}") for a, b, count in missing[:5]]


def main():
    parse = argparse.ArgumentParser()
    parse.add_argument("--loans", type=int)
    parse.add_argument("--seed", default=os.environ.get("NESIE_SEED", "1"))
    parse.add_argument("--program", default=str(pathlib.Path(os.environ.get("NESIE_BUILD", ROOT / "build")) / "nesie"))
    parse.add_argument("--jobs", type=int, default=2)
    parse.add_argument("--least", type=int)
    parse.add_argument("--no-wasm", action="store_true")
    parse.add_argument("--minutes", type=float, default=0, help="end after so long, whatever was compared by then")
    parse.add_argument("--without", default="", help="families that are not judged, by commas; they count as skipped")
    parse.add_argument("--wasm-loans", type=int, default=20000)
    parse.add_argument("--keep", help="a file that remembers the chunks that passed")
    args = parse.parse_args()
    loans = args.loans or budget()
    with tempfile.TemporaryDirectory(prefix="oracle.") as folder:
        wasm, why = (None, "--no-wasm") if args.no_wasm else make_wasm(folder)
        return compare(args, loans, wasm, why)


def compare(args, loans, wasm, why):
    """All of it; the exit status."""
    tally = Tally([args.program], args.least)
    if not wasm:
        tally.skipped["wasm"] = why
    for family in filter(None, args.without.split(",")):
        tally.skipped[family] = "left out by --without"
    published(tally)
    jobs = [([args.program], args.seed, place, min(CHUNK, loans - first), wasm if first < args.wasm_loans else None)
            for place, first in enumerate(range(0, loans, CHUNK))]
    kept = Kept(args.keep, args.seed)
    jobs = [job for job in jobs if not kept.recall(job, tally)]
    end = time.monotonic() + 60 * args.minutes
    with multiprocessing.Pool(args.jobs) as pool:
        for place, (job, found, counts) in enumerate(pool.imap_unordered(work, jobs), 1):
            tally.add(found, counts)
            kept.keep(job, found)
            for family, (_, wrong) in found.items():
                for case, what in wrong if loans > 20000 else ():      # a long run tells at once
                    print(f"# {family}: {what[:300]} {json.dumps(case)}", flush=True)
            done = loans - (len(jobs) - place) * CHUNK
            if place % 20 == 0:
                print(f"# {done} of {loans} loans, {sum(tally.many.values())} differ", flush=True)
            if args.minutes and time.monotonic() > end:
                print(f"# ended after {args.minutes} minutes: {done} of {loans} loans")
                pool.terminate()
                break
    met(tally, sum(job[3] for job in jobs))
    burden_cases.run(tally, args.program, args.seed, max(100, loans // 10))
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
