"""Back-test: does the velocity of a period tell what the next one brings?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl

from foresail.analytics.pipeline.velocity.measure import factors, windows
from foresail.analytics.pipeline.velocity.model import prepared
from foresail.analytics.pipeline.velocity.params import VelocityParams
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text
from foresail.methods.scoring.measures import paired_gain

METHOD = Text(
    en="Exact decomposition (log-mean Divisia); velocity as a forecast of the next period's wins a day",
    zh="按数量、赢率、金额与周期精确分解；以销售速度预计下一期每天的赢单金额",
)
BASELINE = Text(en="The next period brings what this one brought", zh="下一期与本期赢单相同")
COUNT = 12
LEAST_JUDGED = 6


def run(frames: Mapping[str, pl.DataFrame], params: VelocityParams, rng: np.random.Generator) -> Evidence:
    """Velocity against what was won a day in the period after it, for the company and its teams.

    Raises
    ------
    NotEnoughData
        With fewer than ten ended deals.
    """
    del rng
    deals, spans = prepared(frames)
    day, earliest = deals["as_of"][0], spans["valid_from"].min()
    every = [w for w in windows(day, params.days, COUNT) if earliest is not None and w[0] >= earliest]  # type: ignore[operator]
    told, naive, actual, group, cut = [], [], [], [], day
    for place in range(1, len(every)):
        for dimension in ("company", "team"):
            found = factors(deals, spans, *every[place], dimension)
            brought, comes = (_won(deals, w, dimension, params.days) for w in (every[place], every[place - 1]))
            for value, one in found.items():
                if one.velocity is None:
                    continue
                told.append(one.velocity)
                naive.append(brought.get(value, 0.0))
                actual.append(comes.get(value, 0.0))
                group.append(place)
                cut = every[place][1]
    if len(told) < LEAST_JUDGED or sum(actual) <= 0:
        return _short(len(told))
    return _judged(np.array(told), np.array(naive), np.array(actual), np.array(group), cut)


def _won(deals: pl.DataFrame, window: tuple[date, date], dimension: str, days: int) -> dict[str, float]:
    inside = (pl.col("closed_on") > window[0]) & (pl.col("closed_on") <= window[1]) & (pl.col("outcome") == "won")
    key = pl.lit("") if dimension == "company" else pl.col("team")
    sums = deals.filter(inside).with_columns(value=key).group_by("value").agg(pl.col("amount").sum())
    return {v: float(a or 0) / days for v, a in sums.rows()}


def _judged(told: np.ndarray, naive: np.ndarray, actual: np.ndarray, group: np.ndarray, cut: date) -> Evidence:
    error, other = np.abs(told - actual), np.abs(naive - actual)
    total = float(actual.sum())
    gain = paired_gain(error, other, group)
    skill = gain.beyond_noise()
    scale = len(actual) / total
    mine, theirs = float(error.sum()) / total, float(other.sum()) / total
    spread = 1.96 * gain.error * scale
    finite = np.isfinite(spread)
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=len(told),
        n_train=1,
        tested_on=cut,
        measures=(
            Measure(name="wape_next_period", value=mine, baseline=theirs,
                    interval=(mine - spread, mine + spread) if finite else None),
        ),
        skill=skill,
        verdict=_verdict(skill, mine, theirs, len(np.unique(group))),
    )  # fmt: skip


def _verdict(skill: bool, mine: float, theirs: float, periods: int) -> Text:
    if skill:
        return Text(
            en=f"The split into factors is exact. Over {periods} periods the velocity told the next one within "
            f"{mine:.0%}; carrying on what was won was off by {theirs:.0%}.",
            zh=f"因素分解是精确的。在 {periods} 期中，用销售速度预计下一期的误差为 {mine:.0%}，"
            f"沿用本期赢单的误差为 {theirs:.0%}。",
        )
    return Text(
        en=f"The split into factors is exact; as a forecast velocity has no skill: over {periods} periods it was off "
        f"by {mine:.0%}, carrying on what was won by {theirs:.0%}. Read it as a description.",
        zh=f"因素分解是精确的；但作为预测没有优势：在 {periods} 期中误差 {mine:.0%}，"
        f"沿用本期赢单的误差为 {theirs:.0%}。请只作描述之用。",
    )


def _short(n: int) -> Evidence:
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=n,
        skill=False,
        verdict=Text(
            en="The split into factors is exact; the history is too short to judge velocity as a forecast.",
            zh="因素分解是精确的；历史太短，尚不能检验其预测作用。",
        ),
    )
