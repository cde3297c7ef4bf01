"""What drives a series, in words: growth, season, and how regular it is."""

from __future__ import annotations

from datetime import date

import numpy as np

from foresail.kernel.text import Text
from foresail.methods.forecast.arrays import Floats
from foresail.methods.rolling.periods import SEASON, Grain

_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def growth(y: Floats, grain: Grain) -> float | None:
    """The last season against the one before; None where there are no two seasons."""
    m = SEASON[grain]
    told = y[~np.isnan(y)]
    if len(told) < 2 * m:
        return None
    now, before = float(told[-m:].sum()), float(told[-2 * m : -m].sum())
    return now / before - 1 if before > 0 else None


def drivers(y: Floats, periods: tuple[date, ...], grain: Grain, season: int) -> Text:
    """One or two sentences on a series."""
    rise = growth(y, grain)
    en, zh = [], []
    if rise is None:
        en.append("Too short to tell growth from season.")
        zh.append("历史较短，尚不能区分增长与季节。")
    else:
        en.append(f"The last year brought {rise:+.0%} against the one before.")
        zh.append(f"近一年较前一年 {rise:+.0%}。")
    swing = _swing(y, periods) if grain == "month" and rise is not None else None
    if swing is not None and season > 1:
        high, low, size = swing
        en.append(f"Season: {_MONTHS_EN[high - 1]} is strongest, {_MONTHS_EN[low - 1]} weakest (±{size:.0%}).")
        zh.append(f"季节：{high} 月最强，{low} 月最弱（±{size:.0%}）。")
    elif season <= 1:
        en.append("No season found.")
        zh.append("未发现季节规律。")
    if float(np.mean(np.nan_to_num(y) == 0)) > 0.4:
        en.append("Many periods are empty: single large orders decide.")
        zh.append("许多时期为空：由少数大单决定。")
    return Text(en=" ".join(en), zh="".join(zh))


def _swing(y: Floats, periods: tuple[date, ...]) -> tuple[int, int, float] | None:
    """The strongest and the weakest month of the year, and half their distance as a share of the mean."""
    last = y[-24:]
    mean = float(np.nanmean(last))
    if np.isnan(last).any() or mean <= 0:
        return None
    by_month = np.zeros(12)
    for value, period in zip(last.tolist(), periods[-24:], strict=True):
        by_month[period.month - 1] += value / 2
    high, low = int(by_month.argmax()), int(by_month.argmin())
    return high + 1, low + 1, float((by_month[high] - by_month[low]) / 2 / mean)
