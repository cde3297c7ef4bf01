"""What goes wrong in real pipelines ends in a clear message or a stated rule, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from foresail.warehouse.warehouse import Warehouse

Found = dict[str, pl.DataFrame]
LIST = [
    {"pipeline": p, "stage": s, "position": n, "outcome": o}
    for p, named in (("New", ("Talk", "Offer", "Won", "Lost")), ("Renewal", ("Notice", "Offer", "Won", "Lost")))
    for n, (s, o) in enumerate(zip(named, ("open", "open", "won", "lost"), strict=True), start=1)
]


def deal(key: str, stage: str, amount: int = 100, currency: str = "CNY", **more: Any) -> dict[str, Any]:
    outcome = {"Won": "won", "Lost": "lost"}.get(stage, "open")
    row = {"opportunity_id": key, "pipeline": "New", "stage": stage, "outcome": outcome}
    return {**row, "amount": amount, "currency": currency, **more}


JANUARY = [
    deal("odd", "Mystery"),
    deal("r1", "Talk"),
    deal("r2", "Talk"),
    deal("r3", "Talk"),
    deal("two", "Offer", pipeline="Renewal"),
    deal("money", "Offer", 100, "USD"),
    deal("back", "Lost", outcome="lost"),
    deal("half", "Offer"),
]
FEBRUARY = [
    deal("odd", "Mystery", 120),
    deal("r1", "First talk"),
    deal("r2", "First talk"),
    deal("r3", "First talk"),
    deal("two", "Won", pipeline="Renewal"),
    deal("money", "Offer", 100, "CNY"),
    deal("back", "Offer"),
]
MARCH = [deal("odd", "Offer", 120), deal("late", "Offer")]
"""Half of the deals, and not said to be complete."""
DECEMBER = [deal("odd", "Mystery", 50), deal("back", "Offer", 80)]
"""Comes last, though it was taken first."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, kit: Any) -> Iterator[Found]:
    warehouse = Warehouse(tmp_path_factory.mktemp("odd"), threads=2)
    rates = [{"on_date": date(2023, 1, 1), "currency": "USD", "rate": 7.0}]
    kit.put(warehouse.landing, "crm", kit.day("2024-01-31"), {"stage": LIST, "fx_rate": rates, "opportunity": JANUARY})
    kit.put(warehouse.landing, "crm", kit.day("2024-02-29"), {"opportunity": FEBRUARY})
    kit.put(warehouse.landing, "crm", kit.day("2024-03-31"), {"opportunity": MARCH})
    kit.put(warehouse.landing, "crm", kit.day("2023-12-31"), {"opportunity": DECEMBER}, loaded_at=kit.day("2024-04-02"))
    with kit.built(warehouse) as session:
        names = ("opportunity", "opportunity_change", "opportunity_span", "stage", "quarantine", "load")
        made = {n: session.fetch(f"SELECT * FROM {n}") for n in names}  # noqa: S608
    yield made
    warehouse.close()


def spans(found: Found, key: str) -> list[tuple[Any, ...]]:
    mine = found["opportunity_span"].filter(pl.col("opportunity_id") == f"crm:{key}").sort("valid_from")
    return mine.select("valid_from", "stage", "amount", "amount_base", "currency", "outcome").rows()


def changes(found: Found, key: str, field: str) -> list[tuple[Any, ...]]:
    mine = found["opportunity_change"].filter((pl.col("opportunity_id") == f"crm:{key}") & (pl.col("field") == field))
    return mine.sort("changed_on").select("changed_on", "old", "new").rows()


def test_nothing_is_lost(found: Found) -> None:
    keys = {r["opportunity_id"] for r in (*JANUARY, *FEBRUARY, *MARCH, *DECEMBER)}
    assert {i.removeprefix("crm:") for i in found["opportunity"]["opportunity_id"]} == keys
    assert found["quarantine"].height == 0
    assert found["load"].height == 4
    assert {i.removeprefix("crm:") for i in found["opportunity_span"]["opportunity_id"]} == keys


def test_a_stage_that_no_list_knows_is_kept_and_open(found: Found) -> None:
    assert [s[1] for s in spans(found, "odd")] == ["Mystery", "Mystery", "Mystery", "Offer"]
    assert {s[5] for s in spans(found, "odd")} == {"open"}
    assert changes(found, "odd", "stage") == [(date(2024, 3, 31), "Mystery", "Offer")]


def test_a_renamed_stage_is_a_move_on_the_day_of_the_load(found: Found) -> None:
    for key in ("r1", "r2", "r3"):
        assert changes(found, key, "stage") == [(date(2024, 2, 29), "Talk", "First talk")]


def test_two_pipelines_with_one_stage_name_stay_apart(found: Found) -> None:
    assert found["stage"].filter(pl.col("stage") == "Offer")["pipeline"].sort().to_list() == ["New", "Renewal"]
    mine = found["opportunity"].filter(pl.col("opportunity_id") == "crm:two").row(0, named=True)
    assert (mine["pipeline"], mine["stage"], mine["outcome"]) == ("Renewal", "Won", "won")


def test_a_change_of_currency_is_told_and_each_day_converted_by_its_own(found: Found) -> None:
    assert changes(found, "money", "currency") == [(date(2024, 2, 29), "USD", "CNY")]
    assert changes(found, "money", "amount") == []
    assert [s[2:5] for s in spans(found, "money")] == [
        (Decimal(100), Decimal(700), "USD"),
        (Decimal(100), Decimal(100), "CNY"),
    ]


def test_a_lost_deal_that_is_open_again_is_reopened(found: Found) -> None:
    assert changes(found, "back", "reopened") == [(date(2024, 2, 29), "lost", "open")]
    assert [s[5] for s in spans(found, "back")] == ["open", "lost", "open"]


def test_a_load_older_than_the_last_goes_where_it_belongs(found: Found) -> None:
    assert spans(found, "odd")[0][:3] == (date(2023, 12, 31), "Mystery", Decimal(50))
    now = found["opportunity"].filter(pl.col("opportunity_id") == "crm:odd").row(0, named=True)
    assert (now["stage"], now["amount"]) == ("Offer", Decimal(120))
    assert changes(found, "odd", "amount")[0] == (date(2024, 1, 31), "50.0000", "100.0000")


def test_a_load_of_half_the_deals_deletes_nothing(found: Found) -> None:
    assert not found["opportunity_change"].filter(pl.col("field") == "deleted").height
    half = found["opportunity_span"].filter(pl.col("opportunity_id") == "crm:half")
    assert half["valid_to"].max() == date(9999, 12, 31)
