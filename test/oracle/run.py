#!/usr/bin/env python3
"""The second implementation against the program: one test a family, the last line `N passed, N failed, N skipped`.

    test/oracle/run.py [--loans N] [--seed S] [--program PATH] [--jobs N] [--least N] [--no-wasm]

N random loans (default: row oracle_loans of test/budget.tsv, column NESIE_BUDGET) go as JSON lines through `nesie schedule
--lines`; each row, total, rate, verdict of the caps, state after each event and penalty must be equal to the tiyn. First
the oracle itself must agree with the published numbers (vectors.py). A failing loan is made small and printed; the same
seed gives the same loans. See README.md beside this file.
"""
import argparse
import json
import multiprocessing
import os
import pathlib
import shutil
import subprocess
import sys

import burden_cases
import drive
import gen
import gen_events
import vectors

ROOT = pathlib.Path(__file__).resolve().parents[2]
FAMILIES = ["published", "generator", "schedules", "rates", "caps", "folds", "penalties", "burden", "wasm"]
CHUNK = 500
WASM = ROOT / "web/shared/calc"


def budget():
    """The number of loans that the chosen column of test/budget.tsv asks for."""
    rows = [line.split("\t") for line in (ROOT / "test/budget.tsv").read_text("utf-8").splitlines()]
    column = rows[0].index(os.environ.get("NESIE_BUDGET", "gate"))
    return next(int(row[column]) for row in rows if row[0] == "oracle_loans")


def work(job):
    """One chunk: {family: [compared, [(case, what)]]}, the pairs met, and the JSON for the WebAssembly build."""
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
        its = subprocess.run(["node", ROOT / "test/oracle/wasm.mjs"], capture_output=True, text=True, check=False,
                             input="\n".join(json.dumps(one.case) for one in some) + "\n", timeout=600)
        pairs = list(zip(text.splitlines(), its.stdout.splitlines()))
        found["wasm"][0] += len(pairs)
        found["wasm"][1] += [(one.case, "WebAssembly answers otherwise")
                             for one, (a, b) in zip(some, pairs) if a != b]
        if len(pairs) < len(some):
            found["wasm"][1].append(({}, f"WebAssembly answered {len(pairs)} of {len(some)}: {its.stderr[-500:]}"))
    return found, counts


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
                print(f"ok {number} - {family} # SKIP {self.skipped[family]}")
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
    """Each pair of values of two options must have been drawn often enough."""
    least = tally.least if tally.least is not None else loans // 500
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
    parse.add_argument("--wasm-loans", type=int, default=20000)
    args = parse.parse_args()
    loans = args.loans or budget()
    tally = Tally([args.program], args.least)
    wasm = not args.no_wasm and WASM.exists() and shutil.which("node") is not None
    if not wasm:
        tally.skipped["wasm"] = "no web/shared/calc, or no node"
    published(tally)
    jobs = [([args.program], args.seed, place, min(CHUNK, loans - first), wasm and first < args.wasm_loans)
            for place, first in enumerate(range(0, loans, CHUNK))]
    with multiprocessing.Pool(args.jobs) as pool:
        for place, (found, counts) in enumerate(pool.imap_unordered(work, jobs), 1):
            tally.add(found, counts)
            if place % 100 == 0:
                print(f"# {place * CHUNK} loans, {sum(tally.many.values())} differ", flush=True)
    met(tally, loans)
    burden_cases.run(tally, args.program, args.seed, max(100, loans // 10))
    return tally.end()


if __name__ == "__main__":
    sys.exit(main())
