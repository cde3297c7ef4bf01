# ruff: noqa: E501 - lists of units and patterns
"""Numbers as people write them: 1,234.56 · 1.234,56 · 1 234,56 · ¥1,234 · 1.2万 · 3亿 · (1,234) · 12.5%."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import polars as pl

from foresail.kernel.money import CURRENCY_DECIMALS
from foresail.sources.convert.text import CURRENCY_NAMES, narrow

Mark = Literal["point", "comma"]
EXACT = pl.Decimal(38, 10)

_PLAIN = r"^[+-]?[0-9]{1,27}(\.[0-9]*)?$"
_NAMES = sorted((*(c.lower() for c in CURRENCY_DECIMALS), *CURRENCY_NAMES, "¥", "元整"), key=len, reverse=True)
_CURRENCY = "(?:" + "|".join(name.replace("$", r"\$") for name in _NAMES) + ")"
_UNITS: dict[str, Decimal] = {
    "百万亿": Decimal(10) ** 14, "万亿": Decimal(10) ** 12, "百亿": Decimal(10) ** 10, "十亿": Decimal(10) ** 9,
    "亿": Decimal(10) ** 8, "億": Decimal(10) ** 8, "千万": Decimal(10) ** 7, "百万": Decimal(10) ** 6, "百萬": Decimal(10) ** 6,
    "十万": Decimal(10) ** 5, "万": Decimal(10) ** 4, "萬": Decimal(10) ** 4, "w": Decimal(10) ** 4, "千": Decimal(1000), "k": Decimal(1000),
    "mn": Decimal(10) ** 6, "m": Decimal(10) ** 6, "bn": Decimal(10) ** 9, "b": Decimal(10) ** 9,
}  # fmt: skip
_UNIT = "(?:" + "|".join(_UNITS) + ")"
_WHOLE = (
    r"^(\()?([+-])?" + _CURRENCY + r"?\s?([+-])?(\d[\d.,]*(?:e[+-]?\d{1,3})?|[.,]\d+)\s?(" + _UNIT + r")?\s?" + _CURRENCY + r"?(%)?([+-])?(\))?$"
)  # fmt: skip
_SPACED = r"^\D*\d{1,3}([ \u{a0}\u{202f}\u{2009}'’]\d{3})+([.,]\d+)?\D*$"
_GAPS = r"[ \u{a0}\u{202f}\u{2009}'’]"
_AS_POINT = r"^(\d{1,3}(,\d{2,3})*,\d{3}(\.\d*)?|\d+(\.\d*)?|\.\d+|\d+(\.\d*)?e[+-]?\d{1,3})$"
_AS_COMMA = r"^(\d{1,3}(\.\d{3})+(,\d*)?|\d+(,\d*)?|,\d+)$"


def numbers(series: pl.Series, mark: Mark = "point") -> pl.Series:
    """Text as exact decimals (38, 10); what is no number under this decimal mark is null.

    Examples
    --------
    >>> numbers(pl.Series(["1,234.5", "(12)", "1.2万", "12.5%", "x"])).cast(pl.Float64).to_list()
    [1234.5, -12.0, 12000.0, 0.125, None]
    """
    if mark == "point":
        plain = series.str.contains(_PLAIN)
        if plain.all(ignore_nulls=True):
            return series.cast(EXACT, strict=False)
    unique = series.unique()
    frame = pl.DataFrame({"text": unique, "value": _parse(unique, mark)})
    return series.to_frame("text").join(frame, on="text", how="left", maintain_order="left")["value"]


def _parse(series: pl.Series, mark: Mark) -> pl.Series:
    parts = _parts(series)
    valid = parts["digits"].str.contains(_AS_POINT if mark == "point" else _AS_COMMA)
    digits = parts["digits"].str.replace_all("," if mark == "point" else ".", "", literal=True)
    if mark == "comma":
        digits = digits.str.replace(",", ".", literal=True)
    minus = (parts["sign"] == "-") | (parts["inner"] == "-") | (parts["tail"] == "-") | parts["open"].is_not_null()
    whole = parts["open"].is_null() == parts["close"].is_null()
    # the scale of units and per cent is applied to a narrower decimal, so that the product cannot overflow
    value = digits.cast(EXACT, strict=False)
    scale = parts["unit"].replace_strict(
        list(_UNITS), [float(v) for v in _UNITS.values()], default=1.0, return_dtype=pl.Float64
    )
    frame = pl.DataFrame(
        {"v": value, "s": scale, "m": minus.fill_null(value=False), "p": parts["percent"].is_not_null()}
    )
    exact = frame.select(
        pl.when(pl.col("s") == 1.0)
        .then(pl.col("v"))
        .otherwise(_scaled())
        .pipe(lambda e: pl.when(pl.col("p")).then(e * pl.lit(Decimal("0.01"))).otherwise(e).cast(EXACT, strict=False))
        .alias("v"),
        "m",
    ).select(pl.when("m").then(-pl.col("v")).otherwise(pl.col("v")))
    return exact.to_series().set((~(valid & whole)).fill_null(value=True), None)


def _scaled() -> pl.Expr:
    """The value times its unit, exactly; up to 14 zeros on up to 14 digits."""
    out = pl.lit(None, dtype=EXACT)
    for factor in sorted(set(_UNITS.values())):
        product = pl.col("v").cast(pl.Decimal(38, 10), strict=False) * pl.lit(int(factor))
        fits = (pl.col("s") == float(factor)) & (pl.col("v").cast(pl.Float64).abs() * float(factor) < 1e26)
        out = pl.when(fits).then(product.cast(EXACT, strict=False)).otherwise(out)
    return out


def _parts(series: pl.Series) -> pl.DataFrame:
    text = narrow(series).str.to_lowercase()
    spaced = text.str.contains(_SPACED).fill_null(value=False)
    if spaced.any():
        text = pl.select(pl.when(spaced).then(text.str.replace_all(_GAPS, "")).otherwise(text)).to_series()
    groups = text.str.extract_groups(_WHOLE).struct.unnest()
    return groups.rename(
        dict(zip(groups.columns, ("open", "sign", "inner", "digits", "unit", "percent", "tail", "close"), strict=True))
    )


class Marks:
    """What a column says about its decimal mark, gathered value by value (counts only)."""

    def __init__(self) -> None:
        self.point = self.comma = self.either = 0
        self.comma_short = self.point_short = 0
        self.percent = self.filled = 0
        self.currencies: set[str] = set()

    def look(self, series: pl.Series) -> None:
        """Take in more values (no nulls)."""
        self.filled += len(series)
        rest = series.filter(~series.str.contains(r"^[+-]?[0-9]+$"))
        if not len(rest):
            return
        parts = _parts(rest)
        digits = parts["digits"].drop_nulls()
        if digits.str.contains(",").any() or digits.str.contains(r"\.").any():
            as_point, as_comma = digits.str.contains(_AS_POINT), digits.str.contains(_AS_COMMA)
            marked = digits.str.contains("[.,]")
            self.point += int((as_point & ~as_comma).sum())
            self.comma += int((as_comma & ~as_point).sum())
            self.either += int((as_point & as_comma & marked).sum())
        self.percent += int(parts["percent"].is_not_null().sum())
        for code in _signs(rest):
            self.currencies.add(code)

    def decide(self, *, hint: Mark | None = None) -> tuple[Mark, bool]:
        """The decimal mark of the column, and whether that is certain.

        Parameters
        ----------
        hint
            What other columns of the file say.
        """
        if self.comma and not self.point:
            return "comma", True
        if self.point or not self.either:
            return "point", not (self.comma and self.either and self.comma * 5 > self.point)
        return (hint or "point"), hint is not None


def _signs(series: pl.Series) -> set[str]:
    """Currencies named inside values by an unmistakable sign."""
    signs = {"€": "EUR", "£": "GBP", "us$": "USD", "hk$": "HKD", "nt$": "TWD", "usd": "USD", "eur": "EUR", "rmb": "CNY"}
    text = series.head(200).str.to_lowercase()
    return {code for sign, code in signs.items() if text.str.contains(sign, literal=True).any()}
