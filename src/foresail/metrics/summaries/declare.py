"""How a summary is declared. Which metrics it answers follows from their own declarations."""

from __future__ import annotations

from functools import cached_property

from foresail.contracts.metric import Aggregate, Metric
from foresail.kernel.base import Frozen
from foresail.metrics.facts.catalogue import FACTS
from foresail.metrics.facts.declare import Fact
from foresail.metrics.registry import METRICS


class Summary(Frozen):
    """A fact summed by day or calendar month and some of its columns, for viewers who see every row.

    Whose row it is would be one more key, which in a large company leaves nearly as many rows as there are orders;
    those who see a part read that part of the fact.

    Parameters
    ----------
    name
        The table is `fact_<name>`.
    fact, dated
        What is summed, and the DATE column by whose days or months. A month's first day keeps that column's name.
    keys
        The columns that stay: what a question may cut and filter by.
    by_month
        Summed by calendar months, which only whole months of a question can be read from; otherwise by days.
    whole
        Columns whose every value lies in one row of the summary, because all keys and the day follow from it: counts
        of their distinct values may be added up.
    distinct
        A column that stays as a whole number of its own, so that its distinct values can be counted; the summary then
        answers only such counts. Empty: it answers what can be added up.
    only
        The one such count that it answers, where most values meet its condition in one row alone: these are counted
        by row, and only those that lie in several rows keep their number.
    without
        Metrics that another summary of the same keys answers.
    """

    name: str
    fact: str
    dated: str
    keys: tuple[str, ...]
    by_month: bool = False
    whole: tuple[str, ...] = ()
    distinct: str = ""
    only: str = ""
    without: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        """The name of the stored table."""
        return f"fact_{self.name}"

    @property
    def of(self) -> Fact:
        """The fact that is summed."""
        return FACTS[self.fact]

    @cached_property
    def metrics(self) -> dict[str, Metric]:
        """The metrics that it answers, by name; each is a column of its own."""
        return {m.name: m for m in METRICS.values() if self._answers(m)}

    def _answers(self, metric: Metric) -> bool:
        asked = metric.expression
        if metric.name in self.without or (self.only and metric.name != self.only):
            return False
        if not isinstance(asked, Aggregate) or (asked.fact, asked.dated_by) != (self.fact, self.dated):
            return False
        if asked.function == "count_distinct":
            return asked.column == self.distinct if self.distinct else asked.column in self.whole
        return not self.distinct and asked.function in ("sum", "count")
