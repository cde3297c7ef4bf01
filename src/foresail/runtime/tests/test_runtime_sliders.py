"""Sliders against what they name, and how good people's own figures were."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foresail.contracts.page import OutputData, PageSpec, Slider, Sliders, Table
from foresail.kernel.text import same
from foresail.runtime.declarations.page import PageCheck
from foresail.runtime.discovery import discover
from foresail.runtime.figures import record


def said_of(sliders: Sliders) -> list[str]:
    known = discover()
    page = PageSpec(id="p", title=same("P"), question=same("?"), section="forecast", blocks=(sliders,))
    return [
        f.what.en for f in PageCheck(known.outputs, known.metrics, known.dimensions).check(page, Path(__file__).parent)
    ]


def sliders(param: str = "price_change", table: str = "forecast_scenarios_scenarios", **more: Any) -> Sliders:
    given: dict[str, Any] = {"capability": "forecast.scenarios", **more}
    results = (Table(data=OutputData(table=table)),)
    return Sliders(sliders=(Slider(param=param, title=same("S")),), results=results, **given)


def test_sliders_name_what_there_is() -> None:
    assert said_of(sliders()) == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"param": "price_chnage"}, "price_chnage"),
        ({"capability": "forecast.drift"}, "with whatif"),
        ({"table": "forecast_series_series"}, "forecast_series_series"),
    ],
)
def test_sliders_that_name_something_else_are_refused(wrong: dict[str, Any], words: str) -> None:
    found = said_of(sliders(**wrong))
    assert len(found) == 1
    assert words in found[0]


def row(period: str, forecast: float, actual: float | None, *, mine: bool = True) -> dict[str, Any]:
    return {"series": "company", "period": period, "forecast": forecast, "model": 80.0, "actual": actual, "mine": mine}


def test_the_last_word_on_a_month_counts_and_only_ones_own() -> None:
    said = [
        row("2025-03-01", 110.0, 100.0),  # newest first: this replaced the next
        row("2025-03-01", 500.0, 100.0),
        row("2025-02-01", 60.0, 100.0),
        row("2025-02-01", 100.0, 100.0, mine=False),
        row("2025-04-01", 90.0, None),
    ]
    assert record(said) == {"n": 2, "closer": 1, "error": 0.25, "engine_error": 0.2, "bias": -0.15}
    assert record([])["error"] is None
