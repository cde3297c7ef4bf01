"""Qini by hand and by a slow loop; the right model where the truth is known; a real randomised experiment."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foresail.kernel.problem import InvalidInput, NotEnoughData
from foresail.methods.uplift import average_effect, fit, qini, qini_curve
from foresail.methods.uplift.fit import _winner
from foresail.methods.uplift.learners import Trial, linear, response


def trial(n: int = 6000, seed: int = 0, moved: bool = True) -> pl.DataFrame:
    """Age says who buys anyway; place says whom the treatment moves (if it does)."""
    rng = np.random.default_rng(seed)
    age, place, t = rng.random(n), rng.choice(["north", "south"], n), rng.integers(0, 2, n)
    p = 0.1 + 0.4 * age + (0.25 * t * (place == "south") if moved else 0.1 * t * age)
    return pl.DataFrame(
        {"age": age, "place": place, "arm": np.where(t == 1, "mail", "none"), "bought": rng.random(n) < p}
    )


ARMS = {"outcome": "bought", "treatment": "arm", "treated": "mail", "control": "none"}


def slow_area(score: np.ndarray, y: np.ndarray, t: np.ndarray) -> float:
    points = [(0, 0.0)]
    for edge in sorted(set(score), reverse=True):
        top = score >= edge
        treated, control = top & (t == 1), top & (t == 0)
        ratio = treated.sum() / control.sum() if control.sum() else 0.0
        points.append((int(top.sum()), float(y[treated].sum() - y[control].sum() * ratio)))
    area = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in pairwise(points))
    return area - points[-1][0] * points[-1][1] / 2


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(1, 40))
def test_qini_equals_a_slow_loop(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    score, y, t = rng.integers(0, 6, n) * 1.0, rng.integers(0, 2, n) * 1.0, rng.integers(0, 2, n) * 1.0
    best = slow_area(y * t - y * (1 - t), y, t)
    wanted = slow_area(score, y, t) / best if best > 0 else 0.0
    assert qini(score, y, t) == pytest.approx(wanted, abs=1e-9)
    assert qini(np.zeros(n), y, t) == pytest.approx(0, abs=1e-9)
    assert qini_curve(score, y, t)[0][-1] == n


def test_a_moved_group_is_found_with_the_size_of_the_effect() -> None:
    found = fit(trial(), **ARMS)
    assert found.method != "response"
    assert found.evidence.skill
    south, north = found.predict({"age": [0.5, 0.5], "place": ["south", "north"]})
    assert south == pytest.approx(0.25, abs=0.08)
    assert north == pytest.approx(0.0, abs=0.08)
    assert found.effect[0] == pytest.approx(0.125, abs=4 * found.effect[1])


def test_the_plain_model_is_kept_unless_it_is_clearly_beaten() -> None:
    plain, mean, lucky = ("response", "linear"), ("mean", "both"), ("t", "trees")
    folds = {
        plain: np.array([0.02, 0.03, 0.01]),
        mean: np.array([0.03, 0.01, 0.03]),
        lucky: np.array([0.01, 0.02, 0.05]),
    }
    assert _winner(folds) == plain
    assert _winner({**folds, mean: folds[plain] + 0.02}) == mean
    assert _winner({**folds, mean: folds[plain] + 0.02, lucky: folds[plain] + 0.04}) == lucky


def test_the_response_model_has_the_size_of_the_average_effect() -> None:
    rows = trial(moved=False)
    t, y = (rows["arm"] == "mail").to_numpy() * 1.0, rows["bought"].to_numpy() * 1.0
    predict = response(Trial(rows["age"].to_numpy()[:, None], y, t, 0.5), linear)
    assert predict(rows["age"].to_numpy()[:, None]).mean() == pytest.approx(average_effect(y, t)[0])


def test_amounts_and_gaps_are_taken() -> None:
    rows = trial(1500).with_columns(
        bought=pl.col("bought").cast(pl.Float64) * 40,
        age=pl.when(pl.col("age") > 0.9).then(None).otherwise(pl.col("age")),
        key=pl.lit("same"),
    )
    found = fit(rows, **ARMS)
    assert np.all(np.isfinite(found.predict(rows)))
    assert np.all(np.isfinite(found.predict(rows.to_arrow())))


def test_bad_input_is_answered() -> None:
    rows = trial(400)
    for few in (rows[:0], rows[:1], rows.filter(pl.col("arm") == "mail"), rows.with_columns(bought=pl.lit(1))):
        with pytest.raises(NotEnoughData):
            fit(few, **ARMS)
    with pytest.raises(NotEnoughData, match="No column"):
        fit(rows.select("arm", "bought"), **ARMS)
    with pytest.raises(InvalidInput, match="bougth"):
        fit(rows, **{**ARMS, "outcome": "bougth"})
    with pytest.raises(InvalidInput, match="place"):
        fit(rows, **{**ARMS, "outcome": "place"})
    with pytest.raises(InvalidInput, match="share"):
        fit(rows, **ARMS, share=1.5)
    effect, error = average_effect(np.array([1.0, 1, 0, 0]), np.array([1.0, 1, 0, 0]))
    assert (effect, error) == (1.0, 0.0)


def halves(folder: Path, arm: str, seed: int) -> tuple[str, float]:
    rows = pl.read_parquet(folder / "hillstrom_half" / "hillstrom_half.parquet").drop("__index_level_0__")
    rows = rows.filter(pl.col("treatment").is_in([arm, "No E-Mail"]))
    order = np.random.default_rng(seed).permutation(rows.height)
    past, test = rows[np.sort(order[: rows.height // 2])], rows[np.sort(order[rows.height // 2 :])]
    names = {"outcome": "visit", "treatment": "treatment", "treated": arm, "control": "No E-Mail"}
    found = fit(past, **names, exclude=("conversion", "spend"))
    t = (test["treatment"] == arm).cast(pl.Float64).to_numpy()
    return found.method, qini(found.predict(test), test["visit"].cast(pl.Float64).to_numpy(), t)


@pytest.mark.data
def test_one_split_of_the_e_mail_experiment(data_folder: Path) -> None:
    method, found = halves(data_folder, "Womens E-Mail", 0)
    assert method != "response"
    assert found > 0.04


@pytest.mark.data
@pytest.mark.nightly
def test_ten_splits_of_the_e_mail_experiment(data_folder: Path) -> None:
    women = [halves(data_folder, "Womens E-Mail", seed) for seed in range(10)]
    men = [halves(data_folder, "Mens E-Mail", seed) for seed in range(10)]
    assert np.mean([q for _, q in women]) >= 0.066
    assert np.mean([q for _, q in men]) >= 0.022
    assert {method for method, _ in men} == {"response"}
