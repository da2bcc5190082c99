#!/usr/bin/env python3
"""Writes Validation/reference/elementary/functions.csv: correctly rounded values of the elementary functions.

Needs mpmath (any 1.x). Usage: Tools/elementary-reference.py > Validation/reference/elementary/functions.csv
Each value is computed with 1,500 bits and again with 2,200; both must round to the same double.
"""
import math
import random
import struct

import mpmath as mp

ROWS = 64
draws = random.Random(20260101)


def between(low, high):
    return draws.uniform(low, high)


def spread(low, high):
    """Uniform in the logarithm."""
    return math.exp(draws.uniform(math.log(low), math.log(high)))


def signed(x):
    return x if draws.random() < 0.5 else -x


def any_bits():
    while True:
        x = struct.unpack("<d", struct.pack("<Q", draws.getrandbits(64)))[0]
        if math.isfinite(x):
            return x


ANGLES = [
    lambda: signed(between(0, 10)), lambda: signed(spread(1e-12, 1e7)), lambda: signed(spread(1e7, 1e308)),
    # Beside the multiples of a right angle nearly everything cancels.
    lambda: signed(draws.randint(1, 10**7) * math.pi / 2),
]
RATIOS = [lambda: signed(draws.random()), lambda: signed(spread(1e-30, 0.99)), lambda: signed(1 - spread(1e-16, 0.5))]
POWERS = [lambda: signed(between(0, 700)), lambda: signed(spread(1e-20, 700)), lambda: signed(between(0, 3))]
POSITIVE = [lambda: abs(any_bits()), lambda: spread(0.5, 2), lambda: 1 + signed(spread(1e-16, 0.4)), lambda: spread(1e-323, 1e-307)]
UNARY = {
    "sin": (mp.sin, ANGLES), "cos": (mp.cos, ANGLES), "tan": (mp.tan, ANGLES),
    "asin": (mp.asin, RATIOS), "acos": (mp.acos, RATIOS), "atan": (mp.atan, [lambda: signed(spread(1e-30, 1e30)), lambda: signed(spread(0.01, 100))]),
    "exp": (mp.exp, POWERS + [lambda: between(-745, -700)]),
    "exp2": (lambda x: mp.power(2, x), [lambda: between(-1074, 1023), lambda: between(-3, 3)]),
    "expm1": (mp.expm1, POWERS),
    "log": (mp.log, POSITIVE), "log2": (lambda x: mp.log(x) / mp.log(2), POSITIVE), "log10": (mp.log10, POSITIVE),
    "log1p": (mp.log1p, [lambda: signed(spread(1e-20, 0.99)), lambda: spread(1e-10, 1e300), lambda: -1 + spread(1e-16, 0.9)]),
    "cbrt": (lambda x: mp.sign(x) * mp.cbrt(abs(x)), [any_bits, lambda: signed(spread(1e306, 1.7e308))]),
    "sinh": (mp.sinh, POWERS + [lambda: signed(between(700, 710))]), "cosh": (mp.cosh, POWERS + [lambda: signed(between(700, 710))]),
    "tanh": (mp.tanh, POWERS), "asinh": (mp.asinh, [any_bits] + POWERS), "atanh": (mp.atanh, RATIOS),
    "erf": (mp.erf, [lambda: signed(spread(1e-20, 7)), lambda: signed(between(0, 6))]),
    "erfc": (mp.erfc, [lambda: between(-6, 6), lambda: between(0, 27.2), lambda: between(0, 3)]),
    "lgamma": (lambda x: mp.log(mp.gamma(x)) if x < 1e4 else mp.re(mp.loggamma(x)),
               [lambda: between(0, 20), lambda: spread(1e-20, 1e20), lambda: float(draws.randint(1, 400)) / 2, lambda: between(0.3, 3.2)]),
}


def power_pair():
    kind = draws.randrange(4)
    if kind == 0:
        x = spread(1e-300, 1e300)
        return x, between(-1, 1) * 700 / max(abs(math.log(x)), 1e-3)
    if kind == 1:
        return spread(0.1, 10), between(-20, 20)
    if kind == 2:
        return 1 + signed(spread(1e-10, 0.1)), signed(spread(1, 1e3))
    return 10.0, between(-30, 30)


def point_pair():
    if draws.random() < 0.5:
        return signed(spread(1e-20, 1e20)), signed(spread(1e-20, 1e20))
    if draws.random() < 0.5:
        scale = spread(1e-320, 1e300)
        return signed(spread(0.1, 10)) * scale, signed(spread(0.1, 10)) * scale
    return any_bits(), any_bits()


BINARY = {"pow": (mp.power, power_pair), "atan2": (mp.atan2, point_pair), "hypot": (lambda x, y: mp.sqrt(x * x + y * y), point_pair)}


def nearest(value):
    """The double nearest to a long number, also among the subnormal ones."""
    if value == 0:
        return 0.0
    exponent = max(int(mp.floor(mp.log(abs(value), 2))), -1022) - 52
    return math.ldexp(int(mp.nint(value * mp.mpf(2) ** -exponent)), exponent)


def rounded(function, arguments):
    results = []
    for bits in (1500, 2200):
        mp.mp.prec = bits
        results.append(nearest(function(*[mp.mpf(x) for x in arguments])))
    assert results[0] == results[1]
    return results[0]


def row(name, function, arguments):
    try:
        value = rounded(function, arguments)
    except OverflowError:
        return False
    if not math.isfinite(value):
        return False
    second = arguments[1].hex() if len(arguments) == 2 else ""
    print(f"{name},{arguments[0].hex()},{second},{value.hex()}")
    return True


print("function,x,y,value")
for name, (function, families) in UNARY.items():
    written = 0
    while written < ROWS:
        written += row(name, function, (families[written % len(families)](),))
for name, (function, family) in BINARY.items():
    written = 0
    while written < ROWS:
        written += row(name, function, family())
