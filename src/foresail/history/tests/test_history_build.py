"""The canonical model out of staged loads."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from foresail.kernel.settings import Settings
from foresail.model.tables import TABLES
from foresail.warehouse.warehouse import Warehouse


def test_an_empty_landing_gives_every_table_empty(warehouse: Warehouse, kit: Any) -> None:
    with kit.built(warehouse) as session:
        tables = session.tables()
        assert set(TABLES) <= set(tables)
        assert all(session.fetch(f'SELECT count(*) AS n FROM "{t}"')["n"][0] == 0 for t in TABLES)
        assert {"opportunity_span", "xref", "load", "load_file", "load_table", "quarantine", "assumption"} <= set(
            tables
        )
        assert not [t for t in tables if t.startswith(("staged_", "merged_", "open_"))]


def test_latest_state_days_and_base_amounts(warehouse: Warehouse, kit: Any) -> None:
    put, day = kit.put, kit.day
    landing = warehouse.landing
    put(
        landing,
        "crm",
        day("2024-03-31"),
        {
            "account": [{"account_id": "1", "name": "Acme"}],
            "opportunity": [
                {
                    "opportunity_id": "d1",
                    "account_id": "1",
                    "amount": "100",
                    "currency": "USD",
                    "stage": "new",
                    "created_at": day("2024-03-01", 20).replace(tzinfo=None),
                    "outcome": "open",
                }
            ],
            "fx_rate": [
                {"on_date": date(2024, 3, 1), "currency": "USD", "rate": 7.0},
                {"on_date": date(2024, 3, 10), "currency": "USD", "rate": 8.0},
            ],
        },
    )
    put(
        landing,
        "crm",
        day("2024-04-30"),
        {
            "opportunity": [
                {
                    "opportunity_id": "d1",
                    "account_id": "1",
                    "amount": "120.5",
                    "currency": "USD",
                    "stage": "won",
                    "outcome": "won",
                    "created_at": day("2024-03-01", 20).replace(tzinfo=None),
                    "closed_at": day("2024-04-15").replace(tzinfo=None),
                }
            ],
        },
    )
    with kit.built(warehouse, Settings(time_zone="Asia/Shanghai")) as session:
        deal = session.fetch("SELECT * FROM opportunity").row(0, named=True)
        assert (deal["created_on"], deal["amount_base"], deal["account_id"]) == (
            date(2024, 3, 2),
            Decimal("964.0000"),
            "crm:1",
        )
        changes = session.fetch(
            "SELECT field, old, new, changed_on, origin FROM opportunity_change ORDER BY field"
        ).rows()
        assert [c[0] for c in changes] == ["amount", "outcome", "stage"]
        assert {c[3] for c in changes} == {date(2024, 4, 15)}
        spans = session.fetch(
            "SELECT valid_from, valid_to, stage, amount, amount_base, outcome FROM opportunity_span ORDER BY valid_from"
        ).rows()
        assert spans == [
            (date(2024, 3, 2), date(2024, 4, 15), "new", Decimal("100.0000"), Decimal("700.0000"), "open"),
            (date(2024, 4, 15), date(9999, 12, 31), "won", Decimal("120.5000"), Decimal("964.0000"), "won"),
        ]
