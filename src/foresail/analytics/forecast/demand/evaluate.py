"""Rolling origins against the same month last year."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.forecast.demand.look import OFFERS, look
from foresail.analytics.forecast.demand.params import DemandParams
from foresail.analytics.forecast.demand.words import METHODS
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text
from foresail.methods.rolling.roll import ENGINE, NAIVE


def run(frames: Mapping[str, pl.DataFrame], params: DemandParams, rng: np.random.Generator) -> Evidence:
    """All products on all past origins.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole months.
    """
    del rng
    found = look(frames, params)
    tried = OFFERS if found.wapes.get(OFFERS, 9.0) < found.wapes.get(ENGINE, 9.0) else ENGINE
    trained = int((~np.isnan(found.panel.y)).sum())
    if not found.wapes:
        return Evidence(
            method=METHODS[ENGINE],
            baseline=METHODS[NAIVE],
            n=0,
            n_train=trained,
            verdict=Text(en="The history is too short for a back-test.", zh="历史过短，无法回测。"),
        )
    value, base = found.wapes[tried], found.wapes[NAIVE]
    lead = Text(en="" if value < base else "No skill: ", zh="" if value < base else "无预测优势：")
    notes: tuple[Text, ...] = ()
    if OFFERS in found.wapes:
        both = found.wapes[OFFERS], found.wapes[ENGINE]
        notes = (
            Text(
                en=f"With prices and promotions taken out and put back: {both[0]:.1%}; without: {both[1]:.1%}.",
                zh=f"剔除并还原价格与促销：{both[0]:.1%}；不处理：{both[1]:.1%}。",
            ),
        )
    return Evidence(
        method=METHODS[tried],
        baseline=METHODS[NAIVE],
        n=int((~np.isnan(found.rolled.actual)).sum()),
        n_train=trained,
        tested_on=found.panel.periods[found.rolled.known[-1] - 1],
        measures=(Measure(name="wape", value=value, baseline=base),),
        skill=value < base,
        verdict=Text(
            en=f"{lead.en}On {len(found.rolled.known)} past origins the demand of {len(found.products)} products was "
            f"missed by {value:.1%}; the same month last year missed it by {base:.1%}.",
            zh=f"{lead.zh}在 {len(found.rolled.known)} 个起点上，{len(found.products)} 个产品的需求误差为 {value:.1%}；"
            f"去年同月为 {base:.1%}。",
        ),
        notes=notes,
    )
