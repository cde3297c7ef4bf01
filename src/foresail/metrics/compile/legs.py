"""The legs of a statement: one SELECT for all measures that read the same rows, grouped by period and dimensions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sqlglot import exp

from foresail.contracts.metric import BEFORE, Aggregate, Metric, Stock, Templated
from foresail.contracts.query import Attribution, Filter
from foresail.metrics.compile import templates, trees
from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.filters import condition, fields_in
from foresail.metrics.compile.measures import measure, met, shared_conditions, told_apart
from foresail.metrics.compile.periods import Window
from foresail.metrics.compile.source import Source
from foresail.metrics.compile.stocks import moved, moves, plain, standing, standing_on_last_day
from foresail.metrics.compile.summing import summary_for, summed, told
from foresail.metrics.summaries.declare import Summary
from foresail.warehouse.sqlfile import parse, read_sql

Sides = Mapping[str, Window]
"""The days that a leg reads by the prefix of their columns: those of the question, and what it is compared with."""

_DOMAINS = Path(__file__).parent.parent / "domains" / "sql"


@dataclass
class Ask:
    """What stays the same through a whole statement."""

    by: tuple[str, ...]
    where: Filter | None
    currency: str | None
    attribution: Attribution
    stored: Mapping[str, Mapping[str, str]]
    bound: Bound = field(default_factory=Bound)
    values: dict[str, str] = field(default_factory=dict)
    sees_everything: bool = False

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the question cuts and filters by."""
        return (*self.by, *fields_in(self.where))

    @property
    def summaries(self) -> Collection[str]:
        """The stored tables among which a summary may be: none for a viewer of a part."""
        return self.stored if self.sees_everything else ()

    def summary(self, metric: Metric, window: Window) -> Summary | None:
        """The summary from which a metric can be read for these days."""
        return summary_for(metric, self.names, self.currency, window, self.summaries)

    def source(self, fact: str, summary: Summary | None = None) -> Source:
        return Source(fact, self.bound, self.currency, self.attribution, summary.table if summary else "")

    def conditions(self, source: Source) -> list[exp.Expr]:
        """The question's filter and currency over a source."""
        found = source.in_currency()
        if self.where is not None:
            found.append(condition(self.where, source.named, self.bound))
        return found


@dataclass(frozen=True)
class Leg:
    """A SELECT and the columns that it gives beside `period_start` and the dimensions."""

    select: exp.Query
    columns: tuple[str, ...]


def legs(metrics: Iterable[Metric], ask: Ask, window: Window, beside: Window | None = None) -> list[Leg]:
    """The legs of a set of metrics that are computed from rows.

    Parameters
    ----------
    beside
        What the question is compared with. Legs that read its days in the same pass give its columns too.
    """
    flows: dict[tuple[str, str, Summary | None, bool], list[Metric]] = {}
    stocks: dict[tuple[str, str, str], list[Metric]] = {}
    single = beside if window.grain is None else None
    found: list[Leg] = []
    for metric in metrics:
        match metric.expression:
            case Aggregate(fact=fact, dated_by=dated):
                summary = ask.summary(metric, window)
                both = single is not None and summary is not None and summary == ask.summary(metric, single)
                flows.setdefault((fact, dated, summary, both), []).append(metric)
            case Stock(fact=fact, valid_from=valid, valid_to=until):
                stocks.setdefault((fact, valid, until), []).append(metric)
            case Templated():
                found.append(_templated(metric, metric.expression, ask, window))
            case _:
                raise TypeError(metric.name)
    alone: Sides = {"": window}
    beside_it: Sides = alone if single is None else {"": window, BEFORE: single}
    for (fact, dated, summary, both), group in flows.items():
        found.append(_flow(fact, dated, summary, group, ask, beside_it if both else alone))
    found += [_stock(key, group, ask, window) for key, group in stocks.items()]
    return found


def dimension_names(count: int) -> list[str]:
    """The columns of the dimensions in a leg: `dim_0, label_0, dim_1, …`."""
    return [f"{kind}_{i}" for i in range(count) for kind in ("dim", "label")]


def dimension_columns(ask: Ask, source: Source) -> list[tuple[exp.Expr, exp.Expr]]:
    """The value and the words of each dimension."""
    seen = [source.named(name) for name in ask.by]
    return [(s.value, s.label if s.label is not None else trees.cast(exp.Null(), "VARCHAR")) for s in seen]


