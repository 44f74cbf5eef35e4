"""Earning remuneration (docs/events.md 3 and 5): the schedule as data, and periods."""
from oracle.fold_data import FAR_DAY, Row
from oracle.terms import days360


class Earning:
    """The part of a fold that knows rows and periods."""

    # The schedule as data.

    def _first_rows(self):
        """The rows of the schedule that was agreed at signing."""
        rows = []
        for r in self.loan.schedule.rows:
            if r.nr:                              # a down payment (period 0) has no period
                counted = r.counted if r.period else self.row_start
                rows.append(Row(r.date, counted, r.days, r.principal, r.remuneration))
        self.free_to = self._free_to()
        self._plan(rows, self.row_start, 0)
        return rows

    def _free_to(self):
        """The last night that the contract made free; a bullet's may end inside its one row."""
        terms, to = self.terms, 0
        free = terms.interest_free
        if terms.method == "bullet" and 0 < free < terms.n:
            return terms.nominal[free]
        for r in self.loan.schedule.rows:
            if r.nr and r.period:
                if r.remuneration or r.period > free:
                    break
                to = r.counted
        return to

    def _plan(self, rows, start, pool):
        """Plan and waiting of each row; rows without their days have them counted."""
        rest = sum(row.principal for row in rows)
        asks = sum(row.remuneration > 0 for row in rows)
        for row in rows:
            row.pay_by = self.loan.last_day(row.date)
            if row.days is None:
                row.days = self._count(start, row.counted)
            asks -= row.remuneration > 0
            if not row.remuneration and asks and not self.loan.by_row:
                row.plan = self._money(rest * self._bearing_share(start, row))
                pool += row.plan
            else:
                row.plan = max(0, row.remuneration - pool)
                pool = max(0, pool + row.plan - row.remuneration)
                if row.plan and row.counted <= self.free_to:
                    self.free_to = start                        # it was agreed anew
            row.nights = self._bearing_nights(start, row.counted) if self.loan.by_row else 0
            row.waiting = pool if row is not rows[-1] else 0
            rest -= row.principal
            start = row.counted

    def _count(self, start, end):
        """The days of a period that is not whole."""
        return days360(start, end) if self.terms.day_count == "30/360" else end - start

    def _bearing_share(self, start, row):
        """F(start, counted_to) without free nights and those of a holiday that does not accrue."""
        low = max(start, min(self.free_to, row.counted))
        share = self._share(start, row, row.counted) - self._share(start, row, low)
        for since, until in sorted(self.holidays):        # they may overlap
            low, high = max(low, since), min(until, row.counted)
            if low < high:
                share -= self._share(start, row, high) - self._share(start, row, low)
                low = high
        return share

    def _bearing_nights(self, start, end):
        """How many nights after `start` up to `end` are neither free nor of such a holiday."""
        return sum(night > self.free_to and not self._on_leave(night) for night in range(start + 1, end + 1))

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
        """B1: the undue principal whose period runs; after a write-off an ended row may ask more than is undue."""
        return max(0, self.undue - sum(row.principal for row in self.rows[:self.ended]))

    def _began_as_planned(self, earning):
        """Whether the schedule foresaw the balance of this period, and the day on which the money came."""
        if self.planned is None:
            self.planned = bool(self.row) and not self.cheaper \
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
        return self._round(self.row.plan * nights, max(1, self.row.nights))

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
        one = two = nights = 0
        low = max(before, self.free_to)
        if row and earning > 0 and low < day:
            nights = day - low
            one = earning * (self._share(self.start, row, day, self.length)
                             - self._share(self.start, row, low, self.length))
        if overdue and self.loan.overdue_bears:
            two = overdue * (self._open_share(self.start, day) - self._open_share(self.start, before))
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
        return bool(limit and self.asked and day - self.oldest() > limit)
