"""Means of groups from their sums: what is left of everybody without a group, and whether two groups differ."""

from __future__ import annotations

from typing import NamedTuple

from scipy.stats import t as student


class Moments(NamedTuple):
    """Count, sum and sum of squares of some values."""

    n: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """The mean; zero of nothing."""
        return self.total / self.n if self.n else 0.0

    @property
    def variance(self) -> float:
        """The variance of the values around their mean, of a sample; zero where one value or none is known."""
        return max(self.squares - self.total**2 / self.n, 0.0) / (self.n - 1) if self.n > 1 else 0.0

    def without(self, part: Moments) -> Moments:
        """The values that are left when a part of them is taken away.

        Examples
        --------
        >>> Moments(3, 6.0, 14.0).without(Moments(1, 3.0, 9.0)).mean
        1.5
        """
        return Moments(self.n - part.n, self.total - part.total, max(self.squares - part.squares, 0.0))


class Difference(NamedTuple):
    """How far two means are apart, between what and what, and how often chance alone parts them so far."""

    value: float
    low: float
    high: float
    p: float


def welch(one: Moments, other: Moments, level: float = 0.95) -> Difference | None:
    """The difference of two means with its interval (Welch 1947); None where a group has fewer than two values.

    Examples
    --------
    >>> found = welch(Moments(4, 10.0, 30.0), Moments(4, 18.0, 86.0))
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (-2.0, -4.23, 0.23)
    """
    if one.n < 2 or other.n < 2:
        return None
    value = one.mean - other.mean
    a, b = one.variance / one.n, other.variance / other.n
    if a + b <= 0:
        return Difference(value, value, value, 1.0 if value == 0 else 0.0)
    freedom = (a + b) ** 2 / (a**2 / (one.n - 1) + b**2 / (other.n - 1))
    error = (a + b) ** 0.5
    half = float(student.ppf((1 + level) / 2, freedom)) * error
    return Difference(value, value - half, value + half, float(2 * student.sf(abs(value) / error, freedom)))
