"""The loan as a fold, from docs/events.md. Amounts are tiyn; sums of remuneration and penalty are exact integers.

Days on which nothing but the running of time happens are taken together; every other day is folded in full.
"""
from oracle import amount, days
from oracle.penalty import PenaltyTerms
from oracle.schedule import Schedule
from oracle.terms import Terms, days360, has_leap_day

RANK = {"payout": 1, "reversal": 2, "suspend": 3, "resume": 3, "cost": 4, "payment": 5, "early_repayment": 6,
        "payoff": 6, "lower_rate": 6, "reschedule": 6, "holiday": 6, "forgive": 7, "write_off": 7, "refund": 7}
LAW_ORDER = ["overdue_principal", "overdue_remuneration", "penalty", "current_principal", "current_remuneration",
             "costs"]
STOP_DAYS = {"consumer": 90, "mortgage": 180}
FAR = 1 << 40


class Row:
    """A row of a schedule as data, with its plan, what waits after it, and its last day."""
    __slots__ = ("date", "counted", "days", "principal", "remuneration", "plan", "waiting", "pay_by", "free")

    def __init__(self, date, counted, count, principal, remuneration):
        self.date, self.counted, self.days, self.principal, self.remuneration = \
            date, counted, count, principal, remuneration
        self.plan = self.waiting = self.pay_by = 0
        self.free = False


