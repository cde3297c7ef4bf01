"""Trees that hear more than purchases: they win where there is something to hear, and never look ahead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl

from foresail.methods.clv.choose import race, worth
from foresail.methods.clv.intervals import Ends, widened, width_that_holds

START, DAYS, HORIZON = date(2022, 1, 1), 1000, 300.0
LAST = START + timedelta(days=DAYS)
NAMES = {"customer": "who", "at": "day", "amount": "paid"}


def company(n: int = 700, seed: int = 0) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Customers leave unseen; a call every month tells that one is still there, and its size what it spends."""
    rng = np.random.default_rng(seed)
    rate, size, leaves = rng.gamma(2.0, 2.0, n) / 365, rng.lognormal(0, 0.8, n), rng.exponential(900, n)
    bought, signs = [], []
    for i in range(n):
        end, day = min(DAYS, leaves[i]), rng.exponential(30)
        while day < end:
            bought.append((f"c{i:04d}", START + timedelta(days=int(day)), float(size[i] * rng.gamma(2.0, 50.0))))
            day += 1 + rng.exponential(1 / rate[i])
        for back in range(0, 911, 91):
            quiet = max(0, int(DAYS - back - leaves[i])) + int(rng.integers(0, 30))
            signs.append((f"c{i:04d}", LAST - timedelta(days=back), quiet, round(float(size[i]), 6)))
    schema = ["who", "on", "since_call", "size"]
    return pl.DataFrame(bought, schema=["who", "day", "paid"], orient="row"), pl.DataFrame(signs, schema, orient="row")


def test_signs_win_where_they_tell_something() -> None:
    bought, signs = company()
    asked = {"horizon": HORIZON, "until": LAST, "unit": "day"}
    found = race(bought, **NAMES, **asked, signs=signs)  # type: ignore[arg-type]
    assert found.winner == "signs"
    plain = found.scores[found.level]
    assert found.scores["signs"].rmse < plain.rmse
    assert found.scores["signs"].bias == plain.bias
    table = worth(found, HORIZON).customers
    assert table["who"].to_list() == bought["who"].unique().sort().to_list()
    assert ((table["value_low"] <= table["value"]) & (table["value"] <= table["value_high"])).all()
    gone = signs.filter((pl.col("on") == LAST) & (pl.col("since_call") > 200))["who"]
    of_gone = table.filter(pl.col("who").is_in(gone.implode()))["value"].mean()
    assert of_gone < 0.2 * table["value"].mean()  # type: ignore[operator]
    measures = {m.name: m for m in found.held.measures}
    assert measures["value_rank"].value > measures["value_rank"].baseline


def test_signs_of_later_days_change_nothing_before() -> None:
    """What is learnt and judged before the holdout stays the same when later signs are others."""
    bought, signs = company(300, 1)
    asked = {"horizon": HORIZON, "until": LAST, "unit": "day"}
    late = pl.col("on") > LAST - timedelta(days=250)
    other = signs.with_columns(since_call=pl.when(late).then(7).otherwise("since_call"))
    one, two = (race(bought, **NAMES, **asked, signs=s) for s in (signs, other))  # type: ignore[arg-type]
    assert one.scores == two.scores


def test_without_room_for_signs_the_others_race_alone() -> None:
    bought, signs = company(200, 2)
    asked = {"horizon": 2000.0, "until": LAST, "unit": "day"}
    lone = signs.filter(pl.col("on") == LAST)
    assert "signs" not in race(bought, **NAMES, **asked, signs=lone).scores  # type: ignore[arg-type]
    learnt = bought["who"].unique().sort()[:80]
    some = race(bought, **NAMES, **asked, learn_from=learnt)  # type: ignore[arg-type]
    assert some.some.summary.height == 80
    assert some.whole.summary.height > 80


def test_the_least_widening_that_holds_is_found() -> None:
    value = np.full(100, 10.0)
    came = np.linspace(0, 30, 100)
    found = Ends(value, value, np.full(100, 8.0), np.full(100, 20.0))
    by = width_that_holds(found, value, came)
    wide = widened(found, value, by)
    assert np.mean((came >= wide.value_low) & (came <= wide.value_high)) >= 0.8
    assert by > 1.0
    assert width_that_holds(found, value, value) == 1.0


def test_two_and_a_half_horizons_of_history_are_enough_to_hear() -> None:
    bought, signs = company(300, 2)
    found = race(bought, **NAMES, horizon=DAYS / 2.5, until=LAST, unit="day", signs=signs)  # type: ignore[arg-type]
    assert "signs" in found.scores


def test_a_short_history_is_learnt_from_as_far_ahead_as_it_was_judged() -> None:
    bought, signs = company(400, 3)
    until = LAST - timedelta(days=5 * 91)  # a year and a half
    asked = {"horizon": 365.0, "until": until, "unit": "day"}
    known = signs.filter(pl.col("on") <= until)
    found = replace(race(bought, **NAMES, **asked, signs=known), winner="signs")  # type: ignore[arg-type]
    assert found.days < 365
    table = worth(found, 365.0).customers
    assert table.height == bought.filter(pl.col("day") <= until)["who"].n_unique()
    assert (table["value"] >= 0).all()
