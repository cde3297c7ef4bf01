"""How a quality rule is declared: a query that gives the bad rows."""

from __future__ import annotations

from enum import StrEnum

from foresail.kernel.base import Frozen
from foresail.kernel.text import Text


class Severity(StrEnum):
    """How bad it is. A blocking rule stops a build once its share of bad rows passes `tolerance`."""

    BLOCKING = "blocking"
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Rule(Frozen):
    """A quality rule.

    Parameters
    ----------
    id
        `<table>.<what>`, for example `opportunity.close_date_passed`.
    sql
        File beside the declaration: a SELECT with the table's key columns, `field` (the column to mend, may be NULL),
        `found` (the bad value as text) and `money` (money at risk in the base currency, may be NULL). Takes `:as_of`.
    needs
        Tables → columns without which the rule does not apply.
    tolerance
        Share of rows that may be bad before a blocking rule blocks.
    """

    id: str
    table: str
    severity: Severity
    title: Text
    why: Text
    fix: Text
    sql: str
    needs: dict[str, tuple[str, ...]]
    tolerance: float = 0.0
