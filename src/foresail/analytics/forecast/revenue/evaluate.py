"""Rolling origins against the same month last year."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.forecast.revenue.engine import BASELINE, Choice, Engine
from foresail.analytics.forecast.revenue.history import history
from foresail.analytics.forecast.revenue.outputs import METHODS
from foresail.analytics.forecast.revenue.params import RevenueParams
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text


def run(frames: Mapping[str, pl.DataFrame], params: RevenueParams, rng: np.random.Generator) -> Evidence:
    """The evidence of the choice among methods.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole months. A history that is too short for a back-test is not an error.
    """
    del rng
    past = history(frames, params)
    choice = Engine(past, frames, params).choose()
    if choice is None:
        return _short(len(past.y))
    back = choice.back
    known = ~np.isnan(back.actual)
    near = slice(0, 1)
    measures = (
        Measure(name="wape", value=back.wape(choice.method), baseline=back.wape(BASELINE)),
        Measure(name="wape_next_month", value=back.wape(choice.method, near), baseline=back.wape(BASELINE, near)),
        Measure(name="bias", value=abs(back.bias(choice.method)), baseline=abs(back.bias(BASELINE))),
        Measure(name="coverage_80", value=coverage(choice, 0.8), baseline=0.8, better="higher"),
        Measure(name="coverage_95", value=coverage(choice, 0.95), baseline=0.95, better="higher"),
    )
    return Evidence(
        method=METHODS[choice.method],
        baseline=METHODS[BASELINE],
        n=int(known.sum()),
        n_train=len(past.y),
        tested_on=past.month(back.origins[-1]),
        measures=measures,
        skill=choice.skill,
        verdict=_verdict(choice, len(back.origins)),
        notes=() if choice.skill else (_tried(choice),),
    )


def coverage(choice: Choice, level: float) -> float:
    """Share of outcomes inside intervals that were made from the misses of *other* origins only."""
    inside: list[bool] = []
    missed = choice.misses
    made = choice.back.forecasts[choice.method]
    for i in range(len(choice.back.origins)):
        others = type(missed)(np.delete(missed.errors, i, axis=0), missed.relative, missed.scale)
        low, high = (others.quantile(made[i], q) for q in ((1 - level) / 2, (1 + level) / 2))
        actual = choice.back.actual[i]
        known = ~np.isnan(actual)
        inside += list((actual[known] >= low[known]) & (actual[known] <= high[known]))
    return float(np.mean(inside)) if inside else 0.0


def _verdict(choice: Choice, origins: int) -> Text:
    value, base = choice.back.wape(choice.method), choice.back.wape(BASELINE)
    if not choice.skill:
        return Text(
            en=f"No skill: over {origins} past months nothing beat the same month last year by more than noise, "
            "so that is what is shown.",
            zh=f"无预测优势：在过去 {origins} 个起点上，没有方法以超出噪声的幅度胜过“去年同月”，因此显示去年同月。",
        )
    return Text(
        en=f"Over {origins} past months the forecast missed by {value:.1%} of revenue; the same month last year by "
        f"{base:.1%}.",
        zh=f"在过去 {origins} 个起点上，预测误差为收入的 {value:.1%}，“去年同月”为 {base:.1%}。",
    )


def _tried(choice: Choice) -> Text:
    value, base = choice.back.wape(choice.tried), choice.back.wape(BASELINE)
    name = METHODS[choice.tried]
    return Text(
        en=f"Tried and not used: {name.en} (error {value:.1%} against {base:.1%}).",
        zh=f"已尝试但未采用：{name.zh}（误差 {value:.1%}，基准 {base:.1%}）。",
    )


def _short(months: int) -> Evidence:
    return Evidence(
        method=METHODS[BASELINE],
        baseline=METHODS[BASELINE],
        n=0,
        n_train=months,
        skill=False,
        verdict=Text(
            en=f"{months} months are too few for a back-test (16 are needed); the baseline is shown.",
            zh=f"{months} 个月不足以回测（需要 16 个月），现显示基准预测。",
        ),
    )
