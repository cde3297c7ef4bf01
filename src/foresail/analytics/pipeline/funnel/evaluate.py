"""Conversions estimated on what was known some time ago, against what became of the deals that came after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import polars as pl

from foresail.analytics.pipeline.funnel.following.paths import ADVANCED, Paths, paths
from foresail.analytics.pipeline.funnel.model import LEAST, follow, too_few
from foresail.analytics.pipeline.funnel.params import FunnelParams
from foresail.kernel.evidence import CalibrationBin, Evidence, Measure
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.scoring.measures import Floats, brier, calibration_bins, paired_gain
from foresail.methods.survival.incidence import aalen_johansen

METHOD = Text(en="Conversion with open deals as censored (Aalen–Johansen)", zh="删失校正的转化率（Aalen–Johansen）")
BASELINE = Text(en="Plain ratio: went on ÷ entered", zh="简单比率：推进数 ÷ 进入数")
LEAST_JUDGED = 30


def run(frames: Mapping[str, pl.DataFrame], params: FunnelParams, rng: np.random.Generator) -> Evidence:
    """Estimate at the cut, judge on the deals that entered each stage in the days before it, by their later end.

    Raises
    ------
    NotEnoughData
        If there is no funnel at all. A history that is too short for a back-test is not an error.
    """
    del rng
    if frames["deals"].filter(pl.col("began_ago") <= params.cohort_days).height < LEAST:
        raise too_few(frames["deals"].filter(pl.col("began_ago") <= params.cohort_days).height)
    cut = float(params.holdout_days)
    try:
        past = follow(frames, params, until=cut)
    except NotEnoughData:
        return _short(0)
    pieces = [_judged(f.paths, _later(frames, f.pipeline, f.paths), cut) for f in past]
    y, estimate, naive, deal = (np.concatenate(c) for c in zip(*pieces, strict=True))
    if len(y) < LEAST_JUDGED:
        return _short(len(y))
    gain = paired_gain((estimate - y) ** 2, (naive - y) ** 2, deal.astype(np.int64))
    skill = gain.beyond_noise()
    score = brier(y, estimate)
    day = frames["deals"]["as_of"][0] - timedelta(days=params.holdout_days)
    off, off_naive = abs(float(estimate.mean() - y.mean())), abs(float(naive.mean() - y.mean()))
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=len(y),
        n_train=sum(f.paths.deals.height for f in past),
        tested_on=day,
        measures=(
            Measure(
                name="brier",
                value=score,
                baseline=brier(y, naive),
                interval=(score - 1.96 * gain.error, score + 1.96 * gain.error),
            ),
            Measure(name="bias", value=off, baseline=off_naive),
        ),
        skill=skill,
        verdict=_verdict(skill, float(y.mean()), float(estimate.mean()), float(naive.mean()), len(y)),
        calibration=tuple(
            CalibrationBin(predicted=b.predicted, observed=b.observed, n=b.n) for b in calibration_bins(y, estimate)
        ),
    )


def _later(frames: Mapping[str, pl.DataFrame], pipeline: str, past: Paths) -> Paths:
    deals = frames["deals"].filter(pl.col("pipeline") == pipeline)
    spans = frames["spans"].join(deals.select("opportunity_id"), on="opportunity_id", how="semi")
    return paths(deals, spans, past.order)


def _judged(past: Paths, later: Paths, window: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Steps that began in the window before the cut and have ended by now: outcome, both estimates, deal."""
    found: list[tuple[Floats, Floats, Floats, Floats]] = []
    for place in range(len(past.order)):
        _, days, cause = past.step(place)
        if not len(days):
            continue
        estimate = aalen_johansen(days, cause).at_end(0)[0]
        naive = float((cause == ADVANCED).mean())
        rows, _, end = later.step(place)
        entered = later.entered[rows, place]
        judged = (entered >= past.until) & (entered < past.until + window) & (end > 0)
        y = (end[judged] == ADVANCED).astype(np.float64)
        found.append((y, np.full(len(y), estimate), np.full(len(y), naive), rows[judged].astype(np.float64)))
    if not found:
        empty = np.zeros(0)
        return empty, empty, empty, empty
    columns = [np.concatenate(c) for c in zip(*found, strict=True)]
    return columns[0], columns[1], columns[2], columns[3]


def _verdict(skill: bool, seen: float, estimate: float, naive: float, n: int) -> Text:
    numbers_en = f"{estimate:.0%} foretold, {seen:.0%} happened (plain ratio: {naive:.0%}; {n} steps)"
    numbers_zh = f"预计 {estimate:.0%}，实际 {seen:.0%}（简单比率 {naive:.0%}；{n} 次推进机会）"
    if skill:
        return Text(
            en=f"Counting open deals as open predicted conversion better than the plain ratio: {numbers_en}.",
            zh=f"将在途商机按未结束处理，对转化率的预计优于简单比率：{numbers_zh}。",
        )
    return Text(
        en=f"On these data the plain ratio predicted conversion as well: {numbers_en}.",
        zh=f"在这些数据上，简单比率的预计同样准确：{numbers_zh}。",
    )


def _short(n: int) -> Evidence:
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=n,
        skill=False,
        verdict=Text(
            en="The history is too short for a back-test of conversions.", zh="历史太短，无法对转化率进行回测。"
        ),
    )
