"""Rolling origins against the same month last year, and against what people use instead."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.forecast.revenue.look.outlook import Outlook, outlook
from foresail.analytics.forecast.revenue.params import RevenueParams
from foresail.analytics.forecast.revenue.words import METHODS
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text
from foresail.methods.fused.rolling import CRM, FUSED, LEAST, OPEN_DEALS, RUN_RATE, SERIES, Judged
from foresail.methods.fused.scale import REACH_80, REACH_95, inside
from foresail.methods.rolling.roll import NAIVE

RIVALS = (SERIES, RUN_RATE, OPEN_DEALS, CRM)


def run(frames: Mapping[str, pl.DataFrame], params: RevenueParams, rng: np.random.Generator) -> Evidence:
    """The evidence of the choice among methods.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole months. A history that is too short for a back-test is not an error.
    """
    look = outlook(frames, params.model_copy(update={"paths": 200}), rng)
    tested, months = look.tested, look.past.months
    if tested is None:
        return _short(months)
    shown = look.tried
    near = slice(0, 1)
    measures = (
        Measure(name="wape", value=tested.wape(shown), baseline=tested.wape(NAIVE)),
        Measure(name="wape_next_month", value=tested.wape(shown, near), baseline=tested.wape(NAIVE, near)),
        Measure(name="abs_bias", value=abs(tested.bias(shown)), baseline=abs(tested.bias(NAIVE))),
        Measure(name="coverage_80", value=_mean(inside(tested, shown, REACH_80)), baseline=0.8, better="higher"),
        Measure(name="coverage_95", value=_mean(inside(tested, shown, REACH_95)), baseline=0.95, better="higher"),
    )
    return Evidence(
        method=METHODS[shown],
        baseline=METHODS[NAIVE],
        n=int((~np.isnan(tested.actual)).sum()),
        n_train=months,
        tested_on=look.past.month(tested.known[-1]),
        measures=measures,
        skill=look.skill,
        verdict=_verdict(look, tested),
        notes=(_beside(tested), _how(look)),
    )


def _mean(flags: list[bool]) -> float:
    return float(np.mean(flags)) if flags else 0.0


def _verdict(look: Outlook, tested: Judged) -> Text:
    n, value, base = len(tested.known), tested.wape(look.tried), tested.wape(NAIVE)
    if look.method == NAIVE:
        return Text(
            en=f"No skill: over {n} past months the same month last year missed by {base:.1%} of revenue, the forecast "
            f"by {value:.1%}; so the same month last year is shown.",
            zh=f"无预测优势：在过去 {n} 个起点上，“去年同月”误差为收入的 {base:.1%}，预测为 {value:.1%}，"
            "因此显示去年同月。",
        )
    if value >= base:
        return Text(
            en=f"No skill: over {n} past months the same month last year missed by {base:.1%} of revenue, the forecast "
            f"by {value:.1%}. That may be chance; the forecast is shown, as it does not rest on a single year.",
            zh=f"无预测优势：在过去 {n} 个起点上，“去年同月”误差为收入的 {base:.1%}，预测为 {value:.1%}。"
            "这可能出于偶然；仍显示预测，因为它不只依赖某一年。",
        )
    if not look.skill:
        return Text(
            en=f"No skill beyond chance: over {n} past months the forecast missed by {value:.1%} of revenue, the same "
            f"month last year by {base:.1%}; so small a difference may be luck.",
            zh=f"优势未超出偶然：在过去 {n} 个起点上预测误差为收入的 {value:.1%}，“去年同月”为 {base:.1%}，"
            "差距可能只是运气。",
        )
    return Text(
        en=f"Over {n} past months the forecast missed by {value:.1%} of revenue; the same month last year by "
        f"{base:.1%}.",
        zh=f"在过去 {n} 个起点上，预测误差为收入的 {value:.1%}，“去年同月”为 {base:.1%}。",
    )


def _beside(tested: Judged) -> Text:
    """The rivals on the same months."""
    told = [(METHODS[m], tested.wape(m)) for m in (FUSED, *RIVALS)]
    en = "; ".join(f"{words.en}: {wape:.1%}" for words, wape in told)
    zh = "；".join(f"{words.zh} {wape:.1%}" for words, wape in told)
    return Text(en=f"Missed on the same months – {en}.", zh=f"同一批月份上的误差——{zh}。")


def _how(look: Outlook) -> Text:
    """How the open deals were judged, then and now."""
    if look.modelled > 0:
        return Text(
            en="On past days the open deals are judged by stage, time in it and size, as learnt by then; today "
            f"{look.modelled:.0%} of their amount is judged by the win model.",
            zh=f"在过去各日，在途商机按当时学到的阶段、停留时间与规模判断；如今其金额的 {look.modelled:.0%} "
            "由赢率模型判断。",
        )
    return Text(
        en="Open deals are judged by stage, time in it and size, as learnt by each day.",
        zh="在途商机按各日当时学到的阶段、停留时间与规模判断。",
    )


def _short(months: int) -> Evidence:
    return Evidence(
        method=METHODS[FUSED],
        baseline=METHODS[NAIVE],
        n=0,
        n_train=months,
        skill=False,
        verdict=Text(
            en=f"{months} months are too few for a back-test ({LEAST + 3} are needed); the baseline is shown.",
            zh=f"{months} 个月不足以回测（需要 {LEAST + 3} 个月），现显示基准预测。",
        ),
    )
