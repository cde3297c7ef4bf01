"""Retention, the bridge of revenue and the time to the second purchase. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.customers.retention.outputs import (
    STEPS,
    RetentionAgain,
    RetentionGap,
    RetentionOverview,
    RetentionPeriod,
    RetentionStep,
)
from foresail.analytics.customers.retention.params import RetentionParams
from foresail.analytics.customers.retention.rates import Foretold, by_period, first_day, foretell, step_of
from foresail.contracts.frames import to_output
from foresail.kernel.artefact import Artefact

Z90 = 1.645
MOST_DAYS, EVERY = 730, 10
BINS = 30


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: RetentionParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Retention as of the day.

    Raises
    ------
    NotEnoughData
        If the history is too short.
    """
    del artefact, rng
    made = by_period(frames["flow"], params.period)
    done = made.filter("is_complete")
    told = foretell(rates_of(done))
    again = second_purchase(frames["gaps"])
    return {
        "periods": to_output(_periods(made, told, params), RetentionPeriod),
        "bridge": to_output(_bridge(made), RetentionStep),
        "again": to_output(again, RetentionAgain),
        "gaps": to_output(_gaps(frames["gaps"]), RetentionGap),
        "overview": to_output(_overview(frames["flow"], done, told, again), RetentionOverview),
    }


