"""How a measure and a dimension are declared. The compiler, the glossary and the pages read these."""

from __future__ import annotations

from collections.abc import Mapping
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
    """An aggregate over the rows that are valid at the end of the period: `valid_from ≤ day < valid_to`.

    `where` may also name the columns of `period` (see `Templated`), such as `look_on`.
    """

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
    """Arithmetic over other metrics: names of metrics, numbers, + - * / and parentheses; division by zero is empty.

    `period_days` is the number of days of the period up to `as_of`; `if_known(x, a, b)` is `a` where `x` has a value,
    else `b`; `first_known(a, b)` is the first that has a value; `if_positive(x)` is `x` above zero, else empty.
    """

    kind: Literal["formula"] = "formula"
    expression: str


class Templated(Frozen):
    """A measure that needs the period itself (retention, first purchases): a named `.sql` beside the declaration.

    The SQL gives rows, not sums: `period_start`, `dims` (stands for the dimensions that are asked for), and `value` or,
    for ratios, `numerator` and `denominator`; the compiler adds them up. It reads

    - `fact`: the rows that the filters leave, with all columns, amounts in the asked currency. With `dated_by`: those
      of the span and of the period before its first, with `bucket`, the `period_start` of the period that the day falls
      into, and `inside`, whether the day lies in the span;
    - `period (period_start, first_on, period_end, look_on, before_start)`: key, first day inside the span, the end
      (exclusive), the last day that is known (not after `as_of`), and the key of the period before;
    - stored tables by name, and `:as_of`.

    Parameters
    ----------
    dated_by
        The DATE column behind `bucket`; empty where the SQL needs none.
    values
        Further `:name` values of the SQL.
    shown
        Columns of `fact` that stand for `dims` when the number is opened to its rows; empty: those of the fact.
    missing
        What an absent row means: zero, or nothing known.
    """

    kind: Literal["templated"] = "templated"
    sql: str
    fact: str
    parts: Literal["value", "ratio"] = "value"
    dated_by: str = ""
    values: Mapping[str, str] = {}
    shown: tuple[str, ...] = ()
    missing: Literal["zero", "none"] = "zero"


Expression: TypeAlias = Annotated[Aggregate | Stock | Ratio | Formula | Templated, Field(discriminator="kind")]


BEFORE = "before_"
"""What the columns of the days compared with begin with in a statement; no metric's name may."""


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