class Asked:
    """What a row asked and is not paid; `extra` is what joined the last row later and bears no penalty."""
    __slots__ = ("date", "pay_by", "principal", "remuneration", "extra", "late")

    def __init__(self, date, pay_by, principal, remuneration):
        self.date, self.pay_by, self.principal, self.remuneration = date, pay_by, principal, remuneration
        self.extra, self.late = 0, False

    def unpaid(self):
        """All that is unpaid."""
        return self.principal + self.remuneration + self.extra


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
        self.levelled = terms.method in ("annuity", "fixed_instalment")
        self.events = [Event(event, place, terms) for place, event in enumerate(case.get("events", ()))]
        self.to = days.read(given["to"]) if "to" in given else max((e.day for e in self.events), default=0)
        self.begin = min((e.day for e in self.events if e.kind == "payout"), default=None)

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
        self.suspended, self.holiday_to = False, 0
        self.issued = self.earned_closed = self.penalties = self.refunded = self.received = 0
        self.paid, self.written = dict.fromkeys(("principal", "remuneration", "penalty", "costs"), 0), None
        self.written = dict(self.paid)
        self.forgiven = 0
        self.rate = self.terms.rate
        self.rows = self._first_rows()
        self.year_sum = self.year_done = 0
        self.year_end = self.loan.penalty.year_after(self.begin, self.begin) if self.begin else FAR
        self.start = self.begin or 0            # of the running period
        self._open()

    # The schedule as data.

    def _first_rows(self):
        """The rows of the schedule that was agreed at signing."""
        free = self.terms.interest_free
        rows = []
        for r in self.loan.schedule.rows:
            if r.nr == 0:
                continue
            row = Row(r.date, r.counted, r.days, r.principal, r.remuneration)
            row.free = 0 < r.period <= free
            rows.append(row)
        self._plan(rows, self.begin or 0, 0)
        return rows

    def _plan(self, rows, start, pool):
        """Plan and waiting of each row; rows without their days have them counted."""
        rest = sum(row.principal for row in rows)
        asks = sum(row.remuneration > 0 for row in rows)
        for row in rows:
            row.pay_by = self.loan.last_day(row.date)
            if row.days is None:
                row.days = days360(start, row.counted) if self.terms.day_count == "30/360" else row.counted - start
            asks -= row.remuneration > 0
            if not row.remuneration and asks and not row.free:
                row.plan = self._interest(rest, start, row)
                pool += row.plan
            else:
                row.plan = max(0, row.remuneration - pool)
                pool = max(0, pool + row.plan - row.remuneration)
            row.waiting = pool if row is not rows[-1] else 0
            rest -= row.principal
            start = row.date

    def _interest(self, balance, start, row):
        """round(balance × rate × F(start, counted_to))."""
        return self._money(balance * self._share(start, row, row.counted))

    def _money(self, weight):
        """A weight of principal × part of a year as money."""
        over, under = self.rate
        return amount.divide(weight * over, under * self.terms.base * self.terms.unit, self.terms.rounding) \
            * self.terms.unit

    def _share(self, start, row, day):
        """F(start, day) over terms.base, the row's period being (start, counted_to]; no row: a period without end."""
        terms = self.terms
        if terms.day_count == "30/360":
            if row is None or day > row.counted:
                return days360(start, day)
            return row.days if day == row.counted else min(days360(start, day), row.days)
        if terms.day_count == "act/act" and row is None and terms.leap == "feb29_period":
            return terms.part(start, FAR_DAY, 0, start, day)
        end = row.counted if row else FAR_DAY
        return terms.part(start, end, 0, start, day)

    # Periods of earning.

    def _open(self):
        """Begin a period at self.start with the first of the rows left."""
        self.w1 = self.w2 = self.v1 = self.v2 = 0      # earned and withheld: undue, overdue
        self.nights = 0
        self.whole, self.undue_at_start, self.added = True, None, False
        self.row = self.rows[0] if self.rows else None
        self.share = 0                                  # F(start, self.day) of R1 and of R2
        self.joined = 0                                 # of an endless period: already with the last row

    def _r1(self):
        if self.loan.by_row and self.row:
            length = self.row.counted - self.start
            return amount.divide(self.row.plan * self.nights, max(1, length) * self.terms.unit, self.terms.rounding) \
                * self.terms.unit
        return self._money(self.w1)

    def _running(self):
        """`earned` of the running period, not yet joined to the last row."""
        return self._r1() + self._money(self.w2) - self.joined

    def _close(self):
        """End the running period by a change of terms."""
        got = self._running()
        self.u += got
        self.earned_closed += got
        self.withheld += self._money(self.v1) + self._money(self.v2)
        self.start = self.day

    def _earn(self, day, undue):
        """The nights after self.day up to `day`; nothing else happens in them but earning."""
        if self.undue_at_start is None:
            self.undue_at_start = undue
        if self._stopped(day) or day <= self.holiday_to:
            self.whole = False
            return
        overdue = sum(a.principal for a in self.asked if a.late) if self.loan.overdue_bears else 0
        one = two = 0
        row = self.row
        before = max(self.day, self.start)
        if row and not row.free and undue and before < row.counted:
            upto = min(day, row.counted)
            one = undue * (self._share(self.start, row, upto) - self._share(self.start, row, before))
            if not self.suspended:
                self.nights += upto - before
        if overdue:
            two = overdue * (self._share(self.start, row, day) - self._share(self.start, row, before))
        if self.suspended:
            self.whole = False
            self.v1, self.v2 = self.v1 + one, self.v2 + two
        else:
            self.w1, self.w2 = self.w1 + one, self.w2 + two

    def _stopped(self, day):
        """Whether accrual has stopped by long delay."""
        limit = self.loan.stop_after
        return bool(limit and self.asked and day - self.asked[0].pay_by > limit)

    # Days.

    def _next_special(self):
        """The next day on which more happens than the passing of a night."""
        day = self.events[self.at].day if self.at < len(self.events) else FAR
        if self.rows:
            day = min(day, self.rows[0].date)
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
        if self.holiday_to >= self.day:
            day = min(day, self.holiday_to + 1)
        if self.asked:
            day = min(day, self.year_end if self.year_end > self.day else FAR)
        return max(day, self.day + 1)

    def run(self, target, full=True):
        """Let days pass up to and with `target`, which is folded in full."""
        while self.day < target:
            special = min(self._next_special(), target) if full else self._next_special()
            quiet = min(special - 1, target)
            if quiet > self.day:
                self._pass(quiet)
            if self.day < target:
                self._fold(self.day + 1)

    def _pass(self, day):
        """The quiet nights up to `day`."""
        if self.begin is None or day <= self.begin:
            self.day = day
            return
        self._earn(day, self.undue)
        self._join()
        self.penalty_old, self.penalty_today = self.penalty_old + self.penalty_today, 0
        before = self.penalties
        self._penalty(self.day + 1, day)
        self.penalty_old, self.penalty_today = self.penalty_old + self.penalties - before, 0
        self.day = day

    def _fold(self, day):
        """One day in full."""
        events = []
        while self.at < len(self.events) and self.events[self.at].day == day:
            events.append(self.events[self.at])
            self.at += 1
        self.penalty_old, self.penalty_today = self.penalty_old + self.penalty_today, 0
        undue = self.undue
        for e in (e for e in events if RANK[e.kind] < 4):
            getattr(self, "_on_" + e.kind)(e)
        if self.begin is not None and day > self.begin:
            for a in self.asked:
                if a.pay_by < day:
                    a.late = True
            self._earn(day, undue)
            self.day = day
            self._join()
            if self.rows and self.rows[0].date == day:
                self._due()
            self._allocate()
        self.day = day
        for e in (e for e in events if 4 <= RANK[e.kind] < 7):
            getattr(self, "_on_" + e.kind)(e)
        if self.begin is not None and day > self.begin:
            self._penalty(day, day)
            self._allocate()
        for e in (e for e in events if RANK[e.kind] == 7):
            getattr(self, "_on_" + e.kind)(e)

    def _join(self):
        """After the last row's date what is earned is overdue at once, with the last row."""
        if self.rows:
            return
        got = self._running()
        self.joined += got
        self.earned_closed += got
        got, self.u = got + self.u, 0
        if got:
            self._last_asked().extra += got

    def _last_asked(self):
        """The last row, opened again where it was paid."""
        last = self.last_row
        for a in self.asked:
            if a.date == last.date:
                return a
        a = Asked(last.date, last.pay_by, 0, 0)
        a.late = a.pay_by < self.day
        self.asked.append(a)
        return a

    def _due(self):
        """The row of today."""
        row = self.rows.pop(0)
        self.last_row = row
        one = self._r1()
        rest = row.principal + sum(r.principal for r in self.rows)
        if self.whole and self.undue_at_start == rest and not self.added:
            one = row.plan
        got = one + self._money(self.w2)
        self.u += got
        self.earned_closed += got
        self.withheld += self._money(self.v1) + self._money(self.v2)
        principal = min(row.principal, self.undue) if self.rows else self.undue
        self.undue -= principal
        remuneration = max(0, self.u - row.waiting)
        self.u -= remuneration
        if principal or remuneration:
            self.asked.append(Asked(row.date, row.pay_by, principal, remuneration))
        self.start = self.day
        self._open()

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
        self.asked = [a for a in self.asked if a.unpaid()]

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
                a.extra -= self._take(a.extra, "remuneration")

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
        """The penalty of the days first … last, all in one step of each row and in one year (or the first day of it)."""
        if first >= self.year_end:
            self.year_sum = self.year_done = 0
            while first >= self.year_end:
                self.year_end = self.loan.penalty.year_after(self.begin, self.year_end)
        if self.suspended or last <= self.holiday_to or self._stopped(last):
            return
        terms = self.loan.penalty
        for a in self.asked:
            if a.late:
                base = a.principal + (a.remuneration if terms.of_payment else 0)
                self.year_sum += base * terms.weight(first - a.pay_by, last - a.pay_by)
        figure = terms.figure(self.year_sum, self.issued, self.terms.rounding, self.terms.unit)
        more = max(0, figure - self.year_done)
        self.year_done += more
        self.penalties += more
        self.penalty_today += more

    # Events.

    def _on_payout(self, event):
        self.undue += event.amount
        self.issued += event.amount
        if event.day > self.start:
            self.added = True
        if self.terms.include and self.row and not self.row.free:
            self.w1 += event.amount * self._share(event.day, self.row, event.day + 1)

    def _on_suspend(self, _event):
        self.suspended = True

    def _on_resume(self, event):
        if not self.suspended:
            return
        self.suspended = False
        if event.given.get("back"):
            got = self.withheld + self._money(self.v1) + self._money(self.v2)
            self.u += got
            self.earned_closed += got
        self.withheld = self.v1 = self.v2 = 0

    def _on_cost(self, event):
        self.costs += event.amount
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
        if not rest:
            return
        got = min(rest, self.u + self._running())
        self.suspense -= got
        self.paid["remuneration"] += got
        self.u -= got
        principal = min(rest - got, self.undue)
        if not principal:
            return
        self.suspense -= principal
        self.paid["principal"] += principal
        self.undue -= principal
        self._change(event, lambda: self._derive(mode, principal))

    def _on_lower_rate(self, event):
        self._close()
        micro = amount.read(event.given["rate_percent"], 6)
        self.rate = (micro, 10 ** 8)
        self._reopen(event, lambda: self._derive("lower", 0))

    def _on_reschedule(self, event):
        if event.given.get("takes_overdue", True):
            for a in self.asked:
                self.undue += a.principal
                self.u += a.remuneration + a.extra
            self.asked = []
        self._change(event, None)

    def _on_holiday(self, event):
        until = days.read(event.given["until"])
        accrues = event.given.get("accrues", True)
        self._close()
        if not accrues:
            self.holiday_to = max(self.holiday_to, until)
        self._reopen(event, lambda: self._derive_holiday(until, accrues))

    def _change(self, event, derive):
        self._close()
        self._reopen(event, derive)

    def _reopen(self, event, derive):
        """A schedule takes effect today: the one of the event, or the derived one."""
        if event.rows is not None:
            self.rows = [Row(r.date, r.counted, r.days, r.principal, r.remuneration) for r in event.rows]
            self._plan(self.rows, self.day, self.u)
        elif self.rows:
            self.rows = derive()
        self._open()

    # Derived rows.

    def _old_rows(self):
        """Copies of the rows left, the first one's days counted from today."""
        rows, start = [], self.day
        for r in self.rows:
            row = Row(r.date, r.counted, r.days, r.principal, r.remuneration)
            row.free = r.free
            if not rows:
                row.days = days360(start, r.counted) if self.terms.day_count == "30/360" else r.counted - start
            rows.append(row)
        return rows

    def _walk(self, rows, principal_of, skip=0, silent=False):
        """Fill rows: earned(B), the principal wished; the first `skip` ask nothing and the next one asks for them."""
        start, balance, out, waiting = self.day, self.undue, [], self.u
        for place, row in enumerate(rows):
            earned = self._interest(balance, start, row) if not (silent and place < skip) else 0
            row.plan = earned
            if place < skip:
                row.principal = row.remuneration = 0
                waiting += earned
                row.waiting = waiting
            else:
                last = place == len(rows) - 1
                row.principal = balance if last else max(0, min(balance, principal_of(place, balance, earned)))
                row.remuneration, waiting, row.waiting = earned + waiting, 0, 0
            row.pay_by = self.loan.last_day(row.date)
            start, balance = row.date, balance - row.principal
            out.append(row)
        return out

    def _level(self, rows, skip=0, silent=False):
        """The smallest A with which the last row asks no more than A; the rows by it."""
        def last(a):
            self._walk(rows, lambda place, balance, earned: a - earned, skip, silent)
            row = rows[-1]
            return row.principal + row.plan
        low, high = 0, max(1, self.undue)
        while last(high) > high:
            low, high = high + 1, high * 2
        while low < high:
            middle = (low + high) // 2
            if last(middle) <= middle:
                high = middle
            else:
                low = middle + 1
        return self._walk(rows, lambda place, balance, earned: low - earned, skip, silent)

    def _derive(self, mode, repaid):
        """The rows left after a change of terms."""
        rows, balance = self._old_rows(), self.undue
        old = [row.principal for row in rows]
        asked = [row.principal + row.remuneration for row in rows]
        if mode == "shorten":
            if self.loan.levelled:
                rows = self._walk(rows, lambda place, now, earned: asked[place] - earned)
            else:
                rows = self._walk(rows, lambda place, now, earned: old[place])
            out = []
            for row in rows:
                if not balance and out or not self.undue:
                    break
                balance -= row.principal
                out.append(row)
            return out
        if mode == "skip":
            left = repaid
            for place, principal in enumerate(old):
                taken = min(left, principal)
                old[place], left = principal - taken, left - taken
            return self._walk(rows, lambda place, now, earned: old[place])
        if self.loan.levelled:
            return self._level(rows)
        total = sum(old)
        return self._walk(rows, lambda place, now, earned: old[place] * self.undue // total if total else 0)

    def _derive_holiday(self, until, accrues):
        """Rows up to `until` ask nothing; the others share."""
        rows = self._old_rows()
        skip = sum(row.date <= until for row in rows)
        if self.loan.levelled:
            return self._level(rows, skip, not accrues)
        old = [row.principal for row in rows]
        total = sum(old[skip:])
        return self._walk(rows, lambda place, now, earned: old[place] * self.undue // total if total else 0, skip,
                          not accrues)

    # Penalty given up, written off, refunded.

    def _on_forgive(self, event):
        have = self.penalty_old + self.penalty_today
        got = have if event.amount is None else min(event.amount, have)
        self._less_penalty(got)
        self.forgiven += got

    def _on_write_off(self, event):
        given = {kind: amount.read(event.given[kind], 2) for kind in self.written if kind in event.given}
        most = given or dict.fromkeys(self.written, FAR << 20)
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
            for part in ("remuneration", "extra"):
                got = min(left, getattr(a, part))
                setattr(a, part, getattr(a, part) - got)
                left -= got
                self.written["remuneration"] += got
        got = min(left, self.u + self._running())
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

    # The state.

    def state(self):
        """The figures at the end of self.day, in tiyn."""
        late = [a for a in self.asked if a.late]
        due = [a for a in self.asked if not a.late]
        running = self._running()
        principal = {"current": self.undue + sum(a.principal for a in due), "overdue": sum(a.principal for a in late)}
        remuneration = {"current": self.u + running + sum(a.remuneration + a.extra for a in due),
                        "overdue": sum(a.remuneration + a.extra for a in late)}
        penalty = {"current": self.penalty_today, "overdue": self.penalty_old}
        owed = sum(principal.values()) + sum(remuneration.values())
        limit = self.loan.stop_after
        return {
            "principal": principal, "remuneration": remuneration, "penalty": penalty, "costs": self.costs,
            "suspense": self.suspense,
            "withheld": self.withheld + self._money(self.v1) + self._money(self.v2),
            "days_overdue": max(0, self.day - self.asked[0].pay_by) if late else 0,
            "payoff": max(0, owed + self.penalty_old + self.costs - self.suspense),
            "suspended": self.suspended or self.day <= self.holiday_to,
            "stopped": bool(limit and self._stopped(self.day)),
            "closed": self.issued > 0 and not (owed + self.penalty_old + self.penalty_today + self.costs),
            "issued": self.issued, "earned": self.earned_closed + running, "penalties": self.penalties,
            "paid": dict(self.paid), "forgiven": self.forgiven, "written_off": dict(self.written),
            "refunded": self.refunded,
        }


FAR_DAY = days.read("9999-12-31")


def states(case, schedule=None):
    """[(day, ids, state, next payment)] at the end of each day with events, and of `to`."""
    loan = Loan(case, schedule)
    marks = sorted({e.day for e in loan.events} | {loan.to})
    reversals = sorted((e for e in loan.events if e.kind == "reversal"), key=lambda e: e.key)
    answers, fold, gone = [], None, None
    for mark in marks:
        now = frozenset(e.given["of"] for e in reversals if e.day <= mark)
        if now != gone:
            gone = now
            fold = Fold(loan, [e for e in loan.events if e.id not in gone])
        fold.run(mark)
        ids = [e.id for e in sorted(loan.events, key=lambda e: e.key) if e.day == mark]
        answers.append((mark, ids, fold.state(), None))
    return answers
