"""Clusters: known groups are found, none is claimed where there is none, and nothing depends on unit or order."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from sklearn.metrics import adjusted_rand_score, silhouette_score

from foresail.kernel.problem import InvalidInput, NotEnoughData
from foresail.methods.segments import cluster, explain, split
from foresail.methods.segments.cluster import distances, of_json, rand_index, silhouette


def groups(seed: int = 1, each: int = 70) -> tuple[pl.DataFrame, np.ndarray]:
    """Four kinds of customers by two skewed numbers and a word."""
    rng = np.random.default_rng(seed)
    kind = np.repeat(np.arange(4), each)
    orders = np.exp(np.array([0.2, 2.5, 0.2, 2.5])[kind] + rng.normal(0, 0.25, len(kind)))
    money = np.exp(np.array([4.0, 4.0, 8.0, 8.0])[kind] + rng.normal(0, 0.3, len(kind)))
    region = np.where(rng.random(len(kind)) < 0.5, "华东", "华南")
    return pl.DataFrame({"orders": orders, "money": money, "region": region}), kind


def test_known_groups_are_found() -> None:
    frame, kind = groups()
    found = cluster(frame, ["orders", "money"])
    assert found.k == 4
    assert found.stable
    assert rand_index(found.labels - 1, kind) > 0.95


def test_none_is_claimed_where_there_is_none() -> None:
    rng = np.random.default_rng(3)
    found = cluster(pl.DataFrame({f"x{i}": rng.normal(size=400) for i in range(5)}))
    assert not found.stable


def test_unit_and_later_rows_play_no_part() -> None:
    frame, _ = groups()
    found = cluster(frame)
    cents = cluster(frame.with_columns(pl.col("money") * 100))
    assert np.array_equal(found.labels, cents.labels)
    again = of_json(found.to_json())
    assert np.array_equal(again.assign(frame), found.labels)
    assert np.array_equal(found.assign(frame.head(7)), found.labels[:7])
    assert (np.diff(np.bincount(found.labels)[1:]) <= 0).all()  # largest first


def test_measures_agree_with_the_library() -> None:
    frame, kind = groups(each=40)
    points = cluster(frame).encoder.matrix(frame)
    other = np.random.default_rng(0).permutation(kind)
    assert rand_index(kind, other) == pytest.approx(adjusted_rand_score(kind, other))
    mine = silhouette(points, kind, np.random.default_rng(0))
    assert mine == pytest.approx(silhouette_score(points, kind), abs=1e-9)
    assert distances(points, points[:1])[0, 0] == pytest.approx(0, abs=1e-9)


def test_awkward_frames_have_a_clear_answer() -> None:
    with pytest.raises(NotEnoughData, match="at least 30 rows"):
        cluster(pl.DataFrame({"x": [1, 2, 3]}))
    with pytest.raises(InvalidInput, match="No column differs"):
        cluster(pl.DataFrame({"x": [1] * 40}))
    with pytest.raises(InvalidInput, match="too many"):
        cluster(pl.DataFrame({f"x{i}": range(40) for i in range(10_000)}))
    with pytest.raises(InvalidInput, match="no column"):
        cluster(pl.DataFrame({"x": range(40)}), ["y"])
    frame = pl.DataFrame({"x": [None, float("nan"), float("inf"), -1.0] * 20, "word": ["一", None] * 40})
    assert len(cluster(frame, k=2).labels) == 80


def test_a_tree_reads_the_groups() -> None:
    frame, kind = groups()
    tree = explain(frame, kind)
    assert tree.agreement > 0.97
    assert {leaf.group for leaf in tree.leaves} == {0, 1, 2, 3}
    assert all(len(leaf.conditions) <= 3 for leaf in tree.leaves)
    assert sum(leaf.rows for leaf in tree.leaves) == frame.height


def test_words_become_conditions() -> None:
    frame = pl.DataFrame({"region": ["华东"] * 30 + ["华南"] * 30 + ["西部"] * 30})
    tree = explain(frame, [0] * 30 + [1] * 30 + [2] * 30)
    assert tree.agreement == 1
    said = {(c.operator, c.word) for leaf in tree.leaves for c in leaf.conditions}
    assert said <= {(o, w) for o in ("is", "is_not") for w in ("华东", "华南", "西部")}


def test_split_tells_a_number_apart_whatever_its_unit() -> None:
    frame, kind = groups()
    money = frame["money"].to_numpy()
    tree = split(frame.select("orders", "region"), np.where(kind % 2 == 1, money * 50, money), leaves=3)
    cents = split(frame.select("orders", "region"), np.where(kind % 2 == 1, money * 50, money) * 100, leaves=3)
    assert np.array_equal(tree.place, cents.place)
    assert any(c.column == "orders" for leaf in tree.leaves for c in leaf.conditions)
    assert 2 <= len(tree.leaves) <= 3


@pytest.mark.nightly
def test_a_million_rows() -> None:
    frame, kind = groups(each=250_000)
    found = cluster(frame, ["orders", "money"])
    assert found.k == 4
    assert rand_index(found.labels - 1, kind) > 0.95
