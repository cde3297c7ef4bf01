"""What kind of value every field holds: canonical columns, and hints from which columns are computed."""

from __future__ import annotations

from foresail.model.declare import Column, Type
from foresail.model.tables import TABLES

HINTS: dict[str, Type] = {
    "_close_date": Type.DATE,
    "_won": Type.BOOLEAN,
    "_lost": Type.BOOLEAN,
    "_closed": Type.BOOLEAN,
    "_active": Type.BOOLEAN,
    "_opted_in": Type.BOOLEAN,
    "_converted": Type.BOOLEAN,
    "_return": Type.BOOLEAN,
    "_discount_rate": Type.RATIO,
    "_unit_cost": Type.UNIT_PRICE,
    "_total": Type.MONEY,
    "_quantity": Type.QUANTITY,
    "_seconds": Type.NUMBER,
    "_milliseconds": Type.NUMBER,
    "_ends_at": Type.TIMESTAMP,
    "_amount": Type.MONEY,
    "_expected_close_on": Type.DATE,
    "_probability": Type.RATIO,
}
"""Hint → type; hints that are not here are text (`_account_name`, `_first_name`)."""

TELLING = frozenset({"_code", "_sku", "_login", "_duration", "_subject", "_converted", "_phone"})
"""Hints that only tell which object a file is: their columns stay in `extra`."""

NAMED: dict[str, tuple[str, str, str]] = {
    "_account_name": ("account_id", "account", "name"),
    "_owner_name": ("owner_id", "representative", "name"),
    "_product_name": ("product_id", "product", "name"),
    "_campaign_name": ("campaign_id", "campaign", "name"),
    "_contact_name": ("contact_id", "contact", "full_name"),
    "_opportunity_name": ("opportunity_id", "opportunity", ""),
    "_partner_name": ("partner_id", "partner", "name"),
    "_team_name": ("team_id", "team", "name"),
}
"""Hint with a name → the reference that it stands for, the table that it names, and that table's column."""


def split(table: str, field: str) -> tuple[str, str]:
    """Table and column of a field; a field without a dot belongs to `table`."""
    other, dot, column = field.partition(".")
    return (other, column) if dot else (table, field)


def kind_of(table: str, field: str) -> Type:
    """The type of a field."""
    if field.startswith("_"):
        return HINTS.get(field, Type.TEXT)
    owner, column = split(table, field)
    return declared(owner, column).type


def declared(table: str, column: str) -> Column:
    """The declaration behind a canonical column."""
    return TABLES[table].column(column)
