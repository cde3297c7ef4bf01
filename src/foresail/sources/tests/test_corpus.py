"""G12: a file is read as meant, or refused aloud. Encodings × separators × styles of numbers and dates, 196 files."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from foresail.sources.tests.helpers import Loaded, adds_up, load

_DAYS = (date(2025, 3, 25), date(2024, 12, 31), date(2026, 1, 13), date(2025, 7, 4))
_AMOUNTS = (Decimal("1234567.89"), Decimal("-1234.50"), Decimal("0"), Decimal("12000"))
_CHINESE = ("客户编号", "客户名称", "年营业额", "创建时间", "国家")
_TRADITIONAL = ("客戶編號", "客戶名稱", "年營業額", "創建時間", "國家")
_ENGLISH = ("Customer ID", "Customer Name", "Annual Revenue", "Created Date", "Country")
ENCODINGS = {
    "utf-8": (_CHINESE, "华北，钢铁"),
    "utf-8-sig": (_CHINESE, "东海科技有限公司"),
    "utf-16": (_ENGLISH, "Šćř 中 ñ"),
    "utf-16-le": (_ENGLISH, "Plain & Sons"),
    "gb18030": (_CHINESE, "南方电子有限公司（广州）"),
    "big5": (_TRADITIONAL, "臺灣電子股份有限公司"),
    "cp932": (_ENGLISH, "株式会社サンプル商事の東京本社"),
}
SEPARATORS = (",", ";", "\t", "|")


def _point(value: Decimal) -> str:
    return f"{value:,.2f}"


def _comma(value: Decimal) -> str:
    return f"{value:,.2f}".replace(",", "#").replace(".", ",").replace("#", ".")


def _serial(day: date) -> str:
    return str((day - date(1899, 12, 30)).days)


def _epoch(day: date) -> str:
    """Seconds since 1970 at the beginning of the local day."""
    return str((day - date(1970, 1, 1)).days * 86400 - 8 * 3600)


STYLES = {
    "plain-iso": (str, lambda d: d.isoformat()),
    "grouped-slash": (_point, lambda d: f"{d.year}/{d.month}/{d.day}"),
    "european-dots": (_comma, lambda d: f"{d:%d.%m.%Y}"),
    "spaced-mdy": (lambda v: _comma(v).replace(".", " "), lambda d: f"{d:%m/%d/%Y}"),
    "signed-chinese": (
        lambda v: f"$ {_point(v)}" if v >= 0 else f"(${_point(-v)})",
        lambda d: f"{d.year}年{d.month}月{d.day}日",
    ),
    "wan-serial": (lambda v: f"{v / 10000}万", _serial),
    "code-epoch": (lambda v: f"{_point(v)} CNY", _epoch),
}


def _write(folder: Path, number: int, encoding: str, separator: str, style: str) -> Path:
    headers, name = ENCODINGS[encoding]
    money, day = STYLES[style]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(headers)
    for i, (amount, when) in enumerate(zip(_AMOUNTS, _DAYS, strict=True)):
        shown = f'{name}\nline two {separator} "quoted" {i}'
        writer.writerow([f"{number:04d}{i:03d}", shown, money(amount), day(when), ""])
    path = folder / f"customers {number:03d}.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    return path


@pytest.fixture(scope="module", params=sorted(STYLES))
def corpus(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Loaded, list[tuple[str, str]]]:
    folder = tmp_path_factory.mktemp("corpus") / "files"
    folder.mkdir()
    kinds = list(product(ENCODINGS, SEPARATORS))
    for number, (encoding, separator) in enumerate(kinds):
        _write(folder, number, encoding, separator, request.param)
    return load(folder), kinds


def test_every_file_is_read_as_meant(corpus: tuple[Loaded, list[tuple[str, str]]]) -> None:
    loaded, kinds = corpus
    rows = {r["source_id"]: r for r in loaded.tables["account"].to_dicts()}
    assert loaded.quarantine.is_empty()
    assert len(rows) == 4 * len(kinds)
    for number, (encoding, separator) in enumerate(kinds):
        for i, (amount, day) in enumerate(zip(_AMOUNTS, _DAYS, strict=True)):
            row = rows[f"{number:04d}{i:03d}"]  # leading zeros survive
            where = (encoding, separator, i)
            assert row["name"] == f'{ENCODINGS[encoding][1]}\nline two {separator} "quoted" {i}', where
            assert row["annual_revenue"] == amount, where
            assert (row["created_at"] + timedelta(hours=8)).date() == day, where
            assert row["country"] is None
            assert row["_line"] == 2 + 2 * i, where


def test_lines_and_counts(corpus: tuple[Loaded, list[tuple[str, str]]]) -> None:
    loaded, kinds = corpus
    assert adds_up(loaded)
    assert loaded.counts("account") == (4 * len(kinds), 0, 0)
    asked = {q.kind for q in loaded.survey.questions}
    assert asked <= {"encoding"}  # several encodings fit few bytes: read rightly, and asked


def test_the_corpus_is_large_enough() -> None:
    assert len(ENCODINGS) * len(SEPARATORS) * len(STYLES) >= 150
