"""Simulated choice with known elasticities and lifts; stock worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from foresail.methods.demand import fit, position
from foresail.methods.demand.table import on_sale

PRODUCTS, WEEKS = 20, 150


def market(seed: int = 1) -> tuple[np.ndarray, ...]:
    """Purchases of a week spread over products by price, promotion, popularity and drift."""
    rng = np.random.default_rng(seed)
    elasticity = -rng.uniform(0.8, 2.4, PRODUCTS)
    price = np.ones((PRODUCTS, WEEKS))
    rate = np.zeros((PRODUCTS, WEEKS))
    after = np.zeros((PRODUCTS, WEEKS))
    for p in range(PRODUCTS):
        for _ in range(3):
            price[p, int(rng.integers(10, WEEKS)) :] *= 1 + rng.uniform(-0.14, 0.12)
        start = int(rng.integers(10, WEEKS - 10))
        rate[p, start : start + 4] = rng.uniform(0.08, 0.26)
        after[p, start + 4 : start + 6] = 1
    lift = np.where(rate > 0, np.exp(0.1 + 2.8 * rate), 1.0) * np.where(after > 0, 0.82, 1.0)
    pull = rng.lognormal(0, 0.6, (PRODUCTS, 1)) * price ** elasticity[:, None] * lift
    totals = rng.poisson(400 * (1 + 0.4 * np.sin(np.arange(WEEKS) / 8)))
    count = np.array([rng.multinomial(t, w) for t, w in zip(totals, (pull / pull.sum(axis=0)).T, strict=True)]).T
    return count.astype(float), price, rate, after, elasticity


def test_elasticities_and_lifts_come_back() -> None:
    count, price, rate, after, elasticity = market()
    found = fit(count, price, rate, (rate > 0).astype(float), after, np.ones_like(count))
    assert found is not None
    assert found.common == pytest.approx(elasticity.mean(), abs=0.25)
    assert np.corrcoef(found.elasticity, elasticity)[0, 1] > 0.6
    lift = np.exp(found.promotion[0] + found.promotion[1] * 0.15)
    assert lift == pytest.approx(np.exp(0.1 + 2.8 * 0.15), rel=0.12)
    assert found.after == pytest.approx(0.82, abs=0.08)
    one = np.ones(PRODUCTS)
    cheaper = one.copy()
    cheaper[0] = 0.9
    change = found.units(cheaper, np.zeros(PRODUCTS))
    share = found.share[0]
    weight = 0.9 ** elasticity[0]
    assert change[0] == pytest.approx(weight / (1 + share * (weight - 1)), rel=0.06)
    assert change[1] < 1
    assert found.units(1.1 * one, np.zeros(PRODUCTS), outside=-1.0)[0] < found.units(1.1 * one, np.zeros(PRODUCTS))[0]


def test_what_never_moved_teaches_nothing() -> None:
    count = np.full((5, 60), 20.0)
    flat = np.ones_like(count)
    assert fit(count, flat, 0 * flat, 0 * flat, 0 * flat, flat) is None
    assert fit(count[:1], *(k * flat[:1] for k in (1, 0, 0, 0, 1))) is None


def test_stock_by_hand() -> None:
    paths = np.array([[10.0, 10.0], [20.0, 20.0]])
    found = position(paths, at_hand=12, on_order=0, lead=0.5, review=1.0, service=1.0)
    assert found.lead_demand == 7.5
    assert found.run_out == 0.0
    assert found.order == 18.0  # up to 30, the larger demand of one and a half periods
    late = position(paths, at_hand=12, on_order=3, lead=3.0, review=0.0, service=0.5)
    assert late.run_out == 1.0
    assert late.lost == (30 - 15 + 60 - 15) / 2
    assert position(np.zeros((3, 2)), 5, 0, 1.0).cover == float("inf")


def test_the_first_half_year_of_a_new_product_teaches_nothing() -> None:
    count = np.zeros((3, 80))
    count[0, 2:] = 1  # there from the begin
    count[1, 30:] = 1  # launched within
    count[2, 30:50] = 1  # launched, and gone before it had found its buyers
    assert on_sale(count).sum(axis=1).tolist() == [78, 24, 0]
