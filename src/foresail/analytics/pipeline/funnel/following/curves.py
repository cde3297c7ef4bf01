"""How the deals of a stage go on day by day: shares that went on, were lost, are still there, with intervals."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.pipeline.funnel.following.paths import Paths
from foresail.methods.survival.incidence import Incidence, aalen_johansen, interval

DAYS = (7, 14, 21, 28, 42, 56, 84, 112, 140, 182, 273, 365)


def curves(p: Paths) -> pl.DataFrame:
    """A row a stage and day after its beginning, as far as deals have been watched."""
    rows = [row for place in range(len(p.order)) for row in _curve(p, place)]
    return pl.DataFrame(rows, schema=SCHEMA)


def _curve(p: Paths, place: int) -> list[dict[str, Any]]:
    _, days, cause = p.step(place)
    found = aalen_johansen(days, cause)
    if not len(found.times):
        return []
    longest = float(days.max())
    return [
        {"position": place + 1, "stage": p.order[place], "day": day, **_at(found, float(day))}
        for day in DAYS
        if day <= longest
    ]


def _at(found: Incidence, day: float) -> dict[str, float]:
    place = int(np.searchsorted(found.times, day, side="right")) - 1
    if place < 0:
        return {"advanced": 0.0, "advanced_low": 0.0, "advanced_high": 0.0, "lost": 0.0, "still": 1.0}
    share, low, high = interval(float(found.incidence[place, 0]), float(found.variance[place, 0]))
    lost, still = float(found.incidence[place, 1]), float(found.survival[place])
    return {"advanced": share, "advanced_low": low, "advanced_high": high, "lost": lost, "still": still}


def median_interval(found: Incidence, cause: int) -> tuple[float | None, float | None]:
    """The days between which the median lies, 95%: where the band around the incidence crosses half of its end.

    An end that is never reached by the lower edge is open (None).
    """
    if not len(found.times) or found.incidence[-1, cause] <= 0:
        return None, None
    half = found.incidence[-1, cause] / 2 - 1e-12
    bands = [
        interval(float(s), float(v)) for s, v in zip(found.incidence[:, cause], found.variance[:, cause], strict=True)
    ]
    low, high = np.array([b[1] for b in bands]), np.array([b[2] for b in bands])
    first, last = np.flatnonzero(high >= half), np.flatnonzero(low >= half)
    return (
        float(found.times[first[0]]) if len(first) else None,
        float(found.times[last[0]]) if len(last) else None,
    )


SCHEMA: dict[str, Any] = {
    "position": pl.Int64,
    "stage": pl.String,
    "day": pl.Int64,
    "advanced": pl.Float64,
    "advanced_low": pl.Float64,
    "advanced_high": pl.Float64,
    "lost": pl.Float64,
    "still": pl.Float64,
}
