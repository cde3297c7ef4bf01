"""Periods in SQL: the key of a day's period by arithmetic, the same on every engine, and the relation `period`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import sqlglot
from sqlglot import exp

from foresail.contracts.query import Comparison
from foresail.kernel.calendar import Calendar, Grain, Period
from foresail.metrics.compile import trees
from foresail.metrics.compile.bound import Bound
from foresail.metrics.facts.build import DAYS

_OF_MONTHS = (None, Grain.MONTH, Grain.QUARTER, Grain.YEAR)
_LENGTH = {Grain.QUARTER: 3, Grain.YEAR: 12}


def bucket(day: exp.Expr, grain: Grain, calendar: Calendar) -> exp.Expr:
    """The first day of the period that holds `day`: `Calendar.floor` in SQL.

    Parameters
    ----------
    day
        SQL of a DATE.
    """
    holder = "day_"
    if grain is Grain.DAY:
        return day.copy()
    if grain is Grain.WEEK:
        monday = f"DATE '0001-01-0{calendar.week_start}'"  # the first of January of the year 1 was a Monday
        sql = f"CAST({holder} - CAST(date_diff('day', {monday}, {holder}) % 7 AS INTEGER) AS DATE)"
    elif grain is Grain.MONTH or calendar.fiscal_year_start == 1:
        sql = f"CAST(date_trunc('{grain.value}', {holder}) AS DATE)"
    else:
        first, length = calendar.fiscal_year_start, _LENGTH[grain]
        months = f"(year({holder}) * 12 + month({holder}) - {first})"
        start = f"({months} - {months} % {length} + {first - 1})"
        sql = f"make_date(CAST({start} // 12 AS INTEGER), CAST({start} % 12 + 1 AS INTEGER), 1)"
    return _fill(sql, holder, day)


def _fill(sql: str, holder: str, day: exp.Expr) -> exp.Expr:
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    for column in list(tree.find_all(exp.Column)):
        if column.name == holder:
            column.replace(day.copy())
    return tree


@dataclass(frozen=True)
class Window:
    """The days of a question, or of what it is compared with.

    Parameters
    ----------
    name
        Of the relation `period` in the statement.
    span
        The days, `end` exclusive.
    before
        The days of the period before, for a question without grain.
    known_end
        The day after the last that is known (`as_of`), or the end of the span.
    against
        The first day of what a question without grain is compared with.
    from_first
        Whether no row lies before the span, since it begins with the first day of the data.
    """

    name: str
    span: Period
    before: Period
    known_end: date
    grain: Grain | None
    calendar: Calendar
    as_of: date
    against: date
    from_first: bool = False

    def key(self, day: exp.Expr, bound: Bound) -> exp.Expr:
        """The `period_start` of a row."""
        if self.grain is None:
            return self.start(bound)
        return bucket(day, self.grain, self.calendar)

    def start(self, bound: Bound) -> exp.Expr:
        return bound.value(self.span.start, f"{self.name}_start")

    def stop(self, bound: Bound) -> exp.Expr:
        """The day after the last whose events count."""
        return bound.value(self.known_end, f"{self.name}_stop")

    def look(self, bound: Bound) -> exp.Expr:
        """The last day that is known of a span without grain."""
        return bound.value(min(self.span.last_day, self.as_of), f"{self.name}_look")

    def within(self, day: exp.Expr, bound: Bound) -> list[exp.Expr]:
        """The conditions that leave the rows of the span."""
        return [
            exp.GTE(this=day.copy(), expression=self.start(bound)),
            exp.LT(this=day.copy(), expression=self.stop(bound)),
        ]

    def whole_months(self) -> bool:
        """Whether every calendar month lies in the span with all its rows or with none, and no period cuts one."""
        begins = self.from_first or self.span.start.day == 1
        ends = self.known_end.day == 1 or self.known_end > self.as_of
        return begins and ends and self.grain in _OF_MONTHS

    def within_months(self, month: exp.Expr, bound: Bound) -> list[exp.Expr]:
        """The conditions on a month's first day that leave the rows of the span."""
        first = bound.value(self.span.start.replace(day=1), f"{self.name}_month")
        return [exp.GTE(this=month.copy(), expression=first), exp.LT(this=month.copy(), expression=self.stop(bound))]

    def reaching_back(self, day: exp.Expr, bound: Bound) -> tuple[exp.Expr, exp.Expr, list[exp.Expr]]:
        """`bucket` and `inside` of a templated measure, and the conditions: the span and the period before it."""
        back = bound.value(self._earliest(), f"{self.name}_back")
        reach: list[exp.Expr] = [exp.GTE(this=day.copy(), expression=back)]
        reach.append(exp.LT(this=day.copy(), expression=self.stop(bound)))
        inside = exp.GTE(this=day.copy(), expression=self.start(bound))
        if self.grain is None:
            return trees.case(inside.copy(), self.start(bound), back.copy()), inside, reach
        return bucket(day, self.grain, self.calendar), inside, reach

    def _earliest(self) -> date:
        if self.grain is None:
            return self.before.start
        return self.calendar.shift(self.calendar.floor(self.span.start, self.grain), self.grain, -1)

    def values(self) -> dict[str, date]:
        """Every day that a statement over this window may bind, by name."""
        name = self.name
        return {
            "as_of": self.as_of,
            f"{name}_start": self.span.start,
            f"{name}_stop": self.known_end,
            f"{name}_end": self.span.end,
            f"{name}_month": self.span.start.replace(day=1),
            f"{name}_back": self._earliest(),
            f"{name}_look": min(self.span.last_day, self.as_of),
            f"{name}_against": self.against,
        }

    def shape(self) -> tuple[Grain | None, Calendar, bool]:
        """What of a window the text of a statement follows from."""
        return self.grain, self.calendar, self.whole_months()

    def relation(self, bound: Bound, compare: Comparison | None) -> exp.Select:
        """The relation `period`, one row a period, with the key of the period that it is compared with."""
        look = bound.value(self.as_of, "as_of")
        if self.grain is None:
            last = self.look(bound)
            end = bound.value(self.span.end, f"{self.name}_end")
            before = bound.value(self.before.start, f"{self.name}_back")
            parts = [self.start(bound), self.start(bound), end, last, before]
            parts.append(bound.value(self.against, f"{self.name}_against"))
            return trees.select(*(trees.alias(p, n) for p, n in zip(parts, PERIOD, strict=True)))
        return self._cut(bound, look, compare, self.grain)

    def _cut(self, bound: Bound, look: exp.Expr, compare: Comparison | None, grain: Grain) -> exp.Select:
        day = exp.column("day", "d")
        key = bucket(day, grain, self.calendar)
        first, last = exp.Min(this=day.copy()), exp.Max(this=day.copy())
        yesterday = exp.Sub(this=key.copy(), expression=exp.Literal.number(1))
        before = bucket(trees.cast(yesterday, "DATE"), grain, self.calendar)
        end = trees.cast(exp.Add(this=last.copy(), expression=exp.Literal.number(1)), "DATE")
        compared = _a_year_before(key, grain) if compare is Comparison.LAST_YEAR else before.copy()
        parts = [key, first, end, trees.func("least", last, look), before, compared]
        return (
            trees.select(*(trees.alias(p, n) for p, n in zip(parts, PERIOD, strict=True)))
            .from_(trees.table(DAYS, "d"), copy=False)
            .where(
                exp.GTE(this=day.copy(), expression=self.start(bound)),
                exp.LT(this=day.copy(), expression=bound.value(self.span.end, f"{self.name}_end")),
                copy=False,
            )
            .group_by(*(exp.Literal.number(i) for i in (1, 5, 6)), copy=False)
        )


