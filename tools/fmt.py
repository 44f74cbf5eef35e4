#!/usr/bin/env python3
"""./dev fmt: formats the bodies of functions, and lines that are too long, with clang-format. Tables, declarations and
macros stay as aligned by hand.

`--long` takes the lines that are too long only. `--check` changes nothing and ends with 1 where something would change.
Other words choose files.
"""
import subprocess
import sys

import cscan
from lint_base import ROOT, ending, text
from lint_text import COLUMNS


def formatted(path: str, long_only: bool) -> str:
    """The file as clang-format would have it, where it is asked."""
    ranges = [f"--lines={number}:{number}" for number, line in enumerate(text(path).splitlines(), 1)
              if len(line) > COLUMNS]
    for function in [] if long_only else cscan.functions(text(path)):
        last = function.line + function.lines - 1
        ranges.append(f"--lines={last - function.body.count(chr(10))}:{last}")
    if not ranges:
        return text(path)
    run = subprocess.run(["clang-format-14", *ranges, path], cwd=ROOT, capture_output=True, text=True, check=True)
    return run.stdout


def main() -> int:
    words = [word for word in sys.argv[1:] if word not in ("--check", "--long")]
    news = {path: formatted(path, "--long" in sys.argv) for path in words or ending(".c", ".h")}
    other = [path for path, new in news.items() if new != text(path)]
    for path in other:
        print(path)
        if "--check" not in sys.argv:
            (ROOT / path).write_text(news[path], "utf-8")
    return 1 if other and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
