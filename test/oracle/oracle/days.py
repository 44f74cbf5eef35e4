"""Days of the civil calendar as ordinals (1 is 0001-01-01), steps of months, working days and day counts."""
from calendar import isleap, monthrange
from datetime import date
from functools import lru_cache


def read(text):
    """The ordinal of "YYYY-MM-DD"."""
    return date.fromisoformat(text).toordinal()


@lru_cache(maxsize=1 << 16)
def write(day):
    """The text of an ordinal."""
    return date.fromordinal(day).isoformat()


@lru_cache(maxsize=1 << 16)
def civil(day):
    """(year, month, day of month)."""
    when = date.fromordinal(day)
    return when.year, when.month, when.day


@lru_cache(maxsize=1 << 16)
def is_month_end(day):
    """Whether the next day opens a month."""
    return date.fromordinal(day + 1).day == 1


@lru_cache(maxsize=1 << 16)
def year_start(year):
    """The ordinal of 1 January."""
    return date(year, 1, 1).toordinal()


@lru_cache(maxsize=1 << 12)
def day_of_year(year, month):
    """Days of the year before the first of `month`."""
    return date(year, month, 1).toordinal() - year_start(year)


def is_free(day, holidays):
    """Whether `day` is a Saturday, a Sunday or in the set `holidays`. 0001-01-01 was a Monday."""
    return (day - 1) % 7 >= 5 or day in holidays


def next_working(day, holidays):
    """`day` itself, or the first working day after it."""
    while is_free(day, holidays):
        day += 1
    return day


def add_working(day, count, holidays):
    """The end of a term of `count` working days; the day of the event is not counted (Civil Code, art. 173)."""
    while count > 0:
        day += 1
        count -= not is_free(day, holidays)
    return day


__all__ = ["read", "write", "civil", "is_month_end", "year_start", "day_of_year", "is_free", "next_working",
           "add_working", "isleap", "monthrange"]
