"""Answers on the terminal: names for ids, what fits is shown whole, nothing of others is markup."""

from __future__ import annotations

import errno
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from foresail.cli.main import _disk
from foresail.cli.options import Format
from foresail.cli.show_result import shown, where, write
from foresail.contracts.query import Result, ResultColumn
from foresail.kernel.text import Text, same
from foresail.kernel.unit import Unit


def column(name: str, unit: Unit = Unit.TEXT, **more: Any) -> ResultColumn:
    return ResultColumn(name=name, title=same(name), unit=unit, **more)


WIDE = Result(
    columns=(
        column("account_id", Unit.ID),
        column("account_name"),
        *(column(f"money_{i}", Unit.MONEY) for i in range(9)),
    ),
    rows=(("crm:1", "[red]Acme[/red] 华北钢铁有限公司", *(Decimal("1234567.5") for _ in range(9))),),
    total=3,
    currency="CNY",
    as_of=date(2026, 10, 31),
)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    monkeypatch.setenv("FORESAIL_LANG", "en")

    def run(result: Result, width: int | None = None) -> str:
        monkeypatch.delenv("COLUMNS", raising=False)
        if width:
            monkeypatch.setenv("COLUMNS", str(width))
        write(result, Format.TABLE)
        return capsys.readouterr().out

    return run


def test_what_is_redirected_is_whole(printed: Callable[..., str]) -> None:
    text = printed(WIDE)
    assert "money_8" in text
    assert "[red]Acme[/red] 华北钢铁有限公司" in text
    assert "crm:1" not in text
    assert "1 of 3 rows · CNY · as of 2026-10-31" in text


def test_a_narrow_terminal_shows_fewer_columns_but_no_half_numbers(printed: Callable[..., str]) -> None:
    text = printed(WIDE, 80)
    assert "1,234,567.50" in text
    assert "…" not in text.split("\n")[1].split("公司")[-1]
    assert "more columns: --format csv" in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORESAIL_LANG", "zh")
    labels = {"won": Text(en="Won", zh="赢单")}
    assert shown("won", column("outcome", Unit.CATEGORY, labels=labels)) == "赢单"
    assert shown(date(2026, 3, 1), column("period", Unit.DATE), "month") == "2026-03"
    assert shown(date(2026, 3, 1), column("period", Unit.DATE), "day") == "2026-03-01"
    assert shown(True, column("x", Unit.BOOLEAN)) == "是"
    assert shown(0.632, column("x", Unit.RATIO)) == "63.2%"
    assert shown(None, column("x")) == "–"


def test_the_ending_of_a_file_names_its_form(tmp_path: Path, printed: Callable[..., str]) -> None:
    for name, start in (("a.json", b"["), ("a.xlsx", b"PK"), ("a.csv", b"\xef\xbb\xbf")):
        write(WIDE, Format.TABLE, tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("number", "status"), [(errno.ENOSPC, 10), (errno.EDQUOT, 10), (errno.EACCES, 6), (errno.EROFS, 6), (errno.EIO, 2)]
)
def test_what_the_system_refuses_ends_in_words(number: int, status: int) -> None:
    problem = _disk(OSError(number, "said", "/some/place"))
    assert problem.exit_status == status
    assert problem.where == "/some/place"


def test_the_workspace_is_named_where_it_must_be() -> None:
    assert where(Path()) == ""
    assert where(Path("w")) == " -w w"
