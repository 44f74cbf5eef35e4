"""Debt burden (КДН) and ratio of debt to income (КДД), from regulation 3.

КДН = (monthly payments on open loans + average payment on the new one) / average monthly income. КДД = (balances
+ 20 % of unused limits + the new loan) / income of a year. Limits: 0.5 and 8; 0.25 for those on the list of
self-restriction from gambling from 01.04.2024, and for delay over 90 days in the last 12 months from 24.11.2025.
"""
from fractions import Fraction

from oracle import days

GAMBLER, LATE = 1, 2
PAYMENTS = [(None, "2020-01-01", Fraction(1, 2)), (GAMBLER, "2024-04-01", Fraction(1, 4)),
            (LATE, "2025-11-24", Fraction(1, 4))]
DEBT = [(None, "2020-01-01", Fraction(8))]


def ratios(income, months, payments, new_payment, debt, unused, new_loan):
    """(КДН, КДД) as fractions; None where there is no income."""
    if not income:
        return None, None
    monthly = Fraction(income, months)
    return (payments + new_payment) / monthly, (debt + Fraction(unused, 5) + new_loan) / (12 * monthly)


def limit(rows, day, groups):
    """The strictest limit of those that apply, or None."""
    found = [value for group, since, value in rows
             if days.read(since) <= day and (group is None or groups >> group & 1)]
    return min(found, default=None)
