"""Back-test: does the share that was pushed out in past months tell how much will be pushed out next?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl

from foresail.analytics.pipeline.movement.model import last_day, periods
from foresail.analytics.pipeline.movement.params import MovementParams
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text

METHOD = Text(
    en="Exact bookkeeping of both days; expected push-out = mean share of the six months before",
    zh="两日状态逐单核算；预计推迟额＝前六个月的平均推迟比例",
)
BASELINE = Text(en="Nothing will be pushed out", zh="不会有商机推迟")
BEFORE = 6
LEAST_JUDGED = 6


def run(frames: Mapping[str, pl.DataFrame], params: MovementParams, rng: np.random.Generator) -> Evidence:
    """Judge the expected push-out, month by month, on months that it has not seen.

    Raises
    ------
    NotEnoughData
        If no deal was there before the last day.
    """
    del rng
    spans = frames["spans"]
    months = periods(spans, last_day(spans), params.window_months).filter(pl.col("grain_name") == "month")
    sums = months.with_columns(pl.col("amount").cast(pl.Float64)).pivot("step", index="ends_on", values="amount")
    sums = sums.sort("ends_on").filter(pl.col("opening") > 0)
    shares = -sums["pushed_out"].to_numpy() / sums["opening"].to_numpy()
    ends: list[date] = sums["ends_on"].to_list()
    guess = np.array([shares[i - BEFORE : i].mean() for i in range(BEFORE, len(shares))])
    seen = shares[BEFORE:]
    if len(seen) < LEAST_JUDGED:
        return _short(len(seen))
    error, naive = np.abs(guess - seen), np.abs(seen)
    spread = float((naive - error).std(ddof=1) / np.sqrt(len(seen)))
    gain = float((naive - error).mean())
    skill = gain > 1.645 * spread
    off = float(error.mean())
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=len(seen),
        n_train=BEFORE,
        tested_on=ends[BEFORE - 1],
        measures=(
            Measure(
                name="mae",
                value=off,
                baseline=float(naive.mean()),
                interval=(off - 1.96 * spread, off + 1.96 * spread),
            ),
        ),
        skill=skill,
        verdict=_verdict(skill, float(seen.mean()), off, len(seen)),
    )


def _verdict(skill: bool, share: float, off: float, n: int) -> Text:
    if skill:
        return Text(
            en=f"In {n} months {share:.0%} of the opening was pushed out; past months predicted it within {off:.0%}.",
            zh=f"{n} 个月中，期初金额平均有 {share:.0%} 被推迟；用前几个月预计的误差为 {off:.0%}。",
        )
    return Text(
        en=f"The waterfall is exact; but past months did not predict the push-out of {n} later ones.",
        zh=f"瀑布图核算准确；但过去的月份无法预计之后 {n} 个月的推迟额。",
    )


def _short(n: int) -> Evidence:
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=n,
        skill=False,
        verdict=Text(
            en="The waterfall is exact; the history is too short to judge how much is pushed out.",
            zh="瀑布图核算准确；历史太短，尚不能检验推迟额的预计。",
        ),
    )
