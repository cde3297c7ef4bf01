"""Does a customer's own rhythm tell better than one fixed number of days who will come again?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import polars as pl

from foresail.analytics.customers.lifecycle import rhythm
from foresail.analytics.customers.lifecycle.params import LifecycleParams
from foresail.kernel.evidence import CalibrationBin, Evidence, Measure
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.scoring.measures import Floats, auc, brier, calibration_bins, paired_gain

METHOD = Text(en="Each customer's own rhythm (MBG/NBD)", zh="客户自身节奏（MBG/NBD）")
BASELINE = Text(en="One fixed number of days for all", zh="所有客户同一固定天数")
CUTS = (30, 60, 90, 120, 180, 270, 365)
MIN_TESTED = 30


def run(frames: Mapping[str, pl.DataFrame], params: LifecycleParams, rng: np.random.Generator) -> Evidence:
    """Learn at two horizons ago, predict at one who comes by himself within it, compare with who came.

    Raises
    ------
    NotEnoughData
        If there are too few customers for stages at all. A history that is too short for a back-test is not an error:
        the evidence says so.
    """
    del rng
    signs = frames["signs"]
    rhythm.learn(rhythm.customers(signs, 0), "came")
    train, test = rhythm.some(rhythm.customers(signs, 2)), rhythm.some(rhythm.customers(signs, 1))
    if train.height < MIN_TESTED or test.height < MIN_TESTED:
        return _short(test.height, train.height)
    try:
        return _judge(signs, train, test, params)
    except NotEnoughData:
        return _short(test.height, train.height)


def _judge(signs: pl.DataFrame, train: pl.DataFrame, test: pl.DataFrame, params: LifecycleParams) -> Evidence:
    sign = rhythm.choose(signs, params.horizon_days, k=2)
    came = rhythm.learn(test, "came").params
    still = rhythm.alive(test, sign, rhythm.learn(test, sign).params)
    predicted = rhythm.comes(test, still, came, params.horizon_days)
    y = test["came_next"].cast(pl.Float64).to_numpy()
    fixed, cut = fixed_days(train, test)
    gain = paired_gain((predicted - y) ** 2, (fixed - y) ** 2)
    value = brier(y, predicted)
    skill = gain.beyond_noise()
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=test.height,
        n_train=train.height,
        tested_on=test["as_of"][0] - timedelta(days=params.horizon_days),
        measures=(
            Measure(
                name="brier",
                value=value,
                baseline=brier(y, fixed),
                interval=(value - 1.96 * gain.error, value + 1.96 * gain.error),
            ),
            Measure(name="auc", value=auc(y, predicted), baseline=auc(y, fixed), better="higher"),
        ),
        skill=skill,
        verdict=_verdict(still, y, cut, skill, params),
        calibration=tuple(
            CalibrationBin(predicted=b.predicted, observed=b.observed, n=b.n) for b in calibration_bins(y, predicted)
        ),
        notes=(_sign_note(sign),),
    )


def fixed_days(train: pl.DataFrame, test: pl.DataFrame) -> tuple[Floats, int]:
    """The baseline: who bought within the best fixed number of days comes at one rate, the others at another."""
    y = train["came_next"].cast(pl.Float64).to_numpy()
    best: tuple[float, int, float, float] | None = None
    for cut in CUTS:
        inside = (train["since_bought"] <= cut).fill_null(value=False).to_numpy()
        rates = [float((y[m].sum() + y.mean()) / (m.sum() + 1)) for m in (inside, ~inside)]
        loss = brier(y, np.where(inside, *rates))
        if best is None or loss < best[0] - 1e-12:
            best = (loss, cut, rates[0], rates[1])
    assert best is not None  # noqa: S101  (CUTS is not empty)
    _, cut, high, low = best
    return np.where((test["since_bought"] <= cut).fill_null(value=False).to_numpy(), high, low), cut


def _verdict(still: Floats, y: Floats, cut: int, skill: bool, params: LifecycleParams) -> Text:
    days = params.horizon_days
    active = still >= params.active_from
    if skill and (active.all() or not active.any()):
        return Text(
            en=f"In the last {days} days a customer's own rhythm told better than a fixed {cut} days who would come.",
            zh=f"最近 {days} 天内，客户自身节奏比固定 {cut} 天的规则更准。",
        )
    if not skill:
        return Text(
            en=f"In the last {days} days a customer's own rhythm told no better than a fixed {cut} days "
            "who would come.",
            zh=f"最近 {days} 天内，客户自身节奏并不比固定 {cut} 天的规则更准。",
        )
    yes, no = float(y[active].mean()), float(y[~active].mean())
    return Text(
        en=f"Of those who counted as active {days} days ago, {yes:.0%} came again by themselves; "
        f"of the others, {no:.0%}.",
        zh=f"{days} 天前判为活跃的客户中 {yes:.0%} 之后再次主动购买或来访，其余仅 {no:.0%}。",
    )


def _sign_note(sign: str) -> Text:
    words = {
        "bought": Text(en="purchases alone", zh="仅购买"),
        "came": Text(en="purchases, tickets, comments, visits and new deals", zh="购买、工单、反馈、访问和新商机"),
        "contact": Text(en="these and every contact that was had", zh="上述各项及全部跟进记录"),
    }
    said = words[sign]
    return Text(en=f"Signs of life that told best: {said.en}.", zh=f"预测效果最好的活动信号：{said.zh}。")


def _short(n: int, n_train: int) -> Evidence:
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=n,
        n_train=n_train,
        skill=False,
        verdict=Text(
            en="The history is too short for a back-test: it needs 30 customers two horizons ago.",
            zh="历史太短，无法回测：两个周期之前至少需要 30 个客户。",
        ),
    )
