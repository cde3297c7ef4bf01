"""Do deals that break the rules lose more often? Rules learnt from earlier deals, held against later ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.analytics.pipeline.deal_health.learn import Flags, Learnt, learn
from foresail.analytics.pipeline.deal_health.params import HealthParams
from foresail.analytics.pipeline.deal_health.rules import RULES
from foresail.kernel.problem import NotEnoughData
from foresail.methods.scoring.measures import Floats
from foresail.methods.scoring.split import time_split

CUT = 0.65
LEAST_JUDGED = 30
BAD = 0.75
"""Deals with less than this share of their winning chance left are the unhealthy ones."""
EDGES = (0.5, 0.75, 0.999)
CLASS_NAMES = ("critical", "care", "slight", "sound")


@dataclass(frozen=True)
class Judged:
    """Later looks at deals that the rules have not seen.

    Attributes
    ----------
    lost, loses, base
        What came; the chance by stage and broken rules; the rate of the stage alone. Shape (looks,).
    health
        Share of the winning chance that is left, 0 – 1.
    broken
        Shape (looks, rules).
    group
        Number of the deal.
    back
        Days from the cut to the day.
    """

    found: Learnt
    lost: Floats
    loses: Floats
    base: Floats
    health: Floats
    broken: Flags
    quiet: Floats
    group: np.ndarray[tuple[int], np.dtype[np.int64]]
    back: int


def judge(values: pl.DataFrame, params: HealthParams) -> Judged | None:
    """Learn on earlier looks, apply to later ones of other deals; None where there are too few."""
    ended = values["outcome"].is_not_null().to_numpy()
    if ended.sum() < 2 * LEAST_JUDGED:
        return None
    seen = -values["ago"].cast(pl.Float64).to_numpy()
    known = -values["closed_ago"].cast(pl.Float64).fill_null(float("-inf")).to_numpy()
    group = np.unique(values["opportunity_id"].to_numpy(), return_inverse=True)[1].astype(np.int64)
    split = time_split(seen, np.where(ended, known, np.inf), group, (CUT, CUT))
    try:
        found = learn(values, split.learn, split.cut_judge, params)
    except NotEnoughData:
        return None
    if len(np.unique(group[split.judge])) < LEAST_JUDGED:
        return None
    later = values[split.judge.tolist()]
    broken = found.broken(later)
    now, kept = (1 - found.loses(later, b) for b in (broken, np.zeros_like(broken)))
    return Judged(
        found=found,
        lost=(later["outcome"] == "lost").cast(pl.Float64).to_numpy(),
        loses=1 - now,
        base=_stage_rate(values[split.learn.tolist()], later),
        health=np.asarray(now / kept, dtype=np.float64),
        broken=broken,
        quiet=later["quiet_days"].fill_null(0.0).to_numpy(),
        group=group[split.judge],
        back=round(-split.cut_judge),
    )


def _stage_rate(earlier: pl.DataFrame, later: pl.DataFrame) -> Floats:
    """The naive answer: the loss rate of the stage, drawn a little toward that of all."""
    place = ["pipeline", "stage"]
    lost = (pl.col("outcome") == "lost").cast(pl.Float64)
    rate = float((earlier["outcome"] == "lost").mean() or 0.0)  # type: ignore[arg-type]
    rates = earlier.group_by(place).agg(rate=(lost.sum() + 20 * rate) / (pl.len() + 20))
    joined = later.select(place).join(rates, on=place, how="left", maintain_order="left")
    return np.asarray(joined["rate"].fill_null(rate).to_numpy(), dtype=np.float64)


@dataclass(frozen=True)
class Lift:
    """How much more often deals lose than expected, with a 95% interval that counts a deal once."""

    looks: int
    deals: int
    lost: float
    expected: float
    value: float
    low: float
    high: float


def lift(judged: Judged, chosen: Flags) -> Lift | None:
    """Lost among the chosen looks over what their stages alone let expect; None for fewer than ten deals.

    The interval comes from the log of the ratio by the delta method, with the looks of a deal as one cluster.
    """
    deals = len(np.unique(judged.group[chosen]))
    expected = float(judged.base[chosen].sum())
    if deals < 10 or expected <= 0:
        return None
    lost = float(judged.lost[chosen].sum())
    ratio = lost / expected
    number = np.unique(judged.group[chosen], return_inverse=True)[1]
    miss = np.bincount(number, weights=judged.lost[chosen] - ratio * judged.base[chosen])
    error = float(np.sqrt(np.sum(miss**2))) / max(expected, 1e-9)
    share = float(np.exp(1.96 * error / max(ratio, 1e-9))) if ratio > 0 else float("inf")
    n = int(chosen.sum())
    low, high = (ratio / share, ratio * share) if ratio > 0 else (0.0, 1.96 * error)
    return Lift(n, deals, lost / n, expected / n, ratio, low, high)


def classes(judged: Judged | None) -> pl.DataFrame:
    """Later deals by the health they had, and how many of them were lost."""
    rows = []
    if judged is not None:
        place = np.searchsorted(np.array(EDGES), judged.health, side="right")
        for i, name in enumerate(CLASS_NAMES):
            found = lift(judged, place == i)
            if found is not None:
                rows.append(
                    {"position": i + 1, "band": name, "looks": found.looks, "past_deals": found.deals,
                     "lost": found.lost, "expected": found.expected, "lift": found.value, "lift_low": found.low,
                     "lift_high": min(found.high, 99.0)}
                )  # fmt: skip
    names = ("lost", "expected", "lift", "lift_low", "lift_high")
    counts = {"position": pl.Int64, "band": pl.String, "looks": pl.Int64, "past_deals": pl.Int64}
    return pl.DataFrame(rows, schema={**counts, **dict.fromkeys(names, pl.Float64)})


def unhealthy(judged: Judged) -> Flags:
    """Which later looks were at deals with too little of their chance left."""
    return np.asarray(judged.health < BAD, dtype=np.bool_)


def of_rule(judged: Judged | None, code: str) -> Lift | None:
    """The lift of breaking one rule, on later deals."""
    return None if judged is None else lift(judged, judged.broken[:, [*RULES].index(code)])
