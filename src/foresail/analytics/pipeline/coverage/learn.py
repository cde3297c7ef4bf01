"""How much of a pipeline becomes won in a period, by stage, and how much comes from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.analytics.pipeline.coverage.book import Look, look, unknown_share, wins
from foresail.analytics.pipeline.coverage.params import CoverageParams
from foresail.analytics.pipeline.coverage.periods import KINDS, Period, coming, like

LEAST = 3
MOST_UNKNOWN = 0.2
PRIOR = 0.1
"""A stage's own yield is drawn toward that of all by a tenth of all the pipeline that was seen."""


@dataclass(frozen=True)
class Yields:
    """What past periods of a kind gave.

    Attributes
    ----------
    all
        Won over open, all stages; `low`, `high` its 95% interval (jackknife over periods).
    stages
        Stage → won over open.
    extra, spread
        Won from other deals in a period on average; how far periods ended off what the others let expect.
    shares
        Owner → share of what came from other deals.
    """

    all: float
    low: float
    high: float
    stages: Mapping[str, float]
    extra: float
    spread: float
    shares: Mapping[str, float]
    periods: int
    open: Mapping[str, float]


def looks(spans: pl.DataFrame, as_of_period: Period, params: CoverageParams) -> list[Look]:
    """Past periods of the kind, the latest first, as far as the deals' history is known well enough."""
    count = params.months if KINDS[as_of_period.kind] == 1 else params.quarters
    won = wins(spans)
    first = spans["valid_from"].min()
    told = like(as_of_period, first, count)  # type: ignore[arg-type]
    return [look(spans, won, p) for p in told if unknown_share(spans, p.seen_on) <= MOST_UNKNOWN]


def learn(past: Sequence[Look], *, with_spread: bool = True) -> Yields | None:
    """What the periods gave together; None for fewer than three. Without any pipeline in them all came from elsewhere.

    The spread is that of each period around what the others let expect of it.
    """
    opened = np.array([p.open for p in past])
    if len(past) < LEAST:
        return None
    from_it = np.array([p.won_from for p in past])
    ratio = float(from_it.sum() / max(opened.sum(), 1e-9))
    # the ratio without one period at a time
    without = (from_it.sum() - from_it) / np.maximum(opened.sum() - opened, 1e-9)
    n = len(past)
    error = float(np.sqrt((n - 1) / n * np.sum((without - without.mean()) ** 2)))
    stages = pl.concat([p.stages for p in past]).group_by("stage").agg(pl.col("open", "won").sum()).sort("stage")
    prior = PRIOR * float(opened.sum())
    by_stage = {
        s: (float(w) + prior * ratio) / max(float(o) + prior, 1e-9)
        for s, o, w in stages.select("stage", "open", "won").rows()
    }
    extra = np.array([p.won_else for p in past])
    spread = _spread(past) if with_spread else 0.0
    others = pl.concat([p.others for p in past]).group_by("owner_id").agg(pl.col("won").sum()).sort("owner_id")
    total = float(others["won"].sum() or 0)
    shares = {o: float(w) / total for o, w in others.rows() if o} if total > 0 else {}
    return Yields(
        all=ratio,
        low=max(ratio - 1.96 * error, 0.0),
        high=ratio + 1.96 * error,
        stages=by_stage,
        extra=float(extra.mean()),
        spread=spread,
        shares=shares,
        periods=n,
        open={s: float(o) for s, o in stages.select("stage", "open").rows()},
    )


def _spread(past: Sequence[Look]) -> float:
    """How far periods ended off what was learnt from all others: root mean square; 0 where that cannot be told."""
    off = []
    for place, one in enumerate(past):
        rest = learn([*past[:place], *past[place + 1 :]], with_spread=False)
        if rest is not None:
            told = weighted(one.stages, rest.stages, rest.all) + rest.extra
            off.append(one.won_from + one.won_else - told)
    return float(np.sqrt(np.mean(np.square(off)))) if off else 0.0


def weighted(stages: pl.DataFrame, yields: Mapping[str, float], usual: float) -> float:
    """What a pipeline by stage should bring."""
    return float(sum(float(o) * yields.get(s, usual) for s, o in stages.select("stage", "open").rows()))


def all_kinds(spans: pl.DataFrame, params: CoverageParams) -> dict[str, tuple[Period, list[Look], Yields | None]]:
    """Each kind of period: the coming one, its past, and what that gave."""
    found = {}
    for period in coming(spans["as_of"][0]):
        past = looks(spans, period, params)
        found[period.kind] = (period, past, learn(past))
    return found
