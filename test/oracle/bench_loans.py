"""The loans of which tools/callgrind.sh counts the instructions: a name and a JSON object a line."""
import json

from oracle import days

BASE = {"principal": "500000", "rate_percent": "36", "method": "annuity", "start": "2026-01-15", "day_count": "act/365"}


def paid(count):
    """`count` events: one payment every few days of a loan of 36 months, some of them too small."""
    start = days.read(BASE["start"])
    step = max(1, 1000 // count)
    return [{"kind": "payment", "day": days.write(start + 1 + i * step), "amount": str(500000 // count + i % 7)}
            for i in range(count)]


def main():
    """Tell them."""
    loans = {"schedule, 12 rows": {**BASE, "periods": 12}, "schedule, 60 rows": {**BASE, "periods": 60},
             "fold, 24 events": {**BASE, "periods": 36, "events": paid(24)},
             "fold, 400 events": {**BASE, "periods": 36, "events": paid(400)}}
    for name, loan in loans.items():
        print(name, json.dumps(loan), sep="\t")


main()
