"""The outlook on simulated walks whose true odds are known in closed form."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from foresail.methods.scoring.logistic import fit_logistic, sigmoid
from foresail.methods.survival.outlook import Outlook, learn_outlook, looks

STEPS = 8


def walks(count: int, seed: int) -> tuple[pl.DataFrame, Any]:
    """Deals that step up or down once a week until they are won (above) or lost (below): the gambler's ruin."""
    draw = np.random.default_rng(seed)
    levels = 12
    effect = draw.normal(0, 0.25, levels)
    rows = []
    for deal in range(count):
        level = int(draw.integers(0, levels))
        up = float(sigmoid(np.array([effect[level]]))[0])
        place, week = STEPS // 2, 0
        path = []
        while 0 < place < STEPS and week < 200:
            path.append((deal, week * 7, place, level, ruin(up, place)))
            place += 1 if draw.random() < up else -1
            week += 1
        rows += [(*p, 1 if place == STEPS else 2) for p in path]
    names = ["deal", "seen", "place", "level", "odds", "cause"]
    return pl.DataFrame(rows, schema=names, orient="row"), effect


def ruin(up: float, place: int) -> float:
    """Chance of reaching the top from a place."""
    ratio = (1 - up) / up
    return place / STEPS if abs(ratio - 1) < 1e-9 else (1 - ratio**place) / (1 - ratio**STEPS)


def learnt(found: pl.DataFrame) -> tuple[Outlook, pl.DataFrame]:
    frame = found.select(place=pl.col("place").cast(pl.Float64) - 4, level=pl.col("level").cast(pl.String))
    arrays = (found[c].to_numpy().astype(np.int64) for c in ("deal", "seen", "cause"))
    return learn_outlook(looks(frame, *arrays)), frame


def test_it_is_nearer_to_the_truth_than_learning_from_ends_alone() -> None:
    ours, plain = 0.0, 0.0
    for seed in (1, 2, 3):
        found, _ = walks(400, seed)
        model, frame = learnt(found)
        odds = found["odds"].to_numpy()
        ours += float(((sigmoid(model.log_odds(frame)) - odds) ** 2).mean())
        x = np.column_stack([frame["place"].to_numpy(), *(frame["level"] == str(v) for v in range(12))])
        won = (found["cause"] == 1).cast(pl.Float64).to_numpy()
        fits = [fit_logistic(x, won, np.ones(len(won)), penalty) for penalty in (3.0, 30.0, 300.0)]
        plain += min(float(((sigmoid(f.log_odds(x)) - odds) ** 2).mean()) for f in fits)
    assert ours < 0.8 * plain, (ours, plain)
    assert ours / 3 < 0.012


def test_order_text_and_unknown_levels() -> None:
    found, _ = walks(150, 5)
    model, frame = learnt(found)
    again, _ = learnt(found.sample(fraction=1, shuffle=True, seed=3))
    assert np.allclose(model.log_odds(frame), again.log_odds(frame), atol=1e-6)
    copy = Outlook.from_json(model.to_json())
    assert np.array_equal(copy.log_odds(frame), model.log_odds(frame))
    parts = model.contributions(frame)
    assert np.allclose(parts.sum(axis=1) + model.intercept, model.log_odds(frame))
    assert abs(float(parts[:, list(model.names).index("level")].mean())) < 1e-6
    strange = frame.head(2).with_columns(level=pl.lit("never seen"), place=pl.lit(None, dtype=pl.Float64))
    assert np.isfinite(model.log_odds(strange)).all()
    assert (model.contributions(strange)[:, list(model.names).index("level")] == 0).all()
