"""What events do (docs/events.md 4 and 7), and the rows that follow from a change of terms."""
from oracle import amount, days
from oracle.fold_data import FAR, Row


class Happening:
    """The part of a fold that takes events."""

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
        self._early(event, "shorten", whole=True)

    def _on_early_repayment(self, event):
        self._early(event, event.given["mode"])

    def _early(self, event, mode, whole=False):
        self._on_payment(event)
        rest = self.suspense if whole else min(self.suspense, event.amount)
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

    def _paid_out(self):
        """Whether the first money has come: before it only suspense, costs, suspension and the rate move."""
        return self.begin is not None and self.day >= self.begin

    def _on_lower_rate(self, event):
        if self._paid_out():
            self._close()
        micro = amount.read(event.given["rate_percent"], 6)
        over, under = self.rate
        if micro * under < over * 10 ** 8 and not self.loan.by_row:
            self.cheaper = True
        self.rate = (micro, 10 ** 8)
        over, under = self.terms.period_share
        self.period_rate = (micro * over, 10 ** 8 * under)
        if self._paid_out():
            self._reopen(event, lambda: self._derive("lower", 0))
        else:
            self.rows = self._first_rows()
            self._open(self.start, self.planned is False)

    def _on_reschedule(self, event):
        if not self._paid_out():
            return
        if event.given.get("takes_overdue", True):
            for a in self.asked:
                self.undue += a.principal
                self.u += a.remuneration
            self.asked = []
        self._close()
        self._reopen(event, None)

    def _on_holiday(self, event):
        if not self._paid_out():
            return
        until = days.read(event.given["until"])
        self._close()
        if not event.given.get("accrues", True):
            self.holidays.append((self.day, until))
        self.deferred = max(self.deferred, until)
        self._reopen(event, lambda: self._derive("lower", 0))

    def _reopen(self, event, derive):
        """A schedule takes effect today: the one of the event, or the derived one."""
        if not self.undue and event.kind != "reschedule":
            if self.u:
                self._open(self.day, self.day != self.row_start)
                return
            event_rows = []
        else:
            event_rows = event.rows
        self.cheaper = False                            # what is agreed now is agreed at this rate
        if event_rows is not None:
            self.rows = [Row(r.date, r.counted, r.days, r.principal, r.remuneration) for r in event_rows]
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
            row.plan, row.nights = r.plan, r.nights
            if start != was or start == row.counted:      # cut by the change, or ended before it
                row.days = self._count(start, row.counted)
            start, was = row.counted, r.counted
            rows.append(row)
        return rows

    def _earned_by_row(self, row, start, whole):
        """The old plan × P ÷ Q by the nights left; where the old rows ask no principal Q is what was undue before."""
        left, length = (self._bearing_nights(start, row.counted), row.nights) if row.nights else (1, 1)
        return self._round(row.plan * self.undue * left, (whole or self.undue + self.repaid) * length)

    def _walk(self, rows, wish):
        """Fill rows: earned(B), the principal wished; those up to the end of a holiday ask nothing, and the next one
        asks for them. wish(place, earned, what the row asks of remuneration)."""
        start, balance, waiting = self.day, self.undue, self.u
        whole, skip = sum(row.principal for row in rows), self._resting(rows)
        for place, row in enumerate(rows):
            last = place == len(rows) - 1
            if not self.loan.by_row:
                earned = self._money(balance * self._bearing_share(start, row))
            else:
                earned = 0 if place < self.ended else self._earned_by_row(row, start, whole)
            waiting += earned
            if place < skip and not last:
                principal, row.remuneration = 0, 0
            else:
                principal = balance if last else max(0, min(balance, wish(place, earned, waiting)))
                row.remuneration, waiting = waiting, 0
            start, row.principal, balance = row.counted, principal, balance - principal
        for row in rows:
            row.pay_by = self.loan.last_day(row.date)
        return rows

    def _resting(self, rows):
        """How many of the first rows ask nothing."""
        return sum(row.date <= self.deferred for row in rows)

    def _regular(self, k):
        """A: the regular instalment of an annuity of the undue principal over k periods."""
        over, under = self.period_rate
        if not over:
            return self.terms.to_multiple(self.undue, k)
        power, grown = under ** k, (under + over) ** k
        return self.terms.to_multiple(self.undue * over * grown, under * (grown - power))

    def _derive(self, mode, repaid):
        """The rows left after a change of terms."""
        self.repaid = repaid
        rows = self._old_rows()
        old = [row.principal for row in rows]
        asked = [row.principal + row.remuneration for row in rows]
        if mode == "shorten":
            if self.loan.levelled:
                return self._walk(rows, lambda place, earned, waits: asked[place] - waits)
            return self._walk(rows, lambda place, earned, waits: old[place])
        if mode == "skip":
            left = repaid
            for place in range(self._resting(rows), len(rows)):
                taken = min(left, old[place])
                old[place], left = old[place] - taken, left - taken
            return self._walk(rows, lambda place, earned, waits: old[place])
        return self._lower(rows)

    def _until_spent(self, rows):
        """Rows after the balance is exhausted are dropped."""
        balance = self.undue
        for place, row in enumerate(rows):
            balance -= row.principal
            if not balance:
                return rows[:place + 1]
        return rows

    def _lower(self, rows):
        """Rows that ask share the undue principal anew."""
        skip = self._resting(rows)
        m, total = max(1, len(rows) - skip), sum(row.principal for row in rows[skip:])
        old = [row.principal for row in rows]
        if self.loan.levelled:
            regular = self._regular(m)
            return self._walk(rows, lambda place, earned, waits: regular - earned)
        part = self.terms.to_multiple(self.undue, m) if self.terms.method == "differentiated" else 0
        unit = self.terms.unit
        return self._walk(rows, lambda place, earned, waits: part or
                          (old[place] * self.undue // (total * unit) * unit if total else 0))

    # Penalty given up, written off, refunded.

    def _on_forgive(self, event):
        have = self.penalty_old + self.penalty_today
        got = have if event.amount is None else min(event.amount, have)
        self._less_penalty(got)
        self.forgiven += got

    def _on_write_off(self, event):
        if self._paid_out():
            self._close()
            self._open(self.day, self.day != self.row_start)
        given = {kind: amount.read(event.given[kind], 2) for kind in self.written if kind in event.given}
        most = given if any(given.values()) else dict.fromkeys(self.written, FAR << 20)
        if not any(given.values()):
            self.withheld = 0
            if self._paid_out():                        # no row is left to ask anything
                self.rows, self.ended, self.last_date = [], 0, self.last_date or self.day
                self._open(self.day)
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
        for a in sorted(self.asked, key=lambda a: (not a.late, a.tail)):       # the tail after what is overdue
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
