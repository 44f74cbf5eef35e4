"""The loan as a fold, from docs/events.md. Amounts are tiyn; sums of remuneration and penalty are exact integers.

Days on which nothing but the running of time happens are taken together; every other day is folded in full.
"""
import copy

from oracle import amount, days
from oracle.fold_data import FAR, RANK, Asked, Loan, Row
from oracle.fold_earning import Earning
from oracle.fold_events import Happening


class Fold(Earning, Happening):
    """The state of a loan while its days pass."""

    def __init__(self, loan, events):
        self.loan, self.terms = loan, loan.terms
        self.events, self.at = sorted((e for e in events if e.kind != "reversal"), key=lambda e: e.key), 0
        self.begin = min((e.day for e in self.events if e.kind == "payout"), default=None)
        self.day = (self.events[0].day if self.events else 0) - 1
        self.undue = self.suspense = self.costs = 0
        self.asked = []
        self.u = 0                              # earned, neither due nor paid
        self.penalty_old = self.penalty_today = 0
        self.withheld = 0
        self.suspended, self.holidays = False, []      # holidays without accrual: (day, until)
        self.charged = self.issued = self.earned_closed = self.penalties = self.refunded = self.received = 0
        self.paid, self.written = dict.fromkeys(("principal", "remuneration", "penalty", "costs"), 0), None
        self.written = dict(self.paid)
        self.forgiven = 0
        self.rate, self.period_rate = self.terms.rate, self.terms.period_rate
        self.cheaper = False                            # the rate fell after the schedule was agreed
        self.last_date, self.last_by, self.ended = None, 0, 0
        self.start = (self.begin or 1) - self.terms.include
        self.row_start = self.terms.start - self.terms.include
        self.deferred = 0                               # rows up to this day ask nothing: the latest holiday
        self.rows = self._first_rows()
        self.year_sum = self.year_done = 0
        self.year_end = self.loan.penalty.year_after(self.begin, self.begin) if self.begin else FAR
        self._open(self.start, (self.begin or self.terms.start) != self.terms.start)

    # Days.

    def _next_special(self):
        """The next day on which more happens than the passing of a night."""
        day = self.events[self.at].day if self.at < len(self.events) else FAR
        if self.rows:
            day = min(day, self.rows[0].date)
        if self.row:
            day = min(day, self.row.counted)
        for a in self.asked:
            if not a.late:
                day = min(day, a.pay_by + 1)
            edge = a.pay_by + self.loan.penalty.first_days + 1
            if edge > self.day:
                day = min(day, edge)
        if self.asked and self.loan.stop_after:
            edge = self.oldest() + self.loan.stop_after + 1
            if edge > self.day:
                day = min(day, edge)
        for _, until in self.holidays:
            if until >= self.day:
                day = min(day, until + 1)
        if self.asked and self.year_end > self.day:
            day = min(day, self.year_end)
        if self.asked and not self.rows and not self.asked[-1].tail:
            day = self.day + 1                          # a tail may arise any day
        return max(day, self.day + 1)

    def run(self, target):
        """Let days pass up to and with `target`, which is folded in full."""
        while self.day < target:
            special = min(self._next_special(), target)
            if special - 1 > self.day:
                self._pass(special - 1)
            self._fold(special)

    def oldest(self):
        """The last day in time of the oldest that is unpaid."""
        return min(a.pay_by for a in self.asked)

    def _overdue(self):
        """Overdue principal."""
        return sum(a.principal for a in self.asked if a.late)

    def _pass(self, day):
        """The quiet nights up to `day`."""
        if self.begin is None or day <= self.begin:
            self.day = day
            return
        self._earn(day, self._earning(), self._overdue())
        self._join(day)
        self.penalty_old, self.penalty_today = self.penalty_old + self.penalty_today, 0
        self._penalty(self.day + 1, day)
        self.penalty_old, self.penalty_today = self.penalty_old + self.penalty_today, 0
        self.day = day

    def _fold(self, day):
        """One day in full."""
        events = []
        while self.at < len(self.events) and self.events[self.at].day == day:
            events.append(self.events[self.at])
            self.at += 1
        self.penalty_old, self.penalty_today = self.penalty_old + self.penalty_today, 0
        earning = self._earning()
        for e in events:
            if RANK[e.kind] < 4:
                getattr(self, "_on_" + e.kind)(e)
        if self.begin is not None and (day > self.begin or day == self.begin):
            self._own_day(day, earning, events)
        self.day = day
        for e in events:
            if 4 <= RANK[e.kind] < 7:
                getattr(self, "_on_" + e.kind)(e)
        if self.begin is not None and day > self.begin:
            self._penalty(day, day)
            self._allocate()
        for e in events:
            if RANK[e.kind] == 7:
                getattr(self, "_on_" + e.kind)(e)

    def _own_day(self, day, earning, events):
        """Section 5: late rows, the night, the end of a period, the row of the day, suspense."""
        if day > self.begin:
            for a in self.asked:
                a.late = a.late or a.pay_by < day
            self._earn(day, earning, self._overdue())
        else:
            while self.row and self.row.counted <= self.start:      # they ended before the money came
                self._period_ends()
            if self.terms.include:
                self._earn(day, self._earning(), 0)
        self.day = day
        if not self.rows and self.undue:                # it falls due at once, as a row of the day
            self.last_by = self.loan.last_day(day)
        self._join(day)
        self._broken_by_payout(events)
        while self.row and self.row.counted <= day:
            self._period_ends()
        while self.rows and self.rows[0].date <= day:
            self._due()
            self._join(day)
        if not self.rows and self.undue:
            self.rows = [Row(day, day, 0, self.undue, 0)]
            self.rows[0].pay_by = self.loan.last_day(day)
            self.ended = 1
            self._due()
        self._allocate()

    def _period_ends(self):
        """The period of self.row ends today."""
        row, plan, first = self.row, None, self.begin - self.terms.include
        began = self._began_as_planned(self._earning())
        if row.counted <= self.start and (self.suspended or self._still(self.day)):
            if began and self.suspended and not self._still(self.day):
                self.withheld += row.plan
        elif began and not self.missed and not self.gone:
            plan = row.plan
        before = self.earned_closed
        self._close(plan)
        row.earned = self.earned_closed - before
        self.ended += 1
        self.row_start = row.counted
        self._open(max(row.counted, first), row.counted < first)

    def _still(self, day):
        """Whether nothing at all is earned on a day."""
        return self._on_leave(day) or self._stopped(day)

    def _on_leave(self, day):
        """Whether a holiday without accrual runs; it begins after its own day."""
        return any(since < day <= until for since, until in self.holidays)

    def _broken_by_payout(self, events):
        """A payout inside a period that began as planned ends it."""
        if self.row and self.planned and max(self.start, self.begin) < self.day < self.row.counted \
                and any(e.kind == "payout" for e in events):
            self._close()
            self._open(self.day, self.day != self.row_start)

    def _join(self, day):
        """After the last row's date what is earned is overdue at once, as a tail of the last row."""
        if self.rows or self.last_date is None or day < self.last_date:
            return
        got = self._running()
        self.joined += got
        self.earned_closed += got
        waited = self.u
        got, self.u = got + waited, 0
        if not got:
            return
        if not self.asked or not self.asked[-1].tail:
            self.asked.append(Asked(day, max(day, self.last_by) if waited else self.last_by, 0, 0, True))
        self.asked[-1].remuneration += got

    def _due(self):
        """The row of today, or one whose date had passed when the first money came."""
        row = self.rows.pop(0)
        self.ended -= 1
        if row.date < self.day:
            row.date, row.pay_by = self.day, self.loan.last_day(self.day)
        if not self.rows:           # the period without a row and without an end has begun with its counted_to
            self.last_date, self.ended = self.day, 0
        self.last_by = row.pay_by
        principal = min(row.principal, self.undue) if self.rows else self.undue
        self.undue -= principal
        remuneration = max(0, self.u - row.waiting - sum(r.earned for r in self.rows[:self.ended]))
        if self.rows and not row.remuneration and row.date <= self.deferred:
            remuneration = 0
        self.u -= remuneration
        if principal or remuneration:
            self.asked.append(Asked(row.date, row.pay_by, principal, remuneration))
            self.asked.sort(key=lambda a: a.tail)       # the tail is paid after the rows

    # Allocation.

    def _allocate(self):
        """Suspense goes to what is payable."""
        if not self.suspense:
            return
        for part in self.loan.order:
            getattr(self, "_pay_" + part)()
        self._sweep()

    def _sweep(self):
        """Rows that are paid are no longer asked."""
        self.asked = [a for a in self.asked if a.principal or a.remuneration]

    def _take(self, most, kind):
        """At most `most` from suspense, counted as paid."""
        got = min(most, self.suspense)
        self.suspense -= got
        self.paid[kind] += got
        return got

    def _pay_principal(self, late):
        for a in self.asked:
            if a.late == late:
                a.principal -= self._take(a.principal, "principal")

    def _pay_remuneration(self, late):
        for a in self.asked:
            if a.late == late:
                a.remuneration -= self._take(a.remuneration, "remuneration")

    def _pay_overdue_principal(self):
        self._pay_principal(True)

    def _pay_overdue_remuneration(self):
        self._pay_remuneration(True)

    def _pay_current_principal(self):
        self._pay_principal(False)

    def _pay_current_remuneration(self):
        self._pay_remuneration(False)

    def _pay_penalty(self):
        self._less_penalty(self._take(self.penalty_old + self.penalty_today, "penalty"))

    def _less_penalty(self, got):
        """Penalty goes, the older first."""
        old = min(got, self.penalty_old)
        self.penalty_old -= old
        self.penalty_today -= got - old

    def _pay_costs(self):
        self.costs -= self._take(self.costs, "costs")

    # Penalty.

    def _penalty(self, first, last):
        """The penalty of the days first … last, all in one step of each row and in one year."""
        if first >= self.year_end:
            self.year_sum = self.year_done = 0
            while first >= self.year_end:
                self.year_end = self.loan.penalty.year_after(self.begin, self.year_end)
        if self.suspended or self._still(last):
            return
        terms = self.loan.penalty
        for a in self.asked:
            if a.late and not a.tail:
                base = a.principal + (a.remuneration if terms.of_payment else 0)
                self.year_sum += base * terms.weight(first - a.pay_by, last - a.pay_by)
        figure = terms.figure(self.year_sum, self.issued, self.terms.rounding, self.terms.unit)
        more = max(0, figure - self.year_done)
        self.year_done += more
        self.penalties += more
        self.penalty_today += more

    # The state.

    def next_payment(self):
        """The first row from today on with something to pay, if nothing more happens; or None."""
        due = [a for a in self.asked if not a.late]
        if not due:
            other = copy.copy(self)
            other.asked, other.rows = [copy.copy(a) for a in self.asked], list(self.rows)
            other.events, other.at, other.suspense = [], 0, 0
            while self._paid_out() and other.rows and not due:
                date = other.rows[0].date
                if date <= other.day:               # rows of a schedule that began before its loan
                    return None
                other.run(date)
                due = [a for a in other.asked if a.date == date and not a.tail]
        if not due:
            return None
        return {"date": days.write(due[0].date), "pay_by": days.write(due[0].pay_by),
                "principal": amount.write(sum(a.principal for a in due), 2),
                "remuneration": amount.write(sum(a.remuneration for a in due), 2)}

    def rows_to_come(self):
        """The schedule in force after today, as the program writes it."""
        out, balance = [], self.undue
        for row in self.rows:
            balance = max(0, balance - row.principal)
            one = {"date": days.write(row.date), "days": row.days, "principal": amount.write(row.principal, 2),
                   "remuneration": amount.write(row.remuneration, 2),
                   "due": amount.write(row.principal + row.remuneration, 2), "balance": amount.write(balance, 2)}
            out.append(one)
        return out

    def state(self):
        """The figures at the end of self.day, in tiyn."""
        late = [a for a in self.asked if a.late]
        due = [a for a in self.asked if not a.late]
        running = self._running()
        principal = {"current": self.undue + sum(a.principal for a in due), "overdue": sum(a.principal for a in late)}
        remuneration = {"current": self.u + running + sum(a.remuneration for a in due),
                        "overdue": sum(a.remuneration for a in late)}
        penalty = {"current": self.penalty_today, "overdue": self.penalty_old}
        owed = sum(principal.values()) + sum(remuneration.values())
        limit = self.loan.stop_after
        return {
            "principal": principal, "remuneration": remuneration, "penalty": penalty, "costs": self.costs,
            "suspense": self.suspense,
            "withheld": self._withheld(),
            "days_overdue": max(0, self.day - self.oldest()) if late else 0,
            "payoff": max(0, owed + self.penalty_old + self.costs - self.suspense),
            "suspended": self.suspended or self._on_leave(self.day),
            "stopped": bool(limit and self._stopped(self.day)),
            "closed": self.issued > 0 and not (owed + self.penalty_old + self.penalty_today + self.costs),
            "rate_percent": amount.write(amount.divide(self.rate[0] * 10 ** 8, self.rate[1], "half_up"), 6),
            "received": self.received, "charged": self.charged, "issued": self.issued,
            "earned": self.earned_closed + running, "penalties": self.penalties,
            "paid": dict(self.paid), "forgiven": self.forgiven, "written_off": dict(self.written),
            "refunded": self.refunded,
        }


