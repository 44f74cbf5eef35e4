"""The published and the hand-made numbers of the rules, through the oracle itself: it must agree with them first.

Each function yields (label, got, want). The numbers are those of the rules (1.2, 2.3, 2.4, 3, 6.5, 6.6).
"""
from decimal import Decimal
from fractions import Fraction

from oracle import amount, burden, days, fold, law, penalty, rate, schedule


def bullet(principal, term, repaid, places):
    """The effective rate of one payout and one payment, amounts in tenge as text."""
    line = rate.net([(0, amount.read(principal, 2)), (term, -amount.read(repaid, 2))])
    return str(rate.rounded(line, places))


def rates():
    """2.3 O1-O3 and the table of 2.4."""
    table = [("100000", 30, "108700", "175.92610", "175.9"), ("100000", 20, "105800", "179.81013", "179.8"),
             ("100000", 15, "104350", "181.82728", "181.8"), ("100000", 45, "113050", "170.44782", "170.4"),
             ("100000", 45, "125000", "511.00939", "511.0"), ("100000", 45, "130000", "739.86057", "739.9")]
    for principal, term, repaid, exact, legal in table:
        yield f"2.4 {principal} {term} d", bullet(principal, term, repaid, 5), exact
        yield f"2.4 {principal} {term} d, legal", bullet(principal, term, repaid, 1), legal
    yield "O1 bullet", bullet("100000", 30, "103720", 4), "55.9530"
    yield "O1 bullet, 2 decimals", bullet("100000", 30, "103720", 2), "55.95"
    # 12 equal 30-day periods at 3.72 %: whatever the payment, interest on the balance gives the same rate.
    balance, flows = 10 ** 14, [(0, 10 ** 14)]
    for nr in range(1, 13):
        interest, part = amount.divide(balance * 372, 10000, "half_up"), 10 ** 14 // 12 if nr < 12 else balance
        flows.append((30 * nr, -(interest + part)))
        balance -= part
    yield "O1 twelve periods", str(rate.rounded(rate.net(flows), 4)), "55.9530"
    yield "O2 20 % in 45 days", bullet("100", 45, "120", 4), "338.7811"
    yield "O3 13.5 % in 45 days", bullet("100", 45, "113.5", 4), "179.3042"


def largest(cap, term, places):
    """The largest overpayment in percent of one payment after `term` days under `cap` percent a year."""
    power = rate.WIDE.power(1 + Decimal(cap) / 100, rate.WIDE.divide(Decimal(term), Decimal(365)))
    return rate.WIDE.multiply(power - 1, 100).quantize(Decimal(1).scaleb(-places), context=rate.WIDE)


def caps():
    """1.2: daily rates at the cap of 179 %, days at 0.29 %; 2.4: the largest overpayment under 46 %."""
    for term, want in [(7, "0.28389"), (10, "0.28510"), (15, "0.28712"), (20, "0.28916"), (25, "0.29122"),
                       (30, "0.29330"), (35, "0.29540"), (40, "0.29752"), (45, "0.29966")]:
        got = rate.WIDE.divide(largest("179", term, 30), Decimal(term)).quantize(Decimal("0.00001"), context=rate.WIDE)
        yield f"1.2 daily rate at 179 %, {term} d", str(got), want
    for term, want in [(20, "179.8101"), (21, "179.4129"), (22, "179.0176"), (23, "178.6243")]:
        repaid = amount.write(10000000 + 29000 * term, 2)
        yield f"1.2 0.29 %/day, {term} d", bullet("100000", term, repaid, 4), want
    for term, places, want in [(30, 4, "3.1593"), (45, 4, "4.7762"), (60, 4, "6.4184"), (90, 4, "9.7805"),
                               (180, 4, "20.5177"), (365, 1, "46.0")]:
        yield f"2.4 overpayment under 46 %, {term} d", str(largest("46", term, places)), want


