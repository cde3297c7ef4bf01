"""Measures of forecasts on arrays; cells whose actual is NaN do not count."""

from __future__ import annotations

import numpy as np

from foresail.methods.forecast.arrays import Floats


def smape(actual: Floats, made: Floats) -> float:
    """Symmetric mean absolute percentage error, 0 to 200 (Makridakis and Hibon 2000); 0 where both are 0.

    Examples
    --------
    >>> round(smape(np.array([100.0]), np.array([110.0])), 4)
    9.5238
    """
    size = np.abs(actual) + np.abs(made)
    return _mean(200 * np.abs(actual - made) / np.where(size > 0, size, 1.0))


def mase(actual: Floats, made: Floats, scale: Floats) -> float:
    """Mean absolute error in units of the past seasonal naive's (Hyndman and Koehler 2006), the mean over series.

    Parameters
    ----------
    actual, made
        Shape (series, h).
    scale
        Of each series, shape (series,); series without one do not count.
    """
    return _by_series(np.abs(actual - made), scale)


def rmsse(actual: Floats, made: Floats, scale: Floats) -> float:
    """Root mean squared error in units of the past naive's (Makridakis, Spiliotis and Assimakopoulos 2022).

    `scale` is the root mean squared one-season change of each past.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        each = np.sqrt(_rows((actual - made) ** 2)) / np.where(scale > 0, scale, np.nan)
    return _mean(each)


def wape(actual: Floats, made: Floats) -> float:
    """Sum of absolute errors over the sum of absolute actuals."""
    total = float(np.nansum(np.abs(actual)))
    return float(np.nansum(np.abs(actual - made))) / total if total > 0 else float("nan")


def bias(actual: Floats, made: Floats) -> float:
    """Sum of (forecast − actual) over the sum of absolute actuals: positive is too high."""
    total = float(np.nansum(np.abs(actual)))
    return float(np.nansum(made - actual)) / total if total > 0 else float("nan")


def pinball(actual: Floats, made: Floats, share: float, scale: Floats) -> float:
    """Quantile loss of the forecast of a share, scaled like MASE."""
    miss = actual - made
    return _by_series(np.maximum(share * miss, (share - 1) * miss), scale)


def msis(actual: Floats, low: Floats, high: Floats, level: float, scale: Floats) -> float:
    """Mean scaled interval score (Gneiting and Raftery 2007; M4): width plus what falls outside, at 2/(1 − level)."""
    outside = np.maximum(low - actual, 0) + np.maximum(actual - high, 0)
    return _by_series(high - low + outside * 2 / (1 - level), scale)


def coverage(actual: Floats, low: Floats, high: Floats) -> float:
    """Share of actuals inside the interval, both ends counted."""
    inside = ((actual >= low) & (actual <= high)).astype(np.float64)
    return _mean(np.where(np.isnan(actual), np.nan, inside))


def naive_scale(y: Floats, m: int, *, squared: bool = False) -> float:
    """Mean absolute one-season change of a past (root mean square when squared); NaN where there is none.

    Without a whole season, the one-period change.
    """
    lag = m if len(y) > m else 1
    if len(y) <= lag:
        return float("nan")
    change = y[lag:] - y[:-lag]
    change = change[~np.isnan(change)]
    if not len(change):
        return float("nan")
    return float(np.sqrt(np.mean(change**2))) if squared else float(np.mean(np.abs(change)))


def _by_series(loss: Floats, scale: Floats) -> float:
    with np.errstate(invalid="ignore", divide="ignore"):
        return _mean(_rows(loss) / np.where(scale > 0, scale, np.nan))


def _rows(loss: Floats) -> Floats:
    """Mean of each row over its known cells; NaN where there are none."""
    known = ~np.isnan(loss)
    count = known.sum(axis=1)
    return np.where(count > 0, np.where(known, loss, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)


def _mean(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")
