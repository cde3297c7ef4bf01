"""Direct forecasts of every horizon by one LightGBM over all series (Ke et al. 2017; Montero-Manso and Hyndman 2021).

The trees learn the difference from the last season's value in the same place, by absolute error, from many origins of
every series; what series have in common is learnt from all of them.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.boosted.features import Learned, Rows, rows_of

MOST_ORIGINS: Final = 24
MOST_ROWS: Final = 3_000_000
LEAST_ROWS: Final = 1_500
"""Fewer rows teach the trees nothing that a local model does not know."""
ROUNDS: Final = 400


def settings(rows: int, seed: int, workers: int) -> dict[str, Any]:
    """LightGBM's parameters: fewer leaves and rounds where there are few rows."""
    return {
        "objective": "l1",
        "learning_rate": 0.05,
        "num_leaves": 31 if rows > 20_000 else 15,
        "min_data_in_leaf": 50 if rows > 20_000 else 30,
        "bagging_fraction": 0.7,
        "bagging_freq": 1,
        "feature_fraction": 0.8,
        "max_bin": 127,
        "seed": seed,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": workers,
        "verbosity": -1,
    }


def train(data: Learned, ends: Ints, horizon: int, m: int, seed: int, workers: int) -> Any | None:
    """Learn from the first `ends` values of each series; None where they are too few.

    Returns
    -------
    A LightGBM booster.
    """
    import lightgbm as lgb

    series, known = _origins(ends, horizon, m, seed)
    if len(series) * horizon < LEAST_ROWS:
        return None
    rows = rows_of(data, series, known, horizon, m)
    target = known[:, None] + np.arange(horizon)
    seen = (target < ends[series][:, None]).ravel()
    places = np.minimum(data.panel.starts[series][:, None] + target, len(data.z) - 1)
    y = data.z[places].ravel() - rows.base
    weight = np.minimum(1 / np.maximum(rows.spread, 0.02), 50.0)
    given = settings(int(seen.sum()), seed, workers)
    told = lgb.Dataset(rows.x[seen], label=y[seen], weight=weight[seen], params=given, free_raw_data=True)
    return lgb.train(given, told, num_boost_round=ROUNDS)


def answer(model: Any, data: Learned, series: Ints, known: Ints, horizon: int, m: int) -> Floats:
    """Forecast from the first `known` values of each series, shape (series, horizon), on the scale of learning."""
    rows: Rows = rows_of(data, series, known, horizon, m)
    return np.asarray(model.predict(rows.x) + rows.base, dtype=np.float64).reshape(-1, horizon)


def _origins(ends: Ints, horizon: int, m: int, seed: int) -> tuple[Ints, Ints]:
    """Pairs of a series and how much of it is known: the latest ones, thinned where they are many."""
    rng = np.random.default_rng(seed)
    least = m + 2
    first = np.maximum(least, ends - np.where(m < 52, max(6 * m, MOST_ORIGINS), 3 * m))
    count = np.maximum(ends - first, 0)
    series = np.repeat(np.arange(len(ends)), count)
    known = np.concatenate([np.arange(a, a + c) for a, c in zip(first, count, strict=True)] or [np.zeros(0, np.int64)])
    # An even share of every series' origins.
    share = np.minimum(1.0, MOST_ORIGINS / np.maximum(count, 1)) * min(
        1.0, MOST_ROWS / max(int(np.minimum(count, MOST_ORIGINS).sum()) * horizon, 1)
    )
    kept = rng.random(len(series)) < share[series]
    return series[kept], known[kept].astype(np.int64)
