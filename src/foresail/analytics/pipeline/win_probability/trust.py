"""What the page of trust shows: everything is judged on deals seen later than all that the model had learnt from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.pipeline.win_probability.frame import EPOCH
from foresail.methods.scoring.calibrate import platt
from foresail.methods.scoring.checks import CERTAIN, SHIFTED, alone, stability
from foresail.methods.scoring.measures import auc, brier, ece
from foresail.methods.survival.fit import Judged
from foresail.methods.survival.hazard import Hazard

TENTHS = 10
LEAST = 30


def learnt_trust(model: Hazard, judged: Judged | None, rows: pl.DataFrame, rng: np.random.Generator) -> dict[str, Any]:
    """What can be said when the model is learnt, as plain JSON.

    Parameters
    ----------
    rows
        The snapshots with their features, in the order in which they were learnt from.
    """
    if judged is None:
        return {"checks": [], "lift": [], "months": [], "rivals": [], "categories": [], "edges": [], "shares": []}
    shown = judged.chance if model.skill else judged.base
    seen = rows[judged.row.tolist()]
    return {
        "checks": _checks(judged, shown, seen, rng),
        "lift": _lift(judged.won, shown),
        "months": _months(judged, shown),
        "rivals": _rivals(judged, shown, seen),
        "categories": _categories(judged, shown, seen),
        **_shape(shown),
    }


def _checks(judged: Judged, p: Any, seen: pl.DataFrame, rng: np.random.Generator) -> list[dict[str, Any]]:
    won = judged.won
    noise = [ece((rng.random(len(p)) < p).astype(np.float64), p) for _ in range(200)]
    limit = float(np.quantile(noise, 0.95))
    line = platt(np.log(p / (1 - p)), won, prior=1e-3).b if p.std() > 1e-6 else 1.0
    inside = float(((judged.took >= judged.low) & (judged.took <= judged.high)).mean())
    column, strongest = _strongest(seen, won)
    off = ece(won, p)
    return [
        _check("brier", brier(won, p), brier(won, judged.base), brier(won, p) <= brier(won, judged.base)),
        _check("ece", off, limit, off <= max(limit, 0.02)),
        _check("slope", line, 1.0, 0.8 <= line <= 1.25),
        _check("close_80", inside, 0.8, 0.72 <= inside <= 0.88),
        _check("leak", strongest, CERTAIN, strongest < CERTAIN, column if strongest >= CERTAIN else ""),
    ]


def _check(code: str, value: float, reference: float, ok: bool, note: str = "") -> dict[str, Any]:
    return {"check": code, "value": round(float(value), 6), "reference": round(float(reference), 6), "ok": bool(ok),
            "feature": note}  # fmt: skip


def _strongest(seen: pl.DataFrame, won: Any) -> tuple[str, float]:
    """The single column that tells won from lost best, and how well (area under the curve, either way round)."""
    best = ("", 0.5)
    for name in sorted(seen.columns):
        column = seen[name]
        # of a category only whether it is filled: its levels are what the model may know
        for values in (column.is_not_null().cast(pl.Int64), column):
            told = alone(values, won)
            if told > best[1]:
                best = (name, told)
    return best


def _lift(won: Any, p: Any) -> list[dict[str, Any]]:
    order = np.argsort(-p, kind="stable")
    rate, total, so_far = float(won.mean()), max(float(won.sum()), 1.0), 0.0
    found = []
    for place, block in enumerate(np.array_split(order, TENTHS), start=1):
        if not len(block):
            continue
        so_far += float(won[block].sum())
        share = float(won[block].mean())
        row = {"tenth": place, "snapshots": len(block), "predicted": float(p[block].mean()), "observed": share}
        found.append({**row, "lift": share / max(rate, 1e-9), "wins_found": so_far / total})
    return found


def _months(judged: Judged, p: Any) -> list[dict[str, Any]]:
    """By month of the look: does what is foretold keep pace with what happens?"""
    month = np.array([(EPOCH + timedelta(days=int(d))).replace(day=1).isoformat() for d in judged.seen])
    found = []
    for name in np.unique(month):
        here = month == name
        n, mean = int(here.sum()), float(p[here].mean())
        error = float(np.sqrt(np.sum(p[here] * (1 - p[here])))) / n
        row = {"month": str(name), "snapshots": n, "predicted": mean, "observed": float(judged.won[here].mean())}
        found.append({**row, "noise": 1.96 * error})
    return found


def _rivals(judged: Judged, p: Any, seen: pl.DataFrame) -> list[dict[str, Any]]:
    """The same deals judged by others: the CRM's own probability where it is filled, the base rate."""
    stated = seen["crm_probability"].cast(pl.Float64).to_numpy() if "crm_probability" in seen.columns else None
    rows = np.ones(len(p), dtype=np.bool_) if stated is None else np.isfinite(stated)
    if stated is None or rows.sum() < LEAST:
        stated, rows = None, np.ones(len(p), dtype=np.bool_)
    told = {"model": p, "base": judged.base, **({"crm": stated} if stated is not None else {})}
    won = judged.won[rows]
    return [
        {"rival": name, "snapshots": int(rows.sum()), "brier": brier(won, v[rows]), "auc": auc(won, v[rows]),
         "predicted": float(v[rows].mean()), "observed": float(won.mean())}
        for name, v in told.items()
    ]  # fmt: skip


def _categories(judged: Judged, p: Any, seen: pl.DataFrame) -> list[dict[str, Any]]:
    """What people committed to, and what became of it beside what the model said."""
    if "forecast_category" not in seen.columns:
        return []
    frame = pl.DataFrame({"category": seen["forecast_category"], "won": judged.won, "p": p}).drop_nulls("category")
    grouped = frame.group_by("category").agg(
        snapshots=pl.len(), predicted=pl.col("p").mean(), observed=pl.col("won").mean()
    )
    return grouped.sort("category").to_dicts()


def _shape(p: Any) -> dict[str, Any]:
    edges = np.unique(np.quantile(p, np.linspace(0, 1, TENTHS + 1)[1:-1]))
    share = np.bincount(np.searchsorted(edges, p, side="right"), minlength=len(edges) + 1) / len(p)
    return {"edges": edges.tolist(), "shares": share.tolist()}


def drift(kept: Mapping[str, Any], p: Any) -> dict[str, Any] | None:
    """Drift: how far the probabilities of today's open deals lie from those that were judged (stability index)."""
    if not kept["edges"] or len(p) < LEAST:
        return None
    edges, then = np.asarray(kept["edges"]), np.asarray(kept["shares"])
    now = np.bincount(np.searchsorted(edges, p, side="right"), minlength=len(then)) / len(p)
    a, b = np.maximum(now, 1e-3), np.maximum(then, 1e-3)
    index = stability(b, a)
    return _check("drift", index, SHIFTED, index < SHIFTED)
