"""Penalty (неустойка): two steps by days of delay, a cap for each contract year (Law art. 6(3); docs/events.md 8)."""
from oracle import amount, days


class PenaltyTerms:
    """Percents are read exactly: over 10^8."""

    def __init__(self, given=None):
        given = given or {}
        self.first = amount.read(given.get("first_percent", "0.5"), 6)
        self.first_days = given.get("first_days", 90)
        self.after = amount.read(given.get("after_percent", "0.03"), 6)
        self.cap = amount.read(given.get("cap_percent", "10"), 6)
        self.calendar = given.get("year", "anniversary") == "calendar"
        self.of_payment = given.get("base", "payment") == "payment"

    def weight(self, first, last):
        """Σ of the day's rates for the days of delay first … last, over 10^8."""
        early = max(0, min(last, self.first_days) - first + 1)
        return early * self.first + (max(0, last - first + 1) - early) * self.after

    def most(self, issued, unit=1):
        """The cap of a year, rounded down to the unit."""
        return issued * self.cap // (10 ** 8 * unit) * unit

    def figure(self, total, issued, rounding, unit=1):
        """The year's penalty from its exact sum (tiyn over 10^8) and what was issued so far."""
        return min(amount.divide(total, 10 ** 8 * unit, rounding) * unit, self.most(issued, unit))

    def year_after(self, begin, day):
        """The first day of the contract (or civil) year after the one of `day`."""
        year, month, number = days.civil(day)
        if self.calendar:
            return days.year_start(year + 1)
        _, begin_month, begin_day = days.civil(begin)
        for candidate in (year, year + 1):
            length = days.monthrange(candidate, begin_month)[1]
            start = days.year_start(candidate) + days.day_of_year(candidate, begin_month) + min(begin_day, length) - 1
            if start > day:
                return start
        raise AssertionError("a year has an anniversary")
