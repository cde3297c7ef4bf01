"""The models against published figures, closed forms, slow integrals and their own simulations."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import hyp2f1

from foresail.kernel.problem import InvalidInput, NotEnoughData
from foresail.methods.clv import BetaGeoNBD, GammaGamma, ModifiedBetaGeoNBD, ParetoNBD, ShiftedBetaGeometric
from foresail.methods.clv.estimate import hessian
from foresail.methods.clv.geometric import GeometricLikelihood
from foresail.methods.clv.mixture import beta_nodes
from foresail.methods.clv.pareto import ParetoLikelihood, died
from foresail.methods.clv.summary import Counts

BG = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
PARETO = {"r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669}
SOME = Counts(
    np.array([0.0, 0, 1, 2, 5, 40]),
    np.array([0.0, 0, 3, 20, 20, 38.5]),
    np.array([39.0, 0, 39, 30, 20, 39]),
    np.ones(6),
)


@pytest.mark.parametrize(
    "likelihood", [GeometricLikelihood(SOME, False), GeometricLikelihood(SOME, True), ParetoLikelihood(SOME)]
)
def test_gradients_are_those_of_the_likelihood(likelihood) -> None:
    for theta in (np.zeros(4), np.array([-1.4, 1.5, -0.2, 0.9]), np.array([0.3, 2.0, 1.0, -1.0])):
        _, found = likelihood(theta)
        steps = [(likelihood(theta + 1e-6 * e)[0] - likelihood(theta - 1e-6 * e)[0]) / 2e-6 for e in np.eye(4)]
        assert found == pytest.approx(steps, rel=2e-5, abs=2e-7)
        assert np.all(np.isfinite(hessian(likelihood, theta)))


@settings(max_examples=40, deadline=None)
@given(
    r=st.floats(0.05, 5), alpha=st.floats(0.1, 50), s=st.floats(0.05, 5), beta=st.floats(0.1, 50),
    x=st.integers(0, 60), recency=st.floats(0.1, 50), more=st.floats(0.1, 80),
)  # fmt: skip
@example(r=1.0, alpha=0.125, s=1.0, beta=1.0, x=38, recency=0.125, more=63.0)
def test_the_pareto_integral_equals_a_slow_one(r, alpha, s, beta, x, recency, more) -> None:
    recency = recency if x else 0.0
    age = recency + more
    top = -(r + x) * np.log(alpha + recency) - (s + 1) * np.log(beta + recency)
    slow, _ = quad(
        lambda t: np.exp(-(r + x) * np.log(alpha + t) - (s + 1) * np.log(beta + t) - top), recency, age,
        points=[min(recency + k * (alpha + recency) / (r + x + s), age) for k in (0.2, 1, 5, 25)], limit=200,
    )  # fmt: skip
    fast = died(r, alpha, s, beta, np.array([float(x)]), np.array([recency]), np.array([age]))
    assert fast.log[0] == pytest.approx(np.log(slow) + top, abs=1e-4)


@pytest.mark.parametrize("x", [0, 1, 7, 60])
def test_expected_purchases_equal_the_published_closed_form(x: int) -> None:
    recency, age, t = (30.0 if x else 0.0), 38.86, 39.0
    r, alpha, a, b = BG.values()
    z = t / (alpha + age + t)
    number = (a + b + x - 1) / (a - 1)
    number *= 1 - ((alpha + age) / (alpha + age + t)) ** (r + x) * hyp2f1(r + x, b + x, a + b + x - 1, z)
    gone = (a / (b + x - 1)) * ((alpha + age) / (alpha + recency)) ** (r + x) if x else 0.0
    one = {"frequency": [x], "recency": [recency], "age": [age]}
    model = BetaGeoNBD().given(BG)
    assert model.predict(t, one)[0] == pytest.approx(number / (1 + gone), rel=1e-9)
    assert model.alive(one)[0] == pytest.approx(1 / (1 + gone), rel=1e-12)


def test_beta_nodes_hold_where_closed_forms_overflow() -> None:
    for a, b in ((1e-4, 8103.0), (2000.0, 3000.0), (0.8, 1.0), (1.0, 1.0)):
        p, w = beta_nodes(a, b)
        assert w.sum() == pytest.approx(1)
        assert w @ p == pytest.approx(a / (a + b))
        assert w @ p**2 == pytest.approx(a * (a + 1) / ((a + b) * (a + b + 1)))


@pytest.mark.parametrize("family", [BetaGeoNBD(), ModifiedBetaGeoNBD(), ParetoNBD()])
def test_simulation_agrees_with_expectation(family) -> None:
    model = family.given(PARETO if family.name == "pareto_nbd" else BG)
    some = {"frequency": [0, 2, 9], "recency": [0.0, 20.0, 37.0], "age": [38.0, 38.0, 38.0]}
    drawn = model.simulate(20, 200_000, np.random.default_rng(1), some)
    assert drawn.mean(axis=1) == pytest.approx(model.predict(20, some), rel=0.02, abs=0.003)
    assert np.all(np.diff([model.predict(h, some)[1] for h in (1, 5, 25)]) > 0)


def cohort(n: int, seed: int) -> dict[str, np.ndarray]:
    """BG/NBD customers by the story of the model, day by day rounded to a tenth of a week."""
    rng = np.random.default_rng(seed)
    age = np.round(rng.uniform(26, 39, n), 1)
    rate, stop = rng.gamma(0.243, 1 / 4.414, n), rng.beta(0.793, 2.426, n)
    now, x, recency, on = np.zeros(n), np.zeros(n), np.zeros(n), np.ones(n, dtype=bool)
    while on.any():
        now = now + np.where(on, rng.exponential(1, n) / np.maximum(rate, 1e-300), 0)
        on &= now < age
        x, recency = x + on, np.where(on, now, recency)
        on &= rng.random(n) > stop
    return {"frequency": x, "recency": np.minimum(np.round(recency, 1), age) * (x > 0), "age": age}


def test_parameters_come_back_and_intervals_hold_them() -> None:
    fitted = BetaGeoNBD().fit(cohort(20_000, 3))
    held = [low < BG[k] < high for k, (low, high) in fitted.estimate.interval(0.99).items()]
    assert fitted.estimate.sound
    assert all(held)


@pytest.mark.nightly
def test_a_million_customers_in_half_a_minute() -> None:
    import time

    many = pl.DataFrame(cohort(1_000_000, 5))
    start = time.process_time()
    fitted = BetaGeoNBD().fit(many)
    assert time.process_time() - start < 30
    assert fitted.params == pytest.approx(BG, rel=0.02)
    start = time.process_time()
    ParetoNBD().fit(many)
    assert time.process_time() - start < 60


def test_no_drop_out_is_flagged_as_a_boundary() -> None:
    rng = np.random.default_rng(0)
    age = np.full(3000, 50.0)
    x = rng.poisson(rng.gamma(0.7, 1 / 10, 3000) * age).astype(float)
    recency = np.where(x > 0, age * rng.beta(np.maximum(x, 1), 1), 0.0)
    fitted = BetaGeoNBD().fit({"frequency": x, "recency": recency, "age": age})
    assert not fitted.estimate.sound
    assert fitted.estimate.notes
    assert np.all(np.isfinite(fitted.predict(20)))


@pytest.mark.parametrize(
    ("share", "alpha", "beta"),
    [
        ((100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1), 0.704, 1.182),
        ((100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1), 0.668, 3.806),
    ],
)
def test_retention_of_the_published_contracts(share: tuple[float, ...], alpha: float, beta: float) -> None:
    """Regular and high-end customers of Fader and Hardie (2007)."""
    left = [10 * (a - b) for a, b in pairwise(share)]
    rows = {"periods": [*range(1, 8), 7], "ended": [True] * 7 + [False], "weight": [*left, 10 * share[-1]]}
    fitted = ShiftedBetaGeometric().fit(rows)
    assert fitted.params == pytest.approx({"alpha": alpha, "beta": beta}, abs=6e-4)
    assert fitted.predict(3)[0] == pytest.approx(fitted.survival([1, 2, 3]).sum())
    assert fitted.retention(1) == pytest.approx(fitted.survival(2) / fitted.survival(1))


def test_too_little_is_an_answer() -> None:
    few = {"frequency": [1], "recency": [1.0], "age": [2.0]}
    same_day = {"frequency": [0] * 30, "recency": [0.0] * 30, "age": [0.0] * 30}
    once = {"frequency": [0] * 30, "recency": [0.0] * 30, "age": [9.0] * 30}
    for rows in (few, same_day, once, {k: v[:0] for k, v in few.items()}):
        for family in (BetaGeoNBD(), ParetoNBD()):
            with pytest.raises(NotEnoughData):
                family.fit(rows)
    with pytest.raises(NotEnoughData):
        GammaGamma().fit({"frequency": [2] * 30, "recency": [1.0] * 30, "age": [2.0] * 30, "mean_amount": [5.0] * 30})
    with pytest.raises(NotEnoughData):
        ShiftedBetaGeometric().fit({"periods": [3] * 20, "ended": [False] * 20})


def test_what_is_no_history_is_refused() -> None:
    with pytest.raises(InvalidInput, match="Row 0"):
        BetaGeoNBD().fit({"frequency": [1], "recency": [5.0], "age": [2.0]})
    with pytest.raises(InvalidInput, match="frequency"):
        BetaGeoNBD().fit({"freqency": [1], "recency": [5.0], "age": [2.0]})
    with pytest.raises(InvalidInput, match="parameters"):
        BetaGeoNBD().given({"r": 1.0})
    with pytest.raises(InvalidInput, match="horizon"):
        BetaGeoNBD().given(BG).predict(0, {"frequency": [1], "recency": [1.0], "age": [2.0]})
