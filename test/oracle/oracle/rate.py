"""The effective annual rate (regulation 2.1): the root of sum S / (1+r)^(t/365) = sum P / (1+r)^(t/365).

With v = (1+r)^(-1/365) the equation is a polynomial of integer powers of v. Where the daily sums change their sign once
it has exactly one positive root (Descartes). Doubles come near it, Newton in 40 decimal digits finishes, and where the
root lies closer to a rounding edge than the proven error, the digits are doubled.
"""
import math
from decimal import Context, Decimal, ROUND_HALF_UP, localcontext
from functools import lru_cache

WIDE = Context(prec=40)
FAST = 28
LEAST, MOST = Decimal("-99.9999"), Decimal(10) ** 10   # percent


class SignError(ValueError):
    """The flows have no single root: their sign changes never, or more than once."""


def net(flows):
    """Flows (day, amount; payouts above zero, payments below) as ((days since the first, sum), …) without zero sums."""
    sums = {}
    for day, amount in flows:
        sums[day] = sums.get(day, 0) + amount
    days = sorted(day for day, amount in sums.items() if amount)
    return tuple((day - days[0], sums[day]) for day in days)


def sign_changes(line):
    """How often neighbours of [(t, sum)] differ in sign."""
    return sum((a[1] > 0) != (b[1] > 0) for a, b in zip(line, line[1:]))


def _guess(line):
    """A first x: the growth of the money over the mean time that it was out."""
    plus = sum(amount for _, amount in line if amount > 0)
    minus = -sum(amount for _, amount in line if amount < 0)
    out = abs(sum(t * amount for t, amount in line if amount < 0) / minus
              - sum(t * amount for t, amount in line if amount > 0) / plus)
    return math.log(minus / plus if line[0][1] > 0 else plus / minus) / out if out else 0.001


def _near(line):
    """The root as a double. Monotone in x = -ln v once each term is measured from the change of sign."""
    turn = next(t for t, amount in line if (amount > 0) != (line[0][1] > 0))
    size = float(max(abs(amount) for _, amount in line))
    terms = [(float(turn - t), amount / size) for t, amount in line]
    sign = 1.0 if line[0][1] > 0 else -1.0
    exp = math.exp
    low, high, x = -math.inf, math.inf, _guess(line)
    for _ in range(400):
        try:
            value = slope = 0.0
            for t, amount in terms:
                part = amount * exp(x * t)
                value += part
                slope += part * t
        except OverflowError:
            value, slope = math.inf * sign if x > 0 else -math.inf * sign, 0.0
        if value * sign > 0:
            high = x
        else:
            low = x
        step = x - value / slope if slope and math.isfinite(value) else math.inf
        if not low < step < high:
            if math.isinf(low) or math.isinf(high):
                step = x + (1.0 if math.isinf(high) else -1.0) * max(0.001, abs(x))
            else:
                step = (low + high) / 2
        if abs(step - x) <= 1e-8 * abs(x) + 1e-22:
            return math.exp(-step)
        x = step
    return math.exp(-x)


def _newton(line, v, context):
    """(the next v, the step) of Newton's method, by Horner over the gaps between days."""
    powers = {}
    value, slope = Decimal(0), Decimal(0)
    times, fused = context.multiply, context.fma
    later = line[-1][0]
    for t, amount in reversed(line):
        gap = later - t
        if gap:
            power = powers.get(gap)
            if power is None:
                low = context.power(v, gap - 1)
                power = powers[gap] = (times(low, v), times(low, gap))
            slope = fused(slope, power[0], times(value, power[1]))
            value = times(value, power[0])
        value = context.add(value, amount)
        later = t
    step = context.divide(value, slope)
    return context.subtract(v, step), abs(step)


def root(line, digits=40):
    """v as a Decimal, good to two thirds of the digits at least."""
    if sign_changes(line) != 1:
        raise SignError(sign_changes(line))
    context = Context(prec=digits)
    v = Decimal(_near(line))
    enough = Decimal(10) ** (-digits // 2 + 2)
    for _ in range(200):
        v, step = _newton(line, v, context)
        if step <= enough * v:   # the next step would be of the order of step² × days
            return v
    raise ArithmeticError("no convergence")


@lru_cache(maxsize=256)
def percent(line, digits=40):
    """The rate in percent a year, unrounded to `digits`."""
    v = root(line, digits)
    context = Context(prec=digits)
    return context.multiply(context.subtract(context.power(v, -365), 1), 100)


@lru_cache(maxsize=256)
def rounded(line, places):
    """The rate in percent rounded half up to `places` decimals, as an exact Decimal; zero has no sign."""
    digits = FAST
    while True:
        value = percent(line, digits)
        with localcontext() as context:
            context.prec = digits + 20
            scaled = value.scaleb(places)
            edge = abs(abs(scaled) % 1 - Decimal("0.5"))
            if digits > 300:   # nearer than 150 digits to an edge is on it: the root is rational
                scaled = scaled.quantize(Decimal(10) ** -100)
            if digits > 300 or edge > Decimal(10) ** (-digits // 2) * max(1, abs(scaled)):
                return scaled.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-places) + 0
        digits *= 2


def npv(line, rate_percent, digits=40):
    """The sum of the flows at a rate in percent a year; the proof of a root."""
    context = Context(prec=digits)
    v = context.power(context.add(1, context.divide(Decimal(rate_percent), 100)),
                      context.divide(-1, Decimal(365)))
    return sum((amount * context.power(v, t) for t, amount in line), Decimal(0))


def refused(line):
    """The code with which a rate is refused, or None."""
    changes = sign_changes(line)
    if changes != 1:
        return "FLOW_SIGNS" if changes else "FLOW_NONE"
    if not LEAST <= percent(line, FAST) <= MOST:
        return "RATE_RANGE"
    return None
