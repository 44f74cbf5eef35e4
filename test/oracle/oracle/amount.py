"""Amounts as whole minor units (plain integers of any size) and the one place where they are rounded."""
import re

FORM = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")


def divide(over, under, how):
    """The integer nearest to over / under (under > 0); `how` is half_up, half_even, down or up.

    Ways are symmetric about zero, so that a debt rounds like a credit: `down` goes towards zero, `up` away.
    """
    sign = -1 if over < 0 else 1
    whole, rest = divmod(abs(over), under)
    if how == "half_up":
        whole += 2 * rest >= under
    elif how == "half_even":
        whole += 2 * rest > under or (2 * rest == under and whole % 2 == 1)
    elif how == "up":
        whole += rest > 0
    elif how != "down":
        raise ValueError(how)
    return sign * whole


def read(text, digits):
    """`text` ("150000.5") in units of 10^-digits; more decimals than that are an error."""
    text = str(text)
    if not FORM.match(text):
        raise ValueError(f"not a decimal number: {text!r}")
    whole, _, part = text.partition(".")
    if len(part) > digits:
        raise ValueError(f"more than {digits} decimals: {text!r}")
    value = int(whole.lstrip("-") + part.ljust(digits, "0"))
    return -value if text.startswith("-") else value


def ratio(text):
    """`text` as an exact fraction (over, under), not reduced."""
    text = str(text)
    part = text.partition(".")[2]
    return read(text, len(part)), 10 ** len(part)


def write(value, digits):
    """`value` in units of 10^-digits as text with exactly that many decimals."""
    sign = "-" if value < 0 else ""
    if digits == 0:
        return f"{sign}{abs(value)}"
    whole, part = divmod(abs(value), 10 ** digits)
    return f"{sign}{whole}.{part:0{digits}d}"
