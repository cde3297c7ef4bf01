"""The facts become tables of the generation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from foresail.contracts.access import SHARED, TableRule
from foresail.kernel.settings import Settings
from foresail.metrics.door import Building
from foresail.metrics.facts.catalogue import FACTS

if TYPE_CHECKING:
    import polars as pl

DAYS = "fact_days"
"""A table of days: periods are read from it, so that a query's text does not depend on the length of its span."""
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2100, 12, 31)


class Session(Building, Protocol):
    """The part of a build session that is needed here."""

    def frame(
        self,
        name: str,
        make: Callable[[], pl.DataFrame],
        *,
        recipe: str,
        inputs: Sequence[str],
        types: Mapping[str, str],
        rule: TableRule = ...,
    ) -> Any: ...


def build_facts(session: Session, settings: Settings) -> None:
    """Make every `fact_*` table from the canonical tables of a build.

    Parameters
    ----------
    session
        A build session in which the canonical tables, `opportunity_span` included, stand.
    settings
        The workspace's settings. The facts do not depend on them today: local days and base amounts are in the model.
    """
    session.frame(DAYS, days, recipe=f"days/1 {FIRST_DAY} {LAST_DAY}", inputs=(), types={"day": "DATE"}, rule=SHARED)
    for fact in FACTS.values():
        session.table(fact.table, fact.sql, rule=fact.rule)


def days() -> pl.DataFrame:
    """Every day from the first to the last that a period may touch; one column `day`."""
    import polars as pl

    return pl.DataFrame({"day": pl.date_range(FIRST_DAY, LAST_DAY, "1d", eager=True)})
