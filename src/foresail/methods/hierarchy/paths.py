"""Coherent futures: joint sample paths of all nodes, of which every single one adds up; intervals are read from them.

Past errors of the reconciled forecasts are coherent themselves, so is each weighted sum of them. A path is the mean
plus the past error paths (whole horizons, so that time and series go together as they did) with normal weights, made
heavier-tailed by as much as so few origins leave unknown: a multivariate t. (After Panagiotelis, Gamakumara,
Athanasopoulos and Hyndman 2023, who draw from joint errors in the same spirit.) Errors far ahead were seen from fewer
origins; where they were smaller than nearer ones, that is taken for chance: the spread never shrinks with distance.
"""

from __future__ import annotations

import numpy as np
from sklearn.isotonic import isotonic_regression

from foresail.methods.hierarchy.structure import Floats, Hierarchy

LEAST = 3


def draw(
    hierarchy: Hierarchy,
    mean: Floats,
    errors: Floats,
    *,
    paths: int = 400,
    seed: int = 0,
    nonnegative: bool = False,
) -> Floats:
    """Sample paths of the bottom series, shape (paths, bottoms, h); `hierarchy.add_up` gives the others.

    Parameters
    ----------
    mean
        Coherent forecasts of all nodes, shape (nodes, h).
    errors
        Of coherent forecasts on past origins, shape (origins, nodes, h); origins with unknown outcomes count for the
        steps that are known.
    nonnegative
        Cut at zero, bottom series by bottom series: the sums stay sums.
    """
    rng = np.random.default_rng(seed)
    centre = hierarchy.split(mean)[1]
    told = errors[:, hierarchy.n - hierarchy.bottoms :, :]
    known = ~np.isnan(told)
    n = known.sum(axis=0)
    if len(told) == 0 or int(n.max(initial=0)) < LEAST:
        return np.repeat(np.maximum(centre, 0.0)[None] if nonnegative else centre[None], paths, axis=0)
    # Steps that fewer origins have seen get the weight that makes their spread whole.
    filled = np.where(known, told, 0.0) * np.sqrt(len(told) / np.maximum(n, 1)) * widening(hierarchy, errors)
    count = len(told)
    freedom = max(int(np.median(n)), LEAST)
    half = (paths + 1) // 2
    weights = rng.normal(size=(half, count)) / np.sqrt(count)
    tails = np.sqrt(freedom / rng.chisquare(freedom, half))
    drawn = np.tensordot(weights * tails[:, None] * np.sqrt(1 + 1 / freedom), filled, axes=1)
    both = np.concatenate([drawn, -drawn])[:paths]  # antithetic: the mean stays the mean
    made = centre[None] + both
    return np.asarray(np.maximum(made, 0.0) if nonnegative else made, dtype=np.float64)


def widening(hierarchy: Hierarchy, errors: Floats) -> Floats:
    """By how much the errors of each step are stretched so that their spread does not shrink with distance, shape (h,).

    One factor a step for all series, so that what added up still does: from squared errors, those of a node in units of
    its own, each level counting alike, made non-decreasing by pooling neighbours (isotonic regression; Barlow et al.
    1972), with the origins that saw a step as its weight.

    Parameters
    ----------
    errors
        Shape (origins, nodes, h); NaN where the outcome is not known.
    """
    seen = (~np.isnan(errors)).any(axis=1).sum(axis=0).astype(np.float64)
    squares = np.nansum(errors**2, axis=0) / np.maximum(seen, 1.0)
    usual = np.nansum(errors**2, axis=(0, 2)) / max(seen.sum(), 1.0)
    there = usual > 0
    level = hierarchy.level[there]
    if not len(level) or not seen.all():
        return np.ones(errors.shape[2])
    weight = 1.0 / np.bincount(level, minlength=int(level.max()) + 1)[level]
    spread = np.average(squares[there] / usual[there, None], axis=0, weights=weight)
    pooled = np.asarray(isotonic_regression(spread, sample_weight=seen), dtype=np.float64)
    return np.asarray(np.sqrt(pooled / np.maximum(spread, 1e-12)), dtype=np.float64)


def quantiles(hierarchy: Hierarchy, drawn: Floats, shares: tuple[float, ...]) -> Floats:
    """Quantiles of all nodes, shape (shares, nodes, h)."""
    whole = hierarchy.add_up(np.moveaxis(drawn, 0, -1))
    return np.asarray(np.quantile(whole, shares, axis=-1), dtype=np.float64)
