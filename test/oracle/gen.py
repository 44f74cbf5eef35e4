"""Random loans. Every option is drawn on its own, so that each pair of values of two options meets often; `pairs`
counts how often, and run.py fails where a pair that can be met is met too seldom."""
from itertools import combinations

from oracle import amount, days
from oracle.schedule import InstalmentSmall, Schedule
from oracle.terms import Terms

METHODS = ("annuity", "differentiated", "bullet", "interest_only", "flat", "fixed_instalment", "shares")
CHOICES = {
    "method": METHODS,
    "every": ("month", "months", "week", "weeks", "day", "days"),
    "day_count": ("30/360", "act/365", "act/360", "act/act"),
    "year_boundary": ("jan1", "dec31"),
    "leap": ("actual", "feb29_period", "ignore"),
    "first_day": ("exclude", "include"),
    "rounding": ("half_up", "half_even", "down", "up"),
    "minor_units": (2, 1, 0),
    "rate_is": ("year", "period"),
    "rate": ("zero", "low", "usual", "usual", "usual", "exact", "high"),
    "first_due": ("default", "default", "shorter", "longer"),
    "instalment_multiple": ("none", "small", "large"),
    "level": (False, True),
    "remainder": ("last", "first", "spread"),
    "grace_principal": (0, 0, "some"),
    "grace_interest": (0, 0, "some"),
    "interest_free": (0, 0, 0, "some"),
    "down": (0, 0, 0, "some"),
    "weekend": ("keep", "next_working_day"),
    "holidays": ("none", "some"),
    "workdays": ("none", "some"),
    "shift": ("charge", "free"),
    "month_end": ("anchor", "last_day", "first_of_next"),
    "payouts": ("one", "one", "same_day", "later"),
    "start": ("any", "any", "month_end", "leap_day", "year_end"),
    "periods": ("1", "2", "few", "few", "few", "year", "year", "many"),
    "principal": ("usual", "usual", "usual", "round", "tiny", "huge"),
    "events": ("none", "none", "good", "good", "bad", "wild"),
}
EVERY = {"month": ("months", 1, 1), "months": ("months", 2, 6), "week": ("weeks", 1, 1), "weeks": ("weeks", 2, 8),
         "day": ("days", 1, 1), "days": ("days", 2, 45)}
PERIODS = {"1": (1, 1), "2": (2, 2), "few": (3, 8), "year": (9, 24), "many": (25, 60)}
BUSY = days.read("2020-01-01"), days.read("2030-12-31")


def draw(rng):
    """One value of each option, made to fit one another."""
    d = {name: rng.choice(values) for name, values in CHOICES.items()}
    if d["day_count"] != "act/act":
        d["year_boundary"] = d["leap"] = None
    if d["method"] in ("bullet", "interest_only", "shares"):
        d["grace_principal"] = 0
    if d["method"] == "bullet":
        d["grace_interest"] = 0
    if d["method"] in ("flat", "shares") and d["payouts"] != "one":
        d["payouts"] = "one"
    if d["payouts"] == "later" and d["shift"] == "free":
        d[rng.choice(("payouts", "shift"))] = None
        d["payouts"] = d["payouts"] or "same_day"
        d["shift"] = d["shift"] or "charge"
    if d["periods"] == "1":
        d["grace_principal"] = d["grace_interest"] = 0
    return d


def start_day(rng, kind):
    """The ordinal of the first payout."""
    year = rng.randint(2018, 2030)
    if kind == "leap_day":
        return days.read(f"{rng.choice((2020, 2024, 2028))}-02-29")
    if kind == "year_end":
        return days.read(rng.choice((f"{year}-12-31", f"{year}-12-30", f"{year}-01-01", f"{year}-01-02")))
    if kind == "month_end":
        month = rng.randint(1, 12)
        return days.year_start(year) + days.day_of_year(year, month) + days.monthrange(year, month)[1] - 1 \
            - rng.randint(0, 1)
    return rng.randint(*BUSY)


def rate_text(rng, d, share_of_year):
    """rate_percent; `exact` are those whose effective rate is rational or lies on an edge."""
    kind = d["rate"]
    if kind == "zero":
        return "0"
    if kind == "low":
        return amount.write(rng.randint(1, 99_999), 6)
    if kind == "exact":
        year = rng.choice((12, 24, 36, 46, 24.25, 36.05, 18.25, 36.5, 73, 8.395))
    elif kind == "high":
        year = rng.uniform(100, 2000)
    else:
        year = rng.uniform(5, 70)
    if d["rate_is"] == "period":
        year *= share_of_year
    return amount.write(max(1, round(year * 10 ** 6)), 6)


def split(rng, total, parts, unit):
    """`total` as `parts` amounts above zero, multiples of `unit`; fewer where it is too small."""
    units = total // unit
    parts = min(parts, units)
    cuts = sorted(rng.sample(range(1, units), parts - 1)) if units < 1 << 40 else \
        sorted({rng.randrange(1, units) for _ in range(parts - 1)})
    edges = [0, *cuts, units]
    return [(b - a) * unit for a, b in zip(edges, edges[1:])]


