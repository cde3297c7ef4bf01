"""Who is moved by a treatment: S-, T- and DR-learners and the plain response model, on linear and tree learners.

References
----------
Künzel and others (2019), Metalearners for estimating heterogeneous treatment effects. PNAS 116. (S, T)
Kennedy (2023), Towards optimal doubly robust estimation of heterogeneous causal effects. EJS 17. (DR)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from foresail.methods.uplift.measures import Floats

Predict = Callable[[Floats], Floats]
Learner = Callable[[Floats, Floats], Predict]
PENALTY = 100.0
ROUNDS = 60


class Trial(NamedTuple):
    """Rows of an experiment.

    Parameters
    ----------
    x
        Shape (rows, columns).
    y
        Outcome, shape (rows,).
    t
        1 treated, 0 control.
    share
        Probability of treatment: known by design, or the share of the treated.
    """

    x: Floats
    y: Floats
    t: Floats
    share: float

    def where(self, rows: Any) -> Trial:
        """Some rows."""
        return Trial(self.x[rows], self.y[rows], self.t[rows], self.share)


def linear(x: Floats, y: Floats) -> Predict:
    """Ridge on standardised columns: logistic for 0/1 outcomes, least squares else. A constant stays constant."""
    if np.ptp(y) == 0:
        constant = float(y[0])
        return lambda z: np.full(len(z), constant)
    centre, scale = x.mean(axis=0), x.std(axis=0)
    scale = np.where(scale > 1e-9, scale, 1.0)
    if _binary(y):
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=1 / PENALTY, max_iter=500).fit((x - centre) / scale, y)
        return lambda z: np.asarray(model.predict_proba((z - centre) / scale)[:, 1], dtype=np.float64)
    z = (x - centre) / scale
    slope = np.linalg.solve(z.T @ z + PENALTY * np.eye(z.shape[1]), z.T @ (y - y.mean()))
    level = float(y.mean())
    return lambda new: np.asarray((new - centre) / scale @ slope + level, dtype=np.float64)


def trees(x: Floats, y: Floats) -> Predict:
    """LightGBM with very small trees: effects are far smaller than outcomes."""
    if np.ptp(y) == 0:
        constant = float(y[0])
        return lambda z: np.full(len(z), constant)
    import lightgbm as lgb

    settings = {
        "objective": "binary" if _binary(y) else "regression",
        "learning_rate": 0.05,
        "num_leaves": 4,
        "min_data_in_leaf": max(20, min(200, len(y) // 20)),
        "lambda_l2": 20.0,
        "seed": 0,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "verbosity": -1,
    }
    model = lgb.train(settings, lgb.Dataset(x, label=y), ROUNDS)
    return lambda z: np.asarray(model.predict(z), dtype=np.float64)


def _binary(y: Floats) -> bool:
    return bool(np.all((y == 0) | (y == 1)))


def response(trial: Trial, learner: Learner) -> Predict:
    """Who responds, treated or not: the effect is taken as proportional to the expected outcome."""
    model = learner(trial.x, trial.y)
    effect = float(trial.y[trial.t == 1].mean() - trial.y[trial.t == 0].mean())
    level = float(np.abs(model(trial.x)).mean())
    # The order stays that of the response even where the treatment harms on average.
    size = max(abs(effect), 1e-12) / max(level, 1e-12)
    return lambda x: model(x) * size


def s_learner(trial: Trial, learner: Learner) -> Predict:
    """One model with the treatment, and its product with every column, among the columns."""
    model = learner(_with(trial.x, trial.t), trial.y)
    return lambda x: model(_with(x, np.ones(len(x)))) - model(_with(x, np.zeros(len(x))))


def _with(x: Floats, t: Floats) -> Floats:
    return np.column_stack([x, t, x * t[:, None]])


def t_learner(trial: Trial, learner: Learner) -> Predict:
    """A model for each arm; the effect is their difference."""
    one, zero = (learner(trial.x[trial.t == k], trial.y[trial.t == k]) for k in (1, 0))
    return lambda x: one(x) - zero(x)


def dr_learner(trial: Trial, learner: Learner) -> Predict:
    """A model of the doubly robust score, whose nuisances are learnt on the other half of the rows."""
    half = np.arange(len(trial.y)) % 2 == 0
    score = np.empty(len(trial.y))
    for here in (half, ~half):
        there = trial.where(~here)
        one, zero = (learner(there.x[there.t == k], there.y[there.t == k]) for k in (1, 0))
        x, y, t = trial.x[here], trial.y[here], trial.t[here]
        a, b, e = one(x), zero(x), trial.share
        score[here] = a - b + t * (y - a) / e - (1 - t) * (y - b) / (1 - e)
    return learner(trial.x, score)


BASES: dict[str, Learner] = {"linear": linear, "trees": trees}
METHODS: dict[str, Callable[[Trial, Learner], Predict]] = {
    "response": response,
    "s": s_learner,
    "t": t_learner,
    "dr": dr_learner,
}
