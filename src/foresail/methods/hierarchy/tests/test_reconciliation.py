"""Reconciliation against an independent oracle, non-negative optima against a solver, structures of all kinds."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy.optimize import nnls

from foresail.kernel.problem import InvalidInput
from foresail.methods.hierarchy.choose import apply, choose, usual_change
from foresail.methods.hierarchy.paths import draw, quantiles
from foresail.methods.hierarchy.reconcile import METHODS, reconcile, trust
from foresail.methods.hierarchy.structure import Floats, Hierarchy, build, crossed, read, tree

COLUMNS = ("region", "product")


def company(seed: int = 0) -> tuple[Hierarchy, Floats, Floats]:
    """A crossed hierarchy with holes, base forecasts and errors."""
    draw_ = np.random.default_rng(seed)
    bottoms = [(r, p) for r in "NSEW" for p in "abc" if (r, p) != ("W", "c")]
    found = build(bottoms, COLUMNS, crossed(*COLUMNS))
    base = found.add_up(draw_.gamma(2, 10, (found.bottoms, 3))) * draw_.lognormal(0, 0.3, (found.n, 3))
    errors = found.add_up(draw_.normal(0, 3, (found.bottoms, 40))) + draw_.normal(0, 2, (found.n, 40))
    return found, base, errors


def textbook(hierarchy: Hierarchy, base: Floats, method: str, errors: Floats) -> Floats:
    """S (S'W⁻¹S)⁻¹ S'W⁻¹ ŷ, dense, as it stands in the paper."""
    s = hierarchy.add_up(np.eye(hierarchy.bottoms))
    weights = trust(hierarchy, method, errors)
    w = np.linalg.inv(np.diag(weights) if weights.ndim == 1 else weights)
    return np.asarray(s @ np.linalg.solve(s.T @ w @ s, s.T @ w @ base))


@pytest.mark.parametrize("method", METHODS)
def test_every_method_equals_the_formula_of_the_paper(method: str) -> None:
    found, base, errors = company()
    made = reconcile(found, base, method, errors)
    assert found.incoherence(made) < 1e-9
    if method == "bottom_up":
        assert np.allclose(made[-found.bottoms :], base[-found.bottoms :])
    else:
        assert np.allclose(made, textbook(found, base, method, errors))
    assert np.allclose(reconcile(found, made, method, errors), made), "what is coherent stays"


HIERARCHICALFORECAST = {
    "ols": [34.243068, 41.827346, 25.947231, 22.593374, 30.02095, 19.775682, 0.121936, 29.87563, 67.224627, 20.444991,
            21.520863],
    "structural": [26.719043, 37.12026, 13.940586, 18.283252, 28.527767, 10.98294, -0.013437, 32.557196, 62.606634,
                   10.88857, 14.781381],
    "variance": [26.76462, 37.403296, 21.414773, 19.016576, 26.98354, 9.802919, 2.337841, 30.317684, 62.624633,
                 11.791484, 14.163882],
}  # fmt: skip
"""The first period of the bottom series by MinTrace of hierarchicalforecast 1.5.3 (ols, wls_struct, wls_var)."""


@pytest.mark.parametrize("method", HIERARCHICALFORECAST)
def test_hierarchicalforecast_agrees(method: str) -> None:
    """By its figures, as it is no requirement of the tests; their `mint_shrink` draws the covariance in otherwise."""
    found, base, errors = company()
    made = reconcile(found, base, method, errors)[-found.bottoms :, 0]
    assert np.allclose(made, HIERARCHICALFORECAST[method], atol=1e-6)


@pytest.mark.parametrize("method", ["ols", "structural", "variance", "shrunk"])
def test_the_nonnegative_answer_is_the_constrained_optimum(method: str) -> None:
    for seed in range(12):
        found, base, errors = company(seed)
        base = base - 15
        made = reconcile(found, base, method, errors, nonnegative=True)
        assert made.min() >= 0
        assert found.incoherence(made) < 1e-9
        weights = trust(found, method, errors)
        root = np.linalg.cholesky(np.linalg.inv(np.diag(weights) if weights.ndim == 1 else weights)).T
        s = found.add_up(np.eye(found.bottoms))
        for k in range(base.shape[1]):
            oracle, _ = nnls(root @ s, root @ base[:, k])
            assert np.allclose(made[-found.bottoms :, k], oracle, atol=1e-6), (method, seed)


def test_trees_may_be_unbalanced_and_sparse() -> None:
    rows = [("华东", "上海", "浦东"), ("华东", "上海", None), ("华南", None, None)]
    found = build(rows, ("region", "city", "shop"), tree("region", "city", "shop"))
    assert found.names[0] == "total"
    assert found.n == 1 + 2 + 2 + 3
    made = reconcile(found, np.arange(found.n, dtype=float) + 10, "structural")
    assert found.incoherence(made) < 1e-9
    one = build([("a",)], ("x",), tree("x"))
    assert reconcile(one, np.array([4.0, 2.0])).tolist() == [3.0, 3.0]


def test_a_frame_with_gaps_is_read_as_sums() -> None:
    frame = pl.DataFrame(
        {"region": ["N", "N", "S", None], "product": ["a", "b", "a", "a"], "ds": [1, 2, 1, 2], "y": [1, 2, 4, 8]}
    )
    found, periods, values = read(frame, COLUMNS, crossed(*COLUMNS))
    assert periods == [1, 2]
    assert values[0].tolist() == [5.0, 10.0]
    assert values[found.names.index("region=—")].tolist() == [0.0, 8.0]
    with pytest.raises(InvalidInput, match="no column"):
        build([("N", "a")], COLUMNS, [("area",)])
    with pytest.raises(InvalidInput, match="bottom_up"):
        reconcile(found, values, "botom_up")
    with pytest.raises(InvalidInput, match="past errors"):
        reconcile(found, values, "variance")


def test_choice_looks_only_at_what_was_known() -> None:
    found, base, _ = company(3)
    draw_ = np.random.default_rng(5)
    truth = found.add_up(draw_.gamma(3, 10, (found.bottoms, 3)))
    origins = 6
    actual = np.repeat(truth[None], origins, axis=0)
    # The aggregates are forecast well, single series are not: bottom-up must lose.
    noise = draw_.normal(0, 1, (origins, found.n, 3)) * np.where(found.sizes > 1, 0.5, 8.0)[None, :, None]
    made = choose(found, actual, actual + noise, range(10, 16), np.full(found.n, 5.0))
    assert made.scores[made.method] < 0.8 * made.scores["bottom_up"]
    assert made.scores[made.method] == min(v for k, v in made.scores.items() if k != "base")
    late = actual.copy()
    late[-1] *= 9  # the last outcomes are known to nobody at any origin before
    again = choose(found, late, late + noise, range(10, 16), np.full(found.n, 5.0), methods=["variance"])
    first = choose(found, actual, actual + noise, range(10, 16), np.full(found.n, 5.0), methods=["variance"])
    assert np.allclose(again.errors[:-1], first.errors[:-1])
    assert np.allclose(apply(found, base, "shrunk", None), reconcile(found, base, "ols"))


def test_paths_add_up_and_cover() -> None:
    found, _, _ = company()
    draw_ = np.random.default_rng(1)
    mean = found.add_up(np.full((found.bottoms, 2), 50.0))
    errors = found.add_up(draw_.normal(0, 5, (found.bottoms, 30 * 2))).reshape(found.n, 30, 2).swapaxes(0, 1)
    drawn = draw(found, mean, errors, paths=2000, nonnegative=True)
    assert drawn.min() >= 0
    low, high = quantiles(found, drawn, (0.1, 0.9))
    assert np.all(low < mean)
    assert np.all(mean < high)
    width = (high - low)[0].mean() / np.sqrt(found.bottoms)
    assert width == pytest.approx(2 * 1.2816 * 5, rel=0.25)
    few = draw(found, mean, errors[:2], paths=10)
    assert np.allclose(few, 50.0)


def test_changes_are_measured_by_season() -> None:
    assert usual_change(np.array([[1.0, 5.0, 1.0, 5.0]]), 2).tolist() == [0.0]
    assert usual_change(np.array([[1.0, 5.0]]), 12).tolist() == [4.0]
    assert usual_change(np.array([[1.0]])).tolist() == [0.0]
