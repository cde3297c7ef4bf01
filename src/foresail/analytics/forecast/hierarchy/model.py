"""Forecast every group so that all add up. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.forecast.hierarchy.groups import level_title
from foresail.analytics.forecast.hierarchy.look import Look, look
from foresail.analytics.forecast.hierarchy.outputs import (
    HierarchyLevel,
    HierarchyMethod,
    HierarchyNode,
    HierarchyOverview,
)
from foresail.analytics.forecast.hierarchy.params import HierarchyParams
from foresail.analytics.forecast.hierarchy.words import COLUMNS
from foresail.contracts.frames import to_output
from foresail.kernel.artefact import Artefact
from foresail.methods.forecast.arrays import Floats


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: HierarchyParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Coherent forecasts with joint intervals, and how the reconciliations did.

    Parameters
    ----------
    frames
        `measures`.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole periods, or only one group.
    """
    del artefact
    found = look(frames, params, int(rng.integers(2**31)))
    return {
        "nodes": to_output(_nodes(found), HierarchyNode),
        "levels": to_output(_levels(found), HierarchyLevel),
        "methods": to_output(_methods(found), HierarchyMethod),
        "overview": to_output(_overview(found, params), HierarchyOverview),
    }


def _nodes(found: Look) -> pl.DataFrame:
    nodes, h = found.nodes, found.mean.shape[1]
    cents = _cents(found)
    place = np.repeat(np.arange(nodes.n), h)
    level = [level_title(nodes.levels[i]) for i in nodes.level]
    columns: dict[str, Any] = {
        "node": [nodes.names[i] for i in place],
        "depth": [len(nodes.levels[nodes.level[i]]) for i in place],
        "level_en": [level[i].en for i in place],
        "level_zh": [level[i].zh for i in place],
    }
    for column in COLUMNS.values():
        at = nodes.columns.index(column) if column in nodes.columns else -1
        columns[column] = pl.Series([nodes.keys[i][at] if at >= 0 else None for i in place], dtype=pl.String)
    values = {"mean": cents, "lo_95": found.ends[0], "lo_80": found.ends[1], "hi_80": found.ends[2]}
    values |= {"hi_95": found.ends[3], "base": found.base, "baseline": found.baseline}
    columns |= {"period": found.panel.coming(h) * nodes.n, **{k: v.ravel() for k, v in values.items()}}
    return pl.DataFrame(columns)


def _cents(found: Look) -> Floats:
    """Means rounded at the bottom and added up again, so that the table adds up to the last digit too."""
    return found.nodes.add_up(np.round(found.nodes.split(found.mean)[1], 4))


def _levels(found: Look) -> pl.DataFrame:
    rows = []
    wapes = found.wapes() if found.tested else [(None, None, None)] * len(found.nodes.levels)
    for i, (level, (mine, base, naive)) in enumerate(zip(found.nodes.levels, wapes, strict=True)):
        words = level_title(level)
        n = int((found.nodes.level == i).sum())
        rows.append((i + 1, words.en, words.zh, n, mine, base, naive))
    names = tuple(HierarchyLevel.model_fields)
    kinds = (pl.Int64, pl.String, pl.String, pl.Int64, pl.Float64, pl.Float64, pl.Float64)
    return pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row")


def _methods(found: Look) -> pl.DataFrame:
    base = found.scores.get("base", 0.0)
    rows: list[tuple[str, float | None, float | None, bool]] = [
        (method, value, 1 - value / base if base > 0 else None, method == found.choice.method)
        for method, value in sorted(found.scores.items())
    ]
    if not rows:
        rows = [(found.choice.method, None, None, True)]
    schema = {"method": pl.String, "rmsse": pl.Float64, "gain": pl.Float64, "shown": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _overview(found: Look, params: HierarchyParams) -> pl.DataFrame:
    gap = float(np.abs(found.base[0] - found.nodes.split(found.base)[1].sum(axis=0)).sum())
    row: dict[str, Any] = {
        "as_of": found.as_of,
        "metric": params.metric,
        "method": found.choice.method,
        "nodes": found.nodes.n,
        "levels": len(found.nodes.levels),
        "periods": params.horizon,
        "total": float(_cents(found)[0].sum()),
        "total_low": float(found.totals[1]),
        "total_high": float(found.totals[2]),
        "gap": gap,
        "gain": found.choice.gain if found.tested else None,
    }
    return pl.DataFrame([row], schema_overrides={"gain": pl.Float64})
