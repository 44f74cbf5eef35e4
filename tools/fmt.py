#!/usr/bin/env python3
"""./dev fmt: formats the bodies of functions with clang-format. Tables, declarations, macros stay as aligned by hand.

`--check` changes nothing and ends with 1 where something would change. Other words choose files.
"""
import subprocess
import sys

import cscan
from lint_base import ROOT, ending, text


def formatted(path: str) -> str:
    """The file as clang-format would have its function bodies."""
    ranges = []
    for function in cscan.functions(text(path)):
        last = function.line + function.lines - 1
        ranges.append(f"--lines={last - function.body.count(chr(10))}:{last}")
    if not ranges:
        return text(path)
    run = subprocess.run(["clang-format-14", *ranges, path], cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout


def main() -> int:
    words = [word for word in sys.argv[1:] if word != "--check"]
    other = [path for path in words or ending(".c", ".h") if formatted(path) != text(path)]
    for path in other:
        print(path)
        if "--check" not in sys.argv:
            (ROOT / path).write_text(formatted(path), "utf-8")
    return 1 if other and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
