"""What is learnt from past leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.analytics.pipeline.lead_score.features import fit_columns, rows_of, suspects, with_extras
from foresail.analytics.pipeline.lead_score.params import LeadParams
from foresail.analytics.pipeline.lead_score.words import ENGAGEMENT, FEATURES
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.scoring.fit import fit
from foresail.methods.scoring.measures import Floats
from foresail.methods.scoring.scorer import Scorer

KIND = "lead-score/1"
LEAST = 30
KEYS = ("lead_id", "back", "seen", "known", "converted")


@dataclass(frozen=True)
class Prepared:
    """Looks with features, leads with their further columns, and the columns that are kept out."""

    rows: pl.DataFrame
    leads: pl.DataFrame
    suspect: pl.DataFrame


def prepare(frames: Mapping[str, pl.DataFrame], params: LeadParams) -> Prepared:
    """The frames as looks with features.

    Raises
    ------
    NotEnoughData
        If fewer than 30 leads are old enough to know whether they converted, or none of them did.
    """
    leads = with_extras(frames["leads"].sort("lead_id"))
    rows = rows_of(frames["looks"], leads, params)
    past = rows.filter(pl.col("converted").is_not_null())
    known = past["lead_id"].n_unique()
    if known < LEAST or not past["converted"].sum():
        raise too_few(known, params.horizon_days)
    return Prepared(rows, leads, suspects(rows))


def learn(made: Prepared, seed: int, *, judge_only: bool = False, only: str = "") -> Scorer:
    """A scorer of the chance to convert within the horizon.

    Parameters
    ----------
    judge_only
        For the evidence alone.
    only
        `fit` or `engagement`: from these columns alone.
    """
    past = made.rows.filter(pl.col("converted").is_not_null())
    out = set(made.suspect["column"].to_list())
    fitting = [c for c in fit_columns(made.rows) if c not in out]
    engaging = [c for c in ENGAGEMENT if c not in out]
    columns = {"fit": fitting, "engagement": engaging}.get(only, [*fitting, *engaging])
    rows = past.select(*KEYS, *columns)
    return fit(rows, "converted", time="seen", group="lead_id", known="known", exclude=("back",), seed=seed,
               judge_only=judge_only, words=FEATURES)  # fmt: skip


def apart(scorer: Scorer, rows: pl.DataFrame) -> tuple[Floats, Floats, float]:
    """The chance by who a lead is alone, by what has happened alone (the other side as it usually is), and of a lead
    that is as usual on both sides."""
    if scorer.model is None:
        return np.full(rows.height, scorer.rate), np.full(rows.height, scorer.rate), scorer.rate
    x = scorer.model.encoder.matrix(rows)
    added, total = scorer.model.contributions(x), scorer.model.log_odds(x)
    engaged = np.array([name in ENGAGEMENT for name in scorer.model.encoder.names])
    of_fit, of_engagement = added[:, ~engaged].sum(axis=1), added[:, engaged].sum(axis=1)
    smooth = scorer.calibrator.smooth
    usual = float(smooth(total - of_engagement - of_fit)[0]) if len(total) else scorer.rate
    return smooth(total - of_engagement), smooth(total - of_fit), usual


def too_few(found: int, horizon: int) -> NotEnoughData:
    """What is missing, and what would help."""
    return NotEnoughData(
        Text(
            en=f"Lead scores need {LEAST} leads that are older than {horizon} days, and some that converted; "
            f"there are {found}.",
            zh=f"线索评分需要 {LEAST} 条进入超过 {horizon} 天的线索，且其中有已转化者；现有 {found} 条。",
        ),
        next_step=Text(
            en="Load leads with created and converted dates, or look fewer days ahead (horizon_days).",
            zh="请载入含创建时间和转化时间的线索，或缩短预测天数（horizon_days）。",
        ),
        details={"missing": ["lead.created_at", "lead.converted_at"], "found": found},
    )
