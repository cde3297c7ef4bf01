"""What stands around a block when it is filled: the generation, who looks, and the page's filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from foresail.contracts.capability import Capability
from foresail.contracts.output import OutputRow
from foresail.contracts.page import PageSpec
from foresail.contracts.query import IN_SEGMENT, AllOf, Comparison, Condition, Filter, Members, Operator, Result, leaves
from foresail.kernel.base import Frozen
from foresail.kernel.calendar import Calendar, Grain, Period
from foresail.kernel.text import Text
from foresail.kernel.viewer import Viewer
from foresail.metrics.customer.refusing import names_segment

if TYPE_CHECKING:
    from foresail.warehouse.warehouse import Reader


_CUSTOMER = ("account", "account_id")


class Filters(Frozen):
    """The global filters of a page, as they stand in its address.

    Parameters
    ----------
    start, end
        First and last day; without them the quarter of `as_of`, up to `as_of`.
    compare
        With what the period is compared.
    where
        Further conditions.
    picked
        Dimension → chosen values (`region` → 华东, 华南).
    currency
        One original currency alone.
    segment
        The customers of saved segments alone.
    """

    start: date | None = None
    end: date | None = None
    compare: Comparison | None = Comparison.LAST_YEAR
    where: Filter | None = None
    picked: Mapping[str, tuple[str, ...]] = {}
    currency: str | None = None
    segment: Filter | None = None

    @property
    def asks_segment(self) -> bool:
        """Whether only the customers of a segment are meant."""
        return self.segment is not None or names_segment(self.where)

    def loses_segment(self, kept: Filter | None) -> bool:
        """Whether a segment is meant, but what is kept of the filter does not ask for it: that would show everybody."""
        return self.asks_segment and not names_segment(kept)

    def condition(self, known: frozenset[str] | None = None) -> Filter | None:
        """All conditions as one filter; `known` keeps only those on these fields.

        Where customers are known, by `account` or `account_id`, so are segments of them.
        """
        if known is not None and not known.isdisjoint(_CUSTOMER):
            known |= {IN_SEGMENT}
        parts: list[Filter] = [
            Condition(field=name, operator=Operator.IN, values=values)
            for name, values in sorted(self.picked.items())
            if values and (known is None or name in known)
        ]
        together = self.where.parts if isinstance(self.where, AllOf) else (self.where,) if self.where else ()
        parts += [part for part in together if known is None or fields_of(part) <= known]
        if self.segment is not None and (known is None or IN_SEGMENT in known):
            parts.append(self.segment)
        return both(*parts)

    def condition_on(self, columns: frozenset[str]) -> Filter | None:
        """The conditions that rows with these columns can answer; `owner` is asked of `owner_id` where that is theirs.

        Examples
        --------
        >>> Filters(picked={"owner": ("u1",), "region": ("EU",)}).condition_on(frozenset({"owner_id"})).field
        'owner_id'
        """
        own = {name: name if name in columns else f"{name}_id" for name in self.picked}
        renamed = {own[name]: values for name, values in self.picked.items()}
        return self.model_copy(update={"picked": renamed}).condition(columns)


@dataclass(frozen=True)
class Scene:
    """Everything that filling needs, handed in."""

    reader: Reader
    viewer: Viewer
    calendar: Calendar
    filters: Filters = field(default_factory=Filters)
    row_types: Mapping[str, type[OutputRow]] = field(default_factory=dict)
    capabilities: Mapping[str, Capability] = field(default_factory=dict)
    cards: Mapping[str, Text] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    """What the address says beside the filters that a block asks for: values of sliders, whose figure it is."""
    what_if: Callable[[str, Mapping[str, str]], Mapping[str, Result] | None] | None = None
    """The outputs of a capability under some parameters, at once; None where it cannot say."""

    @property
    def period(self) -> Period:
        """The page's period, never beyond `as_of`."""
        as_of = self.reader.as_of
        whole = self.calendar.period(as_of, Grain.QUARTER)
        start = self.filters.start or whole.start
        last = min(self.filters.end or as_of, as_of)
        if last < start:  # the address names days that have not come yet: show the last day there is
            start = last
        return Period(start=start, end=self.calendar.shift(last, Grain.DAY, 1))


def usual(filters: Filters, page: PageSpec, as_of: date) -> Filters:
    """The filters of a page with its own period where nobody chose one."""
    if not page.days or filters.start or filters.end:
        return filters
    return filters.model_copy(update={"start": as_of - timedelta(days=page.days - 1), "end": as_of})


def both(*parts: Filter | None) -> Filter | None:
    """Every given filter holds; None where none is given."""
    real = tuple(part for part in parts if part is not None)
    if not real:
        return None
    return real[0] if len(real) == 1 else AllOf(parts=real)


def fields_of(where: Filter) -> frozenset[str]:
    """The names of the fields in a filter."""
    return frozenset(IN_SEGMENT if isinstance(leaf, Members) else leaf.field for leaf in leaves(where))
