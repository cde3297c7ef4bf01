"""`foresail forecast`: files as people have them, outside a workspace, and words for what cannot be."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from foresail.cli.forecast_file import read_series
from foresail.cli.main import main
from foresail.kernel.problem import InvalidInput


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_columns_are_recognised_in_chinese_and_gb18030(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", '月份,区域,销售额\n2025年1月,华东,"1,200"\n2025年2月,华东,¥1300\n', "gb18030")
    frame = read_series(file)
    assert frame.rows() == [("华东", date(2025, 1, 1), 1200.0), ("华东", date(2025, 2, 1), 1300.0)]


@pytest.mark.parametrize(
    ("told", "day"),
    [("2025-03", (3, 1)), ("2025/3/9", (3, 9)), ("20250309", (3, 9)), ("2025Q2", (4, 1)), ("2025-03-09T10:00", (3, 9))],
)
def test_dates_of_many_kinds(tmp_path: Path, told: str, day: tuple[int, int]) -> None:
    file = written(tmp_path / "a.csv", f"date;y\n{told};5\n")
    assert read_series(file)["ds"].to_list() == [date(2025, *day)]


def test_rows_of_a_period_are_summed_on_request(tmp_path: Path) -> None:
    pl.DataFrame(
        {"when": [date(2025, 1, 3), date(2025, 1, 9), date(2025, 2, 1)], "shop": ["a"] * 3, "n": [1, 2, 4]}
    ).write_parquet(tmp_path / "a.parquet")
    frame = read_series(tmp_path / "a.parquet", day="when", value="n", name="shop", grain="month")
    assert frame["y"].to_list() == [3.0, 4.0]
    with pytest.raises(InvalidInput, match="--value cannot be “m”"):
        read_series(tmp_path / "a.parquet", value="m")
    with pytest.raises(InvalidInput, match="--grain"):
        read_series(tmp_path / "a.parquet", grain="moon")


def test_the_command_outside_a_workspace(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    rows = "".join(f"{2023 + i // 12}-{i % 12 + 1:02d},{100 + 10 * (i % 12)}\n" for i in range(30))
    file = written(tmp_path / "s.csv", "month,sales\n" + rows)
    assert main(["forecast", str(file), "--horizon", "3", "--mode", "fast", "--format", "json"]) == 0
    made = json.loads(capfdbinary.readouterr().out)
    assert [r["ds"] for r in made] == ["2025-07-01", "2025-08-01", "2025-09-01"]
    assert made[0]["lo-95"] <= made[0]["lo-80"] <= made[0]["mean"] <= made[0]["hi-80"]
    out = tmp_path / "f.csv"
    assert main(["forecast", str(file), "--horizon", "2", "--levels", "", "--mode", "fast", "--out", str(out)]) == 0
    assert pl.read_csv(out).height == 2


def test_what_cannot_be_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", str(tmp_path / "no.csv"), "--horizon", "3"]) == 2
    text = written(tmp_path / "t.csv", "date,y\n2025-01-01,many\n")
    assert main(["forecast", str(text), "--horizon", "3", "--value", "y"]) == 2
    assert main(["forecast", str(text), "--horizon", "3", "--levels", "a"]) == 2
    assert "many" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ds,y\n2025-01-01,5\n2025-02-01,much\n", "'much' is no number"),
        ("ds,y\nsoon,5\n2025-02-01,6\n", "'soon' is no date"),
        ("ds,y\n", "no rows"),
        ("a,b\nx,z\n", "--date"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(InvalidInput, match=named):
        read_series(written(tmp_path / "a.csv", text))


def test_days_to_come_are_no_history(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path / "a.csv", "ds,y\n2025-01-01,5\n2025-02-01,6\n2099-03-01,7\n")
    assert main(["forecast", str(file), "--horizon", "2", "--mode", "fast"]) == 2
    assert "2099-03-01" in capsys.readouterr().err
    assert main(["forecast", str(file), "--horizon", "2", "--as-of", "soon"]) == 2
    assert "2025-01-31" in capsys.readouterr().err
