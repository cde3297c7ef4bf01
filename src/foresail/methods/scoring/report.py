"""What a fit shows for itself: measures on the last rows beside the base rate's, and a sentence."""

from __future__ import annotations

import numpy as np

from foresail.kernel.evidence import CalibrationBin, Evidence, Measure
from foresail.kernel.text import Text
from foresail.methods.scoring.measures import (
    Floats,
    Gain,
    auc,
    average_precision,
    brier,
    calibration_bins,
    ece,
    log_loss,
)
from foresail.methods.scoring.split import Rows

NAMES = {
    "base": Text(en="Base rate", zh="基准率"),
    "logistic": Text(en="Regularised logistic regression", zh="正则化逻辑回归"),
    "trees": Text(en="Gradient-boosted trees (LightGBM)", zh="梯度提升树（LightGBM）"),
    "blend": Text(en="Blend of logistic regression and gradient-boosted trees", zh="逻辑回归与梯度提升树的混合"),
    "hazard": Text(en="Discrete-time hazard of won and lost", zh="赢单与输单的离散时间风险模型"),
}
BASELINE = Text(en="The base rate for all", zh="所有样本同一基准率")


def evidence_of(
    method: str, skill: bool, y: Floats, p: Floats, base: Floats, gain: Gain, group: Rows, n_train: int
) -> Evidence:
    """The evidence of a candidate on rows later than all that it was learnt and chosen on.

    Parameters
    ----------
    method
        The best candidate; what is used is the base rate when `skill` is false.
    y, p, base
        Outcomes, the candidate's probabilities, the base rate: shape (n,).
    gain
        Gain in Brier score over the base rate.
    """
    shown = p if skill else base
    score = brier(y, shown)
    tried = NAMES[method]
    measures = (
        Measure(
            name="brier",
            value=score,
            baseline=brier(y, base),
            interval=(score - 1.96 * gain.error, score + 1.96 * gain.error) if skill else None,
        ),
        Measure(name="log_loss", value=log_loss(y, shown), baseline=log_loss(y, base)),
        Measure(name="auc", value=auc(y, shown), baseline=0.5, better="higher"),
        Measure(
            name="average_precision",
            value=average_precision(y, shown),
            baseline=average_precision(y, base),
            better="higher",
        ),
        Measure(name="ece", value=ece(y, shown), baseline=ece(y, base)),
    )
    bins = calibration_bins(y, shown)
    notes = () if skill else (_note(tried, brier(y, p), brier(y, base)),)
    return Evidence(
        method=tried if skill else NAMES["base"],
        baseline=BASELINE,
        n=len(y),
        n_train=n_train,
        measures=measures,
        skill=skill,
        verdict=_verdict(skill, measures[0], measures[2], len(np.unique(group))),
        calibration=tuple(CalibrationBin(predicted=b.predicted, observed=b.observed, n=b.n) for b in bins),
        notes=notes,
    )


def untested(groups: int, rate: float) -> Evidence:
    """Too little to learn, choose and judge on separate rows."""
    return Evidence(
        method=NAMES["base"],
        baseline=BASELINE,
        n=0,
        n_train=groups,
        skill=False,
        verdict=Text(
            en=f"No skill can be shown: {groups} cases are too few to learn on some and judge on later ones. "
            f"The base rate of {rate:.0%} is shown.",
            zh=f"无法证明有预测能力：{groups} 个样本不足以分别用于训练和检验，现显示基准率 {rate:.0%}。",
        ),
    )


def _note(tried: Text, tried_brier: float, base_brier: float) -> Text:
    return Text(
        en=f"Tried and not used: {tried.en} (Brier {tried_brier:.4f} against {base_brier:.4f} of the base rate).",
        zh=f"已尝试但未采用：{tried.zh}（Brier {tried_brier:.4f}，基准率 {base_brier:.4f}）。",
    )


def _verdict(skill: bool, score: Measure, rank: Measure, groups: int) -> Text:
    if not skill:
        return Text(
            en=f"No skill: on {groups} later cases nothing beat the base rate, so the base rate is what is shown.",
            zh=f"无预测能力：在 {groups} 个更晚的样本上，没有方法胜过基准率，因此显示基准率。",
        )
    return Text(
        en=f"On {groups} later cases the error was {score.skill:.0%} smaller than the base rate's; "
        f"of one case where it happened and one where it did not, the first had the higher chance {rank.value:.0%} "
        "of the time.",
        zh=f"在 {groups} 个更晚的样本上，误差比基准率小 {score.skill:.0%}；"
        f"任取一个已发生和一个未发生的样本，前者预测概率更高的比例为 {rank.value:.0%}。",
    )
