"""Back-test: the last stretch is held out, all candidates predict it, beside each customer's own past rate."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.customers.clv.model import raced
from foresail.analytics.customers.clv.params import ClvParams
from foresail.kernel.evidence import Evidence


def run(frames: Mapping[str, pl.DataFrame], params: ClvParams, rng: np.random.Generator) -> Evidence:
    """Error, bias, best tenth found and weekly tracking of the winner beside the naive continuation.

    Raises
    ------
    NotEnoughData
        If there are too few customers.
    """
    del rng
    return raced(frames, params).held
