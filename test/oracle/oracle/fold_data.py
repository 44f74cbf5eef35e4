"""What a fold is made of (docs/events.md 2-4): the loan, its events, rows of a schedule as data, what a row asked."""
from oracle import amount, days
from oracle.penalty import PenaltyTerms
from oracle.schedule import Schedule
from oracle.terms import Terms

RANK = {"payout": 1, "reversal": 2, "suspend": 3, "resume": 3, "cost": 4, "payment": 5, "early_repayment": 6,
        "payoff": 6, "lower_rate": 6, "reschedule": 6, "holiday": 6, "forgive": 7, "write_off": 7, "refund": 7}
LAW_ORDER = ["overdue_principal", "overdue_remuneration", "penalty", "current_principal", "current_remuneration",
             "costs"]
STOP_DAYS = {"consumer": 90, "mortgage": 180}
FAR = 1 << 40
FAR_DAY = days.read("9999-12-31")


class Row:
    """A row of a schedule as data, with its plan, what waits after it, and its last day."""
    __slots__ = ("date", "counted", "days", "principal", "remuneration", "plan", "waiting", "pay_by", "new",
                 "earned", "nights")

    def __init__(self, date, counted, count, principal, remuneration):
        self.date, self.counted, self.days, self.principal, self.remuneration = \
            date, counted, count, principal, remuneration
        self.plan = self.waiting = self.pay_by = self.earned = self.nights = 0


class Asked:
    """What a row asked and is not paid. A tail is what is earned after the last row: it bears no penalty."""
    __slots__ = ("date", "pay_by", "principal", "remuneration", "late", "tail")

    def __init__(self, date, pay_by, principal, remuneration, tail=False):
        self.date, self.pay_by, self.principal, self.remuneration = date, pay_by, principal, remuneration
        self.late = self.tail = tail


class Loan:
    """Terms of the fold and the first schedule, shared by all folds of one case."""

    def __init__(self, case, schedule=None):
        self.terms = terms = Terms(case)
        self.schedule = schedule or Schedule(terms)
        given = case.get("loan", {})
        self.stop_after = STOP_DAYS.get(given.get("class", "consumer"))
        self.pay_by_date = given.get("pay_by", "working_day") == "date"
        self.by_row = given.get("accrual", "row" if terms.method == "flat" else "balance") == "row"
        self.overdue_bears = given.get("overdue_bears", True)
        self.order = given.get("allocation", LAW_ORDER)
        self.penalty = PenaltyTerms(given.get("penalty"))
        self.levelled = terms.method in ("annuity", "fixed_instalment") and not self.by_row
        self.events = [Event(event, place, terms) for place, event in enumerate(case.get("events", ()))]
        if not any(e.kind == "payout" for e in self.events):
            self.events += [Event({"kind": "payout", "day": days.write(day), "amount": amount.write(tiyn, 2),
                                   "id": f"payout{place:02d}"}, 0, terms)
                            for place, (day, tiyn) in enumerate(terms.payouts, 1)]
        self.to = days.read(given["to"]) if "to" in given else max((e.day for e in self.events), default=0)

    def last_day(self, date):
        """The row's `pay_by`."""
        return date if self.pay_by_date else self.terms.next_working(date)


class Event:
    """One event, read."""

    def __init__(self, given, place, terms):
        self.given, self.kind = given, given["kind"]
        self.day, self.id = days.read(given["day"]), given.get("id", f"{place + 1:04d}")
        self.amount = amount.read(given["amount"], 2) if "amount" in given else None
        self.key = (self.day, RANK[self.kind], self.id.encode())
        self.rows = [Row(days.read(r["date"]), days.read(r.get("counted_to", r["date"])), r.get("days"),
                         amount.read(r["principal"], 2), amount.read(r["remuneration"], 2))
                     for r in given["schedule"]] if "schedule" in given else None
