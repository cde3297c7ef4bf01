"""Summaries, the choice on a holdout, and the published figures on real data."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from foresail.kernel.problem import InvalidInput, NotEnoughData
from foresail.methods.clv import BetaGeoNBD, GammaGamma, ParetoNBD, choose, summarise
from foresail.methods.clv.holdout import top_capture

CDNOW = {"customer": "customer_id", "at": "date", "amount": "amount"}


def shop(n: int = 300, seed: int = 0) -> pl.DataFrame:
    rng = np.random.default_rng(seed)
    rate, level = rng.gamma(1.0, 1 / 30, n), rng.gamma(5, 10, n)
    rows = []
    for who in range(n):
        day = int(rng.integers(0, 60))
        while day < 365:
            rows.append((f"c{who:04d}", date(2024, 1, 1) + timedelta(days=day), float(level[who] * rng.gamma(4, 0.25))))
            day += 1 + int(rng.exponential(1 / rate[who]))
    return pl.DataFrame(rows, schema=["who", "day", "paid"], orient="row")


def test_a_summary_by_hand() -> None:
    rows = pl.DataFrame(
        {
            "who": ["a", "a", "a", "a", "b", "b", None, "c", "d"],
            "day": ["2025-01-01", "2025-01-08", "2025-01-08", "2025-01-15", "2025-01-02", "2025-01-09", "2025-01-01",
                    "2025-02-01", "no day"],
            "paid": [10.0, 5.0, 7.0, -3.0, 4.0, 0.0, 9.0, 1.0, 1.0],
        }
    )  # fmt: skip
    found = summarise(rows, customer="who", at="day", amount="paid", until="2025-01-22")
    assert found["who"].to_list() == ["a", "b"]
    assert found.drop("who").to_numpy() == pytest.approx(np.array([[1, 1, 3, 12], [1, 1, 20 / 7, 0]]))
    same = summarise(rows.to_arrow(), customer="who", at="day", amount="paid", until=date(2025, 1, 22))
    assert same.equals(found)
    assert summarise(rows[:0], customer="who", at="day").height == 0
    with pytest.raises(InvalidInput, match="whom"):
        summarise(rows, customer="whom", at="day")
    with pytest.raises(InvalidInput, match="fortnight"):
        summarise(rows, customer="who", at="day", unit="fortnight")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="until"):
        summarise(rows, customer="who", at="day", until="soon")


def test_a_choice_is_whole_and_the_same_again() -> None:
    rows = shop()
    first = choose(rows, customer="who", at="day", amount="paid", horizon=13)
    again = choose(rows.sample(fraction=1.0, shuffle=True, seed=1), customer="who", at="day", amount="paid", horizon=13)
    assert first.customers.equals(again.customers)
    assert first.evidence.measures[0].value <= first.evidence.measures[0].baseline
    table = first.customers
    assert table.height == rows["who"].n_unique()
    assert (table["value_low"] <= table["value_high"]).all()
    assert table["value"].is_finite().all()
    assert set(first.scores) >= {"own_rate", "bg_nbd", "mbg_nbd", "pareto_nbd", "boosted", "half"}


def test_a_hundred_times_the_money_is_a_hundred_times_the_value() -> None:
    rows = shop(120, 2)
    one = choose(rows, customer="who", at="day", amount="paid", horizon=10)
    more = choose(rows.with_columns(pl.col("paid") * 100), customer="who", at="day", amount="paid", horizon=10)
    assert more.customers["value"].to_numpy() == pytest.approx(100 * one.customers["value"].to_numpy(), rel=1e-3)


def test_bad_input_is_answered() -> None:
    rows = shop(120)
    for few in (rows[:0], rows[:1], rows.filter(pl.col("who") == "c0001"), rows.with_columns(day=date(2024, 1, 1))):
        with pytest.raises(NotEnoughData):
            choose(few, customer="who", at="day", amount="paid", horizon=13)
    with pytest.raises(NotEnoughData):
        choose(rows.with_columns(-pl.col("paid")), customer="who", at="day", amount="paid", horizon=13)
    with pytest.raises(InvalidInput):
        choose(rows, customer="who", at="day", horizon=-1)
    ahead = pl.concat([rows, pl.DataFrame([("z", date(2099, 1, 1), 1.0)], schema=rows.schema, orient="row")])
    kept = choose(ahead, customer="who", at="day", amount="paid", horizon=5, until="2024-12-31")
    assert "z" not in kept.customers["who"]


def test_capture_gives_ties_their_average() -> None:
    seen = np.array([4.0, 0.0, 0.0, 0.0] * 5)
    assert top_capture(np.zeros(20), seen) == pytest.approx(0.25)
    assert top_capture(seen, seen) == 1.0


@pytest.fixture(scope="module")
def cdnow(data_folder: Path) -> pl.DataFrame:
    return pl.read_csv(data_folder / "cdnow_sample" / "cdnow_sample.csv", try_parse_dates=True)


@pytest.mark.data
def test_the_published_fit_of_cdnow(cdnow: pl.DataFrame) -> None:
    """Fader, Hardie and Lee (2005); Fader and Hardie (2013)."""
    summary = summarise(cdnow, until="1997-09-30", **CDNOW)
    fitted = BetaGeoNBD().fit(summary)
    assert fitted.params == pytest.approx({"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}, abs=5e-4)
    assert fitted.estimate.log_likelihood == pytest.approx(-9582.4, abs=0.05)
    pareto = ParetoNBD().fit(summary)
    assert pareto.params == pytest.approx({"r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669}, rel=1e-3)
    assert pareto.estimate.log_likelihood == pytest.approx(-9595.0, abs=0.05)
    assert GammaGamma().fit(summary).params == pytest.approx({"p": 6.25, "q": 3.74, "v": 15.44}, abs=0.01)


@pytest.mark.data
@pytest.mark.nightly
def test_the_chosen_model_on_cdnow(cdnow: pl.DataFrame) -> None:
    found = choose(cdnow, horizon=39, **CDNOW)
    best = found.scores[found.name]
    assert found.evidence.tested_on == date(1997, 9, 30)
    assert best.rmse <= 1.603
    assert abs(best.bias) <= 0.115
    assert best.tracking <= 0.116


@pytest.mark.data
@pytest.mark.nightly
def test_a_boundary_fit_on_real_orders_is_flagged_and_beaten(data_folder: Path) -> None:
    rows = pl.read_parquet(data_folder / "online_retail" / "online_retail.parquet").with_columns(
        paid=pl.col("quantity") * pl.col("unit_price")
    )
    fitted = BetaGeoNBD().fit(summarise(rows, customer="customer_id", at="invoice_date", amount="paid", unit="day"))
    assert not fitted.estimate.sound
    found = choose(rows, customer="customer_id", at="invoice_date", amount="paid", horizon=100, unit="day")
    assert found.scores[found.name].rmse <= 1.538
