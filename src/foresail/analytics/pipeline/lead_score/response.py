"""How conversion goes with the time to the first answer: as it was, and among leads that are alike."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.pipeline.lead_score.features import PREFIX
from foresail.analytics.pipeline.lead_score.params import LeadParams
from foresail.analytics.pipeline.lead_score.words import BUCKETS
from foresail.methods.scoring.columns import level_odds, text
from foresail.methods.scoring.logistic import fit_logistic
from foresail.methods.scoring.measures import Floats
from foresail.methods.shares import wilson

EDGES = ((1.0, "1"), (4.0, "4"), (12.0, "12"), (24.0, "24"), (72.0, "72"))
LEAST = 100
TINY = 1e-6
ALIKE = ("channel", "industry", "region", "answered_by")


def mature(leads: pl.DataFrame, params: LeadParams) -> pl.DataFrame:
    """Leads whose horizon has passed, with `converted` within it; answers after the conversion do not count."""
    old = leads.filter(pl.col("ago").is_between(params.horizon_days, params.history_days))
    converted = (pl.col("convert_days") <= params.horizon_days).fill_null(value=False)
    usable = (pl.col("answer_hours") >= 0) & (
        pl.col("convert_days").is_null() | (pl.col("answer_hours") / 24 <= pl.col("convert_days"))
    )
    hours = pl.when(usable & (pl.col("answer_hours") <= 24 * params.horizon_days)).then(pl.col("answer_hours"))
    return old.with_columns(converted=converted.cast(pl.Float64), hours=hours)


def buckets(old: pl.DataFrame) -> pl.DataFrame:
    """Conversion by time to the first answer, with 95% intervals."""
    bucket: Any = pl.when(pl.col("hours").is_null()).then(pl.lit("never"))
    for edge, name in EDGES:
        bucket = bucket.when(pl.col("hours") <= edge).then(pl.lit(name))
    grouped = (
        old.with_columns(bucket=bucket.otherwise(pl.lit("more")))
        .group_by("bucket")
        .agg(leads=pl.len(), converted=pl.col("converted").sum().cast(pl.Int64))
    )
    rows = [{**r, **_interval(r["converted"], r["leads"])} for r in grouped.iter_rows(named=True)]
    order = {name: i + 1 for i, name in enumerate(BUCKETS)}
    schema = {"bucket": pl.String, "leads": pl.Int64, "converted": pl.Int64}
    frame = pl.DataFrame(rows, schema={**schema, **dict.fromkeys(("share", "share_low", "share_high"), pl.Float64)})
    return frame.with_columns(position=pl.col("bucket").replace_strict(order, default=99, return_dtype=pl.Int64))


def _interval(hits: int, n: int) -> dict[str, float]:
    low, high = wilson(hits, n)
    return {"share": hits / n, "share_low": low, "share_high": high}


def effect(old: pl.DataFrame, suspect: set[str]) -> pl.DataFrame:
    """What doubling the time to the first answer does to the odds of conversion: plain, and among leads alike.

    Logistic regression of conversion on log2(hours); `alike` adds channel, industry, region, who answered, and the
    source's further columns, each as the log odds of its levels. Intervals are 95%, from the information matrix.
    """
    answered = old.filter(pl.col("hours").is_not_null() & (pl.col("hours") > 0))
    y = answered["converted"].to_numpy()
    schema = {"model": pl.String, "leads": pl.Int64}
    floats = dict.fromkeys(("factor", "factor_low", "factor_high"), pl.Float64)
    if len(y) < LEAST or y.min() == y.max():
        return pl.DataFrame(schema={**schema, **floats})
    hours = np.log2(np.maximum(answered["hours"].to_numpy(), 1 / 60))
    names = [*ALIKE, *(c for c in answered.columns if c.startswith(PREFIX))]
    one = np.ones(len(y))
    others = []
    for name in names:
        column = text(answered[name])
        if name not in suspect and column.n_unique() > 1:
            odds = level_odds(column, y, one)
            others.append(np.array([odds[v] for v in column.to_list()]))
    rows = []
    for model, columns in (("plain", [hours]), ("alike", [hours, *others])):
        slope, error = _slope(np.column_stack(columns), y)
        low, high = slope - 1.96 * error, slope + 1.96 * error
        rows.append({"model": model, "leads": len(y), "factor": float(np.exp(slope)),
                     "factor_low": float(np.exp(low)), "factor_high": float(np.exp(high))})  # fmt: skip
    return pl.DataFrame(rows, schema={**schema, **floats})


def _slope(x: Floats, y: Floats) -> tuple[float, float]:
    """The coefficient of the first column and its standard error."""
    spread = x.std(axis=0)
    x = x[:, spread > 0] if spread[0] > 0 else x
    model = fit_logistic(x, y, np.ones(len(y)), TINY)
    p = 1 / (1 + np.exp(-model.log_odds(x)))
    z = np.column_stack([np.ones(len(y)), np.clip((x - model.centre) / model.scale, -3, 3)])
    information = (z * (p * (1 - p))[:, None]).T @ z + 1e-9 * np.eye(z.shape[1])
    covariance: Any = np.linalg.pinv(information)
    return float(model.slope[0] / model.scale[0]), float(np.sqrt(covariance[1, 1]) / model.scale[0])
