"""The loan as a fold, from docs/events.md. Amounts are tiyn; sums of remuneration and penalty are exact integers.

Days on which nothing but the running of time happens are taken together; every other day is folded in full.
"""
import copy

from oracle import amount, days
from oracle.fold_data import FAR, RANK, Asked, Loan, Row
from oracle.fold_earning import Earning
from oracle.fold_events import Happening


<<<<<<< HEAD
class Fold(Earning, Happening):
=======
class Row:
    """A row of a schedule as data, with its plan, what waits after it, and its last day."""
    __slots__ = ("date", "counted", "days", "principal", "remuneration", "plan", "waiting", "pay_by", "free",
                 "new", "earned", "nights")

    def __init__(self, date, counted, count, principal, remuneration):
        self.date, self.counted, self.days, self.principal, self.remuneration = \
            date, counted, count, principal, remuneration
        self.plan = self.waiting = self.pay_by = self.earned = 0
        self.free = False


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


class Fold:
>>>>>>> foldfix
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
        self.last_date, self.last_by, self.ended = None, 0, 0
        self.start = (self.begin or 1) - self.terms.include
        self.free_to = 0                                # the end of the last free row of the first schedule
        self.rows = self._first_rows()
        self.year_sum = self.year_done = 0
        self.year_end = self.loan.penalty.year_after(self.begin, self.begin) if self.begin else FAR
        self._open(self.start)

<<<<<<< HEAD
=======
    # The schedule as data.

    def _first_rows(self):
        """The rows of the schedule that was agreed at signing."""
        free, rows = self.terms.interest_free, []
        for r in self.loan.schedule.rows:
            if r.nr:
                row = Row(r.date, r.counted, r.days, r.principal, r.remuneration)
                row.free = 0 < r.period <= free and self.terms.method != "bullet" and not r.remuneration
                self.free_to = row.counted if row.free else self.free_to
                rows.append(row)
        self._plan(rows, self.start, 0)
        return rows

    def _plan(self, rows, start, pool):
        """Plan and waiting of each row; rows without their days have them counted."""
        rest = sum(row.principal for row in rows)
        asks = sum(row.remuneration > 0 for row in rows)
        for row in rows:
            row.pay_by = self.loan.last_day(row.date)
            if row.days is None:
                row.days = self._count(start, row.counted)
            asks -= row.remuneration > 0
            if not row.remuneration and asks and not row.free:
                row.plan = 0 if row.counted == self.begin or self.loan.by_row else self._money(rest * self._share_without_leave(start, row))
                pool += row.plan
            else:
                row.plan = max(0, row.remuneration - pool)
                pool = max(0, pool + row.plan - row.remuneration)
            row.waiting = pool if row is not rows[-1] else 0
            rest -= row.principal
            start = row.counted if row.counted != self.begin else start   # the down payment has no period

    def _count(self, start, end):
        """The days of a period that is not whole."""
        return days360(start, end) if self.terms.day_count == "30/360" else end - start

    def _interest(self, balance, start, row, since=None):
        """round(balance × rate × F(start, counted_to)), or of the nights after `since` only."""
        share = self._share(start, row, row.counted)
        if since is not None and since > start:
            share -= self._share(start, row, min(since, row.counted))
        return self._money(balance * share)

    def _share_without_leave(self, start, row):
        """F(start, counted_to) without the nights of a holiday that does not accrue."""
        share = self._share(start, row, row.counted)
        low = start
        for since, until in sorted(self.holidays):        # they may overlap
            low, high = max(low, since), min(until, row.counted)
            if low < high:
                share -= self._share(start, row, high) - self._share(start, row, low)
                low = high
        return share

    def _money(self, weight):
        """A weight of principal × part of a year as money."""
        over, under = self.rate
        return self._round(weight * over, under * self.terms.base)

    def _round(self, over, under):
        """An exact fraction of tiyn rounded to the unit."""
        return self.terms.to_unit(over, under)

    def _share(self, start, row, day, length=None):
        """F(start, day) over terms.base, the row's period being (start, counted_to] of `length` days."""
        terms = self.terms
        if day <= start:
            return 0
        if terms.day_count == "30/360":
            length = row.days if length is None else length
            return length if day == row.counted else min(days360(start, day), length)
        return terms.part(start, row.counted, 0, start, day)

    def _open_share(self, start, day):
        """F'(start, day): of a period without end."""
        if self.terms.day_count == "30/360":
            return days360(start, day)
        return self.terms.part(start, FAR_DAY, 0, start, day)

    # Periods of earning.

    def _open(self, start, broken=False):
        """Begin a period; its row is the first whose period has not ended. A broken one starts inside the row's."""
        self.start = start
        self.w1 = self.w2 = self.v1 = self.v2 = 0      # earned and withheld: of undue and of overdue principal
        self.nights = self.nights_withheld = 0         # while there is undue principal
        self.missed = self.gone = 0                    # suspended; stopped or given up
        self.planned, self.joined = None, 0
        self.row = self.rows[self.ended] if self.ended < len(self.rows) else None
        self.length = self.row.days if self.row and not broken else \
            self._count(start, self.row.counted) if self.row else 0
        if broken:
            self.planned = False
        else:
            self.row_start = start

    def _earning(self):
        """B1: the undue principal whose period runs."""
        return self.undue - sum(row.principal for row in self.rows[:self.ended])

    def _began_as_planned(self, earning):
        """Whether the schedule foresaw the balance of this period, and the day on which the money came."""
        if self.planned is None:
            self.planned = bool(self.row) and (self.start > self.begin or self.begin == self.terms.start) \
                and earning == sum(row.principal for row in self.rows[self.ended:])
        return self.planned

    def _r1(self):
        """r1, rounded and at most the plan where the period began as planned."""
        if self.row is None:
            return 0
        if self.loan.by_row:
            return self._by_row(self.nights)
        got = self._money(self.w1)
        return min(got, self.row.plan) if self.planned else got

    def _w1(self):
        """The same of the withheld."""
        if self.row is None:
            return 0
        if self.loan.by_row:
            got = self._by_row(self.nights_withheld)
            return min(got, max(0, self.row.plan - self._r1())) if self.planned else got
        got = self._money(self.v1)
        return min(got, self.row.plan - self._r1()) if self.planned else got

    def _by_row(self, nights):
        """The row's plan by its nights, of those of its whole period."""
        return self._round(self.row.plan * nights, max(1, self.row.counted - self.row_start))

    def _running(self):
        """`earned` of the running period that is not in a tail."""
        return self._r1() + self._money(self.w2) - self.joined

    def _withheld(self):
        """All that is withheld."""
        return self.withheld + self._w1() + self._money(self.v2)

    def _close(self, one=None):
        """End the running period, with r1 or what the plan says instead."""
        got = (self._r1() if one is None else one) + self._money(self.w2) - self.joined
        self.withheld = self._withheld()
        self.u += got
        self.earned_closed += got

    def _earn(self, day, earning, overdue):
        """The nights after self.day up to `day`, on the principal at their begin; they are all alike."""
        self._began_as_planned(earning)
        before, row = max(self.day, self.start), self.row
        if self._still(day):
            self.gone += day - before
            return
        one = two = 0
        if row and earning > 0 and not row.free:
            one = earning * (self._share(self.start, row, day, self.length)
                             - self._share(self.start, row, before, self.length))
        if overdue and self.loan.overdue_bears:
            two = overdue * (self._open_share(self.start, day) - self._open_share(self.start, before))
        nights = day - before if earning > 0 else 0
        if self.suspended:
            self.missed += day - before
            self.nights_withheld += nights
            self.v1, self.v2 = self.v1 + one, self.v2 + two
        else:
            self.nights += nights
            self.w1, self.w2 = self.w1 + one, self.w2 + two

    def _stopped(self, day):
        """Whether accrual has stopped by long delay."""
        limit = self.loan.stop_after
        return bool(limit and self.asked and day - self.asked[0].pay_by > limit)

