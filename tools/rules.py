#!/usr/bin/env python3
"""From each rule to its code and its tests.

compliance/rules.tsv lists the rules; code cites them (`RULE 8.8` in a comment, `.rules = "8.8"` in a route); tests name
those they prove. The gate writes build/rules.tsv from tests that passed. `./dev rules` writes docs/rules.md from both.
"""
import collections
import csv
import pathlib
import re
import subprocess
import sys

import results

ROOT = pathlib.Path(__file__).resolve().parent.parent
ID = r"(?:[A-Z]{1,3}\.)?\d+(?:\.\d+)*(?:\.[a-z])?"
CITED = re.compile(rf"\bRULES? ({ID}(?:, {ID})*)|\.rules = \"([^\"]*)\"")
SERVING = ("src", "web", "mobile", "db")
CITING = {".c", ".h", ".def", ".sql", ".ts", ".tsx", ".kt", ".html"}
TABLE = ROOT / "build/rules.tsv"
PAGE = ROOT / "docs/rules.md"


def known() -> dict:
    """id -> row of compliance/rules.tsv."""
    with open(ROOT / "compliance/rules.tsv", encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file, delimiter="\t")}


def split(text: str) -> list:
    """The rules named; "-" says that there is none."""
    return [rule for rule in re.split(r"[,\s]+", text) if rule not in ("", "-")]


def is_test(path: str) -> bool:
    return path.startswith("test/") or re.search(r"_test\.c$|\.test\.tsx?$", path) is not None


def cited() -> dict:
    """rule -> places in code, without tests: what serves the rule."""
    files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", *SERVING], cwd=ROOT, capture_output=True,
                           text=True, check=True).stdout.split()
    places = collections.defaultdict(list)
    for path in sorted(set(files)):
        if pathlib.Path(path).suffix not in CITING or is_test(path) or not (ROOT / path).is_file():
            continue
        for line in (ROOT / path).read_text("utf-8").splitlines():
            for match in CITED.finditer(line):
                for rule in split(match[1] or match[2]):
                    places[rule].append(path)
    return places


class Proofs:
    """Which rules the tests of one run proved."""

    def __init__(self):
        self.rows, self.ran, self.skipped = [], set(), set()
        self.report = ROOT / "build/log/suite-rules.txt"

    def add(self, suite, result, scratch: pathlib.Path) -> None:
        """Takes what one suite proved."""
        self.ran.add(suite.name)
        self.skipped |= {(suite.name, test) for test in result.skips}
        outside = "outside" if "outside" in suite.marks else "inside"
        if suite.unit:
            listed = subprocess.run([*suite.command, "--list"], capture_output=True, text=True, check=True).stdout
            tests = [line.split("\t") for line in listed.splitlines()]
            passed = set(result.names)
            rows = [(rule, kind, name) for name, _, kind, named in tests if name in passed for rule in split(named)]
        else:
            file = scratch / (suite.name.replace(" ", "-") + ".rules")
            rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()] if file.exists() else []
        self.rows += [(rule, kind, outside, suite.name, test) for rule, kind, test in rows]

    def result(self) -> results.Result:
        """Writes build/rules.tsv; checks that ids exist and that docs/rules.md claims nothing that did not pass."""
        rows = [("rule", "kind", "where", "suite", "test"), *sorted(self.rows)]
        TABLE.write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")
        checks, ids, passed = results.Result("rules"), known(), {(row[0], row[3], row[4]) for row in self.rows}
        strange = sorted(({row[0] for row in self.rows} | set(cited())) - set(ids))
        check(checks, not strange, f"rules {', '.join(strange)} stand in compliance/rules.tsv")
        for rule, suite, test in claims():
            if (suite, test) in self.skipped:
                checks.skipped += 1
            elif suite in self.ran:
                check(checks, (rule, suite, test) in passed, f"docs/rules.md: rule {rule} is proved by {suite}: {test}")
        self.report.write_text("".join(f"not ok {failure}\n" for failure in checks.failures), "utf-8")
        return checks


def check(checks: results.Result, held: bool, name: str) -> None:
    if held:
        checks.passed += 1
    else:
        checks.fail(name)


def claims() -> list:
    """(rule, suite, test) as docs/rules.md tells them."""
    found = []
    for line in PAGE.read_text("utf-8").splitlines() if PAGE.exists() else []:
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 5:
            found += [(cells[0], *test.split(": ", 1)) for test in re.findall(r"`([^`]+: [^`]+)`", cells[4])]
    return found


def state(row: dict, proofs: list) -> str:
    """Proved, or what is still wanting."""
    wanting = []
    if not proofs:
        wanting.append("a test")
    if proofs and row["proof"] == "refuses" and all(proof["kind"] != "refuses" for proof in proofs):
        wanting.append("a test that refuses")
    if proofs and row["who"] == "system" and all(proof["where"] != "outside" for proof in proofs):
        wanting.append("a test over HTTP or in the browser")
    return "wants " + " and ".join(wanting) if wanting else "proved"


def page() -> str:
    """The text of docs/rules.md."""
    with open(TABLE, encoding="utf-8") as file:
        proofs = collections.defaultdict(list)
        for proof in csv.DictReader(file, delimiter="\t"):
            if not proof["suite"].startswith("unit-asan "):
                proofs[proof["rule"]].append(proof)
    places, rows = cited(), known()
    states = {rule: state(row, proofs[rule]) for rule, row in rows.items()}
    proved = sum(value == "proved" for value in states.values())
    lines = ["# Rules, code, tests", "",
             "Made by `./dev rules` from `compliance/rules.tsv`, the citations in the code and the tests that passed",
             "in the last whole `./dev test`. A `system` rule is proved by a test over HTTP or in the browser; a rule",
             "that forbids, by one that refuses.", "",
             f"{proved} of {len(rows)} rules are proved.", "",
             "| rule | who | state | code | tests |", "| --- | --- | --- | --- | --- |"]
    for rule, row in rows.items():
        tests = sorted({f"`{proof['suite']}: {proof['test']}`" for proof in proofs[rule]})
        code = sorted({f"`{place}`" for place in places[rule]})
        lines.append(f"| {rule} | {row['who']} | {states[rule]} | {', '.join(code)} | {', '.join(tests)} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    if not TABLE.exists():
        print("rules: there is no build/rules.tsv: run the whole ./dev test first", file=sys.stderr)
        return 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
