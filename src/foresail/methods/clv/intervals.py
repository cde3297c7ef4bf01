"""How far a customer's own number may lie from what is expected: ends of 80% intervals, drawn from the model.

Purchases are drawn for histories, not for customers: those of one history scatter alike. Where there are very many
histories, close ones are drawn together. The money of a customer is its scale (v + x · mean amount) times a number
whose distribution depends on the history alone, so that it needs no draws of its own either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from foresail.methods.clv.candidates import Candidate, scatter
from foresail.methods.clv.spend import FittedSpend, amounts
from foresail.methods.clv.summary import Floats

COVERAGE = 0.8
DRAWS = 400
MOST_DRAWN = 12_000
"""Of more histories, close ones are drawn together."""
MOST_EXACT = 50_000
"""Of more customers it is not asked how many histories are exactly the same."""
DIGIT = 4096
CHUNK = 4_000
FINE = (1.0, 64.0, 64.0)
"""Steps of log purchases, of age as a share of the longest, and of the chance of being alive, before they widen."""


@dataclass(frozen=True)
class Ends:
    """Lower and upper ends of 80% intervals, shape (customers,) each."""

    purchases_low: Floats
    purchases_high: Floats
    value_low: Floats
    value_high: Floats


def widened(found: Ends, value: Floats, by: float) -> Ends:
    """The ends of value so many times as far from the expected value."""
    low = np.maximum(value - by * np.maximum(value - found.value_low, 0.0), 0.0)
    return replace(found, value_low=low, value_high=value + by * np.maximum(found.value_high - value, 0.0))


def width_that_holds(found: Ends, value: Floats, came: Floats) -> float:
    """The least widening (1 to 3, by twentieths) at which 80% of what came lies inside; shapes (customers,)."""
    for by in np.arange(1.0, 3.0, 0.05):
        tried = widened(found, value, float(by))
        if np.mean((came >= tried.value_low - 1e-9) & (came <= tried.value_high)) >= COVERAGE:
            return float(by)
    return 3.0


def ends(drawn: Floats) -> tuple[Floats, Floats]:
    """Ends of the middle 80% of draws, shape (rows, draws)."""
    tail = (1 - COVERAGE) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail], axis=1)
    return low, high


def intervals(
    summary: pl.DataFrame,
    model: Candidate,
    spend: FittedSpend | None,
    each: Floats | None,
    horizon: float,
    dispersion: float,
    seed: int,
) -> Ends:
    """Ends of the intervals of every customer.

    Parameters
    ----------
    summary
        Of the customers, as `summarise` gives it.
    model, dispersion
        What is drawn from; see `candidates.scatter`.
    spend, each
        The model of money; or the expected money of a purchase, shape (customers,), where there is none.
    horizon
        In the unit of the summary.
    """
    expected = model.predict(horizon)
    paid, scale = _scales(summary, model, spend, each)
    of_group, place = _together(summary, model, expected, paid)
    rng = np.random.default_rng(seed)
    bought = np.zeros((2, of_group.height))
    money = np.zeros((2, of_group.height))
    for start in range(0, of_group.height, CHUNK):
        part = slice(start, start + CHUNK)
        drawn = _drawn(model, of_group[part], horizon, dispersion, rng)
        bought[:, part] = ends(drawn)
        money[:, part] = ends(
            drawn if spend is None else spend.draw_scaled(drawn, of_group[part]["paid"].to_numpy(), rng)
        )
    low, high = bought[:, place]
    return Ends(low, high, money[0, place] * scale, money[1, place] * scale)


def _scales(
    summary: pl.DataFrame, model: Candidate, spend: FittedSpend | None, each: Floats | None
) -> tuple[Floats, Floats]:
    """Paid repeat purchases, and what a draw of money is multiplied by, shape (customers,) each."""
    if spend is None:
        none = np.zeros(summary.height)
        return none, none if each is None else each
    x, _ = amounts(summary)
    return x, spend.scale(summary) * (1.0 if model.amount is None else model.amount)


def _together(
    summary: pl.DataFrame, model: Candidate, expected: Floats, paid: Floats
) -> tuple[pl.DataFrame, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Histories that are drawn for (means of those drawn together), and the place of each customer's among them."""
    still = model.fitted.alive(summary) if model.exact and model.fitted is not None else np.zeros(summary.height)
    # What is no model scatters around its prediction alone: the history plays no part.
    by = 1.0 if model.exact else 0.0
    rows = summary.select(
        x=pl.col("frequency").cast(pl.Float64) * by,
        age=pl.col("age").cast(pl.Float64) * by,
        still=pl.Series(still),
        expected=pl.Series(np.zeros(len(expected)) if model.exact else expected),
        paid=pl.Series(paid),
    )
    steps, widest = np.array(FINE), max(float(rows["age"].max() or 0.0), 1e-9)  # type: ignore[arg-type]
    few = rows.height <= MOST_EXACT
    place = _places(rows) if few else np.arange(rows.height)
    while place.max(initial=0) >= MOST_DRAWN:
        coarse = rows.select(
            _step(pl.col("x").log1p(), 24.0 * steps[0]),
            _step(pl.col("age") / widest, steps[1]),
            _step(pl.col("still"), steps[2]),
            _step((pl.col("expected") + 1e-3).log(), steps[2]),
            _step(pl.col("paid").log1p(), 24.0 * steps[0]),
        )
        place = _of_codes(coarse)
        steps = steps / 1.5
    grouped = rows.with_columns(place=pl.Series(place)).group_by("place").agg(pl.all().mean()).sort("place")
    return grouped, place


def _places(rows: pl.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Place of each row among the distinct ones, sorted."""
    ranked = rows.select(pl.struct(pl.all()).rank("dense").cast(pl.Int64) - 1)
    return np.asarray(ranked.to_series().to_numpy(), dtype=np.int64)


def _of_codes(codes: pl.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The same of small whole numbers, as digits of one: a sort of numbers instead of rows."""
    digits = pl.lit(0, dtype=pl.Int64)
    for name in codes.columns:
        digits = digits * DIGIT + (pl.col(name) - pl.col(name).min()).clip(0, DIGIT - 1)
    ranked = codes.select(digits.rank("dense").cast(pl.Int64) - 1)
    return np.asarray(ranked.to_series().to_numpy(), dtype=np.int64)


def _step(value: pl.Expr, steps: float) -> pl.Expr:
    return (value * steps).round().cast(pl.Int64)


def _drawn(model: Candidate, some: pl.DataFrame, horizon: float, dispersion: float, rng: np.random.Generator) -> Floats:
    x, age, still, expected = (some[c].to_numpy() for c in ("x", "age", "still", "expected"))
    if model.exact and model.fitted is not None:
        family, params = model.fitted.family, model.fitted.params
        return family.draw(params, x, age, still, horizon, DRAWS, rng)
    return scatter(Candidate(model.name, lambda _: expected), horizon, dispersion, DRAWS, rng)
