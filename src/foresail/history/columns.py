"""What history knows of a table beyond its declaration: keys of a staged row, own days, derived columns."""

from __future__ import annotations

from foresail.model.declare import LINEAGE, Column, Entity, Type
from foresail.model.tables import TABLES

ADDITIVE = frozenset({"spend", "partner_sale"})
"""Tables whose rows are amounts: two rows with one key are two amounts, so neither replaces the other."""

LINES = {"order_line": ("order", "order_id"), "opportunity_line": ("opportunity", "opportunity_id")}
"""Line tables → parent and its key: currency and day are the parent's."""

NEWEST = ":newest"
_OWN_DAY: dict[str, tuple[str, ...]] = {
    "campaign": ("starts_on", NEWEST),
    "competitor_price": ("seen_on",),
    "contract": ("signed_on", "starts_on", NEWEST),
    "invoice": ("issued_on",),
    "opportunity": ("closed_on", "created_on", NEWEST),
    "order": ("ordered_on",),
    "partner_sale": ("sold_on",),
    "payment": ("paid_on",),
    "price": ("valid_from",),
    "product": (NEWEST,),
    "quote": ("issued_on",),
    "spend": ("spent_on",),
    "subscription": ("starts_on", NEWEST),
    "target": ("starts_on", NEWEST),
    "training": ("on_date",),
}
"""The day whose rate converts a row: the first that is filled. `:newest` is the day of the newest load."""


def q(name: str) -> str:
    """A quoted identifier (`order` is a word of SQL)."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A quoted SQL text; only for names from our own declarations."""
    return "'" + value.replace("'", "''") + "'"


def local_day(column: str) -> str:
    """The name of the local day of a moment: `created_at` → `created_on`."""
    return column.removesuffix("_at") + "_on"


def moments(entity: Entity) -> tuple[str, ...]:
    """The timestamp columns of a table."""
    return tuple(c.name for c in entity.columns if c.type is Type.TIMESTAMP)


def amounts(entity: Entity) -> tuple[Column, ...]:
    """The columns that are also kept in the base currency."""
    priced = entity.name in _OWN_DAY or entity.name in LINES or entity.name == "account"
    return tuple(c for c in entity.columns if priced and c.type in (Type.MONEY, Type.UNIT_PRICE))


def own_day(entity: Entity, prefix: str = "") -> str:
    """SQL of the day whose rate converts a row."""
    parts = [f"CAST({c} AS DATE)" if c == NEWEST else f"{prefix}{q(c)}" for c in _OWN_DAY[entity.name]]
    return f"coalesce({', '.join(parts)})" if len(parts) > 1 else parts[0]


def has_currency(entity: Entity) -> bool:
    """Whether a table carries its own currency."""
    return "currency" in entity.names and entity.name != "fx_rate"


def identity_of(entity: Entity) -> tuple[str, ...]:
    """Columns that identify a staged row of one source.

    A table of amounts without a line number counts equal keys by `_rank`, so that no amount is lost.
    """
    return (*entity.key, "_rank") if entity.name in ADDITIVE else entity.key


def content_of(entity: Entity) -> tuple[str, ...]:
    """Columns that say what a row is, apart from when and from which file it came."""
    return (*entity.names, "source_id", "extra")


def kept_of(entity: Entity) -> tuple[str, ...]:
    """Declared columns and lineage, in the order in which they are stored."""
    return (*entity.names, *(c.name for c in LINEAGE))


def sql_type(entity: Entity, name: str) -> str:
    """The stored type of a column."""
    for column in (*entity.columns, *LINEAGE):
        if column.name == name:
            return column.type.sql
    return {"_file": "VARCHAR", "_line": "BIGINT", "_rank": "BIGINT"}[name]


def stored_tables() -> tuple[Entity, ...]:
    """All canonical tables; a table comes after those from which it takes currency, day or outcome."""
    first = ("fx_rate", "stage", "order", "opportunity")
    names = [*first, *(n for n in TABLES if n not in first)]
    return tuple(TABLES[n] for n in names)
