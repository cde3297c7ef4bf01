"""The evidence of the fit: candidates learnt on old snapshots, chosen on later ones, judged on still later ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import polars as pl

from foresail.analytics.pipeline.win_probability.frame import EPOCH
from foresail.analytics.pipeline.win_probability.model import learnt
from foresail.analytics.pipeline.win_probability.params import WinParams
from foresail.kernel.evidence import Evidence


def run(frames: Mapping[str, pl.DataFrame], params: WinParams, rng: np.random.Generator) -> Evidence:
    """Evidence against the base rate, with the day of the cut.

    Raises
    ------
    NotEnoughData
        If fewer than 20 deals have ended.
    """
    del params
    found = learnt(frames, rng, judge_only=True)
    if found.judged is None:
        return found.model.evidence
    cut = EPOCH + timedelta(days=int(found.judged.seen.min()))
    return found.model.evidence.model_copy(update={"tested_on": cut})
