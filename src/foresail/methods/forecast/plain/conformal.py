"""Intervals from what past forecasts really missed by, wider with the horizon, the same on every scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foresail.methods.forecast.plain.season import Floats


@dataclass(frozen=True)
class Misses:
    """Past misses of a method.

    Parameters
    ----------
    errors
        Log ratio of actual to forecast (difference over `scale` where `relative` is false), shape (origins, horizons);
        NaN where the actual is not known yet.
    relative
        Whether errors are log ratios.
    scale
        What differences are measured by.
    """

    errors: Floats
    relative: bool
    scale: float

    def spread(self) -> Floats:
        """Root mean square miss by horizon, smoothed by a line through its square and never falling; shape (h,)."""
        h = self.errors.shape[1]
        square = np.array([_mean_square(self.errors[:, j]) for j in range(h)])
        n = np.sum(~np.isnan(self.errors), axis=0)
        good = n > 0
        if not good.any():
            return np.full(h, 0.5)
        time = np.arange(h)[good]
        design = np.column_stack([np.ones(len(time)), time])
        w = np.sqrt(n[good].astype(np.float64))
        fit = np.linalg.lstsq(design * w[:, None], square[good] * w, rcond=None)[0]
        slope = max(float(fit[1]), 0.0)
        base = max(float(np.average(square[good] - slope * time, weights=n[good])), 0.25 * float(square[good].mean()))
        return np.asarray(np.sqrt(np.maximum(base + slope * np.arange(h), 1e-12)), dtype=np.float64)

    def standard(self) -> Floats:
        """All misses in units of their horizon's spread, sorted."""
        z = (self.errors / self.spread()).ravel()
        return np.sort(z[~np.isnan(z)])

    def quantile(self, mean: Floats, share: float) -> Floats:
        """The value below which a share of outcomes lies, shape (h,).

        The conformal quantile of |misses| with its (n + 1) correction (Vovk, Gammerman and Shafer 2005), applied to
        both sides: few misses cannot tell one side from the other.
        """
        wide = conformal_quantile(np.abs(self.standard()), abs(2 * share - 1))
        return self.shifted(mean, np.sign(share - 0.5) * wide * self.spread())

    def shifted(self, mean: Floats, miss: Floats) -> Floats:
        """The outcome when a forecast misses by so much."""
        return np.asarray(mean * np.exp(miss) if self.relative else mean + miss * self.scale, dtype=np.float64)

    def chance_above(self, mean: float, goal: float, place: int) -> float:
        """The chance that the outcome reaches a goal, at one horizon; smoothed so that it is never 0 or 1."""
        z = self.standard()
        need = np.log(goal / mean) if self.relative and goal > 0 and mean > 0 else (goal - mean) / self.scale
        if self.relative and goal <= 0:
            return 1.0
        miss = need / float(self.spread()[place])
        both = np.concatenate([z, -z])
        kernel = 0.35
        return float(
            (np.mean(1 / (1 + np.exp(np.clip((miss - both) / kernel * 1.7, -60, 60)))) * len(z) + 0.5) / (len(z) + 1)
        )


def conformal_quantile(values: Floats, level: float) -> float:
    """The ⌈(n + 1)·level⌉-th smallest value; beyond the largest, the normal tail of the same spread."""
    n = len(values)
    if n == 0:
        return 1.96
    place = int(np.ceil((n + 1) * level))
    if place < 1:
        return 0.0
    ordered = np.sort(values)
    return float(ordered[place - 1]) if place <= n else float(max(ordered[-1], 2.5))


def misses(actual: Floats, forecasts: Floats) -> Misses:
    """Collect misses of forecasts, both of shape (origins, horizons)."""
    known = ~np.isnan(actual)
    relative = bool(np.all(actual[known] > 0) and np.all(forecasts[known] > 0)) and bool(known.any())
    scale = float(np.mean(np.abs(actual[known]))) if known.any() else 1.0
    scale = scale if scale > 0 else 1.0
    with np.errstate(invalid="ignore", divide="ignore"):
        errors = np.log(actual / forecasts) if relative else (actual - forecasts) / scale
    return Misses(np.where(known, errors, np.nan), relative, scale)


def _mean_square(errors: Floats) -> float:
    good = errors[~np.isnan(errors)]
    return float(np.mean(good**2)) if len(good) else 0.0