PERIOD = ("period_start", "first_on", "period_end", "look_on", "before_start", "compare_start")
"""The columns of the relation `period`."""


def _a_year_before(key: exp.Expr, grain: Grain) -> exp.Expr:
    if grain is Grain.WEEK:  # 52 whole weeks
        return trees.cast(exp.Sub(this=key.copy(), expression=exp.Literal.number(364)), "DATE")
    sql = "CAST(day_ - INTERVAL 12 MONTH AS DATE)"
    return _fill(sql, "day_", key)


def compared_span(span: Period, grain: Grain | None, compare: Comparison, calendar: Calendar) -> Period:
    """The days that a span is compared with.

    Without a grain as `Calendar.previous` and `Calendar.last_year` say. With one, each period is compared with the
    period before it or with that of a year before; one that the span cuts off is compared with the same first or last
    days.
    """
    if grain is None:
        return calendar.previous(span) if compare is Comparison.PREVIOUS else calendar.last_year(span)
    if compare is Comparison.LAST_YEAR:
        if grain is Grain.WEEK:
            return Period(start=span.start - timedelta(weeks=52), end=span.end - timedelta(weeks=52))
        return calendar.last_year(span)
    return Period(start=_shifted(span.start, grain, calendar), end=_shifted(span.end, grain, calendar))


def _shifted(day: date, grain: Grain, calendar: Calendar) -> date:
    start = calendar.floor(day, grain)
    return min(calendar.shift(start, grain, -1) + (day - start), start)