def _flow(fact: str, dated: str, summary: Summary | None, group: list[Metric], ask: Ask, sides: Sides) -> Leg:
    source, window = ask.source(fact, summary), sides[""]
    day = source.column(dated)
    shared = [] if summary else shared_conditions(group)
    days = {prefix: _days(side, day, ask, summary) for prefix, side in sides.items()}
    conditions = [trees.any_of(*(d.copy() for d in days.values())), *ask.conditions(source)]
    conditions += [told(summary, group)] if summary else met(group, source, shared)
    select, keys = _keyed(trees.select(trees.alias(window.key(day, ask.bound), "period_start")), ask, source)
    measures = [(summed(m, summary) if summary else measure(m, source, shared), m) for m in group]
    named = told_apart(measures, days)
    select = source.relation(select.select(*named, append=True, copy=False)).where(*conditions, copy=False)
    if window.grain is not None:
        keys = [1, *keys]
    return Leg(_grouped(select, keys), tuple(n.alias for n in named))


def _days(side: Window, day: exp.Expr, ask: Ask, summary: Summary | None) -> exp.Expr:
    within = side.within_months if summary and summary.by_month else side.within
    return trees.all_of(*within(day, ask.bound))


def _stock(key: tuple[str, str, str], group: list[Metric], ask: Ask, window: Window) -> Leg:
    fact, since, until = key
    source, span, columns = ask.source(fact), (since, until), tuple(m.name for m in group)

    def keyed(select: exp.Select) -> exp.Select:
        return _keyed(select, ask, source)[0]

    if window.grain is None and all(map(plain, group)):
        cuts = ask.conditions(source)
        select = standing_on_last_day(span, group, source, window, keyed, cuts, ask.bound)
        return Leg(_grouped(select, _key_places(len(ask.by))), columns)
    if moves(group, window):
        names = dimension_names(len(ask.by))
        select = moved(span, group, source, window, keyed, names, lambda: ask.conditions(source))
    else:
        select = standing(span, group, source, window, keyed, ask.conditions(source))
    known = exp.LTE(this=exp.column("first_on", "p"), expression=ask.bound.value(window.as_of, "as_of"))
    return Leg(_grouped(select.where(known, copy=False), [1, *_key_places(len(ask.by))]), columns)


def _templated(metric: Metric, asked: Templated, ask: Ask, window: Window) -> Leg:
    source = ask.source(asked.fact)
    dims = [
        (name, value)
        for i, pair in enumerate(dimension_columns(ask, source))
        for name, value in zip((f"dim_{i}", f"label_{i}"), pair, strict=True)
    ]
    rows = templated_rows(metric, asked, source, dims, ask, window)
    parts = ["value"] if asked.parts == "value" else ["numerator", "denominator"]
    names = [metric.name] if asked.parts == "value" else [f"{metric.name}__n", f"{metric.name}__d"]
    select = trees.select(exp.column("period_start", "r"))
    for i in range(len(ask.by)):
        label = exp.Max(this=exp.column(f"label_{i}", "r"))
        select = select.select(exp.column(f"dim_{i}", "r"), trees.alias(label, f"label_{i}"), append=True, copy=False)
    sums = (trees.alias(exp.Sum(this=exp.column(p, "r")), n) for p, n in zip(parts, names, strict=True))
    select = select.select(*sums, append=True, copy=False).from_(rows.subquery("r", copy=False))
    return Leg(_grouped(select, [1, *_key_places(len(ask.by))]), tuple(names))


def templated_rows(
    metric: Metric, asked: Templated, source: Source, dims: list[tuple[str, exp.Expr]], ask: Ask, window: Window
) -> exp.Query:
    """The rows of a templated measure, with the relations that its SQL reads put before it."""
    used = {c.name for c in parse(read_sql(_DOMAINS / asked.sql)).find_all(exp.Column)}
    columns: list[exp.Expr] = [trees.alias(source.column(c), c) for c in source.fact.fields if c in used]
    columns += [trees.alias(value, name) for name, value in dims]
    conditions = ask.conditions(source)
    if asked.dated_by:
        key, inside, reach = window.reaching_back(source.column(asked.dated_by), ask.bound)
        columns += [trees.alias(key, "bucket"), trees.alias(inside, "inside")]
        conditions += reach
    fact = source.relation(trees.select(*columns))
    if conditions:
        fact = fact.where(*conditions, copy=False)
    values = {**ask.values, **asked.values}
    return templates.filled(
        _DOMAINS / asked.sql, fact, [name for name, _ in dims], window, ask.bound, values, metric.name
    )


def _keyed(select: exp.Select, ask: Ask, source: Source) -> tuple[exp.Select, list[int]]:
    for i, (value, label) in enumerate(dimension_columns(ask, source)):
        words = exp.Max(this=label) if isinstance(label, exp.Column) else label
        select = select.select(
            trees.alias(value, f"dim_{i}"), trees.alias(words, f"label_{i}"), append=True, copy=False
        )
    return select, _key_places(len(ask.by))


def _key_places(count: int) -> list[int]:
    return [2 + 2 * i for i in range(count)]


def _grouped(select: exp.Select, places: list[int]) -> exp.Select:
    return select.group_by(*(exp.Literal.number(i) for i in places), copy=False) if places else select
