"""How a field of a customer is declared, and where it is read: one row a customer, beside the account."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from sqlglot import exp

from foresail.kernel.base import Frozen
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.warehouse.sqlfile import parse, read_sql

FOLDER = Path(__file__).parent / "sql"
ACCOUNT = "a"
"""The alias of the account itself."""


class Side(Frozen):
    """What stands beside the account.

    Parameters
    ----------
    name
        Its alias in a statement.
    title
        What people call it.
    table
        A stored table with `account_id`; empty: `sql/<name>.sql` gives the rows as they are asked for.
    made
        Whether that SQL makes the table when the workspace is built: sums of facts are then not made again by every
        question. No row means none of the kind.
    capability
        The analysis that makes the table: its status says why the table is missing.
    many
        Whether a customer has several rows; a condition then asks whether any of them meets it.
    """

    name: str
    title: Text
    table: str = ""
    capability: str = ""
    made: bool = False
    many: bool = False

    @cached_property
    def tables(self) -> frozenset[str]:
        """The stored tables that are read."""
        if self.table:
            return frozenset({self.table})
        tree = self.tree()
        own = {cte.alias for cte in tree.find_all(exp.CTE)}
        return frozenset(t.name for t in tree.find_all(exp.Table) if t.name not in own)

    def tree(self) -> exp.Query:
        """The SELECT of the SQL file; it may name `:as_of`."""
        return parse(self.sql())

    def sql(self) -> str:
        """The text of the SQL file."""
        return read_sql(FOLDER / f"{self.name}.sql")


def summed(name: str, en: str, zh: str) -> Side:
    """Declare sums of facts that are made when the workspace is built."""
    return Side(name=name, title=Text(en=en, zh=zh), table=f"customer_{name}", made=True)


class Trait(Frozen):
    """A field of a customer.

    Parameters
    ----------
    name, title, unit
        As filters name it, as people call it, and what it counts.
    side
        The name of what it is read from.
    column
        The column there.
    label
        A second column that holds the words for an id.
    personal
        Whether it is personal data: masked for viewers without the right, who then find nobody by it.
    note
        What it means, where the title does not say it.
    """

    name: str
    title: Text
    unit: Unit
    side: str
    column: str
    label: str = ""
    personal: bool = False
    note: Text | None = None


def trait(
    side: str,
    name: str,
    en: str,
    zh: str,
    unit: Unit,
    column: str = "",
    *,
    label: str = "",
    personal: bool = False,
    note: tuple[str, str] | None = None,
) -> Trait:
    """Declare a field; its column has its name unless another is said."""
    return Trait(
        name=name,
        title=Text(en=en, zh=zh),
        unit=unit,
        side=side,
        column=column or name,
        label=label,
        personal=personal,
        note=Text(en=note[0], zh=note[1]) if note else None,
    )
