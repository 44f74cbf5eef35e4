#!/usr/bin/env python3
"""./dev mutate --seed N: takes rules out of the code, one at a time, and expects a test to fail each time.

Draws from refusals (NES_REFUSE, NES_FAIL), limits of fields and rows of routes in src/. Works in a copy of the tree.
A mutant that does not compile is drawn again. Prints TAP, a line a mutant, and the counts: failed are the survivors.
"""
import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import gate
import mutate_sites
import results
from lint_base import ROOT, ending, files, text

SECONDS_MOST = 600
STORIES_MOST = 6    # asked before all others


def copy_tree(to: pathlib.Path) -> None:
    for path in files():
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, to / path)


def build(tree: pathlib.Path, *targets: str) -> bool:
    """Builds the copy, or only some of it; false where the compiler refuses."""
    if not (tree / "build/build.ninja").exists():
        subprocess.run(["meson", "setup", "build", "-Doptimization=0", "-Dwerror=false"], cwd=tree, check=True,
                       stdout=subprocess.DEVNULL)
    return subprocess.run(["ninja", "-C", "build", *targets], cwd=tree, stdout=subprocess.DEVNULL,
                          check=False).returncode == 0


def told_by(stories: dict, site: mutate_sites.Site) -> list:
    """The stories that speak of the fault, the field or the route, most often first."""
    counts = {name: len(site.named().findall(story)) for name, story in stories.items()}
    return sorted((name for name in counts if counts[name]), key=lambda name: (-counts[name], name))[:STORIES_MOST]


def rounds(tree: pathlib.Path, site: mutate_sites.Site) -> list:
    """(targets to build, [(test, command)]): first what most likely catches the mutant, then everything."""
    units = gate.unit_suites(tree / "build", "unit")
    own = [suite for suite in units if suite.name == f"unit {site.path.split('/')[1]}"]
    told = told_by({path.stem: path.read_text("utf-8") for path in (tree / "test/story").glob("*.story")}, site)
    story = ["python3", "test/story/run.py", "--engine", "sqlite"]
    programs = ["nesie", "nesie-world"]
    near = [(suite.name, suite.command) for suite in own] + ([("stories", [*story, *told])] if told else [])
    far = [(suite.name, suite.command) for suite in units if suite not in own] + [("stories", story)]
    return [(programs + [str(pathlib.Path(suite.command[0]).relative_to(tree / "build")) for suite in own], near),
            ([], far)]


def first_failure(tree: pathlib.Path, tests: list) -> str:
    """The first test that fails on the tree as it stands, or nothing. On SQLite: rules are the same on both."""
    env = {**os.environ, "NESIE_BUDGET": "gate", "NESIE_BUILD": str(tree / "build"), "CMOCKA_MESSAGE_OUTPUT": "tap"}
    env.pop("NESIE_TEST_POSTGRES", None)
    for name, command in tests:
        try:
            run = subprocess.run(command, cwd=tree, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False,
                                 timeout=SECONDS_MOST)
        except subprocess.TimeoutExpired:
            return f"{name}: it took too long"
        result = results.read(name, run.stdout.decode("utf-8", "replace"), run.returncode)
        if result.failed:
            return f"{name}: {result.failures[0]}"
    return ""


def try_site(tree: pathlib.Path, site: mutate_sites.Site) -> str:
    """What caught the mutant, nothing where it survived, None where it does not compile."""
    (tree / site.path).write_text(mutate_sites.mutated(text(site.path), site), "utf-8")
    try:
        for targets, tests in rounds(tree, site):
            if not build(tree, *targets):
                return None
            if by := first_failure(tree, tests):
                return by
        return ""
    finally:
        (tree / site.path).write_text(text(site.path), "utf-8")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev mutate")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=5, help="mutants to try")
    parser.add_argument("--kind", choices=("refuse", "fail", "field", "route"), help="draw from these only")
    parser.add_argument("--only", default="", help="draw from paths that hold this")
    return parser.parse_args()


def main() -> int:
    options = read_options()
    paths = [path for path in ending(".c") if path.startswith("src/") and not path.endswith("_test.c")]
    drawn = [site for path in paths if options.only in path for site in mutate_sites.sites(path, text(path))]
    drawn = [site for site in drawn if options.kind in (None, site.kind)]
    print(f"# {len(drawn)} sites, seed {options.seed}", flush=True)
    drawn = mutate_sites.in_turn(drawn, random.Random(options.seed))
    killed = survived = 0
    with tempfile.TemporaryDirectory(prefix="nesie-mutate.", dir="/tmp") as folder:
        tree = pathlib.Path(folder)
        copy_tree(tree)
        if not build(tree):
            sys.exit("mutate: the tree itself does not build")
        everything = [test for _, tests in rounds(tree, drawn[0]) for test in tests]
        if broken := first_failure(tree, everything):
            sys.exit(f"mutate: the tree itself fails: {broken}")
        for site in drawn:
            if killed + survived == options.count:
                break
            by = try_site(tree, site)
            if by is not None:
                killed, survived = killed + bool(by), survived + (not by)
                print(f"ok - {site}: caught by {by}" if by else f"not ok - {site}: SURVIVED", flush=True)
    print(f"{killed} passed, {survived} failed, 0 skipped")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
