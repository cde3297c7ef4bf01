"""How a fact is declared. Its columns are those of its SQL; what they mean is said in `foresail.metrics.fields`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from foresail.contracts.access import SHARED, TableRule
from foresail.kernel.base import Frozen
from foresail.kernel.text import Text
from foresail.model.declare import Owner
from foresail.warehouse.sqlfile import parse, read_sql

_PERSONAL = frozenset({"account_name", "lead_name"})


class Fact(Frozen):
    """A stored fact.

    Parameters
    ----------
    name, title
        The table is `fact_<name>`; its SQL is `<area>/<name>.sql`.
    area
        The folder.
    entity
        The canonical table of which a row is one row, and whose `extra` columns are its own.
    key
        Columns that identify a row.
    dated
        The DATE column that says since when a row is part of the facts.
    shown
        Columns that are shown when a number is opened to its rows, in order.
    owners
        The ways to the owner; empty: every viewer sees every row.
    origins
        Column of the fact → the canonical table and column that it comes from, to name what is missing.
    """

    name: str
    title: Text
    area: str
    entity: str
    key: tuple[str, ...]
    dated: str
    shown: tuple[str, ...]
    owners: tuple[Owner, ...] = ()
    origins: Mapping[str, tuple[str, str]] = {}

    @property
    def table(self) -> str:
        """The name of the stored table."""
        return f"fact_{self.name}"

    @property
    def sql(self) -> str:
        """The SELECT that makes the table."""
        return read_sql(Path(__file__).parent / self.area / f"{self.name}.sql")

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of the SELECT, in order."""
        return tuple(parse(self.sql).named_selects)

    @cached_property
    def money(self) -> frozenset[str]:
        """Columns with an amount in its own currency; each has a twin `<column>_base` in the base currency."""
        return frozenset(c for c in self.columns if f"{c}_base" in self.columns)

    @property
    def fields(self) -> tuple[str, ...]:
        """What can be asked of a row: its columns without the twins."""
        return tuple(c for c in self.columns if c.removesuffix("_base") == c)

    @property
    def rule(self) -> TableRule:
        """Whose rows a viewer sees."""
        if not self.owners:
            return SHARED
        return TableRule(owners=self.owners, personal=_PERSONAL & set(self.columns))


OWN = Owner(column="owner_id")
BY_ACCOUNT = Owner(column="account_id", through="account")
BY_OPPORTUNITY = Owner(column="opportunity_id", through="opportunity")
BY_LEAD = Owner(column="lead_id", through="lead")
