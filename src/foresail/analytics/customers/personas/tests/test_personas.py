"""Personas and tags on small frames."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from foresail.analytics.customers.personas import evaluate, model
from foresail.analytics.customers.personas.evaluate import told
from foresail.analytics.customers.personas.outputs import APPROACHES, PERSONAS, TAGS
from foresail.analytics.customers.personas.params import PersonasParams
from foresail.analytics.customers.personas.portrait import persona, portrait
from foresail.kernel.problem import NotEnoughData

RNG = np.random.default_rng(0)


def frames(customers: int = 90) -> dict[str, pl.DataFrame]:
    """Every third customer buys much, every third is new, every third has long been silent."""
    rng = np.random.default_rng(3)
    i = np.arange(customers)
    kind = i % 3
    table = pl.DataFrame(
        {
            "account_id": [f"a{n:03d}" for n in i],
            "as_of": [date(2025, 6, 30)] * customers,
            "recency_days": np.array([10, 20, 500])[kind] + rng.integers(0, 9, customers),
            "tenure_days": np.array([900, 60, 800])[kind] + rng.integers(0, 9, customers),
            "orders": np.array([30, 2, 1])[kind],
            "orders_ever": np.array([40, 2, 3])[kind],
            "products": np.array([12, 2, 1])[kind] + rng.integers(0, 2, customers),
            "monetary": pl.Series(np.array([9000, 300, 50])[kind] + i).cast(pl.Decimal(18, 4)),
            "discount_rate": np.array([0.02, 0.2, 0.05])[kind] + rng.random(customers) / 100,
            "return_share": np.array([0.0, 0.2, 0.0])[kind],
            "contacts": np.array([20, 3, 0])[kind],
            "tickets": np.array([1, 0, 0])[kind],
            "account_name": [f"客户{n}" for n in i],
            "owner_id": ["r"] * customers,
            "owner_name": ["王"] * customers,
            "region": np.array(["华东", "华南", "西部"])[kind],
            "industry": ["制造"] * customers,
        }
    )
    members = table.select("account_id", segment=pl.Series((kind + 1).astype(str)))
    rows = [
        ("1", "monetary", None, None, 3.1, 1.5),
        ("1", "orders", None, None, 2.4, 1.2),
        ("1", "industry", "制造", 0.6, 1.0, 0.0),
        ("2", "tenure_days", None, None, 0.1, -1.1),
        ("2", "discount_rate", None, None, 2.0, 0.9),
        ("3", "recency_days", None, None, 2.9, 1.4),
    ]
    columns = ["segment", "feature", "word", "share", "times", "distance"]
    return {"customers": table, "members": members, "profile": pl.DataFrame(rows, schema=columns, orient="row")}


def test_segments_get_names_words_and_an_approach() -> None:
    out = model.run(frames(), None, PersonasParams(), RNG)
    named = dict(out["personas"].select("segment", "persona").rows())
    assert named == {"1": "pillar", "2": "newcomer", "3": "sleeper"}
    first = out["personas"].filter(pl.col("segment") == "1").row(0, named=True)
    assert (
        first["portrait_en"]
        == "They spend 3.1 times the average, order 2.4 times as often, most often from 制造 (60%)."
    )
    assert first["portrait_zh"] == "消费为平均的 3.1 倍，下单次数为平均的 2.4 倍，以制造行业居多（60%）。"
    assert out["personas"]["accounts"].sum() == 90
    assert set(APPROACHES) == set(PERSONAS)


def test_tags_hold_what_they_say() -> None:
    out = model.run(frames(), None, PersonasParams(), RNG)
    tags = out["tags"].join(frames()["customers"], on="account_id")
    assert tags.filter(pl.col("tag") == "new")["tenure_days"].max() <= 90  # type: ignore[operator]
    assert tags.filter(pl.col("tag") == "slipping")["recency_days"].min() >= 500  # type: ignore[operator]
    assert tags.filter(pl.col("tag") == "returner")["return_share"].min() > 0.1  # type: ignore[operator]
    counts = dict(out["tag_counts"].select("tag", "accounts").rows())
    assert set(counts) == set(TAGS)
    assert counts["big_spender"] == 18  # the top fifth of ninety
    assert sum(counts.values()) == out["tags"].height == out["accounts"]["tags"].sum()
    one = out["accounts"].filter(pl.col("account_id") == "a001").row(0, named=True)
    assert "新客户" in one["tags_zh"].split("、")
    assert len(one["tags_en"].split(", ")) == one["tags"]


def test_money_in_cents_changes_no_tag() -> None:
    plain = frames()
    cents = {**plain, "customers": plain["customers"].with_columns((pl.col("monetary") * 100).cast(pl.Decimal(18, 4)))}
    one, other = (model.run(f, None, PersonasParams(), RNG)["tags"] for f in (plain, cents))
    assert one.equals(other)


def test_evidence_and_naive_bayes() -> None:
    assert evaluate.run(frames(), PersonasParams(), RNG).skill
    marks = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    assert told(marks, np.array([0, 0, 1, 1]), marks[[0, 2]], 2).tolist() == [0, 1]


def test_without_segments_there_are_no_personas() -> None:
    none = {**frames(), "members": frames()["members"].clear()}
    with pytest.raises(NotEnoughData, match="rest on segments"):
        model.run(none, None, PersonasParams(), RNG)


def test_a_segment_like_all_others_says_so() -> None:
    plain = pl.DataFrame(
        {"feature": ["orders"], "word": [None], "share": [None], "times": [1.0], "distance": [0.0]},
        schema_overrides={"word": pl.String, "share": pl.Float64},
    )
    assert persona(plain) == "average"
    assert portrait(plain).zh == "与平均客户相近。"
