"""Forecast the coming months from three springs of revenue. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.forecast.revenue.look.outlook import outlook
from foresail.analytics.forecast.revenue.outputs import (
    RevenueBacktest,
    RevenueCategory,
    RevenueComponent,
    RevenueDriver,
    RevenueHabit,
    RevenueMethod,
    RevenueMonth,
    RevenueOverview,
    RevenueRollup,
    RevenueScenario,
    RevenueSplit,
)
from foresail.analytics.forecast.revenue.params import RevenueParams
from foresail.analytics.forecast.revenue.tables import months, people, scenarios
from foresail.analytics.forecast.revenue.tables.splits import splits
from foresail.contracts.frames import to_output
from foresail.kernel.artefact import Artefact


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: RevenueParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Forecast, with intervals, what it is made of, scenarios, the chance of reaching targets, and who said what.

    Parameters
    ----------
    frames
        `deals`, `states`, `sales`, `closing`, `people`, `said`, `targets`.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole months.
    """
    del artefact
    look = outlook(frames, params, rng)
    turns = scenarios.turns(look, params)
    turned = scenarios.turned(look, turns)
    return {
        "monthly": to_output(months.monthly(look, turned, frames), RevenueMonth),
        "backtest": to_output(months.backtest(look), RevenueBacktest),
        "components": to_output(months.components(look), RevenueComponent),
        "methods": to_output(months.methods(look), RevenueMethod),
        "scenarios": to_output(scenarios.rows(look, turns, turned, frames, params), RevenueScenario),
        "drivers": to_output(scenarios.drivers(look, turns), RevenueDriver),
        "splits": to_output(splits(look, frames), RevenueSplit),
        "categories": to_output(people.categories(look), RevenueCategory),
        "rollup": to_output(people.rollup(look, frames["people"]), RevenueRollup),
        "habits": to_output(people.habits(look, frames), RevenueHabit),
        "overview": to_output(months.overview(look, frames), RevenueOverview),
    }