def rates_of(done: pl.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Rates of the complete periods; a period after one without customers says nothing and takes the mean."""
    rates = done["retention"]
    return rates.fill_null(rates.mean() or 0.0).to_numpy().astype(np.float64)


def _periods(made: pl.DataFrame, told: Foretold, params: RetentionParams) -> pl.DataFrame:
    shown = made.with_columns(period=pl.col("start_month").map_elements(first_day, pl.Date))
    done = int(shown["is_complete"].sum())
    expected = np.full(shown.height, np.nan)
    expected[:done] = told.chosen[:done]
    if shown.height > done:  # the running period is the coming one
        expected[done] = told.chosen[done]
    half = told.spread
    shown = shown.with_columns(expected=pl.Series(expected).fill_nan(None))
    if shown.height == done:
        ahead = first_day(int(shown["start_month"][-1]) + step_of(params.period))
        shown = pl.concat([shown, _coming(ahead, float(told.chosen[done]))], how="diagonal")
    low, high = pl.col("expected") - half, pl.col("expected") + half
    counts = ("customers", "new", "retained", "back")
    money = ("net", "net_new", "net_back")
    ended = ("retention", "revenue_retention", "lost", "net_lost")
    return shown.with_columns(
        *[pl.when("is_complete").then(name).alias(name) for name in ended],
        pl.col(*counts).fill_null(0),
        *[pl.col(m).fill_null(0).cast(pl.Decimal(38, 4)) for m in money],
        low=low.clip(0.0, 1.0) if np.isfinite(half) else pl.lit(None, dtype=pl.Float64),
        high=high.clip(0.0, 1.0) if np.isfinite(half) else pl.lit(None, dtype=pl.Float64),
    )


def _coming(day: Any, expected: float) -> pl.DataFrame:
    return pl.DataFrame({"period": [day], "is_complete": [False], "expected": [expected]})


def _bridge(made: pl.DataFrame) -> pl.DataFrame:
    """Revenue before − lost − shrunk + grown + back + new + returns = revenue now, to the cent."""
    last = made.filter("is_complete")["start_month"].max()
    order = {step: place for place, step in enumerate(STEPS, start=1)}
    rows: list[dict[str, Any]] = []
    for p in made.filter("is_complete").iter_rows(named=True):
        amounts: dict[str, tuple[Decimal, int | None]] = {
            "before": (p["net_kept_before"] + p["net_lost"], p["before"]),
            "lost": (-p["net_lost"], p["lost"]),
            "shrunk": (-p["shrunk"], None),
            "grown": (p["grown"], None),
            "back": (p["net_back"], p["back"]),
            "new": (p["net_new"], p["new"]),
            "returns": (p["net_returns"], None),
            "now": (p["net"], p["customers"]),
        }
        for step, (amount, customers) in amounts.items():
            rows.append(
                {
                    "period": first_day(p["start_month"]),
                    "position": order[step],
                    "step": step,
                    "amount": amount,
                    "customers": customers,
                    "is_total": step in ("before", "now"),
                    "is_last": p["start_month"] == last,
                }
            )
    return pl.DataFrame(rows, schema_overrides={"amount": pl.Decimal(38, 4), "customers": pl.Int64})


def second_purchase(gaps: pl.DataFrame) -> pl.DataFrame:
    """Kaplan–Meier (1958) with Greenwood's interval, every ten days up to two years.

    Parameters
    ----------
    gaps
        Rows `kind` (second, watched), `days`, `customers`.
    """
    longest = min(max(gaps["days"].to_list(), default=0), MOST_DAYS)
    span = longest + 1
    events, watched = _by_day(gaps, "second", span), _by_day(gaps, "watched", span)
    later = sum(_later(gaps, kind, span) for kind in ("second", "watched"))
    risk = np.cumsum((events + watched)[::-1])[::-1] + later
    with np.errstate(divide="ignore", invalid="ignore"):
        keep = np.where(risk > 0, 1 - events / np.maximum(risk, 1), 1.0)
        term = np.where(risk > events, events / np.maximum(risk * (risk - events), 1), 0.0)
    left, spread = np.cumprod(keep), np.sqrt(np.cumsum(term))
    share = 1 - left
    half = Z90 * left * spread
    days = np.arange(0, span, EVERY)
    return pl.DataFrame(
        {
            "day": days,
            "share": share[days],
            "low": np.clip(share - half, 0, 1)[days],
            "high": np.clip(share + half, 0, 1)[days],
            "watched": risk[days].astype(np.int64),
        }
    ).filter(pl.col("watched") > 0)


def _by_day(gaps: pl.DataFrame, kind: str, span: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    own = gaps.filter((pl.col("kind") == kind) & (pl.col("days") < span))
    return np.bincount(own["days"].to_numpy(), own["customers"].to_numpy(), span).astype(np.float64)


def _later(gaps: pl.DataFrame, kind: str, span: int) -> float:
    return float(gaps.filter((pl.col("kind") == kind) & (pl.col("days") >= span))["customers"].sum())


def _gaps(gaps: pl.DataFrame) -> pl.DataFrame:
    own = gaps.filter((pl.col("kind") == "gap") & (pl.col("days") <= MOST_DAYS))
    if own.height == 0:
        return pl.DataFrame(schema={"low_day": pl.Int64, "high_day": pl.Int64, "purchases": pl.Int64})
    width = max(1, -(-max(own["days"].to_list()) // BINS))
    made = own.group_by(low_day=pl.col("days").cast(pl.Int64) // width * width).agg(
        purchases=pl.col("customers").sum().cast(pl.Int64)
    )
    return made.with_columns(high_day=pl.col("low_day") + width)


def _overview(flow: pl.DataFrame, done: pl.DataFrame, told: Foretold, again: pl.DataFrame) -> pl.DataFrame:
    last = done.row(-1, named=True)
    half = again.filter(pl.col("share") >= 0.5)["day"]
    return pl.DataFrame(
        {
            "as_of": [flow["as_of"][0]],
            "period": [first_day(last["start_month"])],
            "customers": [last["before"]],
            "retention": [last["retention"] or 0.0],
            "revenue_retention": [last["revenue_retention"]],
            "lost": [last["lost"]],
            "net_lost": [last["net_lost"]],
            "expected": [float(told.chosen[-1])],
            "median_days": [half[0] if len(half) else None],
        },
        schema_overrides={"median_days": pl.Int64, "net_lost": pl.Decimal(38, 4), "revenue_retention": pl.Float64},
    )
