"""Gradient-boosted trees by LightGBM, small and repeatable; the model is its own text format."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from foresail.methods.scoring.measures import Floats

ROUNDS = 300
PATIENCE = 25


def settings(rows: int, seed: int) -> dict[str, Any]:
    """LightGBM's parameters: few leaves and strong smoothing where there are few rows."""
    return {
        "objective": "binary",
        "learning_rate": 0.05,
        "num_leaves": 7 if rows < 4000 else 15 if rows < 40_000 else 31,
        "min_data_in_leaf": max(20, min(200, rows // 100)),
        "lambda_l2": 5.0,
        "feature_fraction": 0.7,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "max_bin": 127,
        "seed": seed,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "verbosity": -1,
    }


def fit_trees(
    x: Floats, y: Floats, weight: Floats, *, rounds: int, seed: int, later: tuple[Floats, Floats] | None = None
) -> tuple[str, int]:
    """Fit, and stop where `later` rows (x, y) get no better.

    Returns
    -------
    The model as text and the number of rounds.
    """
    import lightgbm as lgb

    given = {**settings(len(y), seed), "feature_pre_filter": False}
    train = lgb.Dataset(x, label=y, weight=weight, params=given, free_raw_data=True)
    if later is None:
        model = lgb.train(given, train, num_boost_round=rounds)
        return model.model_to_string(), rounds
    valid = lgb.Dataset(later[0], label=later[1], reference=train, params=given)
    stop = lgb.early_stopping(PATIENCE, verbose=False)
    model = lgb.train(given, train, num_boost_round=rounds, valid_sets=[valid], callbacks=[stop])
    best = max(int(model.best_iteration), 5)
    return model.model_to_string(num_iteration=best), best


@lru_cache(maxsize=8)
def _booster(model: str) -> Any:
    import lightgbm as lgb

    return lgb.Booster(model_str=model)


def tree_log_odds(model: str, x: Floats) -> Floats:
    """Raw score, shape (n,)."""
    if not len(x):
        return np.zeros(0)
    return np.asarray(_booster(model).predict(x, raw_score=True), dtype=np.float64)


def tree_contributions(model: str, x: Floats) -> Floats:
    """TreeSHAP values without the expectation, shape (n, k) (Lundberg and Lee 2017)."""
    if not len(x):
        return np.zeros(x.shape)
    return np.asarray(_booster(model).predict(x, pred_contrib=True), dtype=np.float64)[:, :-1]
