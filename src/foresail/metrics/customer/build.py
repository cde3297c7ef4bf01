"""The sums of each customer become tables of the generation."""

from __future__ import annotations

from datetime import date

from foresail.contracts.access import TableRule
from foresail.metrics.customer.catalogue import SIDES
from foresail.metrics.door import Building
from foresail.metrics.facts.declare import BY_ACCOUNT


def build_customers(session: Building, as_of: date) -> None:
    """Make the sums of each customer from the facts.

    Parameters
    ----------
    session
        A build session in which the facts stand.
    as_of
        The day of the data.
    """
    rule = TableRule(owners=(BY_ACCOUNT,))
    for side in SIDES.values():
        if side.made:
            session.table(side.table, side.sql(), {"as_of": as_of}, rule=rule)
