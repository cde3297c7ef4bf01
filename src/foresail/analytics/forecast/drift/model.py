"""Watch the errors of each series. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from math import erf, sqrt
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.forecast.drift.outputs import DriftOverview, DriftSeries
from foresail.analytics.forecast.drift.params import DriftParams
from foresail.analytics.forecast.drift.words import ACTIONS
from foresail.contracts.frames import to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.forecast.arrays import Floats

LEAST_BEFORE = 3


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: DriftParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """One state a series, with what to do.

    Parameters
    ----------
    frames
        `past`.

    Raises
    ------
    NotEnoughData
        If no past forecast is known.
    """
    del artefact, rng
    past = engine(frames)
    rows = [_row(part, params) for part in past.partition_by("series", maintain_order=True)]
    kinds = {"owner_id": pl.String, "owner_name": pl.String, "since": pl.Date, **dict.fromkeys(_NUMBERS, pl.Float64)}
    alarms = [r["alarm"] for r in rows]
    judged = sum(r["state"] != "too_short" for r in rows)
    overview = {
        "as_of": past["as_of"][0],
        "series": len(rows),
        "alarms": sum(alarms),
        "false_alarms": judged * 2 * (1 - 0.5 * (1 + erf(params.alarm / sqrt(2)))),
        "steady": sum(r["state"] == "steady" for r in rows),
    }
    return {
        "series": to_output(pl.DataFrame(rows, schema_overrides=kinds), DriftSeries),
        "overview": to_output(pl.DataFrame([overview]), DriftOverview),
    }


_NUMBERS = ("recent_bias", "usual_error", "distance")


def engine(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The engine's forecasts one period ahead.

    Raises
    ------
    NotEnoughData
        If there are none.
    """
    past = frames["past"].filter(pl.col("method") == "engine").sort("series", "period")
    if not past.height:
        raise NotEnoughData(
            Text(en="No past forecast can be watched yet.", zh="尚无可观察的历史预测。"),
            next_step=Text(en="Load a longer history of orders.", zh="请载入更长的订单历史。"),
            details={"missing": ["order.ordered_at"]},
        )
    return past


def _row(part: pl.DataFrame, params: DriftParams) -> dict[str, Any]:
    first = part.row(0, named=True)
    state, distance, recent, usual = judge(
        part["actual"].to_numpy().astype(np.float64), part["forecast"].to_numpy().astype(np.float64), params
    )
    words = ACTIONS[state]
    watched = part["period"][max(part.height - params.recent, 0)]
    return {
        **{k: first[k] for k in ("series", "level", "owner_id", "owner_name")},
        "state": state,
        "alarm": state not in ("steady", "too_short"),
        "since": watched,
        "recent_bias": recent,
        "usual_error": usual,
        "distance": None if distance is None else round(distance, 3),
        "action_en": words.en,
        "action_zh": words.zh,
    }


def judge(
    actual: Floats, forecast: Floats, params: DriftParams
) -> tuple[str, float | None, float | None, float | None]:
    """State, standard errors away, latest error and usual error, both as shares of the usual size.

    The mean of the latest errors is held against that of the earlier ones, in standard errors of their difference
    (Shewhart 1931, on forecast errors as in Trigg 1964); their size likewise, by the logarithm of its square.
    """
    size = float(np.mean(np.abs(actual)))
    errors = (forecast - actual) / size if size > 0 else np.zeros(0)
    if len(errors) < params.recent + LEAST_BEFORE:
        return "too_short", None, float(errors[-params.recent :].mean()) if len(errors) else None, None
    late, early = errors[-params.recent :], errors[: -params.recent]
    usual = float(np.sqrt(np.mean((early - early.mean()) ** 2) * len(early) / (len(early) - 1)))
    usual = max(usual, 1e-6)
    spread = usual * sqrt(1 / len(late) + 1 / len(early))
    distance = float((late.mean() - early.mean()) / spread)
    # So few earlier errors tell their own spread badly: the tail of Student's t is brought back to the normal one.
    distance *= 1 - 1 / (4 * (len(early) - 1))
    noise = float(np.log(max(float(np.mean(late**2)), 1e-12) / max(float(np.mean(early**2)), 1e-12)))
    louder = noise / sqrt(2 / len(late) + 2 / len(early))
    recent, mean_abs = float(late.mean()), float(np.mean(np.abs(early)))
    if abs(distance) > params.alarm:
        return ("too_high" if distance > 0 else "too_low"), distance, recent, mean_abs
    return ("noisier" if louder > params.alarm else "steady"), distance, recent, mean_abs
