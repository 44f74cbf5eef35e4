#!/usr/bin/env python3
"""./dev lint: every check of the tree. `--fast`: only those that read text; `--gate`: also those that need a gcc build,
and at night all, so that what takes minutes is not forgotten.

Prints the findings and, as TAP, one line a check; the last line counts checks.
"""
import os
import subprocess
import sys
import time

import lint_c
import lint_lists
import lint_text
import lint_tools
import scan
from lint_base import ROOT, check_exceptions, is_allowed

FAST = {
    "floors": lint_c.check_floors, "functions": lint_c.check_functions, "calls": lint_c.check_calls,
    "forms": lint_c.check_forms, "lists": lint_lists.check_lists, "sizes": lint_text.check_sizes,
    "words": lint_text.check_words, "commits": lint_text.check_commits, "scripts": lint_text.check_scripts,
    "tables": lint_text.check_tables, "rules": lint_text.check_rules, "scan": scan.check_scan,
}
BUILT = {"globals": lint_tools.check_globals}
SLOW = {"tidy": lint_tools.check_tidy, "cppcheck": lint_tools.check_cppcheck,
        "exceptions": check_exceptions}
# Linters of other parts: each prints its findings and ends with 0 where there are none.
OTHERS = {"schema": "tools/sqllint.py"}


def run_check(name: str, check) -> bool:
    """Runs one check and tells; true if nothing was found."""
    began = time.monotonic()
    found = [finding for finding in check() if not is_allowed(name, finding)]
    print(*found, sep="\n", end="\n" if found else "")
    took = time.monotonic() - began
    print(f"{'not ok' if found else 'ok'} - {name} # {len(found)} findings, {took:.1f} s", flush=True)
    return not found


def run_other(name: str, script: str) -> bool:
    run = subprocess.run([sys.executable, script], cwd=ROOT, capture_output=True, text=True, check=False)
    print(run.stdout + run.stderr, end="")
    print(f"{'not ok' if run.returncode else 'ok'} - {name}", flush=True)
    return run.returncode == 0


def main() -> int:
    short = "--gate" in sys.argv and os.environ.get("NESIE_BUDGET", "gate") == "gate"
    checks = FAST if "--fast" in sys.argv else FAST | BUILT if short else FAST | BUILT | SLOW
    held = [run_check(name, check) for name, check in checks.items()]
    held += [run_other(name, path) for name, path in OTHERS.items() if (ROOT / path).exists()]
    print(f"{sum(held)} passed, {len(held) - sum(held)} failed, 0 skipped")
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
