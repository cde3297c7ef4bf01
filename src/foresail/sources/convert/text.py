# ruff: noqa: E501 - lists of words
"""What stands for nothing, full-width characters, yes and no, and currency names."""

from __future__ import annotations

import polars as pl

from foresail.kernel.money import CURRENCY_DECIMALS

_EMPTY_TEXT = ["", "NULL", "null", "(null)", "\\N", "nan", "NaN", "#N/A", "--None--", "<NA>"]
_EMPTY_VALUE = [*_EMPTY_TEXT, "-", "--", "---", "—", "——", "/", "N/A", "n/a", "NA", "None", "none", "nil", "无", "暂无", "空", "#VALUE!", "#REF!", "#NAME?"]  # fmt: skip
_WIDE = "０１２３４５６７８９．，：／（）％＋－−–＄￥　"
_NARROW = "0123456789.,:/()%+---$¥ "

_YES = [
    "true",
    "yes",
    "y",
    "1",
    "t",
    "是",
    "有",
    "真",
    "对",
    "√",
    "✓",
    "✔",
    "checked",
    "on",
    "x",
    "已",
    "active",
    "启用",
]
_NO = ["false", "no", "n", "0", "f", "否", "假", "错", "×", "✗", "unchecked", "off", "未", "inactive", "停用", "没有"]

CURRENCY_NAMES: dict[str, str] = {
    "人民币": "CNY", "人民幣": "CNY", "元": "CNY", "rmb": "CNY", "cn¥": "CNY", "renminbi": "CNY", "yuan": "CNY", "cnh": "CNY",
    "美元": "USD", "美金": "USD", "us$": "USD", "$": "USD", "dollar": "USD", "us dollar": "USD",
    "欧元": "EUR", "歐元": "EUR", "€": "EUR", "euro": "EUR", "英镑": "GBP", "英鎊": "GBP", "£": "GBP",
    "日元": "JPY", "日圆": "JPY", "日圓": "JPY", "円": "JPY", "yen": "JPY", "港币": "HKD", "港元": "HKD", "港幣": "HKD", "hk$": "HKD",
    "新台币": "TWD", "新臺幣": "TWD", "台币": "TWD", "nt$": "TWD", "ntd": "TWD", "韩元": "KRW", "₩": "KRW", "₹": "INR",
    "澳元": "AUD", "a$": "AUD", "加元": "CAD", "c$": "CAD", "新加坡元": "SGD", "新币": "SGD", "s$": "SGD", "瑞士法郎": "CHF", "泰铢": "THB",
}  # fmt: skip
"""Names and signs that mean one currency; `¥` alone means two, and is left to the default."""


_AS_NARROW = pl.col("v").str.replace_many(list(_WIDE), list(_NARROW)).str.strip_chars()
_SAYS_SOMETHING = {
    value: pl.when(~pl.col("v").is_in(empty)).then("v") for value, empty in ((False, _EMPTY_TEXT), (True, _EMPTY_VALUE))
}


def applied(series: pl.Series, *steps: pl.Expr) -> pl.Series:
    """Expressions over a column `v`, one after another; one expression costs a fraction of as many calls on a series."""
    frame = series.to_frame("v")
    for step in steps:
        frame = frame.select(step.alias("v"))
    return frame.to_series().rename(series.name)


def narrow(series: pl.Series) -> pl.Series:
    """Full-width digits and punctuation as plain ones, outer blanks gone."""
    return applied(series, _AS_NARROW)


def filled(series: pl.Series, *, value: bool) -> pl.Series:
    """The text, trimmed; what stands for nothing as null. `value`: numbers and dates, where `-` is nothing too."""
    return applied(series, pl.col("v").str.strip_chars(), _SAYS_SOMETHING[value])


def booleans(series: pl.Series) -> pl.Series:
    """Yes and no in English, Chinese and signs; anything else is null."""
    text = narrow(series).str.to_lowercase().str.replace(r"\.0+$", "")
    return text.replace_strict(
        [*_YES, *_NO], [True] * len(_YES) + [False] * len(_NO), default=None, return_dtype=pl.Boolean
    )


def currencies(series: pl.Series) -> pl.Series:
    """ISO codes from codes, names and signs; anything else is null."""
    found = {}
    for text in series.drop_nulls().unique():
        word = text.strip().lower()
        code = word[:3].upper() if len(word) == 3 or word[3:4] in (" ", "-", "(", "（") else ""
        tail = word[-4:-1].upper() if word.endswith((")", "）")) else ""
        hit = next((c for c in (code, tail) if c in CURRENCY_DECIMALS), "") or CURRENCY_NAMES.get(word, "")
        hit = hit or ("CNY" if word in ("¥", "￥") else "")
        if hit:
            found[text] = hit
    return series.replace_strict(list(found), list(found.values()), default=None, return_dtype=pl.String)


def ids(series: pl.Series, *, whole: bool = False) -> pl.Series:
    """Ids as they are written; `whole`: a table program made `17850.0` of 17850."""
    return series.str.replace(r"^(\d+)\.0+$", "$1") if whole else series
