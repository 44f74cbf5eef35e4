"""The terms of a microcredit (docs/schedule.md 2-4): reading, due dates, and parts of a year as whole numbers."""
from functools import lru_cache

from oracle import amount, days

UNIT_DAYS = {"days": 1, "weeks": 7}
D365, D366 = 366, 365            # of 365 × 366, the common base of act/act
BASE = {"30/360": 360, "act/360": 360, "act/365": 365, "act/act": 365 * 366}


@lru_cache(maxsize=1 << 16)
def add_months(anchor, count, month_end):
    """`anchor` + `count` months: the same day number, and what month_end says where the month has no such day."""
    year, month, day = days.civil(anchor)
    year, month = year + (month - 1 + count) // 12, (month - 1 + count) % 12 + 1
    length = days.monthrange(year, month)[1]
    if month_end == "last_day" and days.is_month_end(anchor):
        day = length
    if day <= length:
        return days.year_start(year) + days.day_of_year(year, month) + day - 1
    first_of_next = days.year_start(year) + days.day_of_year(year, month) + length
    return first_of_next if month_end == "first_of_next" else first_of_next - 1


def days360(a, b):
    """D(a, b) of the document, never less than 0."""
    (ya, ma, da), (yb, mb, db) = days.civil(a), days.civil(b)
    return max(0, 360 * (yb - ya) + 30 * (mb - ma) + min(db, 30) - min(da, 30))


def has_leap_day(a, b):
    """Whether the days after a up to and with b contain a 29 February."""
    first, last = days.civil(a + 1)[0], days.civil(b)[0]
    return any(a < days.year_start(year) + 59 <= b for year in range(first, last + 1) if days.isleap(year))


