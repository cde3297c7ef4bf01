"""A question about metrics, and its answer. The same object stands behind CLI, API, page, report and export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from foresail.kernel.base import Frozen
from foresail.kernel.calendar import Grain
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

Scalar: TypeAlias = str | int | Decimal | bool | date | None
"""A value in a filter. Always bound, never written into SQL text."""


Attribution: TypeAlias = Literal["first_order", "lead"]
"""How customers are attributed to channels."""


class Operator(StrEnum):
    """What a filter can ask of a field."""

    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    IN = "in"
    NOT_IN = "not in"
    IS_EMPTY = "is empty"
    IS_NOT_EMPTY = "is not empty"
    CONTAINS = "contains"


class Condition(Frozen):
    """One comparison; `values` has one value, several for `in`, none for `is empty`."""

    kind: Literal["condition"] = "condition"
    field: str
    operator: Operator
    values: tuple[Scalar, ...] = ()


class AllOf(Frozen):
    """Every part holds."""

    kind: Literal["all"] = "all"
    parts: tuple[Filter, ...]


class AnyOf(Frozen):
    """At least one part holds."""

    kind: Literal["any"] = "any"
    parts: tuple[Filter, ...]


class Members(Frozen):
    """The row's customer is in a saved segment.

    What the segment means stands in here, so that a question says by itself what it asks; answers name it only.

    Parameters
    ----------
    segment, name
        Its id and what people call it.
    inside
        False: the row's customer is not in it.
    as_of
        The day of the data.
    where
        A filter over the fields of a customer.
    pinned
        Ids of accounts that are in it whatever the filter says. Without filter and ids: every customer.
    """

    kind: Literal["members"] = "members"
    segment: str
    name: str
    inside: bool = True
    as_of: date = Field(exclude=True)
    where: Filter | None = Field(default=None, exclude=True)
    pinned: tuple[str, ...] = Field(default=(), exclude=True)


Filter: TypeAlias = Annotated[Condition | AllOf | AnyOf | Members, Field(discriminator="kind")]
AllOf.model_rebuild()
AnyOf.model_rebuild()
Members.model_rebuild()


def leaves(where: Filter | None) -> Iterator[Condition | Members]:
    """What a filter is made of, from left to right, without how its parts are put together."""
    if isinstance(where, AllOf | AnyOf):
        for part in where.parts:
            yield from leaves(part)
    elif where is not None:
        yield where


IN_SEGMENT = "in_segment"
EVERYBODY = "all"
"""The word for all customers where a segment is asked for."""
"""The name by which a filter's text asks for a saved segment: `in_segment = "Key accounts"`."""


class Comparison(StrEnum):
    """With what a period is compared."""

    PREVIOUS = "previous"
    LAST_YEAR = "last_year"


class Query(Frozen):
    """Metrics by dimensions over a span of local days.

    Parameters
    ----------
    metrics
        Names of declared metrics, at least one.
    by
        Names of dimensions.
    grain
        Cut the span into periods; None gives one row for the whole span.
    where
        A filter over dimensions and row fields.
    start, end
        First and last local day, both inclusive. None is open: from the first fact, up to `as_of`.
    compare
        Adds `<metric>_before` and `<metric>_change`.
    currency
        Look at one original currency alone instead of everything in the base currency.
    order_by
        Names of columns of the answer; a leading `-` sorts downwards. Empty: by period, then dimensions.
    limit, offset
        Paging over rows of the answer; None is all (up to the door's limit).
    attribution
        To which channel and campaign a customer is attributed in `cac` and `roi`: those of the first order, or those of
        the first lead.
    """

    metrics: tuple[str, ...] = Field(min_length=1)
    by: tuple[str, ...] = ()
    grain: Grain | None = None
    where: Filter | None = None
    start: date | None = None
    end: date | None = None
    compare: Comparison | None = None
    currency: str | None = None
    order_by: tuple[str, ...] = ()
    limit: int | None = Field(default=None, ge=1)
    offset: int = Field(default=0, ge=0)
    attribution: Attribution = "first_order"


class ResultColumn(Frozen):
    """A column of an answer: its name, what it is, and how it is shown."""

    name: str
    title: Text
    unit: Unit
    role: Literal["period", "dimension", "metric", "before", "change", "field"] = "field"
    good: Literal["up", "down", "neutral"] = "neutral"
    definition: Text | None = None
    personal: bool = False
    opens: str = ""  # the entity whose page a value opens: "account", "opportunity"
    labels: Mapping[str, Text] = {}  # the words of a column of codes, where it has any


class Result(Frozen):
    """An answer: columns and rows of plain values, with what is needed to trust and repeat it.

    Money is `Decimal`, days are `date`, counts are `int`, ratios `float`; empty is None.
    """

    columns: tuple[ResultColumn, ...]
    rows: Sequence[tuple[Any, ...]]
    total: int
    as_of: date | None = None
    generation: str = ""
    currency: str = ""
    assumptions: tuple[Text, ...] = ()

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries."""
        names = [c.name for c in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


class RowsQuery(Frozen):
    """The rows behind a number: same metric, same filters, same days."""

    metric: str
    where: Filter | None = None
    start: date | None = None
    end: date | None = None
    currency: str | None = None
    order_by: tuple[str, ...] = ()
    limit: int = Field(default=100, ge=1, le=100_000)
    offset: int = Field(default=0, ge=0)
    attribution: Attribution = "first_order"


def json_value(value: Any) -> Any:
    """A value of an answer as plain JSON: money is a string with its decimals, days are ISO, the rest as it is."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return value


def json_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """A row of an answer as plain JSON."""
    return {name: json_value(value) for name, value in record.items()}
