"""Forecasts beside what came, and the measures of any group of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.forecast.accountability.params import AccountabilityParams
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text

KEY = ("series", "issued_on", "period")
_NAIVE = "seasonal_naive"
_ENDS = ("lo_80", "hi_80")


@dataclass(frozen=True, eq=False)
class Judged:
    """Every forecast that has come due.

    Parameters
    ----------
    rows
        `origin, issue, series, level, owner_id, method, person, reason, issued_on, period, horizon, forecast, actual,
        baseline, lo_80, hi_80, scale`; `scale` is the mean absolute one-year change of the series.
    """

    as_of: date
    rows: pl.DataFrame


def judge(frames: Mapping[str, pl.DataFrame], params: AccountabilityParams) -> Judged:
    """Join forecasts to actuals.

    Raises
    ------
    NotEnoughData
        If not one forecast has come due.
    """
    actuals, days = frames["actuals"], frames["days"]
    if not actuals.height or not days.height:
        raise too_little()
    told = actuals["period"].unique().sort().tail(params.periods)
    rows = pl.concat([_issued(frames["issued"], actuals), _replayed(frames["replayed"])], how="diagonal")
    rows = rows.filter(pl.col("period").is_in(told.implode())).join(_scales(actuals), on="series", how="left")
    if not rows.height:
        raise too_little()
    return Judged(days["as_of"][0], rows.sort("origin", "issue", "series", "method", "issued_on", "period"))


def _issued(issued: pl.DataFrame, actuals: pl.DataFrame) -> pl.DataFrame:
    return issued.join(actuals, on=["series", "period"], how="inner").with_columns(origin=pl.lit("issued"))


def _replayed(replayed: pl.DataFrame) -> pl.DataFrame:
    naive = replayed.filter(pl.col("method") == _NAIVE).select(*KEY, pl.col("forecast").alias("baseline"))
    return replayed.join(naive, on=list(KEY), how="left").with_columns(
        origin=pl.lit("replayed"),
        issue=pl.lit(0, dtype=pl.Int64),
        **{name: pl.lit(None, dtype=pl.String) for name in ("person", "reason")},
        **{name: pl.lit(None, dtype=pl.Float64) for name in _ENDS},
    )


def _scales(actuals: pl.DataFrame) -> pl.DataFrame:
    lagged = actuals.sort("series", "period").with_columns(before=pl.col("actual").shift(12).over("series"))
    change = (pl.col("actual") - pl.col("before")).abs().mean().alias("scale")
    return lagged.group_by("series").agg(change)


def measures(rows: pl.DataFrame) -> dict[str, Any]:
    """Measures of a group of forecasts."""
    made, came, scale = (rows[c].cast(pl.Float64).to_numpy() for c in ("forecast", "actual", "scale"))
    total = float(np.abs(came).sum())
    error = made - came
    # Percentages of hardly anything tell nothing: they count from a hundredth of the usual size.
    large = np.abs(came) > 0.01 * float(np.abs(came).mean()) if len(came) else np.zeros(0, dtype=bool)
    scaled = np.isfinite(scale) & (scale > 0)
    found: dict[str, Any] = {
        "n": rows.height,
        "wape": float(np.abs(error).sum()) / total if total > 0 else None,
        "mape": float(np.mean(np.abs(error[large] / came[large]))) if large.any() else None,
        "mase": float(np.mean(np.abs(error[scaled]) / scale[scaled])) if scaled.any() else None,
        "rmse": float(np.sqrt(np.mean(error**2))),
        "bias": float(error.sum()) / total if total > 0 else None,
    }
    return {**found, "skill": _skill(rows), **_interval(rows)}


def _skill(rows: pl.DataFrame) -> float | None:
    both = rows.filter(pl.col("baseline").is_not_null())
    naive = float((both["baseline"] - both["actual"]).abs().sum())
    return 1 - float((both["forecast"] - both["actual"]).abs().sum()) / naive if naive > 0 else None


def _interval(rows: pl.DataFrame) -> dict[str, float | None]:
    ends = rows.filter(pl.col("lo_80").is_not_null() & pl.col("hi_80").is_not_null())
    if not ends.height:
        return {"coverage": None, "pinball": None}
    low, high, came = (ends[c].cast(pl.Float64).to_numpy() for c in ("lo_80", "hi_80", "actual"))
    losses = [np.maximum(share * (came - q), (share - 1) * (came - q)).mean() for share, q in ((0.1, low), (0.9, high))]
    return {"coverage": float(np.mean((came >= low) & (came <= high))), "pinball": float(np.mean(losses))}


def too_little() -> NotEnoughData:
    """What is missing."""
    return NotEnoughData(
        Text(en="No forecast has come due yet.", zh="还没有到期的预测。"),
        next_step=Text(
            en="Build again after the coming month: forecasts are kept as they were issued.",
            zh="下月之后再次构建：每次发布的预测都会原样保存。",
        ),
        details={"missing": ["order.ordered_at"]},
    )
