#!/usr/bin/env python3
"""The worked examples of docs/schedule.md: each JSON block is given to `nesie schedule`, and the table below it must be
the answer. Each member of the input's JSON Schema, and each word that one may have and that is no default, must stand
in an example of that page or of docs/events.md (whose answers test/events_examples.py checks).
Usage: schedule_examples.py NESIE [--write]; --write puts the answers of NESIE into the page."""
import json
import pathlib
import re
import subprocess
import sys

PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs/schedule.md"
BLOCK = re.compile(r"(```json\n(\{.*?\})\n```\n\n```text\n)(.*?)(```)", re.DOTALL)
EVENTS = PAGE.with_name("events.md")
DEFAULTS = {"half_up", "year", "months", "jan1", "actual", "exclude", "last", "keep", "charge", "anchor", "consumer",
            "working_day", "balance", "anniversary", "payment"}        # what holds in the examples that do not say it


def table(answer: dict) -> str:
    """The rows and what else an example shows."""
    lines = ["  nr  date        days     principal  remuneration           due       balance"]
    for row in answer["rows"]:
        principal = f"({row['payout']})" if row["nr"] == 0 else row["principal"]
        lines.append(f"{row['nr']:4}  {row['date']}  {row['days']:4}  {principal:>12}  {row['remuneration']:>12}"
                     f"  {row['due']:>12}  {row['balance']:>12}")
    rate = answer["effective_rate"]
    lines.append(f"overpayment {answer['overpayment']}, ГЭСВ {rate.get('percent', rate.get('refused'))}")
    return "\n".join(lines) + "\n"


def answer(program: str, text: str) -> str:
    """What the program says to one example."""
    run = subprocess.run([program, "schedule"], input=text, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        return run.stdout
    return table(json.loads(run.stdout))


def offered(schema: dict, name: str = "") -> set[tuple[str, str]]:
    """(member, "") of each member of a schema, (member, word) of each word that it may have."""
    found = {(name, str(word)) for word in schema.get("enum", [])}
    if "const" in schema:
        found.add((name, str(schema["const"])))
    for member, part in schema.get("properties", {}).items():
        found |= {(member, "")} | offered(part, member)
    for part in [schema[key] for key in ("items",) if key in schema] + schema.get("oneOf", []):
        found |= offered(part, name)
    return found


def shown(value: object, name: str = "") -> set[tuple[str, str]]:
    """The same of an example."""
    if isinstance(value, dict):
        return {(member, "") for member in value}.union(*(shown(part, member) for member, part in value.items()))
    if isinstance(value, list):
        return set().union(*(shown(part, name) for part in value))
    return {(name, str(value))}


def unshown(program: str) -> list[str]:
    """What the command takes and no example shows."""
    said = subprocess.run([program, "schedule", "--schema"], capture_output=True, text=True, check=True).stdout
    met = set()
    for page in (PAGE, EVENTS):
        for block in re.findall(r"```json\n(\{.*?\})\n```", page.read_text("utf-8"), re.DOTALL):
            met |= shown(json.loads(block))
    return sorted(f"`{name}` {word}".strip() for name, word in offered(json.loads(said)["$defs"]["input"]) - met
                  if word not in DEFAULTS)


def main() -> int:
    program, write = sys.argv[1], "--write" in sys.argv
    page = PAGE.read_text("utf-8")
    passed = failed = 0

    def check(block: re.Match) -> str:
        nonlocal passed, failed
        said = answer(program, block[2])
        if said == block[3]:
            passed += 1
        else:
            failed += 1
            if not write:
                print(f"{block[2]}\nthe page says\n{block[3]}\nthe program says\n{said}")
        return block[1] + said + block[4]

    page = BLOCK.sub(check, page)
    if write:
        PAGE.write_text(page, "utf-8")
    for what in unshown(program):
        print(f"no example shows {what}")
        failed += 1
    print(f"{passed} passed, {0 if write else failed} failed, 0 skipped")
    return 0 if write or (failed == 0 and passed > 0) else 1


sys.exit(main())