def principal_of(rng, d, unit):
    """The amount in tiyn."""
    kind = d["principal"]
    if kind == "tiny":
        tiyn = rng.randint(1, 100) * unit
    elif kind == "huge":
        tiyn = rng.randint(10 ** 11, 10 ** 15 if d["method"] != "fixed_instalment" else 10 ** 13)
    elif kind == "round":
        tiyn = rng.randint(1, 500) * 1_000_000
    else:
        tiyn = rng.randint(1_000_000, 500_000_000)
    return max(unit, tiyn // unit * unit)


def loan(rng):
    """(the drawn options, a case without events)."""
    d = draw(rng)
    unit = 10 ** (2 - d["minor_units"])
    kind, low, high = EVERY[d["every"]]
    count, n = rng.randint(low, high), rng.randint(*PERIODS[d["periods"]])
    start, total = start_day(rng, d["start"]), principal_of(rng, d, unit)
    step = count * {"months": 30, "weeks": 7, "days": 1}[kind]
    case = {"principal": amount.write(total, 2), "rate_percent": rate_text(rng, d, step / 365), "method": d["method"],
            "periods": n, "every": {"count": count, "unit": kind}, "start": days.write(start),
            "day_count": d["day_count"]}
    for name in ("year_boundary", "leap", "first_day", "rounding", "minor_units", "rate_is", "level", "remainder",
                 "weekend", "shift", "month_end"):
        if d[name] is not None and (d[name] != CHOICES[name][0] or rng.random() < 0.1):
            case[name] = d[name]
    if d["first_due"] != "default":
        wide = max(2, step)
        case["first_due"] = days.write(start + rng.randint(1, wide) + (wide if d["first_due"] == "longer" else 0))
    for name in ("grace_principal", "grace_interest"):
        if d[name]:
            case[name] = rng.randint(1, max(1, min(n - 1, n // 2 + 1)))
    if d["interest_free"]:
        case["interest_free"] = rng.randint(1, min(n, 4))
    if d["down"]:
        case["down_payment_percent"] = rng.choice(("10", "33.333333", amount.write(rng.randint(1, 90_000_000), 6)))
    if d["instalment_multiple"] != "none":
        factor = rng.choice((1, 5, 10)) if d["instalment_multiple"] == "small" else rng.choice((100, 1000, 50_000))
        case["instalment_multiple"] = amount.write(factor * unit, 2)
    free_days(rng, d, case, start, step * n)
    if d["method"] == "shares":
        case["shares"] = shares(rng, n)
    if d["payouts"] != "one":
        put_payouts(rng, d, case, total, unit)
    if d["method"] == "fixed_instalment":
        put_instalment(rng, case, unit)
    return d, case


def free_days(rng, d, case, start, length):
    """Holidays and working weekends near the loan."""
    if d["holidays"] == "some":
        case["holidays"] = [days.write(x) for x in
                            sorted({start + rng.randint(0, min(length, 800)) for _ in range(rng.randint(1, 12))})]
    if d["workdays"] == "some":
        found = {start + rng.randint(0, min(length, 800)) for _ in range(rng.randint(1, 30))}
        taken = set(case.get("holidays", ()))
        found = [days.write(x) for x in sorted(found) if (x - 1) % 7 >= 5]
        case["workdays"] = [x for x in found if x not in taken] or [days.write(start + (6 - start) % 7 + 7)]
        case["holidays"] = [x for x in case.get("holidays", ()) if x not in case["workdays"]]
        if not case["holidays"]:
            del case["holidays"]


def shares(rng, n):
    """Weights, some of them zero."""
    weights = [rng.choice(("0", "1", "2", "0.5", amount.write(rng.randint(1, 3_000_000), 6))) for _ in range(n)]
    if not any(amount.read(w, 6) for w in weights):
        weights[rng.randrange(n)] = "1"
    return weights


def put_payouts(rng, d, case, total, unit):
    """Several payouts, on the start day or later."""
    start = days.read(case["start"])
    parts = split(rng, total, rng.randint(2, 5), unit)
    when = [start] * len(parts)
    if d["payouts"] == "later":
        last = Terms(case).nominal[-1]
        span = max(0, min(last - start - 1, rng.choice((last, (last - start) // 2, 40))))
        when = sorted([start] + [start + rng.randint(0, span) for _ in parts[1:]])
    case["payouts"] = [{"date": days.write(day), "amount": amount.write(part, 2)} for day, part in zip(when, parts)]


def put_instalment(rng, case, unit):
    """A given instalment somewhere near that of an annuity, seldom too small."""
    like = dict(case, method="annuity", instalment_multiple=amount.write(unit, 2))
    for name in ("payouts", "level", "remainder"):
        like.pop(name, None)
    near = Schedule(Terms(like)).instalment or unit
    factor = rng.choice((0.5, 0.9, 1, 1, 1.05, 1.3, 2, 3))
    case["instalment"] = amount.write(max(unit, int(near * factor) // unit * unit), 2)


def pairs(drawn, counts):
    """Count each pair of values of one drawing."""
    items = [(name, value) for name, value in drawn.items() if value is not None]
    for pair in combinations(items, 2):
        counts[pair] = counts.get(pair, 0) + 1


def impossible(a, b):
    """Whether two (option, value) can never meet by the rules."""
    two = dict((a, b))
    method, drawn_out = two.get("method"), two.get("payouts")
    return (method in ("bullet", "interest_only", "shares") and two.get("grace_principal") == "some"
            or method == "bullet" and two.get("grace_interest") == "some"
            or method in ("flat", "shares") and drawn_out in ("same_day", "later")
            or drawn_out == "later" and two.get("shift") == "free"
            or two.get("periods") == "1" and "some" in (two.get("grace_principal"), two.get("grace_interest"))
            or two.get("day_count") not in (None, "act/act") and ("leap" in two or "year_boundary" in two))


def seldom(counts, least):
    """The pairs of values that can meet and did so fewer than `least` times."""
    values = [(name, value) for name, group in CHOICES.items() for value in dict.fromkeys(group)]
    return [(a, b, counts.get((a, b), 0)) for a, b in combinations(values, 2)
            if a[0] != b[0] and not impossible(a, b) and counts.get((a, b), 0) < least]


__all__ = ["loan", "pairs", "seldom", "InstalmentSmall"]
