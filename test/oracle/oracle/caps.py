"""The caps of price (regulation 1.2; docs/schedule.md 8): the tier of the day, each limit, and the largest rate.

The largest rate is not searched but proven: the loan passes with it and does not with the next one.
"""
import json
from decimal import Decimal
from zlib import crc32

from oracle import amount, days, law, rate
from oracle.schedule import InstalmentSmall, Schedule
from oracle.terms import Terms

# From a day: tiers in their order (name, days at most, index at most and whether it is below it, yearly, daily and
# whether it is below it, total); limits in 1/10000.
RULES = [
    ("2020-01-01", [("short", 45, 50, False, None, None, False, None),
                    ("ordinary", 0, 0, False, 5600, None, False, None)]),
    ("2023-10-01", [("short", 45, 30, True, None, 100, True, 2000), ("short", 45, 0, False, None, 100, True, 1500),
                    ("ordinary", 0, 0, False, 5600, 40, False, None)]),
    ("2024-08-20", [("short", 45, 45, False, 17900, 30, True, None),
                    ("ordinary", 0, 0, False, 4600, None, False, None)]),
]
ORDINALS = [(days.read(day), tiers) for day, tiers in RULES]
STEP = 10                 # of a rate in 1/1 000 000 percent
SHARE = 4                 # the largest rate of one loan in so many is proven


def tier_of(terms, rows):
    """The tier that fits a loan, or None where the day has none."""
    tiers = None
    for since, group in ORDINALS:
        if since <= terms.start:
            tiers = group
    if tiers is None or not rows:
        return None
    term, index = rows[-1].date - terms.start, law.mci(terms.start) * 100
    for tier in tiers:
        _, most, count, below = tier[:4]
        fits = not count or (terms.principal < count * index if below else terms.principal <= count * index)
        if (not most or term <= most) and fits:
            return tier
    return None


def order(line, percent):
    """-1, 0, 1 as the effective rate of the flows is below, at or above `percent` (an integer ratio to one)."""
    near = rate.percent(line, rate.FAST)
    limit = Decimal(percent)
    if abs(near - limit) > Decimal("1e-12") * max(1, abs(limit)):
        return -1 if near < limit else 1
    close = rate.percent(line, 200)
    gap = close - limit
    if abs(gap) < Decimal("1e-90"):
        return 0
    return -1 if gap < 0 else 1


def limits(tier, terms, schedule, line):
    """[(name, limit in 1/10000, value in percent or None where refused, holds)] of a tier."""
    _, _, _, _, yearly, daily, below, total = tier
    out = []
    if yearly is not None:
        if rate.refused(line):
            return None
        holds = order(line, Decimal(yearly) / 100) <= 0
        out.append(("yearly", yearly, str(rate.rounded(line, 6)), holds))
    if daily is not None:
        over, under = terms.rate
        under *= terms.days_of_year
        holds = over * 10000 < daily * under or not below and over * 10000 == daily * under
        out.append(("daily", daily, amount.write(amount.divide(over * 10 ** 8, under, "half_up"), 6), holds))
    if total is not None:
        paid = schedule.due - schedule.paid_out
        out.append(("total", total, amount.write(amount.divide(paid * 10 ** 8, terms.principal, "half_up"), 6),
                    paid * 10000 <= total * terms.principal))
    return out


def failing(case, micro, tier):
    """The names of the limits that a loan with another rate breaks, or None where there is no such loan."""
    other = dict(case, rate_percent=amount.write(micro, 6))
    try:
        schedule = Schedule(Terms(other))
    except InstalmentSmall:
        return None
    line = rate.net([(row.date, row.payout - row.principal - row.remuneration) for row in schedule.rows])
    found = limits(tier, schedule.terms, schedule, line)
    return None if found is None else [name for name, _, _, holds in found if not holds]


def difference(one, answer):
    """How the program's `cap` differs, or None."""
    terms, got = one.schedule.terms, answer.get("cap")
    tier = tier_of(terms, one.schedule.rows)
    found = limits(tier, terms, one.schedule, one.line) if tier else None
    if found is None:
        return None if got is None else f"cap: {json.dumps(got)}, the oracle has none"
    if got is None:
        return "cap: none"
    wanted = [{"name": name, "limit_percent": amount.write(limit * 10 ** 4, 6), "value_percent": value,
               "margin_percent": amount.write(limit * 10 ** 4 - amount.read(value, 6), 6), "holds": holds}
              for name, limit, value, holds in found]
    mine = {"tier": tier[0], "passes": all(limit["holds"] for limit in wanted), "limits": wanted}
    its = {"tier": got.get("tier"), "passes": got.get("passes"),
           "limits": [{**limit, "limit_percent": amount.write(amount.read(limit["limit_percent"], 6), 6)}
                      for limit in got.get("limits", [])]}
    if its != mine:
        return f"cap: {json.dumps(its)}, the oracle says {json.dumps(mine)}"
    if crc32(json.dumps(one.case).encode()) % SHARE:
        return None
    return largest(one.case, got, tier)


def largest(case, got, tier):
    """Whether `largest_rate_percent` passes, the next does not, and `binds` is among those that stop it."""
    if "largest_rate_percent" not in got:
        # The program tries rates to 100 000 % a year and sums to 9e16 tenge; what fails only beyond is not claimed.
        beyond = case.get("rate_is") == "period" or float(case["principal"]) * 1000 * 100 > 9e16
        return None if beyond or failing(case, 10 ** 11, tier) in (None, []) else "cap: no largest_rate_percent"
    micro = amount.read(got["largest_rate_percent"], 6)
    if micro % STEP:
        return f"cap.largest_rate_percent: {got['largest_rate_percent']} is no multiple of 0.00001"
    now, beyond = failing(case, micro, tier), failing(case, micro + STEP, tier)
    if micro == 0 and now is None:      # at 0 % the loan has no rate at all: no claim is made
        return None
    if now != []:
        return f"cap.largest_rate_percent: {got['largest_rate_percent']} does not pass: {now}"
    if beyond == []:
        return f"cap.largest_rate_percent: {got['largest_rate_percent']}, yet the next rate passes too"
    if beyond and got.get("binds") not in beyond:
        return f"cap.binds: {got.get('binds')}, the oracle says {beyond}"
    return None
