"""TAP for tests that are functions."""
import os
import sys
import traceback

from place import Broken


def want(held: bool, what: str) -> None:
    if not held:
        raise Broken(what)


def prove(name: str, rules: list) -> None:
    """Tells the gate which rules the test that passed proves."""
    if out := os.environ.get("NESIE_RULES_OUT"):
        with open(out, "a", encoding="utf-8") as file:
            file.writelines(f"{rule}\t{kind}\t{name}\n" for rule, kind in rules)


def main(tests: list, rules: dict = None) -> int:
    """Runs the functions whose names contain a word of the command line, or all. Those of PostgreSQL want one."""
    there = "NESIE_TEST_POSTGRES" in os.environ
    chosen = [test for test in tests if not sys.argv[1:] or any(word in test.__name__ for word in sys.argv[1:])]
    return run([(test.__name__, test if there or "postgres" not in test.__name__ else None) for test in chosen],
               "NESIE_TEST_POSTGRES is not set", rules)


def run(tests: list, skip: str = "", rules: dict = None) -> int:
    """Runs (name, function) pairs; a function of None is skipped for the reason. `rules`: by name, what a pass proves:
    pairs of a rule and "shows" or "refuses". The exit status."""
    failed = 0
    print(f"1..{len(tests)}")
    for number, (name, test) in enumerate(tests, 1):
        if test is None:
            print(f"ok {number} - {name} # SKIP {skip}")
            continue
        try:
            test()
            print(f"ok {number} - {name}", flush=True)
            prove(name, (rules or {}).get(name, []))
        except Exception as fault:
            failed += 1
            told = str(fault) if isinstance(fault, Broken) else traceback.format_exc()
            print(f"not ok {number} - {name}", *(f"# {line}" for line in told.splitlines()), sep="\n", flush=True)
    return 1 if failed or not tests else 0
