#!/usr/bin/env python3
"""Run the unit tests of build/ and print `N passed, N failed, N skipped` as the last line."""
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main() -> int:
    passed = failed = skipped = 0
    for binary in sorted((ROOT / "build/test/unit").glob("*_test")):
        run = subprocess.run([binary, *sys.argv[1:]], env={**os.environ, "CMOCKA_MESSAGE_OUTPUT": "tap"},
                             capture_output=True, text=True, check=False)
        lines = run.stdout.splitlines()
        skipped += sum(line.startswith("ok") and "# SKIP" in line for line in lines)
        passed += sum(line.startswith("ok") and "# SKIP" not in line for line in lines)
        bad = [line for line in lines if line.startswith("not ok")]
        failed += len(bad) or (1 if run.returncode else 0)
        if bad or run.returncode:
            print(f"{binary.name}: exit {run.returncode}\n{run.stdout}{run.stderr}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


sys.exit(main())
