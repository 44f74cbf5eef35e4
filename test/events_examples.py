#!/usr/bin/env python3
"""Run the worked examples of docs/events.md through `nesie schedule` and compare. Prints TAP.

usage: events_examples.py NESIE [--write]

An example is a block of JSON (members over those of the first block, the loan of the examples) and a block of lines
`DAY PATH = VALUE` (a state), `row N PATH = VALUE` (a row to come, from 1) or `explain = TEXT` (a line that must be
there). --write puts the values that the command gives in place of those of the page: read them before they are kept.
"""
import json
import pathlib
import re
import subprocess
import sys

PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs/events.md"
BLOCK = re.compile(r"```json\n(.*?)```(?:\n\n```text\n(.*?)```)?", re.S)


def answer(nesie: str, given: dict) -> dict:
    run = subprocess.run([nesie, "schedule"], input=json.dumps(given), capture_output=True, text=True, check=False)
    return json.loads(run.stdout)


def at(found: dict, path: str) -> str:
    """The value of a dotted path, as text."""
    value = found
    for name in path.split("."):
        value = value[name] if isinstance(value, dict) else None
    return json.dumps(value) if isinstance(value, (bool, type(None))) else str(value)


def value_of(got: dict, what: str) -> str:
    """What the answer has for the left side of a line."""
    if "errors" in got:
        return got["errors"][0]["field"] + " " + got["errors"][0]["code"]
    words = what.split()
    if words[0] == "row":
        return at(got["rows_to_come"][int(words[1]) - 1], words[2])
    state = [one for one in got["states"] if one["day"] == words[0]]
    return at(state[0], words[1]) if state else "no such day"


def holds(got: dict, line: str) -> tuple[bool, str]:
    """Whether the line holds, and the line with the value of the answer."""
    what, _, wanted = line.partition(" = ")
    if what == "explain":
        return any(one["text"] == wanted for one in got.get("explain", [])), line
    value = value_of(got, what)
    return value == wanted, f"{what} = {value}"


def main() -> int:
    nesie, write = sys.argv[1], "--write" in sys.argv
    page = PAGE.read_text("utf-8")
    blocks = list(BLOCK.finditer(page))
    base = json.loads(blocks[0][1])
    failed = 0
    for number, block in enumerate(blocks[1:], 1):
        got = answer(nesie, {**base, **json.loads(block[1])})
        lines = [holds(got, line) for line in block[2].splitlines()]
        bad = [line for (fine, line) in lines if not fine]
        failed += bool(bad)
        name = page[:block.start()].rstrip().splitlines()[-1]
        print(f"{'not ok' if bad else 'ok'} {number} - {name}")
        for line in bad:
            print(f"# the command says: {line}")
        if write:
            page = page.replace(block[2], "".join(line + "\n" for (_, line) in lines))
    if write:
        PAGE.write_text(page, "utf-8")
    print(f"1..{len(blocks) - 1}")
    print(f"{len(blocks) - 1 - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
