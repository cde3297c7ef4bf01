"""The funnel of a cohort. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.pipeline.funnel.following.criteria import criteria
from foresail.analytics.pipeline.funnel.following.curves import curves, median_interval
from foresail.analytics.pipeline.funnel.following.cuts import cuts
from foresail.analytics.pipeline.funnel.following.flow import cash, pools
from foresail.analytics.pipeline.funnel.following.order import Source, stage_order
from foresail.analytics.pipeline.funnel.following.paths import ADVANCED, LOST, Paths, paths
from foresail.analytics.pipeline.funnel.following.stuck import stuck, transitions
from foresail.analytics.pipeline.funnel.outputs import (
    WON_STAGE,
    FunnelBroken,
    FunnelCash,
    FunnelCriterion,
    FunnelCurve,
    FunnelCut,
    FunnelOverview,
    FunnelPool,
    FunnelStage,
    FunnelStuck,
    FunnelTransition,
)
from foresail.analytics.pipeline.funnel.params import FunnelParams
from foresail.contracts.frames import empty_output, to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.survival.incidence import aalen_johansen

LEAST = 10


@dataclass(frozen=True)
class Funnel:
    """The paths of one pipeline and what its order rests on."""

    pipeline: str
    paths: Paths
    source: Source


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: FunnelParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Follow the deals of the cohort through their stages.

    Parameters
    ----------
    frames
        `deals`, `spans`, `stages`.

    Raises
    ------
    NotEnoughData
        If the cohort has fewer than ten deals.
    """
    del artefact, rng
    funnels = follow(frames, params)
    stage_rows = pl.concat([_stages(f) for f in funnels], how="diagonal")
    stuck_rows = pl.concat([stuck(f.pipeline, f.paths) for f in funnels])
    judged = [criteria(f.paths, _told(frames["stages"], f.pipeline), frames["proofs"]) for f in funnels]
    return {
        "stages": to_output(stage_rows, FunnelStage),
        "curves": to_output(_named([curves(f.paths) for f in funnels], funnels), FunnelCurve),
        "criteria": to_output(_named([j[0] for j in judged], funnels), FunnelCriterion),
        "broken": _broken([j[1] for j in judged]),
        "cash": to_output(cash(frames["cash"], params.cohort_days), FunnelCash),
        "pools": to_output(pools(frames["pool"], params.cohort_days), FunnelPool),
        "transitions": to_output(transitions(frames["spans"], funnels_deals(funnels)), FunnelTransition),
        "cuts": to_output(cuts([f.paths for f in funnels]), FunnelCut),
        "stuck": to_output(stuck_rows, FunnelStuck),
        "overview": to_output(_overview(funnels, stage_rows, stuck_rows), FunnelOverview),
    }


def _told(stages: pl.DataFrame, pipeline: str) -> pl.DataFrame:
    return stages.filter(pl.col("pipeline") == pipeline)


def _named(parts: list[pl.DataFrame], funnels: list[Funnel]) -> pl.DataFrame:
    return pl.concat([p.with_columns(pipeline=pl.lit(f.pipeline)) for p, f in zip(parts, funnels, strict=True)])


def _broken(parts: list[pl.DataFrame]) -> pl.DataFrame:
    found = [p for p in parts if p.height]
    return to_output(pl.concat(found), FunnelBroken) if found else empty_output(FunnelBroken)


def follow(frames: Mapping[str, pl.DataFrame], params: FunnelParams, until: float = 0.0) -> list[Funnel]:
    """The paths of each pipeline's cohort, the largest first, as far as is known `until` days ago.

    Raises
    ------
    NotEnoughData
        If the cohort has fewer than ten deals.
    """
    deals = frames["deals"].filter(pl.col("began_ago").is_between(until, until + params.cohort_days))
    if deals.height < LEAST:
        raise too_few(deals.height)
    sizes = deals.group_by("pipeline").len().sort("len", "pipeline", descending=[True, False])
    found = []
    for name in sizes["pipeline"].to_list():
        mine = deals.filter(pl.col("pipeline") == name)
        spans = (
            frames["spans"]
            .filter(pl.col("from_ago") >= until)
            .join(mine.select("opportunity_id"), on="opportunity_id", how="semi")
        )
        order, source = stage_order(frames["stages"].filter(pl.col("pipeline") == name), spans, mine)
        found.append(Funnel(name, paths(mine, spans, order or ["—"], until), source))
    return found


def funnels_deals(funnels: list[Funnel]) -> pl.DataFrame:
    """The deals of all funnels with their pipeline."""
    return pl.concat([f.paths.deals.select("opportunity_id", "pipeline") for f in funnels])


