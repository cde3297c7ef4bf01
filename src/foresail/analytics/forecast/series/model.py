"""Forecast every series. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.forecast.series import tables
from foresail.analytics.forecast.series.look import fan, look
from foresail.analytics.forecast.series.outputs import (
    SeriesAccuracy,
    SeriesInfo,
    SeriesNumber,
    SeriesOverview,
    SeriesPast,
    SeriesPoint,
)
from foresail.analytics.forecast.series.params import SeriesParams
from foresail.analytics.forecast.series.words import MONEY
from foresail.contracts.frames import empty_output, to_output
from foresail.kernel.artefact import Artefact


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: SeriesParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Forecast, with intervals, the chance of reaching targets, and every method on past origins.

    Parameters
    ----------
    frames
        `measures`, `targets`, `people`.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole periods.
    """
    del artefact, rng
    found = look(frames, params)
    people = dict(frames["people"].select("owner_id", "owner_name").iter_rows())
    about = tables.names(found, params, people)
    made = tables.points(found, fan(found), about, tables.targets(frames, params))
    money = params.metric in MONEY
    return {
        "points": to_output(made, SeriesPoint) if money else empty_output(SeriesPoint),
        "numbers": empty_output(SeriesNumber) if money else to_output(made, SeriesNumber),
        "past": to_output(tables.past(found, about), SeriesPast) if money else empty_output(SeriesPast),
        "accuracy": to_output(tables.accuracy(found, about), SeriesAccuracy),
        "series": to_output(tables.series(found, params, about), SeriesInfo),
        "overview": to_output(tables.overview(found, params), SeriesOverview),
    }
