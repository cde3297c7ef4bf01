"""How a measure and a dimension are declared. The compiler, the glossary and the pages read these."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from foresail.kernel.base import Frozen
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class Additivity(StrEnum):
    """Over what a measure may be summed. What does not add up is computed again from rows at each level."""

    FULL = "full"  # over time and dimensions
    DIMENSIONS = "dimensions"  # a stock: over dimensions, not over time
    NONE = "none"


class Aggregate(Frozen):
    """A plain aggregate over the rows of one fact.

    Parameters
    ----------
    fact
        Name of a fact (`metrics/facts/<name>.sql`).
    function
        What is done with the rows.
    column
        A column of the fact; empty for `count`.
    where
        SQL condition over the fact's columns (ours, never a user's).
    dated_by
        The DATE column of the fact that puts a row into a period; empty for a stock, which looks at every period's end.
    """

    kind: Literal["aggregate"] = "aggregate"
    fact: str
    function: Literal["sum", "count", "count_distinct", "median", "mean"]
    column: str = ""
    where: str = ""
    dated_by: str


class Stock(Frozen):
    """An aggregate over the rows that are valid at the end of the period: `valid_from ≤ day < valid_to`."""

    kind: Literal["stock"] = "stock"
    fact: str
    function: Literal["sum", "count", "count_distinct"]
    column: str = ""
    where: str = ""
    valid_from: str = "valid_from"
    valid_to: str = "valid_to"


class Ratio(Frozen):
    """One metric over another, both over the same period and dimensions; empty where the denominator is zero."""

    kind: Literal["ratio"] = "ratio"
    numerator: str
    denominator: str


class Formula(Frozen):
    """Arithmetic over other metrics: names of metrics, + - * / and parentheses; division by zero is empty."""

    kind: Literal["formula"] = "formula"
    expression: str


class Templated(Frozen):
    """A measure that needs the period itself (retention, first purchases): a named `.sql` beside the declaration.

    The SQL is a SELECT over facts and the table `period (period_start, period_end)` (end exclusive); it gives
    `period_start`, the columns named in `dimensions`, and the parts `numerator` and, for ratios, `denominator`.
    """

    kind: Literal["templated"] = "templated"
    sql: str
    fact: str
    parts: Literal["value", "ratio"] = "value"


Expression: TypeAlias = Annotated[Aggregate | Stock | Ratio | Formula | Templated, Field(discriminator="kind")]


class Metric(Frozen):
    """A declared measure.

    Parameters
    ----------
    name, title, definition
        Snake-case name, what people call it, and what it means, in both languages.
    unit, additivity, good
        Unit; over what it may be summed; which direction is good.
    expression
        How it is computed.
    """

    name: str
    title: Text
    definition: Text
    unit: Unit
    additivity: Additivity
    good: Literal["up", "down", "neutral"] = "up"
    domain: str
    expression: Expression


class Dimension(Frozen):
    """A declared dimension: by what measures are cut and filtered.

    Parameters
    ----------
    column
        The column that every fact which knows the dimension carries.
    label
        A second column that holds the words for an id (owner → owner_name); shown beside it.
    opens
        The entity whose page a value opens.
    """

    name: str
    title: Text
    column: str
    label: str = ""
    unit: Unit = Unit.CATEGORY
    opens: str = ""
    personal: bool = False
