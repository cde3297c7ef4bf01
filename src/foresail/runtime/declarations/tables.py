"""What the generation stores, as far as declarations can know it: canonical tables with their derived columns."""

from __future__ import annotations

from functools import cache

from foresail.history.columns import amounts, local_day, moments
from foresail.model.declare import LINEAGE, Entity
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
    "assumed": "BOOLEAN",
}
ISSUED_COLUMNS = {
    "issue": "BIGINT",
    "issued_on": "DATE",
    "as_of": "DATE",
    "capability_id": "VARCHAR",
    "person": "VARCHAR",
    "method": "VARCHAR",
    "metric": "VARCHAR",
    "series": "VARCHAR",
    "level": "VARCHAR",
    "owner_id": "VARCHAR",
    "period": "DATE",
    "horizon": "BIGINT",
    "forecast": "DOUBLE",
    "lo_80": "DOUBLE",
    "hi_80": "DOUBLE",
    "baseline": "DOUBLE",
    "reason": "VARCHAR",
}
"""What was issued and has come due, from the ledger: one row a forecast and period (`runtime.issuing`)."""


@cache
def stored_columns() -> dict[str, dict[str, str]]:
    """Table → column → SQL type of everything that a capability may read, results apart."""
    return {
        **{name: _columns(entity) for name, entity in TABLES.items()},
        "opportunity_span": SPAN_COLUMNS,
        "issued_forecast": ISSUED_COLUMNS,
    }


def _columns(entity: Entity) -> dict[str, str]:
    found = {column.name: column.type.sql for column in (*entity.columns, *LINEAGE)}
    found |= {local_day(name): "DATE" for name in moments(entity)}
    found |= {f"{column.name}_base": "DECIMAL(18, 4)" for column in amounts(entity)}
    return found