>>>>>>> foldfix
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
            edge = self.asked[0].pay_by + self.loan.stop_after + 1
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
            while self.row and self.row.counted <= day:      # the down payment
                self._period_ends()
            if self.terms.include:
                self._earn(day, self._earning(), 0)
        self.day = day
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
        row, plan = self.row, None
        if row.counted == self.begin:
            self.start = self.begin
        began = self._began_as_planned(self._earning())
        if row.counted == self.start and (self.suspended or self._still(self.day)):
            if began and self.suspended and not self._still(self.day):
                self.withheld += row.plan
        elif began and not self.missed and not self.gone:
            plan = row.plan
        before = self.earned_closed
        self._close(plan)
        row.earned = self.earned_closed - before
        self.ended += 1
        self._open(row.counted - (self.terms.include and row.counted == self.begin))

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
            self.asked.append(Asked(day, day if waited else self.last_by, 0, 0, True))
        self.asked[-1].remuneration += got

    def _due(self):
        """The row of today."""
        row = self.rows.pop(0)
        self.ended -= 1
        if not self.rows:           # the period without a row and without an end has begun with its counted_to
            self.last_date, self.last_by, self.ended = self.day, row.pay_by, 0
        principal = min(row.principal, self.undue) if self.rows else self.undue
        self.undue -= principal
        remuneration = max(0, self.u - row.waiting - sum(r.earned for r in self.rows[:self.ended]))
        self.u -= remuneration
        if principal or remuneration:
            self.asked.append(Asked(row.date, row.pay_by, principal, remuneration))

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

