"""Value tiers on small frames: hand-worked peers, shares, plays, and the back-test."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import polars as pl
import pytest

from foresail.analytics.customers.value_tiers import evaluate, model
from foresail.analytics.customers.value_tiers.evaluate import captured, expected_value, top
from foresail.analytics.customers.value_tiers.params import ValueTiersParams
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2025, 6, 30)
RNG = np.random.default_rng(0)


def frames(customers: int = 100) -> dict[str, pl.DataFrame]:
    """Values 1 … n; even ones in one industry, odd ones in another; the most valuable has probably left."""
    i = np.arange(1, customers + 1)
    value = pl.Series(i).cast(pl.Decimal(18, 4))
    ids = [f"a{n:03d}" for n in i]
    alive = np.where(i == customers, 0.2, np.where(i % 5 == 0, 0.1, 0.9))
    values = pl.DataFrame({"account_id": ids, "value": value, "value_low": value, "value_high": value, "alive": alive})
    words = pl.DataFrame(
        {
            "account_id": ids,
            "account_name": ids,
            "owner_id": ["r"] * customers,
            "owner_name": ["王"] * customers,
            "region": ["华东"] * customers,
            "industry": np.where(i % 2 == 0, "制造", "零售"),
        }
    )
    return {"values": values.with_columns(as_of=pl.lit(AS_OF)), "words": words, "history": history()}


def history(seed: int = 0, customers: int = 400, days: int = 180) -> pl.DataFrame:
    """Customers with a rate of their own, half of whom have left; what they spent since follows from it."""
    rng = np.random.default_rng(seed)
    rate, size = rng.gamma(1.5, 1 / 60, customers), np.exp(rng.normal(5, 0.7, customers))
    first = rng.integers(200, 900, customers)
    end = np.where(rng.random(customers) < 0.5, 0, rng.uniform(0, 1, customers) * first)
    count = rng.poisson(rate * (first - end))
    last = np.where(count > 0, end + (first - end) / (count + 1) * rng.random(customers), first)
    spent = np.where(end == 0, rng.poisson(rate * days) * size, 0)
    return pl.DataFrame(
        {
            "account_id": [f"h{n:03d}" for n in range(customers)],
            "days_bought": count + 1,
            "first_ago": first,
            "last_ago": np.minimum(last, first).astype(int),
            "net_ever": pl.Series(np.round((count + 1) * size, 2)).cast(pl.Decimal(18, 4)),
            "net_year": pl.Series(np.round((count + 1) * size * np.minimum(1, 365 / first), 2)).cast(pl.Decimal(18, 4)),
            "net_next": pl.Series(np.round(spent, 2)).cast(pl.Decimal(18, 4)),
            "as_of": [AS_OF] * customers,
        }
    )


def test_shares_peers_and_plays() -> None:
    out = model.run(frames(), None, ValueTiersParams(), RNG)
    counts = dict(out["summary"].select("tier", "accounts").rows())
    assert counts == {"high": 20, "middle": 30, "potential": 15, "low": 35}
    by = {r["account_id"]: r for r in out["customers"].to_dicts()}
    assert by["a100"]["place"] == 1
    assert by["a100"]["play"] == "hold"
    assert by["a099"]["play"] == "key_account"
    assert by["a050"]["peer_value"] == Decimal("75.5")  # the upper quarter of 2, 4 … 100
    assert by["a050"]["gain"] == Decimal("25.5")
    assert by["a001"]["tier"] == "potential"
    assert by["a005"]["tier"] == "low"  # as much to gain, but it has probably left
    assert out["overview"]["at_risk"][0] == 4  # 85, 90, 95 and 100
    assert out["summary"]["value"].sum() == out["customers"]["value"].sum() == 5050


def test_few_peers_are_widened() -> None:
    given = frames(40)
    rare = given["words"].with_columns(
        region=pl.when(pl.int_range(pl.len()) < 4).then(pl.lit("西部")).otherwise("region"),
        industry=pl.when(pl.int_range(pl.len()) < 2).then(pl.lit("采矿")).otherwise("industry"),
    )
    out = model.run({**given, "words": rare}, None, ValueTiersParams(), RNG)["customers"]
    peers = dict(out.select("account_id", "peers").rows())
    assert peers["a001"] == 40  # neither the region nor the industry has ten
    assert peers["a003"] == 19  # the industry has
    assert out["peers"].min() >= 10  # type: ignore[operator]


def test_accounts_without_words_are_still_placed() -> None:
    given = frames(20)
    out = model.run({**given, "words": given["words"].clear()}, None, ValueTiersParams(), RNG)
    assert out["customers"].height == 20
    assert out["customers"]["peers"].unique().to_list() == [20]


def test_evidence_finds_the_customers_that_left() -> None:
    evidence = evaluate.run(frames(), ValueTiersParams(), RNG)
    assert evidence.skill
    assert evidence.measures[0].value > evidence.measures[0].baseline
    value = expected_value(history(), 180)
    assert value.min() >= 0
    assert captured(np.array([1.0, 3.0]), top(np.array([5.0, 9.0]), 1)) == 0.75


def test_nothing_since_is_said() -> None:
    quiet = {**frames(), "history": history().with_columns(net_next=pl.lit(Decimal(0)))}
    evidence = evaluate.run(quiet, ValueTiersParams(), RNG)
    assert not evidence.skill
    assert "too short" in evidence.verdict.en


@pytest.mark.parametrize("customers", [0, 1, 9])
def test_too_few_is_an_answer(customers: int) -> None:
    given = {**frames(10), "values": frames(10)["values"].head(customers)}
    with pytest.raises(NotEnoughData, match="at least 10 customers"):
        model.run(given, None, ValueTiersParams(), RNG)
