"""What the generation stores, as far as declarations can know it: canonical tables with their derived columns."""

from __future__ import annotations

from functools import cache

from foresail.model.declare import LINEAGE, Entity, Type
from foresail.model.tables import TABLES

SPAN_COLUMNS = {
    "opportunity_id": "VARCHAR",
    "valid_from": "DATE",
    "valid_to": "DATE",
    "stage": "VARCHAR",
    "amount": "DECIMAL(18, 4)",
    "amount_base": "DECIMAL(18, 4)",
    "currency": "VARCHAR",
    "expected_close_on": "DATE",
    "owner_id": "VARCHAR",
    "outcome": "VARCHAR",
    "forecast_category": "VARCHAR",
    "probability": "DECIMAL(9, 6)",
}


@cache
def stored_columns() -> dict[str, dict[str, str]]:
    """Table → column → SQL type of everything that a capability may read, results apart."""
    return {**{name: _columns(entity) for name, entity in TABLES.items()}, "opportunity_span": SPAN_COLUMNS}


def _columns(entity: Entity) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in (*entity.columns, *LINEAGE):
        found[column.name] = column.type.sql
        if column.type is Type.TIMESTAMP and column.name.endswith("_at") and column.name != "loaded_at":
            found[f"{column.name.removesuffix('_at')}_on"] = "DATE"
        if column.type in (Type.MONEY, Type.UNIT_PRICE):
            found[f"{column.name}_base"] = column.type.sql
    return found
