"""Do better segments buy more afterwards? Purchase rates learnt one look-back ago, judged on the last one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import polars as pl

from foresail.analytics.customers.rfm.model import MIN_CUSTOMERS, other_cuts, scored_once, too_few
from foresail.analytics.customers.rfm.params import RfmParams
from foresail.kernel.evidence import CalibrationBin, Evidence, Measure
from foresail.kernel.text import Text
from foresail.methods.scoring.measures import Floats, auc, brier, calibration_bins, paired_gain

METHOD = Text(en="Purchase rate of the RFM segment", zh="RFM 分层的购买率")
BASELINE = Text(en="The same rate for everybody; recency alone", zh="所有人同一比率；仅看近度")
_RECENCY = Text(
    en="How recently a customer bought told it as well by itself: segments order your calls, they add no precision.",
    zh="仅看最近一次购买的时间也同样准确：分层用于安排跟进次序，并未提高准确度。",
)
MIN_TESTED = 30


def run(frames: Mapping[str, pl.DataFrame], params: RfmParams, rng: np.random.Generator) -> Evidence:
    """Learn the rate of buying by segment at two look-backs ago, predict at one, compare with what was bought since.

    Raises
    ------
    NotEnoughData
        If there are too few customers for segments at all. A history that is too short for a back-test is not an
        error: the evidence says so.
    """
    del rng
    scored = scored_once(frames, params)
    now = scored.filter(pl.col("k") == 0).height
    if now < MIN_CUSTOMERS:
        raise too_few(now)
    train, test = scored.filter(pl.col("k") == 2), scored.filter(pl.col("k") == 1)
    if train.height < MIN_TESTED or test.height < MIN_TESTED:
        return _short(test.height, train.height)
    other = scored_once(frames, other_cuts(params)).filter(pl.col("k") > 0)
    return _judge(train, test, other, params)


def _judge(train: pl.DataFrame, test: pl.DataFrame, other: pl.DataFrame, params: RfmParams) -> Evidence:
    y = test["bought_next"].to_numpy().astype(np.float64)
    rate = float(train["bought_next"].mean())  # type: ignore[arg-type]
    mean = np.full(len(y), rate)
    by_segment, by_recency = _rates(train, test, "segment", rate), _rates(train, test, "recency_score", rate)
    gain = paired_gain((by_segment - y) ** 2, (mean - y) ** 2)
    skill = gain.beyond_noise()
    day = test["as_of"][0] - timedelta(days=params.lookback_days)
    score_ = brier(y, by_segment)
    measures = (
        Measure(
            name="brier",
            value=score_,
            baseline=brier(y, mean),
            interval=(score_ - 1.96 * gain.error, score_ + 1.96 * gain.error),
        ),
        Measure(name="brier_against_recency", value=score_, baseline=brier(y, by_recency)),
        Measure(name="brier_against_other_cuts", value=score_, baseline=_other_brier(other, rate)),
        Measure(name="auc", value=auc(y, by_segment), baseline=0.5, better="higher"),
        Measure(name="money_of_top_fifth", value=_top_share(test), baseline=0.2, better="higher"),
    )
    bins = calibration_bins(y, by_segment, bins=8)
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=test.height,
        n_train=train.height,
        tested_on=day,
        measures=measures,
        skill=skill,
        verdict=_verdict(test, by_segment, skill, params),
        calibration=tuple(CalibrationBin(predicted=b.predicted, observed=b.observed, n=b.n) for b in bins),
        notes=(_RECENCY,) if score_ >= brier(y, by_recency) else (),
    )


def _rates(train: pl.DataFrame, test: pl.DataFrame, key: str, rate: float) -> Floats:
    """Rates by class, drawn toward the overall rate as if ten more customers had bought at it."""
    learnt = train.group_by(key).agg(rate=(pl.col("bought_next").sum() + 10 * rate) / (pl.len() + 10), n=pl.len())
    joined = test.select(key).join(learnt, on=key, how="left", maintain_order="left")
    return joined["rate"].fill_null(rate).to_numpy()


def _other_brier(other: pl.DataFrame, rate: float) -> float:
    """The same test with the other way to cut."""
    train, test = other.filter(pl.col("k") == 2), other.filter(pl.col("k") == 1)
    return brier(test["bought_next"].to_numpy().astype(np.float64), _rates(train, test, "segment", rate))


def _top_share(test: pl.DataFrame) -> float:
    """Share of the money spent afterwards that came from the fifth with the highest three scores."""
    total = pl.col("recency_score") + pl.col("frequency_score") + pl.col("monetary_score")
    ranked = test.with_columns(total=total, spent=pl.col("net_next").cast(pl.Float64)).sort(
        ["total", "monetary", "account_id"], descending=[True, True, False]
    )
    spent = ranked["spent"].to_numpy()
    whole = float(spent.sum())
    top = float(spent[: max(1, round(len(spent) / 5))].sum())
    return min(max(top / whole, 0.0), 1.0) if whole > 0 else 0.2


def _verdict(test: pl.DataFrame, rate: Floats, skill: bool, params: RfmParams) -> Text:
    days = params.lookback_days
    if not skill:
        return Text(
            en=f"In the last {days} days the segments did not tell better than one rate for all who would buy.",
            zh=f"最近 {days} 天内，分层并不比“所有人同一比率”更能预示谁会购买。",
        )
    top, low = _observed(test, rate, best=True), _observed(test, rate, best=False)
    return Text(
        en=f"Of the segments that promised most, {top:.0%} bought in the following {days} days; "
        f"of those that promised least, {low:.0%}.",
        zh=f"预期最高的分层在随后 {days} 天内有 {top:.0%} 购买，预期最低的仅 {low:.0%}。",
    )


def _observed(test: pl.DataFrame, rate: Floats, best: bool) -> float:
    y = test["bought_next"].to_numpy()
    edge = rate.max() if best else rate.min()
    return float(y[rate == edge].mean())


def _short(n: int, n_train: int) -> Evidence:
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=n,
        n_train=n_train,
        skill=False,
        verdict=Text(
            en="The history is too short for a back-test: it needs 30 customers two look-backs ago.",
            zh="历史太短，无法回测：两个回溯期之前至少需要 30 个客户。",
        ),
    )
