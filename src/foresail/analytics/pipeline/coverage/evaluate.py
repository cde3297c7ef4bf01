"""Back-test: what earlier periods gave, held against later ones; beside the rule of three times the pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl

from foresail.analytics.pipeline.coverage.learn import learn, weighted
from foresail.analytics.pipeline.coverage.model import learnt
from foresail.analytics.pipeline.coverage.params import CoverageParams
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text

METHOD = Text(
    en="Share of each stage's pipeline won within past periods seen from the same point, and what came from elsewhere",
    zh="历史同类期间在同一时点的各阶段在途商机产出率，加上通常来自其他商机的金额",
)
BASELINE = Text(en="The rule of three: a third of the pipeline is won", zh="三倍法则：在途金额的三分之一会赢")
LEAST_JUDGED = 6


def run(frames: Mapping[str, pl.DataFrame], params: CoverageParams, rng: np.random.Generator) -> Evidence:
    """How well the rest of past months and quarters was told from the pipelines before them.

    Raises
    ------
    NotEnoughData
        As in a run.
    """
    del rng
    told, actual, naive, days = [], [], [], []
    for _, past, _ in learnt(frames, params).values():
        for place, one in enumerate(past):
            before = learn([p for p in past[place + 1 :] if p.period.ends_on <= one.period.seen_on], with_spread=False)
            if before is None:
                continue
            told.append(weighted(one.stages, before.stages, before.all) + before.extra)
            actual.append(one.won_from + one.won_else)
            naive.append(one.open / 3)
            days.append(one.period.seen_on)
    if len(told) < LEAST_JUDGED or sum(actual) <= 0:
        return _short(len(told))
    return _judged(np.array(told), np.array(actual), np.array(naive), min(days))


def _judged(told: np.ndarray, actual: np.ndarray, naive: np.ndarray, first: date) -> Evidence:
    error, other = np.abs(told - actual), np.abs(naive - actual)
    total = float(actual.sum())
    gain = (other - error) / total * len(actual)
    spread = float(gain.std(ddof=1) / np.sqrt(len(gain)))
    skill = float(gain.mean()) > 1.645 * spread
    mine, theirs = float(error.sum()) / total, float(other.sum()) / total
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=len(told),
        n_train=3,
        tested_on=first,
        measures=(
            Measure(name="wape", value=mine, baseline=theirs, interval=(mine - 1.96 * spread, mine + 1.96 * spread)),
            Measure(name="abs_bias", value=abs(float((told - actual).sum())) / total,
                    baseline=abs(float((naive - actual).sum())) / total),
        ),
        skill=skill,
        verdict=_verdict(skill, mine, theirs, len(told)),
        notes=(
            Text(
                en="The months and quarters overlap, so they are fewer independent proofs than their number.",
                zh="月份与季度相互重叠，独立的检验次数少于其总数。",
            ),
        ),
    )  # fmt: skip


def _verdict(skill: bool, mine: float, theirs: float, n: int) -> Text:
    if skill:
        return Text(
            en=f"Over {n} past months and quarters what would be won was predicted within {mine:.0%}; the rule of "
            f"three was off by {theirs:.0%}.",
            zh=f"在 {n} 个过去的月份与季度中，预计赢单的误差为 {mine:.0%}；三倍法则的误差为 {theirs:.0%}。",
        )
    return Text(
        en=f"No skill: over {n} past months and quarters the yields were off by {mine:.0%}, the rule of three by "
        f"{theirs:.0%}; that may be chance.",
        zh=f"无预测能力：在 {n} 个过去的月份与季度中，产出率误差 {mine:.0%}，三倍法则 {theirs:.0%}，差别可能是偶然。",
    )


def _short(n: int) -> Evidence:
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=n,
        skill=False,
        verdict=Text(
            en=f"No skill can be shown: only {n} past periods can be judged.",
            zh=f"无法证明有预测能力：只有 {n} 个可检验的历史期间。",
        ),
    )
