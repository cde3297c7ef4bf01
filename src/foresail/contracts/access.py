"""Whose rows a stored table shows. Written with it, applied by the query door; without a rule a table is closed."""

from __future__ import annotations

from foresail.kernel.base import Frozen
from foresail.model.declare import Entity, Owner


class TableRule(Frozen):
    """The rule of one stored table.

    Parameters
    ----------
    shared
        Every viewer sees every row.
    owners
        Alternative ways from a row to its owner; empty and not shared: only those who see everything.
    personal
        Columns with personal data, masked for viewers without the right.
    """

    shared: bool = False
    owners: tuple[Owner, ...] = ()
    personal: frozenset[str] = frozenset()


CLOSED = TableRule()
SHARED = TableRule(shared=True)


def rule_of(entity: Entity) -> TableRule:
    """The rule of a canonical table."""
    personal = frozenset(c.name for c in entity.columns if c.personal)
    return TableRule(shared=entity.shared, owners=entity.owners, personal=personal)