def indices():
    """O5 and 6.5: multiples of the monthly calculation index."""
    for count, day, want in [(45, "2024-06-01", 166140), (75, "2025-01-01", 294900), (150, "2025-01-01", 589800),
                             (255, "2025-12-31", 1002660), (1000, "2024-01-01", 3692000), (30, "2023-01-01", 103500),
                             (20000, "2020-03-31", 53020000), (8000, "2020-03-31", 21208000),
                             (50, "2019-12-31", 126250), (45, "2026-01-01", 194625), (75, "2026-01-01", 324375),
                             (1000, "2026-12-31", 4325000), (20000, "2026-01-01", 86500000)]:
        yield f"{count} MCI on {day}", count * law.mci(days.read(day)), want
    for day, want in [("2020-03-31", 2651), ("2020-04-01", 2778), ("2021-01-01", 2917), ("2022-01-01", 3063),
                      ("2022-03-31", 3063), ("2022-04-01", 3180)]:
        yield f"MCI on {day}", law.mci(days.read(day)), want


def calendar():
    """6.6: the free days of 2026 and terms in working days."""
    off = {days.read(text) for text in law.OFF_2026}
    old = {days.read(text) for text in law.OFF_2026_OLD}
    yield "6.6 the rule gives the list", [days.write(d) for d in law.off_days(2026, [(1, 7), (5, 27)])], law.OFF_2026
    working = sum(not days.is_free(d, off) for d in range(days.read("2026-01-01"), days.read("2027-01-01")))
    yield "6.6 working days of 2026", working, 247
    for start, count, want, table in [
            ("2026-03-20", 1, "2026-03-26", off), ("2026-03-20", 3, "2026-03-30", off),
            ("2026-03-20", 10, "2026-04-08", off), ("2026-04-30", 1, "2026-05-04", off),
            ("2026-05-06", 3, "2026-05-13", off), ("2026-05-08", 15, "2026-06-02", off),
            ("2026-08-28", 1, "2026-08-31", off), ("2026-08-28", 1, "2026-09-01", old),
            ("2026-10-23", 2, "2026-10-28", off), ("2025-12-31", 1, "2026-01-05", off)]:
        yield f"6.6 {start} + {count}", days.write(days.add_working(days.read(start), count, table)), want


def annuity(day_count):
    """The annuity of 2.4."""
    return schedule.build({"principal": "500000", "rate_percent": "36", "method": "annuity", "periods": 12,
                           "start": "2026-01-15", "day_count": day_count})


def equal_parts(principal, rate_percent, periods):
    """The differentiated schedules of 2.4."""
    return schedule.build({"principal": principal, "rate_percent": rate_percent, "method": "differentiated",
                           "periods": periods, "start": "2026-01-31", "day_count": "30/360"})


def effective(plan, places):
    """The effective rate of a schedule."""
    flows = [(row.date, row.payout - row.principal - row.remuneration) for row in plan.rows]
    return str(rate.rounded(rate.net(flows), places))


