#!/usr/bin/env python3
"""./dev bench: runs the measurements (build/bench, bench/*_bench.py); writes build/bench.json with the machine's facts.

A measurement is a program that prints one JSON object a line: {"name": "postings", "unit": "per second", "value": 5}.
With "of": "another name" the ratio to that one is told; with "least" or "most" (of the ratio, or of the value where
there is no "of") it fails when it is missed. All else in the object is kept.
"""
import json
import os
import subprocess
import sys
import time

import evidence
from lint_base import ROOT

BENCHES = ROOT / "build/bench"


def measure(name: str) -> list:
    """The lines one measurement prints; its failure is a line too."""
    script = ROOT / f"bench/{name}_bench.py"
    command = [sys.executable, script] if script.exists() else [BENCHES / f"bench_{name}"]
    run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    try:
        rows = [json.loads(line) for line in run.stdout.splitlines() if line.strip()]
    except ValueError as error:
        return [{"name": name, "missed": f"it printed no JSON: {error}"}]
    if run.returncode != 0:
        rows.append({"name": name, "missed": f"it ended with status {run.returncode}"})
    return rows


def judge(rows: list) -> None:
    """Adds ratios, and what was missed."""
    values = {row["name"]: row.get("value") for row in rows}
    for row in rows:
        judged = row.get("value")
        if "of" in row:
            base = values.get(row["of"])
            judged = row["ratio"] = round(row["value"] / base, 4) if base else None
            if judged is None:
                row["missed"] = f"there is no value of {row['of']}"
                continue
        if "least" in row and judged < row["least"]:
            row["missed"] = f"{judged} is less than {row['least']}"
        if "most" in row and judged > row["most"]:
            row["missed"] = f"{judged} is more than {row['most']}"


def show(row: dict) -> str:
    ratio = f"  {row['ratio']} of {row['of']}" if row.get("ratio") is not None else ""
    missed = f"  MISSED: {row['missed']}" if "missed" in row else ""
    return f"{row['name']:44} {row.get('value', '')!s:>14} {row.get('unit', ''):14}{ratio}{missed}"


def main() -> int:
    there = sorted({path.name.removeprefix("bench_") for path in BENCHES.glob("bench_*") if path.is_file()} |
                   {path.name.removesuffix("_bench.py") for path in ROOT.glob("bench/*_bench.py")})
    if unknown := set(sys.argv[1:]) - set(there):
        print(f"bench: there is no {', '.join(sorted(unknown))}; there are: {', '.join(there)}", file=sys.stderr)
        return 2
    load = os.getloadavg()[0]
    rows = []
    for name in sys.argv[1:] or there:
        measured = measure(name)
        judge(measured)
        print(*map(show, measured), sep="\n", flush=True)
        rows += measured
    told = {"commit": evidence.commit(), "ended": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "machine": evidence.machine() | {"load_before": load}, "results": rows}
    (ROOT / "build/bench.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    missed = sum("missed" in row for row in rows)
    print(f"{len(rows)} values, {missed} missed: build/bench.json")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
