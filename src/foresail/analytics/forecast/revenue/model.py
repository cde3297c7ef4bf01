"""Forecast the coming months. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.forecast.revenue.outlook import outlook
from foresail.analytics.forecast.revenue.outputs import (
    RevenueBacktest,
    RevenueComponent,
    RevenueMonth,
    RevenueOverview,
    RevenueScenario,
)
from foresail.analytics.forecast.revenue.params import RevenueParams
from foresail.analytics.forecast.revenue.tables import backtest, components, monthly, overview, scenarios
from foresail.contracts.frames import to_output
from foresail.kernel.artefact import Artefact


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: RevenueParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Forecast, with intervals, scenarios and the chance of reaching the targets.

    Parameters
    ----------
    frames
        `monthly`, `pipeline`, `endings`, `targets`.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole months.
    """
    del artefact, rng
    look = outlook(frames, params)
    return {
        "monthly": to_output(monthly(look), RevenueMonth),
        "backtest": to_output(backtest(look), RevenueBacktest),
        "components": to_output(components(look), RevenueComponent),
        "scenarios": to_output(scenarios(look), RevenueScenario),
        "overview": to_output(overview(look), RevenueOverview),
    }
