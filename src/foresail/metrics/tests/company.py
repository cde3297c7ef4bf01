"""A small company in canonical tables, seeded: returns, cancelled orders, two currencies and one without a rate, empty
values, reopened deals."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import polars as pl

from foresail.contracts.access import TableRule, rule_of
from foresail.kernel.calendar import Calendar
from foresail.kernel.settings import Settings
from foresail.metrics import build_facts
from foresail.metrics.compile.summing import build_summaries
from foresail.metrics.customer.build import build_customers
from foresail.metrics.tests.world import AS_OF, FIRST, World
from foresail.model.declare import LINEAGE, Entity, Owner, Type
from foresail.model.tables import TABLES
from foresail.warehouse.build import BuildSession
from foresail.warehouse.warehouse import Warehouse

CALENDAR = Calendar()
_PARENTS = {"order_line": ("order", "order_id"), "opportunity_line": ("opportunity", "opportunity_id")}
_POLARS = {
    "VARCHAR": pl.String,
    "BOOLEAN": pl.Boolean,
    "BIGINT": pl.Int64,
    "DOUBLE": pl.Float64,
    "DATE": pl.Date,
    "TIMESTAMP": pl.Datetime("us"),
    "DECIMAL(18, 4)": pl.Decimal(18, 4),
    "DECIMAL(18, 6)": pl.Decimal(18, 6),
    "DECIMAL(9, 6)": pl.Decimal(9, 6),
}
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


__all__ = ["AS_OF", "CALENDAR", "FIRST", "Company", "build", "span_frame"]


class Company(World):
    """The rows with what the import derives from them: local days, and amounts in the base currency."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        for span in self.spans:
            span["amount_base"] = self.base(span["amount"], span["currency"], span["valid_from"])

    def base(self, amount: Decimal | None, code: str | None, day: date | None) -> Decimal | None:
        """The amount in CNY at the newest rate up to the day; EUR has none."""
        if amount is None or code == "CNY":
            return amount
        rates = [r for r in self.rows["fx_rate"] if r["currency"] == code and day is not None and r["on_date"] <= day]
        if not rates:
            return None
        rate = Decimal(str(max(rates, key=lambda r: r["on_date"])["rate"]))
        return (amount * rate).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)

    def frame(self, entity: Entity) -> pl.DataFrame:
        """A canonical table with its derived columns."""
        types = {c.name: c.type.sql for c in (*entity.columns, *LINEAGE)}
        amounts = self._amounts(entity)
        types |= {f"{c.name[:-3]}_on": "DATE" for c in entity.columns if c.type is Type.TIMESTAMP}
        types |= {f"{name}_base": types[name] for name in amounts}
        parent, key = _PARENTS.get(entity.name, ("", ""))
        heads = {r[key]: r for r in self.rows[parent]} if parent else {}
        rows = [
            self._derived(entity, {"source": "erp", **row}, amounts, heads.get(row.get(key), {}) if parent else row)
            for row in self.rows[entity.name]
        ]
        schema = {name: _POLARS[kind] for name, kind in types.items()}
        return pl.DataFrame([{n: row.get(n) for n in schema} for row in rows], schema=schema, orient="row")

    def _amounts(self, entity: Entity) -> list[str]:
        if "currency" in entity.names or entity.name in _PARENTS or entity.name == "account":
            return [c.name for c in entity.columns if c.type in (Type.MONEY, Type.UNIT_PRICE)]
        return []

    def _derived(self, entity: Entity, row: dict[str, Any], amounts: list[str], head: dict[str, Any]) -> dict[str, Any]:
        parent = _PARENTS.get(entity.name, ("", ""))[0]
        dated = TABLES[parent or entity.name].known_at or "starts_on"
        day = head.get(dated)
        local = CALENDAR.local_day(day) if isinstance(day, datetime) else day
        for name in amounts:
            row[f"{name}_base"] = self.base(row.get(name), head.get("currency", "CNY"), local)
        for column in entity.columns:
            if column.type is Type.TIMESTAMP and row.get(column.name) is not None:
                row[f"{column.name[:-3]}_on"] = CALENDAR.local_day(row[column.name])
        return row

    def fill(self, session: BuildSession) -> None:
        """Put the canonical tables and the spans into a build."""
        for entity in TABLES.values():
            frame = self.frame(entity)
            session.frame(entity.name, lambda f=frame: f, recipe="test", inputs=(), rule=rule_of(entity))
        spans = span_frame(self)
        by_opportunity = TableRule(owners=(Owner(column="opportunity_id", through="opportunity"),))
        session.frame("opportunity_span", lambda: spans, recipe="test", inputs=(), rule=by_opportunity)
        session.info.update(as_of=AS_OF.isoformat(), base_currency="CNY", time_zone="Asia/Shanghai")


def build(root: Path, company: Company) -> Warehouse:
    """A warehouse with the company's facts."""
    warehouse = Warehouse(root)
    with warehouse.build() as session:
        company.fill(session)
        build_facts(session, Settings())
        build_summaries(session, AS_OF)
        build_customers(session, AS_OF)
    return warehouse


def span_frame(company: Company) -> pl.DataFrame:
    """The table `opportunity_span`."""
    return pl.DataFrame(company.spans, schema={n: _POLARS[t] for n, t in SPAN_COLUMNS.items()}, orient="row")
