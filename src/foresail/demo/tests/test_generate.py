"""The exports: same bytes for a seed, the loads of the manifest, encodings, the state on each load's day, faults."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

import foresail
from foresail.demo import DemoReport, generate
from foresail.demo.clock import Timeline
from foresail.demo.export import crm, erp, others
from foresail.demo.export.loads import load_days
from foresail.demo.truth import Truth

from .conftest import digests

SHEETS = (*crm.SHEETS, *erp.SHEETS, *others.SHEETS)
LAST = "2026-10-31"


def table(path: Path, encoding: str) -> pl.DataFrame:
    """An export as text cells."""
    return pl.read_csv(io.StringIO(path.read_bytes().decode(encoding)), infer_schema=False)


def shown(report: DemoReport, folder: str, encoding: str) -> pl.DataFrame:
    """The opportunities of a load."""
    return table(report.folder / folder / crm.OPPORTUNITY.file, encoding)


def test_same_seed_same_bytes(report: DemoReport, tmp_path: Path) -> None:
    """Also with another hash seed and number of threads, in another process."""
    code = "import sys; from pathlib import Path; from foresail.demo import generate; "
    code += "generate(Path(sys.argv[1]), scale=0.1)"
    package = str(Path(foresail.__file__).parents[1])
    other = os.environ | {"PYTHONHASHSEED": "5", "POLARS_MAX_THREADS": "1", "PYTHONPATH": package, "TZ": "America/Lima"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=other)
    assert digests(tmp_path) == digests(report.folder)


def test_another_seed_is_another_company(report: DemoReport, tmp_path: Path) -> None:
    heard: list[tuple[str, float]] = []
    other = generate(tmp_path, seed=8, scale=0.02, truth=False, progress=lambda step, done: heard.append((step, done)))
    assert heard[-1] == ("done", 1.0)
    assert other.truth is None
    assert not (tmp_path / "truth").exists()
    mine = (report.folder / "crm" / LAST / "客户.csv").read_bytes()
    assert mine != (tmp_path / "crm" / LAST / "客户.csv").read_bytes()


def test_manifest_lists_every_load_in_order(report: DemoReport) -> None:
    rows = json.loads(report.manifest.read_text(encoding="utf-8"))
    assert len(rows) == 36 + 5
    assert [r["folder"] for r in rows] == [load.folder for load in report.loads]
    assert all((report.folder / r["folder"]).is_dir() for r in rows)
    assert [r["taken_at"] for r in rows] == sorted(r["taken_at"] for r in rows)
    assert rows[35] == {"folder": f"crm/{LAST}", "source": "crm", "taken_at": "2026-10-31T15:59:00Z", "complete": True}


def test_every_file_decodes_as_declared(report: DemoReport) -> None:
    for sheet in SHEETS:
        path = report.folder / sheet.source / LAST / sheet.file
        if sheet.encoding == "xlsx":
            assert path.read_bytes()[:2] == b"PK"
            continue
        assert table(path, sheet.encoding).columns == [c.header for c in sheet.columns]
        if sheet.encoding == "gb18030":
            with pytest.raises(UnicodeDecodeError):
                path.read_bytes().decode("utf-8")
    assert shown(report, "crm/2023-11-30", "gb18030").height < shown(report, f"crm/{LAST}", "utf-8-sig").height


def test_snapshot_is_the_state_of_its_day(report: DemoReport, truth: Truth) -> None:
    """Each load, read back, equals the history replayed to that day, but for the planted faults."""
    no_currency = truth.faults.filter(pl.col("kind") == "missing_currency")["row_id"].to_list()
    for number, load in enumerate(report.loads[:36]):
        rows = shown(report, load.folder, "gb18030" if number < 12 else "utf-8-sig")
        state = truth.opportunities_on(date.fromisoformat(load.folder[4:]))
        assert rows["商机编号"].to_list() == state["opportunity_id"].to_list()
        assert rows["销售阶段"].to_list() == state["stage"].to_list()
        assert rows["商机金额"].cast(pl.Decimal(18, 4)).to_list() == state["amount"].to_list()
        assert rows["预计成交日期"].str.to_date().to_list() == state["expected_close_on"].to_list()
        assert rows["负责人工号"].to_list() == state["owner_id"].to_list()
        currency = state.with_columns(
            pl.when(~pl.col("opportunity_id").is_in(no_currency)).then("currency").alias("currency")
        )
        assert rows["币种"].to_list() == currency["currency"].to_list()


def test_history_replays_to_each_snapshot(truth: Truth) -> None:
    """Stage and amount of any snapshot follow from the last one by undoing later changes."""
    change = truth.table("opportunity_change")
    final = truth.table("opportunity")
    for day in (date(2024, 5, 31), date(2025, 12, 31)):
        cut = datetime(day.year, day.month, day.day, 16, tzinfo=UTC)
        state = truth.opportunities_on(day)
        for name in ("stage", "amount", "owner_id"):
            later = change.filter((pl.col("field") == name) & (pl.col("changed_at") >= cut))
            undone = later.sort("changed_at").group_by("opportunity_id").agg(pl.col("old").first())
            replayed = (
                final.filter(pl.col("created_at") < cut)
                .join(undone, on="opportunity_id", how="left", maintain_order="left")
                .select(pl.coalesce("old", pl.col(name).cast(pl.String)))
            )
            assert replayed.to_series().to_list() == state[name].cast(pl.String).to_list()


def test_faults_are_in_the_files_and_on_record(report: DemoReport, truth: Truth) -> None:
    encodings = {(s.source, s.file): s for s in (*SHEETS, crm.OPPORTUNITY)}
    for kind, name, file, row, column, bad, true in truth.faults.iter_rows():
        sheet = next(s for (_, f), s in encodings.items() if f == file and s.table == name)
        cells = table(report.folder / sheet.source / LAST / file, sheet.encoding)
        found = cells.filter(pl.col(sheet.columns[0].header) == row)[sheet.header(column)].to_list()
        assert bad in found, (kind, file, row)
        assert len(found) == (2 if kind == "repeated_row" else 1)
        if kind == "duplicate_account":
            assert true in cells["客户编号"].to_list()
    kinds = set(truth.faults["kind"])
    assert kinds >= {"duplicate_account", "repeated_row", "orphan", "unreadable_amount", "missing_currency"}
    assert report.faults == dict(truth.faults.group_by("kind", maintain_order=True).len().iter_rows())


def test_money_is_shown_with_its_sign(report: DemoReport, truth: Truth) -> None:
    cells = table(report.folder / "erp" / LAST / "回款.csv", "utf-8-sig")
    bad = truth.faults.filter(pl.col("file") == "回款.csv")["row_id"].to_list()
    good = cells.filter(~pl.col("回款编号").is_in(bad))["回款金额"]
    assert good.str.contains(r"^¥\d{1,3}(,\d{3})*\.\d\d$").all()
    plain = good.str.replace_all("[¥,]", "").cast(pl.Decimal(18, 4))
    real = truth.table("payment").filter(~pl.col("payment_id").is_in(bad))
    assert plain.to_list() == real["amount"].to_list()


def test_daily_loads_hold_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of them is complete; put together they are the state of the last day."""
    every = load_days(Timeline(date(2026, 10, 31)), "daily")
    assert len(every) == 1096
    monkeypatch.setattr("foresail.demo.export.loads.load_days", lambda clock, rhythm: every[-70:])
    made = generate(tmp_path, scale=0.02, loads="daily")
    days = [load for load in made.loads if load.source == "crm"]
    assert [load.complete for load in days[:3]] == [True, False, False]
    merged: dict[str, str] = {}
    for number, load in enumerate(days):
        rows = shown(made, load.folder, "gb18030" if number < 12 else "utf-8-sig")
        assert number == 0 or rows.height < len(merged) / 4
        merged |= dict(zip(rows["商机编号"].to_list(), rows["销售阶段"].to_list(), strict=True))
    final = pl.read_parquet(tmp_path / "truth" / "tables" / "opportunity.parquet")
    assert merged == dict(zip(final["opportunity_id"].to_list(), final["stage"].to_list(), strict=True))


def test_weekly_loads_are_sundays_and_the_last_day() -> None:
    clock = Timeline(date(2026, 10, 31))
    days = load_days(clock, "weekly")
    assert len(days) == 157
    assert days[-1] == clock.days - 1
    assert all(day % 7 == 6 for day in days[:-1])


def test_scale_must_be_positive(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="above 0"):
        generate(tmp_path, scale=0)
