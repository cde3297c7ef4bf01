"""A change of a product split into its factors, exactly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations

FOUR = Decimal("0.0001")


def split(before: Sequence[float], after: Sequence[float]) -> tuple[float, ...]:
    """What each factor adds to the change of the product; the parts add up to it.

    Where all factors are positive: the log-mean Divisia index, L(v1, v0) × ln(x1 / x0) with
    L(a, b) = (a − b) / ln(a / b). Where one is zero, its log does not exist: then the mean over all
    orders in which factors may change (Shapley).

    Parameters
    ----------
    before, after
        The factors, none negative; a factor that divides is given as its inverse.

    Examples
    --------
    >>> [round(x, 6) for x in split((2.0, 3.0), (4.0, 3.0))]
    [6.0, 0.0]
    >>> split((0.0, 5.0), (2.0, 5.0))
    (10.0, 0.0)

    References
    ----------
    Ang (2005), The LMDI approach to decomposition analysis; Shapley (1953).
    """
    if all(x > 0 for x in (*before, *after)):
        old, new = math.prod(before), math.prod(after)
        weight = old if math.isclose(old, new, rel_tol=1e-12) else (new - old) / math.log(new / old)
        return tuple(weight * math.log(b / a) for a, b in zip(before, after, strict=True))
    return _shapley(before, after)


def _shapley(before: Sequence[float], after: Sequence[float]) -> tuple[float, ...]:
    parts = [0.0] * len(before)
    orders = list(permutations(range(len(before))))
    for order in orders:
        now = list(before)
        for i in order:
            was = math.prod(now)
            now[i] = after[i]
            parts[i] += math.prod(now) - was
    return tuple(p / len(orders) for p in parts)


def to_money(total: Decimal, parts: Sequence[float]) -> tuple[Decimal, ...]:
    """Parts as money that add up to the total exactly: what rounding leaves goes to the largest part.

    Examples
    --------
    >>> [str(x) for x in to_money(Decimal("1.0000"), (1 / 3, 1 / 3, 1 / 3))]
    ['0.3334', '0.3333', '0.3333']
    """
    rounded = [Decimal(repr(round(p, 4))).quantize(FOUR) for p in parts]
    largest = max(range(len(parts)), key=lambda i: (abs(rounded[i]), -i))
    rounded[largest] += total - sum(rounded, Decimal(0))
    return tuple(rounded)
