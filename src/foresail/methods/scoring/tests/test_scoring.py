"""Scoring against oracles (scikit-learn), hand-worked cases, and what must hold for any data."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import InvalidInput, NotEnoughData
from foresail.methods.scoring.calibrate import isotonic, platt, pool_adjacent
from foresail.methods.scoring.columns import level_odds
from foresail.methods.scoring.fit import fit
from foresail.methods.scoring.logistic import fit_logistic, sigmoid
from foresail.methods.scoring.measures import auc, average_precision, brier, brier_parts, ece, log_loss, paired_gain
from foresail.methods.scoring.scorer import Scorer
from foresail.methods.scoring.split import censoring_weight, time_split
from foresail.methods.shares import half_wilson

RNG = np.random.default_rng(0)
N = 400
Y = (RNG.random(N) < 0.4).astype(np.float64)
P = np.round(np.clip(0.4 + 0.3 * (Y - 0.4) + RNG.normal(0, 0.2, N), 0.01, 0.99), 2)


def test_measures_equal_scikit_learn() -> None:
    from sklearn import metrics

    assert auc(Y, P) == pytest.approx(metrics.roc_auc_score(Y, P))
    assert average_precision(Y, P) == pytest.approx(metrics.average_precision_score(Y, P))
    assert brier(Y, P) == pytest.approx(metrics.brier_score_loss(Y, P))
    assert log_loss(Y, P) == pytest.approx(metrics.log_loss(Y, P))


def test_murphys_parts_add_up() -> None:
    parts = brier_parts(Y, P)
    assert parts.reliability - parts.resolution + parts.uncertainty == pytest.approx(brier(Y, P), abs=1e-12)
    assert ece(Y, np.full(N, Y.mean())) == pytest.approx(0, abs=1e-12)


def test_clusters_widen_the_error_of_a_gain() -> None:
    loss, base = (P - Y) ** 2, (Y.mean() - Y) ** 2
    alone = paired_gain(loss, base)
    twice = paired_gain(np.repeat(loss, 2), np.repeat(base, 2), np.repeat(np.arange(N), 2))
    assert twice.mean == pytest.approx(alone.mean)
    assert twice.error == pytest.approx(alone.error, rel=0.01)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(0.1, 3)), min_size=1, max_size=40))
def test_pooling_equals_scikit_learn(rows: list[tuple[float, float]]) -> None:
    from sklearn.isotonic import isotonic_regression

    y, w = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    assert pool_adjacent(y, w) == pytest.approx(isotonic_regression(y, sample_weight=w), abs=1e-9)


def test_logistic_equals_scikit_learn() -> None:
    from sklearn.linear_model import LogisticRegression

    x = RNG.normal(0, 1, (600, 3))
    y = (RNG.random(600) < sigmoid(x @ np.array([1.0, -0.5, 0.0]))).astype(np.float64)
    ours = fit_logistic(x, y, np.ones(600), penalty=5.0)
    z = np.clip((x - ours.centre) / ours.scale, -3, 3)
    oracle = LogisticRegression(C=1 / 5.0, tol=1e-10, max_iter=1000).fit(z, y)
    assert ours.slope == pytest.approx(oracle.coef_[0], abs=1e-4)
    assert ours.intercept == pytest.approx(float(oracle.intercept_[0]), abs=1e-4)


def test_calibration_mends_what_is_too_sure() -> None:
    truth = RNG.uniform(-2, 2, 8000)
    y = (RNG.random(8000) < sigmoid(truth)).astype(np.float64)
    line = platt(3 * truth, y)
    assert line.b == pytest.approx(1 / 3, abs=0.03)
    steps = isotonic(3 * truth, y)(3 * truth)
    assert np.abs(steps - sigmoid(truth)).mean() < 0.03
    order = np.argsort(truth)
    assert (np.diff(steps[order]) >= -1e-12).all()


def test_levels_that_do_not_differ_are_drawn_to_zero() -> None:
    names = pl.Series([f"l{i % 40}" for i in range(2000)])
    chance = (RNG.random(2000) < 0.5).astype(np.float64)
    assert max(abs(v) for v in level_odds(names, chance, np.ones(2000)).values()) < 0.25
    differ = np.array([float(i % 40 < 20) for i in range(2000)])
    odds = level_odds(names, differ, np.ones(2000))
    assert odds["l0"] > 2
    assert odds["l39"] < -2


def test_past_and_future_stay_apart() -> None:
    time = np.arange(100.0)
    known = time + 10
    split = time_split(time, known, np.arange(100))
    assert (known[split.learn] <= split.cut_choose).all()
    assert time[split.choose].min() >= split.cut_choose
    assert time[split.judge].min() >= split.cut_judge > time[split.choose].max()


def test_censoring_weights_mend_the_share_of_fast_ends() -> None:
    """Half the deals end after 10 days and are lost, half after 60 and are won; seen evenly over 100 days."""
    time = np.repeat(np.arange(100.0), 20)
    won = np.tile(np.array([0.0, 1.0]), 1000)
    known = time + np.where(won == 1, 60.0, 10.0)
    rows = np.flatnonzero(known <= 100.0)
    weight = censoring_weight(time, known, rows, 100.0)
    assert won[rows].mean() < 0.35
    assert np.average(won[rows], weights=weight) == pytest.approx(0.5, abs=0.02)


def people(n: int = 1500, signal: float = 1.5, seed: int = 3) -> pl.DataFrame:
    """A number, a category, a date and noise; the outcome follows the first two as far as `signal` says."""
    rng = np.random.default_rng(seed)
    x, g = rng.normal(0, 1, n), rng.integers(0, 12, n)
    odds = signal * (x + np.linspace(-1, 1, 12)[g])
    return pl.DataFrame(
        {
            "x": np.where(rng.random(n) < 0.1, np.nan, x),
            "组": [f"组{i}" for i in g],
            "noise": rng.normal(0, 1, n),
            "day": np.arange(n),
            "hit": rng.random(n) < sigmoid(odds),
        }
    ).with_columns(pl.col("x").fill_nan(None))


def test_a_scorer_finds_explains_and_survives_its_text() -> None:
    frame = people()
    scorer = fit(frame, "hit", time="day")
    assert scorer.skill
    assert scorer.evidence.measures[0].skill > 0.2
    p = scorer.predict(frame)
    assert ((p > 0) & (p < 1)).all()
    low, high = scorer.interval(p)
    assert (low <= p).all()
    assert (p <= high).all()
    first = scorer.reasons(frame.head(200), top=3).filter(pl.col("rank") == 1)
    assert set(first["column"].to_list()) <= {"x", "组"}
    again = Scorer.from_artefact(Artefact.loads(scorer.to_artefact("t/1").dumps()))
    assert again.predict(frame) == pytest.approx(p, abs=1e-12)


def test_row_order_plays_no_part() -> None:
    frame = people(600)
    one = fit(frame, "hit", time="day", seed=5).predict(frame)
    mixed = frame.sample(fraction=1, shuffle=True, seed=1)
    assert fit(mixed, "hit", time="day", seed=5).predict(frame) == pytest.approx(one, abs=1e-12)


def test_noise_gives_the_base_rate() -> None:
    for seed in range(4):
        frame = people(800, signal=0.0, seed=seed)
        scorer = fit(frame, "hit", time="day")
        assert not scorer.skill
        assert np.unique(scorer.predict(frame)).tolist() == [scorer.rate]
        assert scorer.reasons(frame).height == 0
        assert scorer.evidence.measures[0].value == scorer.evidence.measures[0].baseline


def test_without_time_rows_are_split_by_group() -> None:
    assert fit(people(), "hit", exclude=("day",)).skill


def test_bad_input_is_answered() -> None:
    frame = people(100)
    with pytest.raises(InvalidInput, match="no column"):
        fit(frame, "hitt")
    with pytest.raises(NotEnoughData):
        fit(frame.head(10), "hit")
    constant = frame.with_columns(hit=pl.lit(value=True))
    assert not fit(constant, "hit", time="day").skill
    assert not fit(frame.head(40), "hit", time="day").skill


def test_wilson_by_hand() -> None:
    """Ten of a hundred: .055 … .174 at 95%."""
    width = half_wilson(0.1, 100, 1.96)
    centre = (0.1 + 1.96**2 / 200) / (1 + 1.96**2 / 100)
    assert centre - width == pytest.approx(0.0552, abs=2e-4)
    assert centre + width == pytest.approx(0.1744, abs=2e-4)
