"""The list of pairs for people, by the money that hangs on them; made when orders and deals stand."""

from __future__ import annotations

from foresail.contracts.access import TableRule
from foresail.identity.join.pairs import STEPS
from foresail.identity.match.api import SURE, WORTH_SHOWING
from foresail.warehouse.sqlfile import read_sql
from foresail.warehouse.warehouse import BuildSession

RULE = TableRule(personal=frozenset({"left_name", "right_name"}))
"""Only those who see every row decide what is one: a decision moves other people's customers."""


def write_review(session: BuildSession) -> None:
    """Make `identity_review`: one row a pair, with its standing, money in the base currency and reasons in words.

    Parameters
    ----------
    session
        The build, after the canonical tables were made.
    """
    session.table("identity_review", read_sql(STEPS / "review.sql"), {"sure": SURE, "shown": WORTH_SHOWING}, rule=RULE)
    session.drop("identity_side")
