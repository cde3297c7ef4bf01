"""Does the high tier bring what it promises? Values as of a horizon ago against last year's revenue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import polars as pl

from foresail.analytics.customers.value_tiers.model import enough
from foresail.analytics.customers.value_tiers.params import ValueTiersParams
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.clv.models import ModifiedBetaGeoNBD
from foresail.methods.scoring.measures import Floats

METHOD = Text(
    en="Ranked by expected value (MBG/NBD × shrunk order value)", zh="按预期价值排序（MBG/NBD × 收缩后的单次金额）"
)
BASELINE = Text(en="Ranked by last year's revenue", zh="按去年收入排序")
MIN_TESTED = 50
MOST_LEARNT = 20_000
PRIOR = 3.0
"""An order value is drawn toward that of all customers as if so many more purchases had been seen."""
RESAMPLES = 200


def run(frames: Mapping[str, pl.DataFrame], params: ValueTiersParams, rng: np.random.Generator) -> Evidence:
    """Share of the money of the last horizon that came from the tier ranked highest before it.

    Raises
    ------
    NotEnoughData
        If there are too few customers for tiers at all.
    """
    enough(frames["values"])
    history = frames["history"].sort("account_id")
    if history.height < MIN_TESTED or not (history["net_next"].cast(pl.Float64).sum() > 0):
        return _short(history.height)
    try:
        expected = expected_value(history, params.horizon_days)
    except NotEnoughData:
        return _short(history.height)
    return _judge(history, expected, params, rng)


def expected_value(history: pl.DataFrame, days: int) -> Floats:
    """Expected net revenue of the next `days` of each customer, shape (customers,).

    Raises
    ------
    NotEnoughData
        If there are too few customers with more than one purchase.
    """
    counts = history.select(
        frequency=(pl.col("days_bought") - 1).cast(pl.Float64),
        recency=(pl.col("first_ago") - pl.col("last_ago")).cast(pl.Float64),
        age=pl.col("first_ago").cast(pl.Float64),
    )
    learnt = ModifiedBetaGeoNBD().fit(counts.gather_every(max(1, counts.height // MOST_LEARNT)))
    times = ModifiedBetaGeoNBD().given(learnt.params).predict(float(days), counts)
    money = np.maximum(history["net_ever"].cast(pl.Float64).to_numpy(), 0.0)
    bought = history["days_bought"].to_numpy().astype(np.float64)
    mean = money.sum() / max(bought.sum(), 1.0)
    value: Floats = times * (money + PRIOR * mean) / (bought + PRIOR)
    return value


def _judge(history: pl.DataFrame, expected: Floats, params: ValueTiersParams, rng: np.random.Generator) -> Evidence:
    after = history["net_next"].cast(pl.Float64).to_numpy()
    naive = history["net_year"].cast(pl.Float64).to_numpy()
    n = max(1, round(params.high_share * len(after)))
    ours, theirs = top(expected, n), top(naive, n)
    value, base = captured(after, ours), captured(after, theirs)
    gains = []
    for _ in range(RESAMPLES):
        rows = rng.integers(0, len(after), len(after))
        gains.append(captured(after[rows], ours[rows]) - captured(after[rows], theirs[rows]))
    low, high = (float(q) for q in np.quantile(gains, (0.05, 0.95)))
    skill = low > 0
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=len(after),
        n_train=len(after),
        tested_on=history["as_of"][0] - timedelta(days=params.horizon_days),
        measures=(
            Measure(
                name="money_of_high_tier",
                value=value,
                baseline=base,
                better="higher",
                interval=(max(base + low, 0.0), min(base + high, 1.0)),
            ),
            Measure(name="money_of_random_tier", value=value, baseline=params.high_share, better="higher"),
        ),
        skill=skill,
        verdict=_verdict(value, base, skill, params),
    )


def top(value: Floats, n: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The n highest; ties in the order of the rows."""
    chosen = np.zeros(len(value), dtype=np.bool_)
    chosen[np.argsort(-value, kind="stable")[:n]] = True
    return chosen


def captured(after: Floats, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    """Share of the money that came from the chosen; within 0 and 1."""
    whole = float(after.sum())
    return min(max(float(after[chosen].sum()) / whole, 0.0), 1.0) if whole > 0 else 0.0


def _verdict(value: float, base: float, skill: bool, params: ValueTiersParams) -> Text:
    share, days = params.high_share, params.horizon_days
    better = Text(en="better than", zh="优于") if skill else Text(en="not clearly better than", zh="并不明显优于")
    return Text(
        en=f"The {share:.0%} ranked highest {days} days ago brought {value:.0%} of the money since: {better.en} "
        f"last year's revenue as a rule ({base:.0%}).",
        zh=f"{days} 天前排名前 {share:.0%} 的客户此后贡献了 {value:.0%} 的收入，"
        f"{better.zh}按去年收入排序（{base:.0%}）。",
    )


def _short(n: int) -> Evidence:
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=n,
        skill=False,
        verdict=Text(
            en=f"The history is too short for a back-test: it needs {MIN_TESTED} customers one horizon ago.",
            zh=f"历史太短，无法回测：一个周期之前至少需要 {MIN_TESTED} 个客户。",
        ),
    )
