"""Judge what was forecast. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.forecast.accountability.judge import Judged, judge, measures
from foresail.analytics.forecast.accountability.outputs import (
    AccountabilityForecast,
    AccountabilityJudgement,
    AccountabilityOverview,
    AccountabilityScore,
)
from foresail.analytics.forecast.accountability.params import AccountabilityParams
from foresail.contracts.frames import empty_output, to_output
from foresail.kernel.artefact import Artefact

MEASURES = ("n", "wape", "mape", "mase", "rmse", "pinball", "coverage", "bias", "skill")
Rows = pl.DataFrame


def run(
    frames: Mapping[str, pl.DataFrame],
    artefact: Artefact | None,
    params: AccountabilityParams,
    rng: np.random.Generator,
) -> dict[str, pl.DataFrame]:
    """Every forecast that has come due, how good groups of them were, and whether people improved on the engine.

    Parameters
    ----------
    frames
        `issued`, `replayed`, `actuals`, `days`, `people`.

    Raises
    ------
    NotEnoughData
        If not one forecast has come due.
    """
    del artefact, rng
    found = judge(frames, params)
    people = _people(found)
    return {
        "forecasts": to_output(_forecasts(found, frames["people"]), AccountabilityForecast),
        "scores": to_output(_scores(found), AccountabilityScore),
        "judgement": to_output(people, AccountabilityJudgement)
        if people.height
        else empty_output(AccountabilityJudgement),
        "overview": to_output(_overview(found), AccountabilityOverview),
    }


def _forecasts(found: Judged, people: Rows) -> Rows:
    inside = (pl.col("actual") >= pl.col("lo_80")) & (pl.col("actual") <= pl.col("hi_80"))
    named = found.rows.join(people.select("owner_id", "owner_name"), on="owner_id", how="left")
    return named.with_columns(error=pl.col("forecast") - pl.col("actual"), inside=inside)


def _scores(found: Judged) -> Rows:
    rows: list[dict[str, Any]] = []
    for cut in ("all", "level", "horizon", "method", "person"):
        value = pl.lit("all") if cut in ("all", "method") else pl.col(cut).cast(pl.String)
        keyed = found.rows.with_columns(value=value).filter(pl.col("value").is_not_null())
        if cut == "horizon":
            keyed = keyed.with_columns(value=pl.col("value").str.zfill(2))
        by = ["origin", "value"] if cut == "all" else ["origin", "value", "method"]
        mine = keyed.filter(pl.col("method").is_in(["engine", "revenue", "adjusted"])) if cut == "all" else keyed
        for key, part in mine.partition_by(by, as_dict=True, maintain_order=True).items():
            method = "engine" if cut == "all" else key[2]
            rows.append({"origin": key[0], "cut": cut, "value": key[1], "method": method, **measures(part)})
    kinds = dict.fromkeys((m for m in MEASURES if m != "n"), pl.Float64)
    return pl.DataFrame(rows, schema_overrides=kinds)


def _people(found: Judged) -> Rows:
    adjusted = found.rows.filter(pl.col("method") == "adjusted")
    engine = found.rows.filter((pl.col("method") == "engine") & (pl.col("origin") == "issued"))
    beside = engine.select("series", "period", "issued_on", pl.col("forecast").alias("engine")).unique(
        ["series", "period", "issued_on"], maintain_order=True
    )
    both = adjusted.join(beside, on=["series", "period", "issued_on"], how="inner")
    rows = []
    for (person,), part in both.partition_by(["person"], as_dict=True, maintain_order=True).items():
        total = float(part["actual"].abs().sum())
        own, other = ((part[c] - part["actual"]).abs() for c in ("forecast", "engine"))
        rows.append(
            {
                "person": person or "—",
                "n": part.height,
                "better": int((own < other).sum()),
                "wape": float(own.sum()) / total if total > 0 else None,
                "engine_wape": float(other.sum()) / total if total > 0 else None,
                "bias": float((part["forecast"] - part["actual"]).sum()) / total if total > 0 else None,
            }
        )
    return pl.DataFrame(rows, schema_overrides=dict.fromkeys(("wape", "engine_wape", "bias"), pl.Float64))


def _overview(found: Judged) -> Rows:
    rows = found.rows
    issued = rows.filter((pl.col("origin") == "issued") & (pl.col("method") != "adjusted"))
    replayed = rows.filter((pl.col("origin") == "replayed") & (pl.col("method") == "engine"))
    shown = measures(issued if issued.height else replayed) if issued.height or replayed.height else {}
    row = {
        "as_of": found.as_of,
        "issued": issued.height,
        "replayed": replayed.height,
        "adjusted": rows.filter(pl.col("method") == "adjusted").height,
        **{name: shown.get(name) for name in ("wape", "bias", "skill")},
    }
    return pl.DataFrame([row], schema_overrides=dict.fromkeys(("wape", "bias", "skill"), pl.Float64))