def _stages(funnel: Funnel) -> pl.DataFrame:
    p = funnel.paths
    amount = p.deals["amount"].fill_null(0)
    rows = [_stage(p, place, amount) for place in range(len(p.order))]
    rows.append({"stage": WON_STAGE, "entered": int(p.won.sum()), "value": _sum(amount, p.won), "is_bottleneck": False})
    losses = [(r["value_lost"], r["lost"], -i) for i, r in enumerate(rows[:-1])]
    worst = -max(losses)[2]
    for i, row in enumerate(rows):
        row["is_bottleneck"] = i == worst and (row.get("lost") or 0) > 0
        row |= {"pipeline": funnel.pipeline, "position": i + 1, "assumed": int((~p.recorded & (p.won | p.lost)).sum())}
    return pl.DataFrame(rows, schema_overrides=_MONEY, infer_schema_length=None)


_MONEY = {"value": pl.Decimal(38, 4), "value_lost": pl.Decimal(38, 4), "value_open": pl.Decimal(38, 4)}


def _stage(p: Paths, place: int, amount: pl.Series) -> dict[str, Any]:
    rows, days, cause = p.step(place)
    onward = aalen_johansen(days, cause)
    share, low, high = onward.at_end(0)
    wins = aalen_johansen(*p.to_win(place)[1:])
    known = p.recorded[rows]
    timed = aalen_johansen(days[known], cause[known]) if known.any() else onward
    between = median_interval(timed, 0) if known.any() else (None, None)
    advanced, lost = rows[cause == ADVANCED], rows[cause == LOST]
    still = rows[cause == 0]
    return {
        "stage": p.order[place],
        "entered": int((~np.isnan(p.entered[:, place])).sum()),
        "value": _sum(amount, ~np.isnan(p.entered[:, place])),
        "advanced": len(advanced),
        "lost": len(lost),
        "still_open": len(still),
        "value_lost": _sum(amount, lost),
        "value_open": _sum(amount, still),
        "conversion": share if len(onward.times) else None,
        "conversion_low": low if len(onward.times) else None,
        "conversion_high": high if len(onward.times) else None,
        "undecided": float(onward.survival[-1]) if len(onward.times) else None,
        "naive_conversion": len(advanced) / len(rows) if len(rows) else None,
        "win_share": wins.at_end(0)[0] if len(wins.times) else None,
        "days_median": timed.median(0) if known.any() else None,
        "days_low": between[0],
        "days_high": between[1],
    }


def _sum(amount: pl.Series, rows: Any) -> Any:
    chosen = np.flatnonzero(rows) if getattr(rows, "dtype", None) == np.bool_ else rows
    return amount.gather(chosen).sum() or 0


def _overview(funnels: list[Funnel], stages: pl.DataFrame, stuck_rows: pl.DataFrame) -> pl.DataFrame:
    parts = [f.paths for f in funnels]
    deals = pl.concat([p.deals for p in parts], how="diagonal")
    spent = [p.to_win(0) for p in parts]
    wins = aalen_johansen(np.concatenate([s[1] for s in spent]), np.concatenate([s[2] for s in spent]))
    won = int(sum(p.won.sum() for p in parts))
    lost = int(sum(p.lost.sum() for p in parts))
    worst = stages.filter(pl.col("is_bottleneck")).sort(
        "value_lost", "lost", "pipeline", descending=[True, True, False]
    )
    assumed = int(sum((~p.recorded & (p.won | p.lost)).sum() for p in parts))
    values: dict[str, Any] = {
        "as_of": [deals["as_of"][0]],
        "deals": [deals.height],
        "amount": [deals["amount"].sum() or 0],
        "won": [won],
        "open_deals": [deals.height - won - lost],
        "win_share": [wins.at_end(0)[0]],
        "naive_share": [won / deals.height],
        "bottleneck": [worst["stage"][0] if worst.height else None],
        "bottleneck_lost": [worst["value_lost"][0] if worst.height else None],
        "stuck_deals": [stuck_rows.height],
        "stuck_amount": [stuck_rows["amount"].sum() or 0],
        "assumed_share": [assumed / deals.height],
        "order_source": [funnels[0].source],
    }
    money = {n: pl.Decimal(38, 4) for n in ("amount", "bottleneck_lost", "stuck_amount")}
    return pl.DataFrame(values, schema_overrides={**money, "bottleneck": pl.String})


def too_few(found: int) -> NotEnoughData:
    """What is missing, and what would help."""
    return NotEnoughData(
        Text(
            en=f"A funnel needs at least {LEAST} deals in the cohort; there are {found}.",
            zh=f"漏斗至少需要队列中有 {LEAST} 个商机，现有 {found} 个。",
        ),
        next_step=Text(
            en="Load opportunities with stage and created date, or look further back (cohort_days).",
            zh="请载入含阶段和创建日期的商机，或增大 cohort_days。",
        ),
        details={"missing": ["opportunity.stage", "opportunity.created_at"], "found": found},
    )
