"""What cannot be used is refused by name; what can is used by a stated rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from foresail.kernel.problem import InvalidInput
from foresail.methods.forecast import WARNINGS, Forecast, backtest, forecast

MONTHS = pl.date_range(date(2018, 1, 1), date(2022, 12, 1), "1mo", eager=True)
RNG = np.random.default_rng(3)
SALES = 100 + 10 * np.sin(np.arange(60) / 6 * np.pi) + RNG.normal(size=60)


def made(horizon: int = 3, **given: Any) -> Forecast:
    frame = {"ds": MONTHS, "y": SALES} | given.pop("frame", {})
    return forecast(frame, horizon, **({"mode": "fast"} | given))


REFUSED = {
    "two values in one period": ({"ds": [date(2020, 1, 1)] * 2, "y": [1.0, 2.0]}, {}, "2020-01-01"),
    "text in y": ({"ds": MONTHS[:2], "y": ["1", "much"]}, {}, "much"),
    "mixed types in y": ({"ds": MONTHS[:2], "y": [1, "much"]}, {}, "much"),
    "infinite": ({"ds": MONTHS[:2], "y": [1.0, np.inf]}, {}, "2018-02-01"),
    "no dates": ({"ds": ["soon"], "y": [1.0]}, {}, "soon"),
    "no column": ({"day": MONTHS[:2], "y": [1.0, 2.0]}, {}, "ds"),
    "nothing": ({"ds": [], "y": []}, {}, "known"),
    "one wild date": ({"ds": [*MONTHS[:3], date(2624, 1, 1)], "y": [1.0, 2, 3, 4]}, {}, "2624"),
    "horizon 0": ({}, {"horizon": 0}, "at least one"),
    "horizon 10,000": ({}, {"horizon": 10_000}, "2,000"),
    "half a horizon": ({}, {"horizon": 1.5}, "1.5"),
    "future dates in the history": ({}, {"as_of": date(2022, 1, 1)}, "2022-12-01"),
    "season 0": ({}, {"season": 0}, "season"),
    "level 120": ({}, {"levels": (120,)}, "100"),
    "no such mode": ({}, {"mode": "slow"}, "slow"),
    "no such country": ({}, {"calendar": "XX"}, "XX"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_used_is_refused_by_name(case: str) -> None:
    frame, given, named = REFUSED[case]
    with pytest.raises(InvalidInput) as caught:
        made(frame=frame, **given) if frame or given else None
    assert named in caught.value.render("en")
    assert caught.value.what.zh


def test_a_covariate_that_is_missing_in_the_future_is_named_with_its_date() -> None:
    future = {"ds": [date(2023, 1, 1), date(2023, 2, 1)], "price": [1.0, 1.0]}
    with pytest.raises(InvalidInput, match="2023-03-01"):
        made(frame={"price": np.ones(60)}, future=future)


def test_a_covariate_that_is_in_no_future_counts_as_known_in_the_past_only() -> None:
    found = made(frame={"price": RNG.random(60)})
    assert "past_only" in found.report["warnings"][0].to_list()


@pytest.mark.parametrize(
    ("values", "kind", "warning"),
    [
        ([5.0], "short", "short"),
        ([5.0, 6.0, 9.0], "short", "short"),
        ([5.0] * 30, "constant", "constant"),
        ([0.0] * 30, "constant", "constant"),
        ([0.0, 0.0, 4.0] * 12, "intermittent", "intermittent"),
        ((SALES - 100).tolist(), "smooth", "negative"),
        ([1.0, None, 2.0] * 15, "smooth", "gaps"),
    ],
)
def test_series_that_are_no_ordinary_ones_have_their_own_way_and_say_so(
    values: list[Any], kind: str, warning: str
) -> None:
    found = forecast({"ds": MONTHS[: len(values)], "y": values}, 4, mode="fast")
    assert found.report["kind"].item() == kind
    assert warning in found.report["warnings"][0].to_list()
    assert set(found.report["warnings"][0].to_list()) <= set(WARNINGS)
    assert np.isfinite(found.frame.select(pl.selectors.numeric()).to_numpy()).all()


def test_missing_periods_are_unknown_and_not_zero() -> None:
    seen = [i for i in range(60) if i % 7]
    found = forecast({"ds": MONTHS.gather(seen), "y": SALES[seen]}, 12, mode="fast", levels=())
    assert np.abs(found.mean - made(12, levels=()).mean).max() < 6


def test_sold_out_periods_are_lifted_to_what_was_wanted() -> None:
    out = np.zeros(60, dtype=bool)
    out[5::6] = True
    cut = np.where(out, 0.5 * SALES, SALES)
    lifted = made(12, frame={"y": cut, "sold_out": out}, levels=())
    assert lifted.report["warnings"].item().to_list() == ["stock_out"]
    assert np.abs(lifted.mean - made(12, levels=()).mean).mean() < 4


def test_a_lasting_step_and_a_single_wild_value_do_not_lead_astray() -> None:
    calm = 100 + RNG.normal(size=60)
    stepped = calm + np.where(np.arange(60) < 36, -60, 0)
    wild = calm.copy()
    wild[40] = 4000
    assert "level_shift" in made(frame={"y": stepped}, levels=()).report["warnings"].item()
    assert np.abs(made(frame={"y": stepped}, levels=()).mean - 100).max() < 3
    assert "outliers" in made(frame={"y": wild}, levels=()).report["warnings"].item()
    assert np.abs(made(frame={"y": wild}, levels=()).mean - 100).max() < 3


def test_every_kind_of_table_and_date_gives_the_same() -> None:
    plain = made(levels=())
    arrow = forecast(pa.table({"ds": MONTHS.to_arrow(), "y": SALES}), 3, mode="fast", levels=())
    text = made(frame={"ds": MONTHS.cast(pl.String)}, levels=())
    shuffled = pl.DataFrame({"ds": MONTHS, "y": SALES}).sample(fraction=1, shuffle=True, seed=1)
    mixed = forecast(shuffled.lazy(), 3, mode="fast", levels=())
    for other in (arrow, text, mixed):
        assert (other.mean == plain.mean).all()
    assert plain.frame["ds"].to_list() == [date(2023, 1, 1), date(2023, 2, 1), date(2023, 3, 1)]


def test_pandas_frames_are_taken() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"ds": pandas.to_datetime(MONTHS.to_list()), "y": SALES})
    assert (forecast(frame, 3, mode="fast", levels=()).mean == made(levels=()).mean).all()


def test_a_backtest_longer_than_the_history_is_refused() -> None:
    with pytest.raises(InvalidInput, match="No series is longer"):
        backtest({"ds": MONTHS[:5], "y": SALES[:5]}, 6, 4)
