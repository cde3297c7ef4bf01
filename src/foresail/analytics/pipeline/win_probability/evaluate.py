"""The evidence of the fit: candidates learnt on old snapshots, chosen on later ones, judged on still later ones."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

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
    evidence = learnt(frames["snapshots"], rng, judge_only=True)[0].evidence
    snapshots = frames["snapshots"].filter(pl.col("outcome").is_not_null())
    if not evidence.n or not snapshots.height:
        return evidence
    # The last rows judged are those of the fifth that was seen last.
    ago = int(np.sort(snapshots["ago"].to_numpy())[min(len(snapshots) // 5, len(snapshots) - 1)])
    day = frames["snapshots"].select(pl.col("as_of").first() - pl.duration(days=ago)).item()
    return evidence.model_copy(update={"tested_on": day})