<<<<<<< HEAD
=======
    # Events.

    def _on_payout(self, event):
        self.year_sum = min(self.year_sum, self.loan.penalty.most(self.issued, self.terms.unit) * 10 ** 8)
        self.undue += event.amount
        self.issued += event.amount

    def _on_suspend(self, _event):
        self.suspended = True

    def _on_resume(self, event):
        if not self.suspended:
            return
        self.suspended = False
        if event.given.get("back"):
            self.u += self.withheld
            self.earned_closed += self.withheld
            self.w1, self.w2 = self.w1 + self.v1, self.w2 + self.v2
            self.nights += self.nights_withheld
        else:
            self.gone += self.missed
        self.withheld = self.v1 = self.v2 = self.nights_withheld = self.missed = 0

    def _on_cost(self, event):
        self.costs += event.amount
        self.charged += event.amount
        self._allocate()

    def _on_payment(self, event):
        self.received += event.amount
        self.suspense += event.amount
        self._allocate()

    def _on_payoff(self, event):
        self._early(event, "shorten")

    def _on_early_repayment(self, event):
        self._early(event, event.given["mode"])

    def _early(self, event, mode):
        self._on_payment(event)
        rest = min(self.suspense, event.amount)
        earned = self.u + self._running()
        principal = min(rest - earned, self.undue)
        if principal <= 0:
            return
        self._close()
        self.suspense -= earned + principal
        self.paid["remuneration"] += earned
        self.paid["principal"] += principal
        self.u -= earned
        self.undue -= principal
        self._reopen(event, lambda: self._derive(mode, principal))

    def _on_lower_rate(self, event):
        self._close()
        micro = amount.read(event.given["rate_percent"], 6)
        self.rate = (micro, 10 ** 8)
        over, under = self.terms.period_share
        self.period_rate = (micro * over, 10 ** 8 * under)
        self._reopen(event, lambda: self._derive("lower", 0))

    def _on_reschedule(self, event):
        if event.given.get("takes_overdue", True):
            for a in self.asked:
                self.undue += a.principal
                self.u += a.remuneration
            self.asked = []
        self._close()
        self._reopen(event, None)

    def _on_holiday(self, event):
        until = days.read(event.given["until"])
        accrues = event.given.get("accrues", True)
        self._close()
        if not accrues:
            self.holidays.append((self.day, until))
        self._reopen(event, lambda: self._derive_holiday(until, accrues))

    def _reopen(self, event, derive):
        """A schedule takes effect today: the one of the event, or the derived one."""
        if not self.undue and event.kind != "reschedule":
            if self.u:
                self._open(self.day, self.day != self.row_start)
                return
            event_rows = []
        else:
            event_rows = event.rows
        if event_rows is not None:
            self.rows = [Row(r.date, r.counted, r.days, r.principal, r.remuneration) for r in event_rows]
            for row in self.rows:
                row.free = not row.remuneration and row.counted <= self.free_to
            self._plan(self.rows, self.day, self.u)
            self.last_date = None if self.rows else self.last_date or self.day
        elif self.rows:
            self.rows = self._until_spent(derive())
            self._plan(self.rows, self.day, self.u)
            if not self.rows:
                self.last_date = self.last_date or self.day
        self.ended = sum(row.counted <= self.day for row in self.rows)
        self._open(self.day)

    # Derived rows.

    def _old_rows(self):
        """Copies of the rows left, the first one's days counted from today."""
        rows, start, was = [], self.day, None if self.ended else self.row_start
        for r in self.rows:
            row = Row(r.date, max(r.counted, self.day), r.days, r.principal, r.remuneration)
            row.free, row.plan = r.free, r.plan
            row.nights = r.counted - was if was is not None else 0
            if start != was or start == row.counted:      # cut by the change, or ended before it
                row.days = self._count(start, row.counted)
            start, was = row.counted, r.counted
            rows.append(row)
        return rows

    def _walk(self, rows, principal_of, skip=0, since=None):
        """Fill rows: earned(B), the principal wished; the first `skip` ask nothing and the next one asks for them."""
        start, balance, waiting = self.day, self.undue, self.u
        whole = sum(row.principal for row in rows)
        for place, row in enumerate(rows):
            if self.loan.by_row:
                left, length = (row.counted - start, row.nights) if row.nights else (int(row.counted > start), 1)
                earned = self._round(row.plan * self.undue * left, whole * length) if whole else 0
            else:
                earned = 0 if row.free else self._interest(balance, start, row, since)
            last = place == len(rows) - 1
            if place < skip and not last:
                principal, row.remuneration = 0, 0
                waiting += earned
                row.waiting = waiting
            else:
                principal = balance if last else max(0, min(balance, principal_of(place, balance, earned)))
                row.remuneration, waiting, row.waiting = earned + waiting, 0, 0
            row.new = principal, earned
            start, balance = row.counted, balance - principal
        for row in rows:
            row.principal, row.plan = row.new
            row.pay_by = self.loan.last_day(row.date)
        return rows

    def _regular(self, k):
        """A: the regular instalment of an annuity of the undue principal over k periods."""
        over, under = self.period_rate
        if not over:
            return self.terms.to_multiple(self.undue, k)
        power, grown = under ** k, (under + over) ** k
        return self.terms.to_multiple(self.undue * over * grown, under * (grown - power))

    def _derive(self, mode, repaid):
        """The rows left after a change of terms."""
        rows = self._old_rows()
        old = [row.principal for row in rows]
        asked = [row.principal + row.remuneration for row in rows]
        if mode == "shorten":
            if self.loan.levelled:
                rows = self._walk(rows, lambda place, now, earned: asked[place] - earned)
            else:
                rows = self._walk(rows, lambda place, now, earned: old[place])
            return rows
        if mode == "skip":
            left = repaid
            for place, principal in enumerate(old):
                taken = min(left, principal)
                old[place], left = principal - taken, left - taken
            return self._walk(rows, lambda place, now, earned: old[place])
        return self._lower(rows, 0, None)

    def _until_spent(self, rows):
        """Rows after the balance is exhausted are dropped."""
        balance = self.undue
        for place, row in enumerate(rows):
            balance -= row.principal
            if not balance:
                return rows[:place + 1]
        return rows

    def _lower(self, rows, skip, since):
        """Rows after the first `skip` share the undue principal anew."""
        m, total = len(rows) - skip, sum(row.principal for row in rows[skip:])
        old = [row.principal for row in rows]
        if self.loan.levelled:
            regular = self._regular(max(1, m))
            return self._walk(rows, lambda place, now, earned: regular - earned, skip, since)
        if self.terms.method == "differentiated":
            part = self.terms.to_multiple(self.undue, max(1, m))
            if part:
                return self._walk(rows, lambda place, now, earned: part, skip, since)
        return self._walk(rows, lambda place, now, earned: old[place] * self.undue // total if total else 0, skip,
                          since)

    def _derive_holiday(self, until, accrues):
        """Rows up to `until` ask nothing; the others share."""
        rows = self._old_rows()
        return self._lower(rows, sum(row.date <= until for row in rows), None if accrues else until)

    # Penalty given up, written off, refunded.

    def _on_forgive(self, event):
        have = self.penalty_old + self.penalty_today
        got = have if event.amount is None else min(event.amount, have)
        self._less_penalty(got)
        self.forgiven += got

    def _on_write_off(self, event):
        self._close()
        self._open(self.day, self.day != self.row_start)
        given = {kind: amount.read(event.given[kind], 2) for kind in self.written if kind in event.given}
        most = given if any(given.values()) else dict.fromkeys(self.written, FAR << 20)
        if not any(given.values()):
            self.withheld = 0
        self._write_principal(most.get("principal", 0))
        self._write_remuneration(most.get("remuneration", 0))
        got = min(most.get("penalty", 0), self.penalty_old + self.penalty_today)
        self._less_penalty(got)
        self.written["penalty"] += got
        got = min(most.get("costs", 0), self.costs)
        self.costs -= got
        self.written["costs"] += got
        self._sweep()

    def _write_principal(self, left):
        for a in self.asked:
            got = min(left, a.principal)
            a.principal, left = a.principal - got, left - got
            self.written["principal"] += got
        got = min(left, self.undue)
        self.undue -= got
        self.written["principal"] += got

    def _write_remuneration(self, left):
        for a in self.asked:
            got = min(left, a.remuneration)
            a.remuneration, left = a.remuneration - got, left - got
            self.written["remuneration"] += got
        got = min(left, self.u)
        self.u -= got
        self.written["remuneration"] += got

    def _on_refund(self, event):
        got = min(event.amount, self.suspense + sum(self.paid.values()) - (self.refunded - self.refunded_suspense()))
        from_suspense = min(got, self.suspense)
        self.suspense -= from_suspense
        self.from_suspense = self.refunded_suspense() + from_suspense
        self.refunded += got

    def refunded_suspense(self):
        """What was refunded out of suspense."""
        return getattr(self, "from_suspense", 0)

>>>>>>> foldfix
    # The state.

    def next_payment(self):
        """The first row from today on with something to pay, if nothing more happens; or None."""
        due = [a for a in self.asked if not a.late]
        if not due:
            other = copy.copy(self)
            other.asked, other.rows = [copy.copy(a) for a in self.asked], list(self.rows)
            other.events, other.at, other.suspense = [], 0, 0
            while other.rows and not due:
                date = other.rows[0].date
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
            "days_overdue": max(0, self.day - self.asked[0].pay_by) if late else 0,
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
