"""What a row tells about other tables: the order, account and product behind a flat line."""

from __future__ import annotations

from foresail.kernel.base import Frozen
from foresail.model.tables import TABLES
from foresail.sources.recognise.fields import NAMED, split
from foresail.sources.staging.convert import Plan


class Part(Frozen):
    """Rows of another table inside a file.

    Parameters
    ----------
    table, key
        The other table, and the staged column that holds its key.
    columns
        Its column → the staged column that feeds it.
    """

    table: str
    key: str
    columns: dict[str, str]


def parts_of(plan: Plan, staged: tuple[str, ...]) -> tuple[Part, ...]:
    """The other tables that a file feeds."""
    found: dict[str, dict[str, str]] = {}
    for field in staged:
        if "." in field:
            table, column = split(plan.table, field)
            found.setdefault(table, {})[column] = field
    for hint, (reference, table, column) in NAMED.items():
        own = reference if reference in plan.fields else f"order.{reference}"
        named = hint in plan.fields and column and table != plan.table
        if named and (own in plan.fields or table in found):
            found.setdefault(table, {}).setdefault(column, hint)
    out = []
    for table, columns in found.items():
        key = TABLES[table].key[0]
        at = next((k for k in (key, f"order.{key}") if k in staged), "")
        if at and table != plan.table and len(TABLES[table].key) == 1:
            out.append(Part(table=table, key=at, columns={c: f for c, f in columns.items() if c != key}))
    return tuple(out)


def totals_of(plan: Plan) -> Part | None:
    """Lines made from the totals of orders, for systems that export no lines."""
    if plan.table != "order" or "_total" not in plan.fields:
        return None
    return Part(table="order_line", key="order_id", columns={"net_amount": "_total"})
