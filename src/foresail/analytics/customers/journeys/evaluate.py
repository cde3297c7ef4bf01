"""Back-test: do the first channels of a journey tell whether it leads to an order? Learnt on old, judged on new."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import polars as pl

from foresail.analytics.customers.journeys.model import ARROW, walks
from foresail.analytics.customers.journeys.params import JourneyParams
from foresail.kernel.evidence import CalibrationBin, Evidence, Measure
from foresail.kernel.text import Text
from foresail.methods.scoring.measures import auc, brier, calibration_bins, paired_gain

METHOD = Text(en="Share of orders by the first channels of the journey", zh="按旅程最初渠道的下单率")
BASELINE = Text(en="One share for all journeys", zh="所有旅程同一下单率")
EARLY_DAYS = 14
DRAWN = 20
LEAST = 30
MATERIAL = 0.01
"""A gain below this share of the baseline's Brier score is of no use to anybody."""


def run(frames: Mapping[str, pl.DataFrame], params: JourneyParams, rng: np.random.Generator) -> Evidence:
    """Brier score and AUC on the newest third of the journeys that had time to lead to an order.

    Raises
    ------
    NotEnoughData
        Below 5 journeys.
    """
    del rng
    walked = walks(frames, params.most_steps)
    early = (
        frames["touches"]
        .join(walked.select("journey_id", "touch_on"), on="journey_id", how="inner")
        .filter((pl.col("occurred_on") - pl.col("touch_on")).dt.total_days() <= EARLY_DAYS)
        .sort("journey_id", "turn")
        .group_by("journey_id", maintain_order=True)
        .agg(early=pl.col("channel").head(2).str.join(ARROW))
    )
    ripe = walked["as_of"][0] - timedelta(days=params.horizon_days)
    rows = walked.join(early, on="journey_id", how="left").filter(pl.col("touch_on") <= ripe)
    rows = rows.with_columns(y=(pl.col("days") <= params.horizon_days).fill_null(value=False).cast(pl.Float64))
    rows = rows.sort("touch_on", "journey_id")
    cut = rows.height * 2 // 3
    newest = rows[cut]["touch_on"][0] if rows.height else None
    train = rows.filter(pl.col("touch_on") < newest - timedelta(days=params.horizon_days)) if newest else rows
    test = rows[cut:]
    if min(train.height, test.height) < LEAST or train["y"].n_unique() < 2:
        # Where there is no time for both, old journeys are those before the cut, all with their own full time.
        train = rows[:cut]
    if min(train.height, test.height) < LEAST:
        return _short(test.height, train.height)
    return _judge(train, test)


def _judge(train: pl.DataFrame, test: pl.DataFrame) -> Evidence:
    rate = float(train["y"].sum()) / train.height
    learnt = train.group_by("early").agg(rate=(pl.col("y").sum() + DRAWN * rate) / (pl.len() + DRAWN))
    p = test.select("early").join(learnt, on="early", how="left", maintain_order="left")["rate"].fill_null(rate)
    guess, y, mean = p.to_numpy(), test["y"].to_numpy(), np.full(test.height, rate)
    gain = paired_gain((guess - y) ** 2, (mean - y) ** 2)
    skill = gain.beyond_noise() and gain.mean >= MATERIAL * brier(y, mean)
    both = 0 < float(y.mean()) < 1
    measures = [Measure(name="brier", value=brier(y, guess), baseline=brier(y, mean))]
    if both:
        measures.append(Measure(name="auc", value=auc(y, guess), baseline=0.5, better="higher"))
    said = f"{auc(y, guess):.0%}" if both else "–"
    verdict = Text(
        en=f"On {test.height} later journeys the first channels told who would order: "
        f"of one that did and one that did not, the right one was named {said} of the time.",
        zh=f"在 {test.height} 个更晚的旅程上，最初的渠道能预示谁会下单："
        f"任取一个下单与一个未下单的旅程，判断正确的比例为 {said}。",
    )
    if not skill:
        verdict = Text(
            en=f"On {test.height} later journeys the first channels did not tell who would order.",
            zh=f"在 {test.height} 个更晚的旅程上，最初的渠道不能预示谁会下单。",
        )
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=test.height,
        n_train=train.height,
        tested_on=test["touch_on"][0],
        measures=tuple(measures),
        skill=skill,
        verdict=verdict,
        calibration=tuple(
            CalibrationBin(predicted=b.predicted, observed=b.observed, n=b.n)
            for b in calibration_bins(y, guess, bins=6)
        ),
    )


def _short(n: int, n_train: int) -> Evidence:
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=n,
        n_train=n_train,
        verdict=Text(
            en="The history is too short for a back-test: it needs 30 older and 30 newer journeys.",
            zh="历史太短，无法回测：至少需要 30 个较早和 30 个较晚的旅程。",
        ),
    )
