"""Numbers of the law with the day they take effect (regulation 1.2, 1.4, 1.5, 3, 6.5, 6.6)."""
from oracle import days

MCI = [("2019-01-01", 2525), ("2020-01-01", 2651), ("2020-04-01", 2778), ("2021-01-01", 2917), ("2022-01-01", 3063),
       ("2022-04-01", 3180), ("2023-01-01", 3450), ("2024-01-01", 3692), ("2025-01-01", 3932), ("2026-01-01", 4325)]
MCI_ORDINALS = [(days.read(day), tenge) for day, tenge in MCI]


def mci(day):
    """The monthly calculation index in tenge on an ordinal day; None before the first row."""
    found = None
    for since, tenge in MCI_ORDINALS:
        if since <= day:
            found = tenge
    return found


# Monday to Friday only; a holiday that falls on a weekend has been moved, 7 January and Kurban-ait do not move.
OFF_2026 = ["2026-01-01", "2026-01-02", "2026-01-07", "2026-03-09", "2026-03-23", "2026-03-24", "2026-03-25",
            "2026-05-01", "2026-05-07", "2026-05-11", "2026-05-27", "2026-07-06", "2026-10-26", "2026-12-16"]
OFF_2026_OLD = OFF_2026 + ["2026-08-31"]
FIXED = [(1, 1), (1, 2), (3, 8), (3, 21), (3, 22), (3, 23), (5, 1), (5, 7), (5, 9), (7, 6), (10, 25), (12, 16)]


def off_days(year, still):
    """The free weekdays of a year by the rule: a holiday on a weekend moves to the next working day; the days
    `still` [(month, day)] (7 January, Kurban-ait) do not move."""
    from datetime import date
    fixed = {date(year, month, day).toordinal() for month, day in FIXED}
    rest = {date(year, month, day).toordinal() for month, day in still}
    off = {day for day in fixed | rest if (day - 1) % 7 < 5}
    for day in sorted(fixed):
        if (day - 1) % 7 >= 5:
            while (day - 1) % 7 >= 5 or day in off:
                day += 1
            off.add(day)
    return sorted(off)
