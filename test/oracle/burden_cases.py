"""Debt burden of random borrowers through test/oracle/burden (burden.c), beside the oracle."""
import pathlib
import random
import subprocess
from fractions import Fraction

from oracle import burden, days


def draw(rng):
    """A borrower: the members of the line."""
    big = rng.choice((10 ** 3, 10 ** 7, 10 ** 9, 10 ** 13))
    months = rng.choice((6, 6, 6, 1, 12, rng.randint(1, 120)))
    income = rng.choice((0, rng.randint(1, big), rng.randint(1, big), months * 30_000_000))
    near = income // months // 2
    payments = rng.choice((0, rng.randint(0, big), near, near + 1, 12_000_000, 18_000_000))
    new = rng.choice((0, 0, rng.randint(0, big // 10 + 1)))
    debt = rng.choice((0, rng.randint(0, big), income * 96 // months))
    day = rng.choice((rng.randint(days.read("2019-06-01"), days.read("2028-12-31")), days.read("2024-03-31"),
                      days.read("2024-04-01"), days.read("2025-11-23"), days.read("2025-11-24")))
    return income, months, payments, new, debt, rng.choice((0, rng.randint(0, big))), rng.choice((0, big)), day, \
        rng.randrange(8)


def fraction(text):
    """over/under, or None where under is 0 (no income) or over is 0 (a limit that is none)."""
    over, under = (int(part) for part in text.split("/"))
    return Fraction(over, under) if under else None


def difference(line, answer):
    """How an answer differs, or None."""
    *parts, day, groups = line
    kdn, kdd = burden.ratios(*parts)
    limits = burden.limit(burden.PAYMENTS, day, groups), burden.limit(burden.DEBT, day, groups)
    sums = parts[2] + parts[3], 5 * (parts[4] + parts[6]) + parts[5]
    over = [int(most is not None and (value > most if value is not None else total > 0))
            for value, most, total in zip((kdn, kdd), limits, sums)]
    words = answer.split()
    if len(words) != 6:
        return f"burden: {line}: {answer}"
    its = [fraction(word) for word in words[:4]]
    mine = [kdn, kdd, limits[0] or Fraction(0), limits[1] or Fraction(0)]
    its[2:] = [value or Fraction(0) for value in its[2:]]
    if its != mine or [int(word) for word in words[4:]] != over:
        return f"burden: {line}: {answer}, the oracle says {[str(value) for value in mine]} {over}"
    return None


def run(tally, program, seed, count):
    """Compare `count` random borrowers."""
    helper = pathlib.Path(program).parent / "test/oracle/burden"
    if not helper.exists():
        tally.skipped["burden"] = f"{helper} is not built"
        return
    rng = random.Random(f"{seed}:burden")
    lines = [draw(rng) for _ in range(count)]
    text = "".join(" ".join(map(str, line)) + "\n" for line in lines)
    answers = subprocess.run([helper], input=text, capture_output=True, text=True, check=False).stdout.splitlines()
    wrong = [difference(line, answer) for line, answer in zip(lines, answers)]
    wrong += [f"burden: {len(answers)} answers to {len(lines)}"] if len(answers) != len(lines) else []
    tally.add({"burden": [len(answers), [({}, what) for what in wrong if what]]}, {})
