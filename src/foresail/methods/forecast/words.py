"""What the engine says about a series, in both languages, and how it refuses what it cannot use."""

from __future__ import annotations

from typing import Final

from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text

WARNINGS: Final[dict[str, Text]] = {
    "gaps": Text(en="Periods are missing; they were filled for learning.", zh="缺少部分时期，学习时已补全。"),
    "stock_out": Text(
        en="Some periods were sold out: what customers wanted was estimated.", zh="部分时期缺货，已估计实际需求。"
    ),
    "outliers": Text(en="Single periods stand far out; they were dampened.", zh="个别时期明显异常，已做平滑处理。"),
    "level_shift": Text(
        en="The level changed lastingly; what came before was moved to the level of today.",
        zh="水平发生了持久变化，此前的数据已调整到当前水平。",
    ),
    "short": Text(en="Too few periods for a model; the baseline is shown.", zh="时期太少，无法建模，显示基准预测。"),
    "constant": Text(en="The value never changed.", zh="数值从未变化。"),
    "intermittent": Text(en="Many periods without sales.", zh="许多时期没有销售。"),
    "negative": Text(en="There are values below zero.", zh="存在负值。"),
    "naive": Text(
        en="Nothing beat the same period of last season by more than noise, so that is what is shown.",
        zh="没有方法以超出噪声的幅度胜过上一季节同期，因此显示同期值。",
    ),
    "few_tests": Text(
        en="The interval rests on few past tests of this and similar series.", zh="区间依据的历史检验较少。"
    ),
    "short_season": Text(
        en="Less than three seasons are known: the season was drawn toward that of all series.",
        zh="已知不足三个季节周期：季节形态已向全部序列的共同形态收缩。",
    ),
    "past_only": Text(
        en="A column is not known for the coming periods; only its past was used.",
        zh="有一列在未来时期未知，仅使用其过去的值。",
    ),
}
"""What the codes in the column `warnings` of a report mean."""


def refuse(en: str, zh: str, *, where: str = "", next_en: str = "", next_zh: str = "") -> InvalidInput:
    """An error that says what is wrong with the input and what to do."""
    step = Text(en=next_en, zh=next_zh) if next_en else None
    return InvalidInput(Text(en=en, zh=zh), where=where, next_step=step)
