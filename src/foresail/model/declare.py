"""How a canonical table is declared. Schema, checks, mapping wizard and documentation come from the declaration."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from foresail.kernel.base import Frozen
from foresail.kernel.text import Text


class Type(StrEnum):
    """The type of a column. `sql` is what the warehouse stores."""

    ID = "id"  # text as the source writes it, prefixed with the source
    TEXT = "text"
    CATEGORY = "category"  # text with few values: a natural dimension
    BOOLEAN = "boolean"
    INTEGER = "integer"
    QUANTITY = "quantity"
    MONEY = "money"
    UNIT_PRICE = "unit_price"
    RATIO = "ratio"
    NUMBER = "number"
    DATE = "date"
    TIMESTAMP = "timestamp"  # UTC
    CURRENCY = "currency"  # ISO 4217
    JSON = "json"

    @property
    def sql(self) -> str:
        return _SQL[self]


_SQL = {
    Type.ID: "VARCHAR",
    Type.TEXT: "VARCHAR",
    Type.CATEGORY: "VARCHAR",
    Type.BOOLEAN: "BOOLEAN",
    Type.INTEGER: "BIGINT",
    Type.QUANTITY: "DECIMAL(18, 4)",
    Type.MONEY: "DECIMAL(18, 4)",
    Type.UNIT_PRICE: "DECIMAL(18, 6)",
    Type.RATIO: "DECIMAL(9, 6)",
    Type.NUMBER: "DOUBLE",
    Type.DATE: "DATE",
    Type.TIMESTAMP: "TIMESTAMP",
    Type.CURRENCY: "VARCHAR",
    Type.JSON: "VARCHAR",
}


class Column(Frozen):
    """One column of a canonical table.

    Parameters
    ----------
    name, type, title
        Snake-case name, type, and what people call it.
    references
        The entity whose key this id names.
    personal
        Personal data: shown by right, erased on request.
    changes
        The source overwrites it; what was true on a past day is read from history.
    known_at
        The column whose moment makes this value known; empty means the entity's own `known_at`.
    note
        What a person should know about its meaning.
    """

    name: str
    type: Type
    title: Text
    references: str = ""
    personal: bool = False
    changes: bool = False
    known_at: str = ""
    note: Text | None = None


class Owner(Frozen):
    """How the owner of a row is found: a column with a representative, or a column that names another entity's row."""

    column: str
    through: str = ""


class Entity(Frozen):
    """A canonical table.

    Parameters
    ----------
    name, title
        Table name and what people call it.
    group
        The folder it stands in.
    key
        Columns that identify a row.
    columns
        All columns but the three that every table carries (`source`, `source_id`, `loaded_at`) and `extra`.
    known_at
        The column whose moment makes a row known; empty for reference tables that are always known.
    owners
        Alternative ways to the owner; a viewer sees the row when any of them leads to an owner that the viewer sees.
    shared
        Every viewer sees every row (products, stages, rates).
    """

    name: str
    title: Text
    group: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    known_at: str = ""
    owners: tuple[Owner, ...] = ()
    shared: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = [c.name for c in self.columns]
        missing = [n for n in (*self.key, *(o.column for o in self.owners)) if n not in names]
        dated = [c.known_at for c in self.columns if c.known_at] + ([self.known_at] if self.known_at else [])
        missing += [n for n in dated if n not in names]
        if missing or len(set(names)) != len(names):
            raise ValueError(f"{self.name}: unknown or repeated columns {missing or names}")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the declared columns, in order."""
        return tuple(c.name for c in self.columns)

    def column(self, name: str) -> Column:
        """A declared column by name (KeyError if there is none)."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


LINEAGE: tuple[Column, ...] = (
    Column(name="source", type=Type.CATEGORY, title=Text(en="Source", zh="来源")),
    Column(name="source_id", type=Type.TEXT, title=Text(en="ID in the source", zh="来源编号")),
    Column(name="loaded_at", type=Type.TIMESTAMP, title=Text(en="Loaded at", zh="载入时间")),
    Column(name="extra", type=Type.JSON, title=Text(en="Further columns", zh="其他列")),
)
"""What every canonical table carries beside its declared columns."""
