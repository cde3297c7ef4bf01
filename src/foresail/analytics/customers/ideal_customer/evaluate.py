"""Back-test: likeness learnt on earlier customers, held against who of the later ones became best."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.customers.ideal_customer.model import judged, learnt
from foresail.analytics.customers.ideal_customer.params import IdealParams
from foresail.analytics.customers.ideal_customer.profile import DRAWN
from foresail.kernel.evidence import Evidence, Measure
from foresail.methods.scoring.measures import Floats, brier


def run(frames: Mapping[str, pl.DataFrame], params: IdealParams, rng: np.random.Generator) -> Evidence:
    """Evidence against the base rate, with the day from which customers judge.

    Raises
    ------
    NotEnoughData
        Below 20 customers that are old enough.
    """
    evidence = learnt(frames, params, rng, judge_only=True).evidence
    known = judged(frames["accounts"], params).sort("first_on", "account_id")
    if not evidence.n:
        return _one_trait(known, evidence)
    return evidence.model_copy(update={"tested_on": known["first_on"][known.height * 4 // 5]})


TRIED = ("industry", "region", "channel", "kind")


def _one_trait(known: pl.DataFrame, evidence: Evidence) -> Evidence:
    """With too few customers for a model: the trait that told most of the earlier two thirds, judged on the others."""
    cut = known.height * 2 // 3
    old, new = known[:cut], known[cut:]
    rate = (float(old["best"].sum()) + 1) / (old.height + 2)
    words = {
        n: (_rates(old, old, n, rate), _rates(old, new, n, rate)) for n in ("industry", "region", "channel", "kind")
    }
    y_old, y = (f["best"].cast(pl.Float64).to_numpy() for f in (old, new))
    best = min(words, key=lambda n: (brier(y_old, words[n][0]), n))
    score, naive = brier(y, words[best][1]), brier(y, np.full(len(y), rate))
    return evidence.model_copy(
        update={
            "n": new.height,
            "n_train": old.height,
            "tested_on": new["first_on"][0],
            "measures": (Measure(name="brier_of_one_trait", value=score, baseline=naive),),
        }
    )


def _rates(old: pl.DataFrame, new: pl.DataFrame, trait: str, rate: float) -> Floats:
    learnt_ = old.group_by(trait).agg(rate=(pl.col("best").sum() + DRAWN * rate) / (pl.len() + DRAWN))
    joined = new.select(trait).join(learnt_, on=trait, how="left", maintain_order="left", nulls_equal=True)
    return joined["rate"].fill_null(rate).to_numpy()