class Terms:
    """Terms read from a JSON object that is known to be well formed."""

    def __init__(self, case):
        get = case.get
        self.case = case
        self.method = case["method"]
        self.n = case["periods"]
        self.unit = 10 ** (2 - get("minor_units", 2))
        self.rounding = get("rounding", "half_up")
        self.principal = amount.read(case["principal"], 2)
        every = get("every", {"count": 1, "unit": "months"})
        self.count, self.every = every["count"], every["unit"]
        self.start = days.read(case["start"])
        self.day_count = case["day_count"]
        self.base = BASE[self.day_count]
        self.boundary = get("year_boundary", "jan1")
        self.leap = get("leap", "actual")
        self.include = get("first_day", "exclude") == "include"
        self.multiple = amount.read(get("instalment_multiple", "0"), 2) or self.unit
        self.instalment = amount.read(get("instalment", "0"), 2)
        self.level = get("level", False)
        self.remainder = get("remainder", "last")
        self.grace_principal, self.grace_interest = get("grace_principal", 0), get("grace_interest", 0)
        self.interest_free = get("interest_free", 0)
        self.down = amount.read(get("down_payment_percent", "0"), 6)     # of 10^8
        self.move = get("weekend", "keep") == "next_working_day"
        self.holidays = frozenset(days.read(text) for text in get("holidays", ()))
        self.workdays = frozenset(days.read(text) for text in get("workdays", ()))
        self.free = get("shift", "charge") == "free"
        self.month_end = get("month_end", "anchor")
        self.payouts = [(days.read(p["date"]), amount.read(p["amount"], 2)) for p in get("payouts", ())] \
            or [(self.start, self.principal)]
        self._read_rate(case)
        self._set_dates(get("first_due"))

    def _read_rate(self, case):
        """rate = R of a year and r of a period, as (over, under)."""
        year = 360 if self.day_count in ("30/360", "act/360") else 365
        micro = amount.read(case["rate_percent"], 6)
        if self.every == "months":
            share = (self.count, 12)
        else:
            share = (self.count * UNIT_DAYS[self.every], year)
        if case.get("rate_is", "year") == "period":
            self.rate = (micro * share[1], 10 ** 8 * share[0])
            self.period_rate = (micro, 10 ** 8)
        else:
            self.rate = (micro, 10 ** 8)
            self.period_rate = (micro * share[0], 10 ** 8 * share[1])
        self.days_of_year, self.period_share = year, share

    def works(self, day):
        """Whether `day` is a working day."""
        return day in self.workdays or not days.is_free(day, self.holidays)

    def next_working(self, day):
        """`day` if it works, else the next that does."""
        while not self.works(day):
            day += 1
        return day

    def step(self, anchor, count):
        """anchor + count periods, before moving."""
        if self.every == "months":
            return add_months(anchor, count * self.count, self.month_end)
        return anchor + count * self.count * UNIT_DAYS[self.every]

    def _set_dates(self, first_text):
        """nominal, due and counted dates, index 0 … n; counted[0] is the day before the first counted day."""
        n, default = self.n, self.step(self.start, 1)
        first = days.read(first_text) if first_text else default
        self.own_first = first != default
        if self.own_first:
            self.nominal = [self.start] + [self.step(first, i) for i in range(n)]
        else:
            self.nominal = [self.start] + [self.step(self.start, i) for i in range(1, n + 1)]
        due = self.nominal
        if self.move:
            due = [self.start] + [self.next_working(day) for day in self.nominal[1:]]
        self.due = due
        if self.method == "bullet":
            self.counted = self.nominal[:n] + [self.nominal[n] if self.free else due[n]]
        else:
            self.counted = list(self.nominal if self.free else due)
        if self.include:
            self.counted[0] -= 1
        self.days = [0] + [self._days_of(i) for i in range(1, n + 1)]

    def _days_of(self, i):
        """The days of period i."""
        begin, end = self.counted[i - 1], self.counted[i]
        if self.day_count != "30/360":
            return end - begin
        extra = 0
        if i == 1 and self.include:
            begin, extra = self.start, 1
        if begin == self.nominal[i - 1] and end == self.nominal[i] and not (i == 1 and self.own_first):
            return self.count * (30 if self.every == "months" else UNIT_DAYS[self.every]) + extra
        return days360(begin, end) + extra

    def part(self, begin, end, total, since, upto):
        """The part of a year after `since` up to `upto`, both inside the period (begin, end] of `total` days,
        as a whole number over self.base."""
        if self.day_count == "30/360":
            return self._days_in(begin, end, total, upto) - self._days_in(begin, end, total, since)
        if self.day_count != "act/act":
            return upto - since
        if self.leap == "ignore" or self.leap == "feb29_period" and not has_leap_day(begin, end):
            return D365 * (upto - since)
        shift = 1 if self.boundary == "dec31" else 0       # a year is the days after 1 January (or 31 December) …
        first, last = days.civil(since + shift)[0] - 1, days.civil(upto + shift)[0]
        weight = 0
        for year in range(first, last + 1):
            low = max(since, days.year_start(year) - shift)
            high = min(upto, days.year_start(year + 1) - shift)
            if high > low:
                weight += (high - low) * (D366 if days.isleap(year) else D365)
        return weight

    @staticmethod
    def _days_in(begin, end, total, day):
        """Days of a 30/360 period up to and with `day`."""
        return total if day == end else min(days360(begin, day), total)

    def part_of_period(self, i, since, upto):
        """`part` inside period i."""
        return self.part(self.counted[i - 1], self.counted[i], self.days[i], since, upto)

    def remuneration(self, weight):
        """round(weight × R / base) to the unit, where weight = Σ balance × part."""
        over, under = self.rate
        return amount.divide(weight * over, under * self.base * self.unit, self.rounding) * self.unit

    def to_unit(self, over, under):
        """over / under rounded to the unit."""
        return amount.divide(over, under * self.unit, self.rounding) * self.unit

    def to_multiple(self, over, under):
        """over / under rounded to the multiple."""
        return amount.divide(over, under * self.multiple, self.rounding) * self.multiple
