"""The evidence of the fit: candidates learnt on old days, chosen on later ones, judged on still later ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import polars as pl

from foresail.analytics.customers.churn.learning import learnt
from foresail.analytics.customers.churn.params import ChurnParams
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text
from foresail.methods.scoring.measures import auc

LEAST = 30


def run(frames: Mapping[str, pl.DataFrame], params: ChurnParams, rng: np.random.Generator) -> Evidence:
    """Evidence against the base rate, and against the days since the last order alone.

    Raises
    ------
    NotEnoughData
        If neither customers nor contracts have enough of a past.
    """
    sides = learnt(frames, params, int(rng.integers(1, 2**31 - 1)), judge_only=True)
    main = "orders" if "orders" in sides else "contract"
    evidence = sides[main].scorer.evidence
    notes = list(evidence.notes)
    if main == "orders" and "contract" in sides:
        said = sides["contract"].scorer.evidence.verdict
        notes.append(Text(en=f"Contracts: {said.en}", zh=f"合同：{said.zh}"))
    past = frames["customers" if main == "orders" else "contracts"].filter(pl.col("stopped").is_not_null())
    if not evidence.n or not past.height:
        return evidence.model_copy(update={"notes": tuple(notes)})
    back = int(np.sort(past["back"].to_numpy())[len(past) // 5])
    day = frames["accounts"]["as_of"][0] - timedelta(days=back)
    update = {
        "notes": tuple(notes),
        "tested_on": day,
        "measures": (*evidence.measures, *_recency(past, back, evidence)),
    }
    return evidence.model_copy(update=update)


def _recency(past: pl.DataFrame, back: int, evidence: Evidence) -> tuple[Measure, ...]:
    """The AUC beside that of days since the last order alone, on the same last days."""
    late = past.filter((pl.col("back") <= back) & pl.col("recency").is_not_null())
    mine = [m.value for m in evidence.measures if m.name == "auc"]
    y = late["stopped"].cast(pl.Float64).to_numpy()
    if not mine or late.height < LEAST or y.min() == y.max():
        return ()
    alone = auc(y, late["recency"].cast(pl.Float64).to_numpy())
    return (Measure(name="auc_against_recency", value=mine[0], baseline=alone, better="higher"),)
