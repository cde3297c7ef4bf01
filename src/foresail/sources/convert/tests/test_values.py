# ruff: noqa: E501, DTZ001 - one case a line
"""Numbers, dates and words, one by one."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foresail.model.declare import Type
from foresail.sources.convert.dates import days, moments
from foresail.sources.convert.numbers import numbers
from foresail.sources.convert.style import Profile, Style
from foresail.sources.convert.value import convert


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("1,234.56", "1234.56", None), ("1.234,56", None, "1234.56"), ("1 234,56", None, "1234.56"), ("¥1,234", "1234", "1.234"),
        ("1.2万", "12000", None), ("3亿", "300000000", "300000000"), ("(1,234)", "-1234", "-1.234"), ("12.5%", "0.125", None),
        ("１２３", "123", "123"), ("5-", "-5", "-5"), ("1,23", None, "1.23"), ("1e3", "1000", None), ("1,00,000", "100000", None),
        ("12 5", None, None), ("x", None, None), ("1.2.3", None, None), ("100元", "100", "100"), ("USD 12", "12", "12"),
    ],
)  # fmt: skip
def test_numbers(text: str, point: str | None, comma: str | None) -> None:
    series = pl.Series([text])
    assert numbers(series, "point")[0] == (Decimal(point) if point else None)
    assert numbers(series, "comma")[0] == (Decimal(comma) if comma else None)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_what_is_written_is_read(value: Decimal) -> None:
    series = pl.Series([str(value), f"{value:,.4f}", f"¥{value:.4f}".replace("¥-", "-¥")])
    assert numbers(series, "point").to_list() == [value] * 3


@pytest.mark.parametrize(
    "text",
    ["2026-03-05", "2026/3/5", "2026年3月5日", "5-Mar-26", "March 5, 2026", "20260305", "46086", "2026.3.5", "03/05/2026", "Thu 5 March 2026"],
)  # fmt: skip
def test_one_day_in_many_forms(text: str) -> None:
    assert days(pl.Series([text]), "mdy", "Asia/Shanghai").to_list() == [date(2026, 3, 5)]


@pytest.mark.parametrize("text", ["2026-02-30", "13/13/2026", "0/1/2026", "soon", "2026-13-01", "3:05"])
def test_no_days(text: str) -> None:
    assert days(pl.Series([text]), "mdy", "Asia/Shanghai").to_list() == [None]


def test_moments_are_utc() -> None:
    series = pl.Series(["2026-03-05 10:00", "2026-03-05T10:00:00+08:00", "2026-03-05T02:00:00Z", "1772676000", "1772676000000", "2026年3月5日 上午10:00", "3/5/2026 10:00 AM"])  # fmt: skip
    assert set(moments(series, "mdy", "Asia/Shanghai")) == {datetime(2026, 3, 5, 2)}


def test_a_moment_that_the_clock_skips() -> None:
    series = pl.Series(["2026-03-29 02:30", "2026-10-25 02:30"])
    assert moments(series, "", "Europe/Berlin").to_list() == [
        datetime(2026, 3, 29, 1, 30),
        datetime(2026, 10, 25, 0, 30),
    ]


def test_excel_1904() -> None:
    assert days(pl.Series(["44624"]), "excel1904", "UTC").to_list() == [date(2026, 3, 5)]


def test_the_whole_column_decides_the_order() -> None:
    profile = Profile("d", Type.DATE)
    profile.look(pl.Series(["01/02/2026"] * 50))
    assert profile.decide(None, "")[1] is not None
    profile.look(pl.Series(["25/02/2026"]))
    assert profile.decide(None, "") == (Style(order="dmy"), None)


def test_shares_are_0_to_1() -> None:
    profile = Profile("赢率", Type.RATIO)
    values = pl.Series(["60", "5", "100"])
    profile.look(values)
    style, _ = profile.decide(None, "")
    assert convert(values, Type.RATIO, style, "UTC").to_list() == [Decimal("0.6"), Decimal("0.05"), Decimal(1)]


def test_styles_survive_as_words() -> None:
    style = Style(mark="comma", order="dmy", times=10000, percent=True, whole=True, currency="EUR")
    assert Style.of(style.words()) == style