MONEY = ("received", "charged", "costs", "suspense", "withheld", "payoff", "issued", "earned", "penalties",
         "forgiven", "refunded")


def written(state, day, ids, following):
    """A state as the program writes it."""
    out = {"day": days.write(day), "events": ids}
    for name, value in state.items():
        if isinstance(value, dict):
            out[name] = {part: amount.write(tiyn, 2) for part, tiyn in value.items()}
        else:
            out[name] = amount.write(value, 2) if name in MONEY else value
    out["next_payment"] = following
    return out


def answers(case, schedule=None):
    """(the states at the end of each day with events, and of `to`; the rows to come), as the program writes them."""
    loan = Loan(case, schedule)
    marks = sorted({e.day for e in loan.events} | {loan.to})
    in_order = sorted(loan.events, key=lambda e: e.key)
    reversals = [e for e in in_order if e.kind == "reversal"]
    out, fold, gone = [], None, None
    for mark in marks:
        now = frozenset(e.given["of"] for e in reversals if e.day <= mark)
        if now != gone:
            gone = now
            fold = Fold(loan, [e for e in loan.events if e.id not in gone])
        fold.run(mark)
        out.append(written(fold.state(), mark, [e.id for e in in_order if e.day == mark], fold.next_payment()))
    return out, fold.rows_to_come()
