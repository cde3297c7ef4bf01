"""The evidence: rules learnt from earlier deals, held against later ones, beside the loss rate of their stages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import polars as pl

from foresail.analytics.pipeline.deal_health.features import snapshot_values
from foresail.analytics.pipeline.deal_health.judge import Judged, judge, lift, unhealthy
from foresail.analytics.pipeline.deal_health.learn import enough
from foresail.analytics.pipeline.deal_health.params import HealthParams
from foresail.analytics.pipeline.deal_health.sums import skilled
from foresail.kernel.evidence import CalibrationBin, Evidence, Measure
from foresail.kernel.text import Text
from foresail.methods.scoring.measures import auc, brier, calibration_bins, paired_gain

METHOD = Text(
    en="Rules with limits from won deals; what a broken rule costs, by logistic regression beside the stage",
    zh="以赢单商机的分位数设定规则；在阶段之外，以逻辑回归估计违反规则的代价",
)
BASELINE = Text(en="The loss rate of the deal's stage", zh="商机所处阶段的输单率")
PLAIN_DAYS = 30


def run(frames: Mapping[str, pl.DataFrame], params: HealthParams, rng: np.random.Generator) -> Evidence:
    """Do deals that break the rules lose more often than their stage lets expect?

    Raises
    ------
    NotEnoughData
        With too few ended deals to learn any rule.
    """
    del rng
    values = snapshot_values(frames["snapshots"])
    enough(values)
    judged = judge(values, params)
    if judged is None:
        return _untested(values)
    day = frames["snapshots"]["as_of"][0] - timedelta(days=judged.back)
    skill = skilled(judged)
    shown = judged.loses if skill else judged.base
    gain = paired_gain((shown - judged.lost) ** 2, (judged.base - judged.lost) ** 2, judged.group)
    error = brier(judged.lost, shown)
    measures = [
        Measure(name="brier", value=error, baseline=brier(judged.lost, judged.base),
                interval=(error - 1.96 * gain.error, error + 1.96 * gain.error) if skill else None),
        Measure(name="auc", value=auc(judged.lost, shown), baseline=auc(judged.lost, judged.base), better="higher"),
    ]  # fmt: skip
    told = lift(judged, unhealthy(judged))
    if told is not None:
        measures.append(
            Measure(name="lift_of_unhealthy", value=told.value, baseline=1.0, better="higher",
                    interval=(told.low, min(told.high, 99.0)))
        )  # fmt: skip
    bins = calibration_bins(judged.lost, shown)
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=len(judged.lost),
        n_train=judged.found.won + judged.found.lost,
        tested_on=day,
        measures=tuple(measures),
        skill=skill,
        verdict=_verdict(judged, skill),
        calibration=tuple(CalibrationBin(predicted=b.predicted, observed=b.observed, n=b.n) for b in bins),
        notes=_notes(judged),
    )


def _verdict(judged: Judged, skill: bool) -> Text:
    deals = len(np.unique(judged.group))
    told = lift(judged, unhealthy(judged))
    if not skill:
        return Text(
            en=f"No skill: on {deals} later deals the broken rules told no more about losing than the stage alone.",
            zh=f"无预测能力：在 {deals} 个更晚的商机上，规则所能说明的并不比阶段本身更多。",
        )
    if told is None:
        return Text(
            en=f"On {deals} later deals the broken rules told more about losing than the stage alone.",
            zh=f"在 {deals} 个更晚的商机上，规则比仅看阶段更能判断输单。",
        )
    rest = float(judged.lost[~unhealthy(judged)].mean())
    return Text(
        en=f"Of {told.deals} later unhealthy deals {told.lost:.0%} were lost, of the healthy ones {rest:.0%}; their "
        f"stages alone let {told.expected:.0%} expect: {told.value:.2f} times as many "
        f"({told.low:.2f} to {told.high:.2f}).",
        zh=f"更晚的 {told.deals} 个不健康商机中 {told.lost:.0%} 输单，健康商机为 {rest:.0%}；"
        f"仅按阶段预期为 {told.expected:.0%}：{told.value:.2f} 倍（{told.low:.2f} 至 {told.high:.2f}）。",
    )


def _notes(judged: Judged) -> tuple[Text, ...]:
    """How the usual rule of thumb would have done on the same deals."""
    plain = lift(judged, np.asarray(judged.quiet > PLAIN_DAYS, dtype=np.bool_))
    if plain is None:
        return ()
    return (
        Text(
            en=f"For comparison: deals without activity for {PLAIN_DAYS} days were lost {plain.value:.2f} times as "
            f"often as their stages let expect ({plain.low:.2f} to {min(plain.high, 99.0):.2f}).",
            zh=f"对比：{PLAIN_DAYS} 天没有跟进的商机，输单为仅按阶段预期的 {plain.value:.2f} 倍"
            f"（{plain.low:.2f} 至 {min(plain.high, 99.0):.2f}）。",
        ),
    )


def _untested(values: pl.DataFrame) -> Evidence:
    ended = values.filter(pl.col("outcome").is_not_null())["opportunity_id"].n_unique()
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=0,
        n_train=ended,
        skill=False,
        verdict=Text(
            en=f"No skill can be shown: {ended} ended deals are too few to learn on some and judge on later ones.",
            zh=f"无法证明有预测能力：{ended} 个已结束商机不足以分别用于学习和检验。",
        ),
    )
