"""The schedule of payments, from docs/schedule.md 5-6. Amounts are tiyn."""
from oracle import amount
from oracle.terms import Terms


class InstalmentSmall(ValueError):
    """A fixed instalment below the remuneration of its period."""


class Row:
    """One row; `period` is its number of period (0 for payouts and the down payment)."""
    __slots__ = ("nr", "date", "days", "principal", "remuneration", "balance", "payout", "period", "counted")

    def __init__(self, nr, date, days, principal, remuneration, balance, payout=0, period=0, counted=0):
        self.nr, self.date, self.days, self.principal = nr, date, days, principal
        self.remuneration, self.balance, self.payout = remuneration, balance, payout
        self.period, self.counted = period, counted or date


def clip(x, low, high):
    """x, or the bound it is beyond."""
    return low if x < low else high if x > high else x


class Schedule:
    """Rows, totals and the regular instalment of a loan."""

    def __init__(self, terms):
        self.terms = terms
        self.instalment = None
        self.first_paid = sum(tiyn for day, tiyn in terms.payouts if day == terms.start)
        self.down = terms.to_unit(self.first_paid * terms.down, 10 ** 8) if terms.down else 0
        self.financed = terms.principal - self.down
        self.inside = self._payouts_by_period()
        self.stretches = [terms.grace_principal + 1] \
            + sorted(i for i in self.inside if i > terms.grace_principal + 1)
        if terms.method == "bullet":
            periods = self._bullet()
        else:
            periods = self._periods()
        self.rows = self._rows(periods)
        self.paid_out = sum(row.payout for row in self.rows)
        self.principal = sum(row.principal for row in self.rows)
        self.remuneration = sum(row.remuneration for row in self.rows)
        self.due = self.principal + self.remuneration

    def _payouts_by_period(self):
        """{period: [(date, amount)]} of the payouts after the start day."""
        terms, found = self.terms, {}
        for day, tiyn in terms.payouts:
            if day == terms.start:
                continue
            i = next(i for i in range(1, terms.n + 1) if (terms.counted[i - 1] <= day or i == 1)
                     and day < terms.counted[i])
            found.setdefault(i, []).append((day, tiyn))
        return found

    def _weight(self, i, balance):
        """(Σ balance × part of the year in period i, the balance at its end)."""
        terms = self.terms
        since, end = terms.counted[i - 1], terms.counted[i]
        weight = 0
        for day, tiyn in self.inside.get(i, ()):
            weight += balance * terms.part_of_period(i, since, day)
            since, balance = day, balance + tiyn
        return weight + balance * terms.part_of_period(i, since, end), balance

    def _interest(self, i, balance):
        """(I(i), the balance at its end) from the balance at its begin."""
        terms = self.terms
        if terms.method == "flat":
            balance = self.financed
        if i in self.inside:
            weight, balance = self._weight(i, balance)
        else:
            weight = balance * self._whole(i)
        return 0 if i <= terms.interest_free else terms.remuneration(weight), balance

    def _whole(self, i):
        """The part of the year of all of period i."""
        cache = self.__dict__.setdefault("wholes", {})
        if i not in cache:
            terms = self.terms
            cache[i] = terms.part_of_period(i, terms.counted[i - 1], terms.counted[i])
        return cache[i]

    def _bullet(self):
        """One payment of all."""
        terms, balance, weight = self.terms, self.first_paid - self.down, 0
        for i in range(1, terms.n + 1):
            part, balance = self._weight(i, balance)
            weight += part if i > terms.interest_free else 0
        if not balance:
            return []
        return [Row(1, terms.due[terms.n], sum(terms.days), balance, terms.remuneration(weight), 0, 0, terms.n,
                    terms.counted[terms.n])]

    def _periods(self):
        """The rows of the instalments, with the remuneration as charged."""
        terms = self.terms
        rows, balance = [], self.first_paid - self.down
        if not balance and not self.inside:        # the down payment took all
            self.instalment = {"annuity": 0, "flat": 0, "fixed_instalment": terms.instalment}.get(terms.method)
            return []
        build = getattr(self, "_" + terms.method)
        for i in range(1, terms.grace_principal + 1):
            interest, balance = self._interest(i, balance)
            rows.append(self._row(i, 0, interest, balance))
        for place, begin in enumerate(self.stretches):
            last = place == len(self.stretches) - 1
            part = build(begin, balance, last)
            if not last:
                part = part[:self.stretches[place + 1] - begin]
            rows += part
            balance = rows[-1].balance if rows else balance
        return self._defer(rows)

    def _row(self, i, principal, interest, balance):
        """The row of period i; `balance` before its payment."""
        terms = self.terms
        return Row(i, terms.due[i], terms.days[i], principal, interest, balance - principal, 0, i, terms.counted[i])

    def _walk(self, begin, balance, principal_of):
        """The rows from period `begin` on; principal_of(i, interest, balance) says what is wished; the last takes
        all. Stops where the balance is spent and no payout and no deferred remuneration is to come."""
        terms, rows = self.terms, []
        n, flat, inside = terms.n, terms.method == "flat", self.inside
        more = max(inside, default=0)
        for i in range(begin, n + 1):
            if flat:
                interest = self._interest(i, balance)[0]
            else:
                interest, balance = self._interest(i, balance)
            principal = balance if i == n else clip(principal_of(i, interest, balance), 0, balance)
            rows.append(self._row(i, principal, interest, balance))
            balance -= principal
            if not balance and not flat and i >= more and i > terms.grace_interest:
                break
        return rows

    def _defer(self, rows):
        """Remuneration of the first periods falls due in the one after; rows after the end are dropped."""
        terms, waiting, out = self.terms, 0, []
        more = max(self.inside, default=0)
        for row in rows:
            if row.period <= terms.grace_interest:
                waiting, row.remuneration = waiting + row.remuneration, 0
            elif row.period == terms.grace_interest + 1:
                row.remuneration, waiting = row.remuneration + waiting, 0
            out.append(row)
            if not row.balance and not waiting and terms.method != "flat" and row.period >= more:
                break
        return out

    def _rows(self, periods):
        """All rows in their order: payout of the start day, down payment, instalment, later payout."""
        terms, rows, balance = self.terms, [], 0
        for day, tiyn in terms.payouts:
            if day == terms.start:
                balance += tiyn
                rows.append(Row(0, day, 0, 0, 0, balance, tiyn))
        shift = 0
        if terms.down:
            shift, balance = 1, balance - self.down
            rows.append(Row(1, terms.start, 0, self.down, 0, balance))
        later = [(day, tiyn) for day, tiyn in terms.payouts if day != terms.start]
        for row in periods:
            while later and later[0][0] < row.date:
                balance += later[0][1]
                rows.append(Row(0, later[0][0], 0, 0, 0, balance, later.pop(0)[1]))
            row.nr = shift + (1 if terms.method == "bullet" else row.period)
            balance = row.balance = balance - row.principal
            rows.append(row)
        return rows

    # One builder a method: rows from period `begin` to the last, from the balance after the payment of begin - 1.

    def _before(self, begin, balance):
        """B: the balance before the payment of period `begin`, with all payouts up to then."""
        return balance + sum(tiyn for _, tiyn in self.inside.get(begin, ()))

    def _interest_only(self, begin, balance, _last):
        return self._walk(begin, balance, lambda i, interest, before: 0)

    def _fixed_instalment(self, begin, balance, _last):
        regular, n = self.terms.instalment, self.terms.n

        def principal(i, interest, _before):
            if regular < interest and i < n:
                raise InstalmentSmall(i)
            return regular - interest

        self.instalment = regular
        return self._walk(begin, balance, principal)

    def _annuity(self, begin, balance, last):
        terms = self.terms
        k, before = terms.n - begin + 1, self._before(begin, balance)
        free = clip(terms.interest_free - (begin - 1), 0, k)
        over, under = terms.period_rate
        if over:
            power, grown = under ** (k - free), (under + over) ** (k - free)
            regular = terms.to_multiple(before * over * grown, free * over * grown + under * (grown - power))
        else:
            regular = terms.to_multiple(before, k)
        return self._regular(begin, balance, regular, last)

    def _flat(self, begin, balance, last):
        terms = self.terms
        k = terms.n - begin + 1
        interest = sum(self._interest(i, 0)[0] for i in range(begin, terms.n + 1))
        return self._regular(begin, balance, terms.to_multiple(self.financed + interest, k), last)

    def _regular(self, begin, balance, regular, last):
        """Equal instalments, then level and remainder on the last stretch."""
        terms = self.terms
        k = terms.n - begin + 1
        self.instalment = regular
        rows = self._with(begin, balance, regular)
        end = self._end(rows)
        if not last or k == 1 or end is None:
            return rows
        if terms.level and abs(end - regular) > k // 2 * terms.unit:
            moved = terms.to_multiple(regular + terms.to_unit(end - regular, k), 1)
            again = self._with(begin, balance, moved)
            end_again = self._end(again)
            if end_again is not None and abs(end_again - moved) < abs(end - regular):
                rows, regular, end = again, moved, end_again
                self.instalment = regular
        if terms.remainder == "first":
            return self._first_takes(begin, balance, regular, rows)
        if terms.remainder == "spread":
            delta = end - regular
            whole = [terms.to_unit(delta * j, k) for j in range(k + 1)]
            return self._walk(begin, balance, lambda i, interest, before: regular + whole[i - begin + 1]
                              - whole[i - begin] - interest)
        return rows

    def _with(self, begin, balance, regular, first=0):
        """The rows with a regular instalment; the first one `first` more."""
        return self._walk(begin, balance, lambda i, interest, before: regular - interest
                          + (first if i == begin else 0))

    def _end(self, rows):
        """L: the instalment of period n, or None where the loan is repaid before it."""
        row = rows[-1]
        if row.period < self.terms.n or not row.principal:
            return None
        return row.principal + row.remuneration

    def _first_takes(self, begin, balance, regular, rows):
        """The first instalment moved by the x for which |L - A| is least; of two such, the nearer to 0."""
        unit = self.terms.unit
        tried = {0: rows}

        def last(x):
            if x not in tried:
                tried[x] = self._with(begin, balance, regular, x * unit)
            return self._end(tried[x]) or 0

        interest = rows[0].remuneration
        low, high = -(max(regular - interest, 0) // unit), (rows[0].balance + rows[0].principal + interest) // unit
        cross = self._crossing(last, low, high, regular)
        best = min((x for x in (cross - 1, cross) if low <= x <= high),
                   key=lambda x: (abs(last(x) - regular), abs(x)))
        return tried[self._nearest(last, best)]

    @staticmethod
    def _crossing(last, low, high, regular):
        """The least x of low … high with last(x) <= regular, or `high`; last() never rises."""
        if last(0) <= regular:
            step, high = 1, 0
            while high - step > low and last(high - step) <= regular:
                high, step = high - step, step * 2
            low = max(low, high - step)
        else:
            step, low = 1, 0
            while low + step < high and last(low + step) > regular:
                low, step = low + step, step * 2
            high = min(high, low + step)
        while low < high:
            middle = (low + high) // 2
            if last(middle) <= regular:
                high = middle
            else:
                low = middle + 1
        return low

    @staticmethod
    def _nearest(last, x):
        """Of all that give the same |L - A| as x, the one nearest to 0: L never rises, so they stand side by side."""
        same, sign = last(x), -1 if x < 0 else 1
        low, high = 0, abs(x)
        while low < high:
            middle = (low + high) // 2
            if last(sign * middle) == same:
                high = middle
            else:
                low = middle + 1
        return sign * low

    def _differentiated(self, begin, balance, last):
        terms = self.terms
        k, before = terms.n - begin + 1, self._before(begin, balance)
        how = terms.remainder if last else "last"
        part = terms.to_multiple(before, k)
        if how == "spread":
            whole = [min(terms.to_multiple(before * j, k), before) for j in range(k)] + [before]
            return self._walk(begin, balance, lambda i, interest, now: whole[i - begin + 1] - whole[i - begin])
        first = max(before - (k - 1) * part, 0) if how == "first" else part
        return self._walk(begin, balance, lambda i, interest, now: first if i == begin else part)

    def _shares(self, begin, balance, _last):
        terms = self.terms
        weights = [amount.read(text, 6) for text in terms.case["shares"]]
        paying = [i for i in range(terms.n) if weights[i]]
        total, financed = sum(weights), self.financed
        parts = [terms.to_multiple(financed * w, total) for w in weights]
        if terms.remainder == "first":
            parts[paying[0]] = max(financed - sum(parts) + parts[paying[0]], 0)
        elif terms.remainder == "spread":
            run, whole = 0, [0]
            for w in weights:
                run += w
                whole.append(min(terms.to_multiple(financed * run, total), financed))
            parts = [b - a for a, b in zip(whole, whole[1:])]
        parts[paying[-1]] = financed              # it takes what is left: the walk cuts it to the balance
        return self._walk(begin, balance, lambda i, interest, now: parts[i - 1])


def build(case):
    """The schedule of a JSON object that is known to be well formed."""
    return Schedule(Terms(case))
