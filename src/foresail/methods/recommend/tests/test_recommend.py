"""Lists: measures by hand, rules that always hold, cold start, and the published split of real orders."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from foresail.kernel.problem import InvalidInput, NotEnoughData
from foresail.methods.recommend import fit, ranking

NAMES = {"user": "who", "item": "what", "at": "day"}


def orders(n: int = 80, seed: int = 0) -> pl.DataFrame:
    """Two tastes: even customers buy p0 … p5, odd ones p6 … p11, each with a favourite that comes again and again."""
    rng = np.random.default_rng(seed)
    rows = []
    for who in range(n):
        for _ in range(12):
            side = 6 * (who % 2)
            item = side + (who // 2) % 6 if rng.random() < 0.5 else side + int(rng.integers(6))
            rows.append((f"c{who:03d}", f"p{item:02d}", date(2025, 1, 1) + timedelta(days=int(rng.integers(120)))))
    return pl.DataFrame(rows, schema=["who", "what", "day"], orient="row")


@pytest.fixture(scope="module")
def rows() -> pl.DataFrame:
    return orders()


def slow_ndcg(scores: np.ndarray, relevant: np.ndarray, k: int) -> tuple[float, float, int]:
    hits, gains = [], []
    for s, r in zip(scores, relevant, strict=True):
        wanted = {i for i in range(len(s)) if r[i] and np.isfinite(s[i])}
        if not wanted:
            continue
        order = sorted(range(len(s)), key=lambda i: (-s[i], i))[:k]
        hits.append(any(i in wanted for i in order))
        gain = sum(1 / np.log2(p + 2) for p, i in enumerate(order) if i in wanted)
        gains.append(gain / sum(1 / np.log2(p + 2) for p in range(min(k, len(wanted), len(s)))))
    return (float(np.mean(hits)), float(np.mean(gains)), len(hits)) if hits else (0.0, 0.0, 0)


@settings(max_examples=60, deadline=None)
@given(
    scores=arrays(np.float64, (4, 7), elements=st.sampled_from([0.0, 0.1, 0.5, 0.9, -np.inf])),
    relevant=arrays(np.bool_, (4, 7)),
    k=st.integers(1, 9),
)
def test_measures_equal_a_slow_loop(scores: np.ndarray, relevant: np.ndarray, k: int) -> None:
    found = ranking(scores, relevant, k)
    assert (found.hit_rate, found.ndcg, found.users) == pytest.approx(slow_ndcg(scores, relevant, k))


def test_tastes_are_found_and_explained(rows: pl.DataFrame) -> None:
    found = fit(rows, **NAMES)
    even = found.top(["c000"], k=6)
    assert set(even["item"]) <= {f"p{i:02d}" for i in range(6)}
    assert even["reason"][0].startswith("own")
    assert found.evidence.skill
    assert even["score"].is_sorted(descending=True)


def test_blocked_and_skipped_are_never_offered(rows: pl.DataFrame) -> None:
    found = fit(rows, **NAMES)
    skip = pl.DataFrame({"user": ["c000", "c001"], "item": ["p01", "p07"]})
    lists = found.top(k=12, blocked=["p00", "p06"], skip=skip)
    assert not {"p00", "p06"} & set(lists["item"])
    assert lists.join(skip, on=["user", "item"], how="semi").is_empty()
    new = found.top(k=12, new_only=True)
    had = rows.select(pl.col("who").alias("user"), pl.col("what").alias("item")).unique()
    assert new.join(had, on=["user", "item"], how="semi").is_empty()


def test_a_stranger_is_offered_what_sells_among_its_like(rows: pl.DataFrame) -> None:
    places = pl.DataFrame(
        {
            "who": [*(f"c{i:03d}" for i in range(80)), "new_even", "new_odd"],
            "region": [*("east" if i % 2 == 0 else "west" for i in range(80)), "east", "west"],
        }
    )
    found = fit(rows, **NAMES, attributes=places)
    lists = found.top(["new_even", "new_odd", "nobody"], k=3)
    assert set(lists.filter(pl.col("user") == "new_even")["item"]) <= {f"p{i:02d}" for i in range(6)}
    assert set(lists.filter(pl.col("user") == "new_odd")["item"]) <= {f"p{i:02d}" for i in range(6, 12)}
    assert lists.filter(pl.col("user") == "nobody").height == 3


def test_the_order_of_rows_and_what_comes_later_do_not_matter(rows: pl.DataFrame) -> None:
    one = fit(rows.filter(pl.col("day") <= date(2025, 4, 1)), **NAMES).top(k=4)
    other = fit(rows.sample(fraction=1.0, shuffle=True, seed=3), **NAMES, until="2025-04-01").top(k=4)
    newest = rows.filter(pl.col("day") <= date(2025, 4, 1))["day"].max()
    if newest == date(2025, 4, 1):
        assert one.equals(other)


def test_bad_input_is_answered(rows: pl.DataFrame) -> None:
    for few in (rows[:0], rows[:1], rows.filter(pl.col("who") == "c000")):
        with pytest.raises(NotEnoughData):
            fit(few, **NAMES)
    with pytest.raises(InvalidInput, match="whom"):
        fit(rows, user="whom", item="what", at="day")
    with pytest.raises(InvalidInput, match="k is 0"):
        fit(rows, **NAMES).top(k=0)
    same_day = fit(rows.with_columns(day=date(2025, 1, 1)), **NAMES)
    assert not same_day.evidence.skill
    assert same_day.top(["c000"], k=2).height == 2
    assert same_day.top([], k=2).is_empty()


@pytest.mark.data
@pytest.mark.nightly
def test_cross_selling_on_real_orders(data_folder: Path) -> None:
    rows = pl.read_parquet(data_folder / "online_retail" / "online_retail.parquet")
    sold = rows.filter(~pl.col("invoice").str.starts_with("C") & (pl.col("quantity") > 0) & (pl.col("unit_price") > 0))
    names = {"user": "customer_id", "item": "stock_code", "at": "invoice_date"}
    found = fit(sold, **names, until="2011-10-31")
    every, new = found.evaluate(sold, **names), found.evaluate(sold, **names, new_only=True)
    assert every.hit_rate >= 0.845
    assert every.ndcg >= 0.351
    assert new.hit_rate >= 0.476
    assert new.ndcg >= 0.104
