#!/usr/bin/env python3
"""./dev bench calc_instructions: instructions of one schedule, effective rate and fold, ours and in plain doubles.

Counted by callgrind, so that they do not depend on the machine's mood: each thing is done N and 3N times, the
difference over 2N is one. At most four times the plain ones, as in the measurements by time (bench_calc,
bench_calc_fold).
"""
import json
import os
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
THINGS = {"bench_calc": ["calc_schedule_12", "calc_schedule_60", "calc_schedule_60_act_365", "calc_effective_rate_12"],
          "bench_calc_fold": ["fold_24", "fold_400"]}
FEW = 50
# One `rep stosb` would count as an instruction a byte: memory is cleared by words instead.
WORDS = {**os.environ, "GLIBC_TUNABLES": "glibc.cpu.x86_rep_stosb_threshold=1000000000"}


def count(program: str, name: str, side: str, times: int) -> int:
    """Instructions of the whole run."""
    with tempfile.TemporaryDirectory(prefix="calc_instructions.") as folder:
        out = pathlib.Path(folder, "out")
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", ROOT / "build/bench" / program,
                        name, side, str(times)], env=WORDS, check=True, capture_output=True)
        return int(re.search(r"^(?:summary|totals): (\d+)", out.read_text(), re.MULTILINE)[1])


def main():
    for program, names in THINGS.items():
        for name in names:
            one = {side: (count(program, name, side, 3 * FEW) - count(program, name, side, FEW)) / (2 * FEW)
                   for side in ("plain", "ours")}
            name = f"{name.removeprefix('calc_')}.instructions"
            print(json.dumps({"name": f"calc.{name}.plain", "unit": "instructions", "value": round(one["plain"])}))
            print(json.dumps({"name": f"calc.{name}", "unit": "instructions", "value": round(one["ours"]),
                              "of": f"calc.{name}.plain", "most": 4}), flush=True)


if __name__ == "__main__":
    main()