def schedules():
    """2.4: annuity and differentiated."""
    plan = annuity("30/360")
    rows = [(row.remuneration, row.principal) for row in plan.rows]
    yield "annuity, payment", plan.instalment, 5023104
    yield "annuity, last", sum(rows[12]), 5023107
    yield "annuity, total", plan.due, 60277251
    yield "annuity, overpayment", plan.due - plan.paid_out, 10277251
    yield "annuity, rows 1, 2, 12", [rows[1], rows[2], rows[12]], \
        [(1500000, 3523104), (1394307, 3628797), (146304, 4876803)]
    yield "annuity, rate", (effective(plan, 5), effective(plan, 1)), ("42.79755", "42.8")
    plan = annuity("act/365")
    yield "annuity act/365, interest", [row.remuneration for row in plan.rows[1:4]], [1528767, 1284321, 1307612]
    yield "annuity act/365, last payment", plan.rows[-1].principal + plan.rows[-1].remuneration, 4967258
    yield "annuity act/365, overpayment", plan.due - plan.paid_out, 10221402
    yield "annuity act/365, rate", (effective(plan, 5), effective(plan, 1)), ("42.57846", "42.6")
    plan = equal_parts("120000", "24", 6)
    yield "differentiated, principal", {row.principal for row in plan.rows[1:]}, {2000000}
    yield "differentiated, interest", [row.remuneration for row in plan.rows[1:]], \
        [240000, 200000, 160000, 120000, 80000, 40000]
    yield "differentiated, dates", [days.write(row.date) for row in plan.rows[1:]], \
        ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31"]
    yield "differentiated, rate", (effective(plan, 5), effective(plan, 1)), ("27.41384", "27.4")
    plan = equal_parts("100000", "20", 7)
    yield "remainder, principal", [row.principal for row in plan.rows[1:]], [1428571] * 6 + [1428574]
    yield "remainder, interest", [row.remuneration for row in plan.rows[1:]], \
        [166667, 142857, 119048, 95238, 71429, 47619, 23810]
    yield "remainder, sum", plan.remuneration, 666668


def penalties():
    """2.4: the penalty of an overdue amount by the law, of 100 000 issued in one contract year."""
    law_terms = penalty.PenaltyTerms()
    for overdue, day, want in [(20000, 1, 10000), (20000, 90, 900000), (20000, 91, 900600), (20000, 256, 999600),
                               (20000, 257, 1000000), (30000, 66, 990000), (30000, 67, 1000000),
                               (108700, 18, 978300), (108700, 19, 1000000)]:
        total = overdue * 100 * law_terms.weight(1, day)
        yield f"penalty of {overdue}, day {day}", law_terms.figure(total, 10000000, "half_up"), want


def waterfall():
    """2.4: a payment that is not enough, by the law's order, through the fold's own allocation."""
    loan = fold.Loan({"principal": "100000", "rate_percent": "0", "method": "bullet", "periods": 1,
                      "start": "2026-01-15", "day_count": "30/360", "events": []})
    one = fold.Fold(loan, [])
    late = fold.Asked(1, 1, 1000000, 300000)
    late.late = True
    one.asked, one.penalty_old = [late, fold.Asked(2, 2, 800000, 100000)], 150000
    one.costs, one.suspense = 50000, 1500000
    one._allocate()
    yield "waterfall, left", [late.principal, late.remuneration, one.penalty_old, one.asked[-1].principal,
                              one.asked[-1].remuneration, one.costs, one.suspense], \
        [0, 0, 0, 750000, 100000, 50000, 0]


def burdens():
    """O4 and the limits of 3."""
    for payments, want in [(120000, Fraction(2, 5)), (180000, Fraction(3, 5))]:
        yield f"burden of {payments}", burden.ratios(300000 * 6, 6, payments, 0, 0, 0, 0)[0], want
    for day, groups, want in [("2026-01-01", 0, Fraction(1, 2)), ("2024-03-31", 2, Fraction(1, 2)),
                              ("2024-04-01", 2, Fraction(1, 4)), ("2025-11-24", 4, Fraction(1, 4))]:
        yield f"limit on {day}", burden.limit(burden.PAYMENTS, days.read(day), groups), want
    yield "limit of debt", burden.limit(burden.DEBT, days.read("2026-01-01"), 0), 8


FAMILIES = {"rates": [rates], "caps": [caps, indices], "days": [calendar], "schedules": [schedules],
            "penalties": [penalties, waterfall], "burden": [burdens]}



def check(family):
    """The lines of `family` that differ, as text; and how many there were."""
    wrong, count = [], 0
    for part in FAMILIES[family]:
        for label, got, want in part():
            count += 1
            if got != want:
                wrong.append(f"{label}: {got}, published {want}")
    return wrong, count


if __name__ == "__main__":
    for name in FAMILIES:
        print(name, *check(name), sep="\n  ")
