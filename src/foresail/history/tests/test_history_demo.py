"""The demo company seen through its loads: at each load the truth's state, in between exactly the net changes."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from foresail.demo.clock import DAY
from foresail.demo.export.loads import load_days
from foresail.demo.world.company import Company, build
from foresail.demo.world.pipeline import opportunities
from foresail.kernel.settings import Settings
from foresail.model.tables import TABLES
from foresail.warehouse.warehouse import Warehouse

UNTIL = date(2026, 10, 31)
STATE = ("stage", "amount", "expected_close_on", "owner_id", "outcome", "probability")
FIELDS = (*STATE, "forecast_category", "next_step", "competitor")
Table = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def company() -> Company:
    return build(UNTIL, 11, 0.04, lambda _step, _share: None)


@pytest.fixture(scope="module", autouse=True)
def hurry() -> Any:
    """Many small loads: this test is not about what survives a power cut."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("sync_file", "sync_folder"):
            patch.setattr(f"foresail.warehouse.landing.{name}", lambda _: None)
        yield


def shown(company: Company, day: int) -> Table:
    """What an export at the end of a day holds."""
    rows = opportunities(company.view, day * DAY + DAY - 1).select(*TABLES["opportunity"].names, "modified_at")
    naive = [pl.col(c).dt.replace_time_zone(None) for c in ("created_at", "closed_at", "modified_at")]
    return {r["opportunity_id"]: r for r in rows.with_columns(naive).iter_rows(named=True)}


def taken(company: Company, day: int) -> datetime:
    """The end of a local day, in UTC."""
    return datetime.combine(company.time.origin + timedelta(days=day), time(23, 59), tzinfo=UTC) - timedelta(hours=8)


def loaded(company: Company, kit: Any, folder: Path, days: list[int], *, partial: bool) -> dict[str, pl.DataFrame]:
    """The history that loads of these days give; partial loads hold only what changed since the load before."""
    warehouse = Warehouse(folder, threads=2)
    for place, day in enumerate(days):
        rows = list(shown(company, day).values())
        part = partial and place > 0
        if part:
            since = taken(company, days[place - 1]).replace(tzinfo=None)
            rows = [r for r in rows if r["modified_at"] > since]
        kept = [{k: v for k, v in r.items() if k != "modified_at"} for r in rows]
        whole = () if part else ("opportunity",)
        kit.put(warehouse.landing, "crm", taken(company, day), {"opportunity": kept}, complete=whole)
    with kit.built(warehouse, Settings(time_zone="Asia/Shanghai")) as session:
        found = {n: session.fetch(f"SELECT * FROM {n}") for n in ("opportunity_span", "opportunity_change")}  # noqa: S608
    warehouse.close()
    return found


def on(spans: pl.DataFrame, day: date) -> dict[str, tuple[Any, ...]]:
    there = spans.filter((pl.col("valid_from") <= day) & (pl.col("valid_to") > day))
    return {r[0].removeprefix("crm:"): r[1:] for r in there.select("opportunity_id", *STATE).rows()}


def plain(row: dict[str, Any]) -> tuple[Any, ...]:
    owner = None if row["owner_id"] is None else f"crm:{row['owner_id']}"
    return tuple(owner if f == "owner_id" else row[f] for f in STATE)


def same_at_each_load(company: Company, spans: pl.DataFrame, days: list[int]) -> None:
    for day in days:
        found = on(spans, company.time.origin + timedelta(days=day))
        truth = {k: plain(r) for k, r in shown(company, day).items()}
        assert found.keys() == truth.keys()
        for deal, state in truth.items():
            close = [float(a) == pytest.approx(float(b)) if f in ("amount", "probability") else a == b
                     for f, a, b in zip(STATE, found[deal], state, strict=True)]  # fmt: skip
            assert all(close), (deal, day, found[deal], state)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_monthly_loads_tell_every_net_change_and_no_more(company: Company, kit: Any, tmp_path: Path) -> None:
    days = load_days(company.time, "monthly")
    found = loaded(company, kit, tmp_path, days, partial=False)
    same_at_each_load(company, found["opportunity_span"], days)
    told = found["opportunity_change"].filter(pl.col("field").is_in(FIELDS))
    events: dict[tuple[str, str], list[datetime]] = {}
    for deal, field, moment in told.select("opportunity_id", "field", "changed_at").rows():
        events.setdefault((deal.removeprefix("crm:"), field), []).append(moment)
    net, pushes = 0, 0
    for before, after in itertools.pairwise(days):
        old, new = shown(company, before), shown(company, after)
        first, last = (taken(company, d).replace(tzinfo=None) for d in (before, after))
        for deal in old.keys() & new.keys():
            for field in FIELDS:
                inside = [m for m in events.get((deal, field), []) if first < m <= last]
                changed = old[deal][field] != new[deal][field]
                assert len(inside) == int(changed), (deal, field, first, last, inside)
                net += int(changed)
            pushes += _pushed(old[deal], new[deal])
    assert net > 500
    spans = found["opportunity_span"].filter(~pl.col("assumed") & (pl.col("outcome") == "open"))
    moved = spans.sort("opportunity_id", "valid_from").with_columns(
        later=pl.col("expected_close_on") > pl.col("expected_close_on").shift(1).over("opportunity_id")
    )
    assert moved["later"].sum() == pushes


def _pushed(old: dict[str, Any], new: dict[str, Any]) -> int:
    """A later expected day of a deal that is open at both loads."""
    both = old["outcome"] == new["outcome"] == "open"
    return int(both and new["expected_close_on"] > old["expected_close_on"])


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_daily_loads_give_the_truth_of_every_day(company: Company, kit: Any, tmp_path: Path) -> None:
    days = load_days(company.time, "daily")[-120:]
    found = loaded(company, kit, tmp_path, days, partial=True)
    same_at_each_load(company, found["opportunity_span"], days)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_amounts_at_each_month_end_add_up_to_the_cent(company: Company, kit: Any, tmp_path: Path) -> None:
    days = load_days(company.time, "monthly")
    spans = loaded(company, kit, tmp_path, days, partial=False)["opportunity_span"]
    amount, outcome = STATE.index("amount"), STATE.index("outcome")
    for day in days:
        states = on(spans, company.time.origin + timedelta(days=day)).values()
        truth = sum(r["amount"] for r in shown(company, day).values() if r["outcome"] == "open")
        assert sum(s[amount] for s in states if s[outcome] == "open") == truth
