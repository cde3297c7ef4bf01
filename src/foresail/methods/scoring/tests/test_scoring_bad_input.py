"""Bad input to the scoring engine: a clear answer each."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from foresail.kernel.problem import InvalidInput, NotEnoughData
from foresail.methods.scoring.columns import MOST_NUMBERS, telling
from foresail.methods.scoring.fit import fit

RNG = np.random.default_rng(0)
ROWS = pl.DataFrame({"x": RNG.normal(size=200), "y": (RNG.random(200) < 0.3).astype(int)})


@pytest.mark.parametrize("rows", [0, 1])
def test_nobody_and_one(rows: int) -> None:
    with pytest.raises(NotEnoughData, match="at least 20"):
        fit(ROWS.head(rows), "y")


@pytest.mark.parametrize("value", [0, 1])
def test_a_constant_target_gives_its_rate(value: int) -> None:
    found = fit(ROWS.with_columns(y=pl.lit(value)), "y")
    assert found.method == "base"
    assert set(found.predict(ROWS)) == {float(value)}


@pytest.mark.parametrize("values", ["yes", 2, -1])
def test_a_target_that_is_no_yes_or_no_is_refused(values: object) -> None:
    with pytest.raises(InvalidInput, match="yes and no"):
        fit(ROWS.with_columns(y=pl.lit(values)), "y")


def test_no_column_one_day_and_infinite_values() -> None:
    assert fit(ROWS.select("y"), "y").method == "base"
    assert fit(ROWS.with_columns(on=pl.lit(date(2025, 1, 1))), "y", time="on").method == "base"
    high = ROWS.with_columns(x=pl.when(pl.col("x") > 1).then(float("inf")).otherwise(pl.col("x")))
    assert np.isfinite(fit(high, "y").predict(high)).all()


def test_of_ten_thousand_columns_the_telling_ones_are_kept() -> None:
    y = ROWS["y"].cast(pl.Float64).to_numpy()
    wide = pl.DataFrame(RNG.normal(size=(200, 10_000)), schema=[f"c{i}" for i in range(10_000)]).with_columns(c77=y)
    kept = telling(wide, wide.columns, y)
    assert len(kept) == MOST_NUMBERS
    assert "c77" in kept
