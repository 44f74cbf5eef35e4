#!/usr/bin/env python3
"""Which branches of src/calc neither the unit tests nor a run of the oracle take.

    tools/coverage_calc.py [--loans N] [--seed S]

src/calc is built by clang with source coverage in build-coverage/, the rest as for mutants. A branch is one way (true or false) of one condition. Each
branch not taken must be listed in test/oracle/uncovered.txt with its reason; one that is not listed fails, and so
does a listed one that is taken now. Prints `N of N branches taken, N listed, N unlisted, N stale`, then a line of
counts for the gate's suites, in which each branch is one: the listed ones are skipped.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys

import mutate_calc

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build-coverage"
LISTED = ROOT / "test/oracle/uncovered.txt"
CLANG = ["clang-14", "-fprofile-instr-generate", "-fcoverage-mapping"]


def build():
    """nesie and calc_test with counters in src/calc, which is compiled anew in front of an ordinary build."""
    mutate_calc.prepare(["nesie", "test/unit/calc_test"])
    BUILD.mkdir(exist_ok=True)
    things = []
    for source in sorted((ROOT / "src/calc").glob("*.c")):
        if not source.name.endswith("_test.c"):
            things.append(BUILD / (source.stem + ".o"))
            told = [word for word in mutate_calc.compile_command(source) if word.startswith(("-I", "-D", "-std", "-ffp"))]
            subprocess.run([*CLANG, "-O1", "-w", *told, "-c", source, "-o", things[-1]], check=True,
                           cwd=mutate_calc.BUILD)
    for target, out in (("nesie", "nesie"), ("test/unit/calc_test", "calc_test")):
        words = mutate_calc.replace_output(mutate_calc.command_of(target), BUILD / out, first=things)
        subprocess.run([*CLANG, *words[1:]], check=True, cwd=mutate_calc.BUILD)


def run(args):
    """The tests and the oracle, which is judged elsewhere; the merged counters."""
    raw = BUILD / "raw"
    raw.mkdir(exist_ok=True)
    for old in raw.iterdir():
        old.unlink()
    env = {**os.environ, "LLVM_PROFILE_FILE": str(raw / "%p-%m.profraw")}
    subprocess.run([BUILD / "calc_test"], env=env, check=True, capture_output=True)
    subprocess.run([sys.executable, ROOT / "test/oracle/run.py", "--loans", str(args.loans), "--seed", str(args.seed),
                    "--program", str(BUILD / "nesie"), "--no-wasm"], env=env, check=False, stdout=subprocess.DEVNULL)
    merged = BUILD / "all.profdata"
    subprocess.run(["llvm-profdata-14", "merge", "-o", merged, *raw.iterdir()], check=True)
    return merged


def branches(merged):
    """{key: taken} of every way of every condition in src/calc."""
    export = subprocess.run(["llvm-cov-14", "export", f"-instr-profile={merged}", BUILD / "nesie",
                             f"-object={BUILD}/calc_test"], check=True, capture_output=True)
    found = {}
    for entry in json.loads(export.stdout)["data"][0]["files"]:
        path = pathlib.Path(mutate_calc.BUILD, entry["filename"]).resolve()
        if path.parent != ROOT / "src/calc" or path.name.endswith("_test.c"):
            continue
        text = path.read_text().splitlines()
        for line, column, end_line, end_column, true, false, *_ in entry["branches"]:
            what = condition(text, (line, column), (end_line, end_column))
            for way, count in (("true", true), ("false", false)):
                key = f"{path.name}: {what} is {way}"
                found[key] = found.get(key, 0) + count
    return found


def condition(text, start, end):
    """The words of a condition with the line they stand on, so that the key outlives moving lines."""
    (line, column), (end_line, end_column) = start, end
    if line == end_line:
        words = text[line - 1][column - 1:end_column - 1]
    else:
        words = " ".join([text[line - 1][column - 1:], *text[line:end_line - 1], text[end_line - 1][:end_column - 1]])
    whole = " ".join(text[line - 1].split())
    words = " ".join(words.split())
    return f"`{words}`" if words == whole else f"`{words}` in `{whole}`"


def main():
    parse = argparse.ArgumentParser()
    parse.add_argument("--loans", type=int, default=4000)
    parse.add_argument("--seed", type=int, default=1)
    args = parse.parse_args()
    build()
    found = branches(run(args))
    rows = [row for row in LISTED.read_text().splitlines() if row and not row.startswith("#")]
    listed = dict(row.split(" # ", 1) for row in rows)
    unlisted = [key for key, count in found.items() if not count and key not in listed]
    stale = [key for key in listed if found.get(key, 1)]
    for key in unlisted:
        print("not taken:", key)
    for key in stale:
        print("listed, yet taken or gone:", key)
    taken = sum(count > 0 for count in found.values())
    print(f"{taken} of {len(found)} branches taken, {len(listed)} listed, {len(unlisted)} unlisted, {len(stale)} stale")
    failed = len(unlisted) + len(stale)
    print(f"{taken} passed, {failed} failed, {len(found) - taken - len(unlisted)} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
