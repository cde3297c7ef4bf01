"""The legs of a statement: one SELECT for all measures that read the same rows, grouped by period and dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlglot import exp

from foresail.contracts.metric import Aggregate, Metric, Stock, Templated
from foresail.contracts.query import Attribution, Filter
from foresail.metrics.compile import templates, trees
from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.filters import condition
from foresail.metrics.compile.periods import Window
from foresail.metrics.compile.source import Source, parsed_condition
from foresail.warehouse.sqlfile import parse, read_sql

LOOK = "look_on"
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

    def source(self, fact: str) -> Source:
        return Source(fact, self.bound, self.currency, self.attribution)

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


def legs(metrics: Iterable[Metric], ask: Ask, window: Window) -> list[Leg]:
    """The legs of a set of metrics that are computed from rows."""
    flows: dict[tuple[str, str], list[Metric]] = {}
    stocks: dict[tuple[str, str, str], list[Metric]] = {}
    found: list[Leg] = []
    for metric in metrics:
        match metric.expression:
            case Aggregate(fact=fact, dated_by=dated):
                flows.setdefault((fact, dated), []).append(metric)
            case Stock(fact=fact, valid_from=valid, valid_to=until):
                stocks.setdefault((fact, valid, until), []).append(metric)
            case Templated():
                found.append(_templated(metric, metric.expression, ask, window))
            case _:
                raise TypeError(metric.name)
    found += [_flow(fact, dated, group, ask, window) for (fact, dated), group in flows.items()]
    found += [_stock(key, group, ask, window) for key, group in stocks.items()]
    return found


def dimension_names(count: int) -> list[str]:
    """The columns of the dimensions in a leg: `dim_0, label_0, dim_1, …`."""
    return [f"{kind}_{i}" for i in range(count) for kind in ("dim", "label")]


def dimension_columns(ask: Ask, source: Source) -> list[tuple[exp.Expr, exp.Expr]]:
    """The value and the words of each dimension."""
    seen = [source.named(name) for name in ask.by]
    return [(s.value, s.label if s.label is not None else trees.cast(exp.Null(), "VARCHAR")) for s in seen]


def _flow(fact: str, dated: str, group: list[Metric], ask: Ask, window: Window) -> Leg:
    source = ask.source(fact)
    day = source.column(dated)
    shared = _shared(group)
    conditions = [*window.within(day, ask.bound), *ask.conditions(source)]
    conditions += [source.condition(part) for part in shared]
    select, keys = _keyed(trees.select(trees.alias(window.key(day, ask.bound), "period_start")), ask, source)
    select = select.select(*(trees.alias(_measure(m, source, shared), m.name) for m in group), append=True, copy=False)
    select = source.relation(select).where(*conditions, copy=False)
    if window.grain is not None:
        keys = [1, *keys]
    return Leg(_grouped(select, keys), tuple(m.name for m in group))


def _stock(key: tuple[str, str, str], group: list[Metric], ask: Ask, window: Window) -> Leg:
    fact, valid_from, valid_to = key
    source = ask.source(fact)
    look = exp.column(LOOK, "p")
    select, keys = _keyed(trees.select(exp.column("period_start", "p")), ask, source)
    select = select.select(*(trees.alias(_measure(m, source, []), m.name) for m in group), append=True, copy=False)
    valid = trees.all_of(
        exp.LTE(this=source.column(valid_from), expression=look),
        exp.LT(this=look.copy(), expression=source.column(valid_to)),
    )
    select = source.relation(select).join(trees.table(window.name, "p"), on=valid, copy=False)
    known = exp.LTE(this=exp.column("first_on", "p"), expression=ask.bound.value(window.as_of, "as_of"))
    select = select.where(known, *ask.conditions(source), copy=False)
    return Leg(_grouped(select, [1, *keys]), tuple(m.name for m in group))


def _templated(metric: Metric, asked: Templated, ask: Ask, window: Window) -> Leg:
    source = ask.source(asked.fact)
    dims = [
        (name, value)
        for i, pair in enumerate(dimension_columns(ask, source))
        for name, value in zip((f"dim_{i}", f"label_{i}"), pair, strict=True)
    ]
    rows = templated_rows(asked, source, dims, ask, window)
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
    asked: Templated, source: Source, dims: list[tuple[str, exp.Expr]], ask: Ask, window: Window
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
        _DOMAINS / asked.sql, fact, [name for name, _ in dims], window, ask.bound, values, ask.stored
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


def _parts(where: str) -> list[str]:
    """The conditions of a declaration that are joined by AND."""
    if not where:
        return []
    tree = parsed_condition(where)
    found = tree.flatten() if isinstance(tree, exp.And) else [tree]
    return [part.sql(dialect="duckdb") for part in found]


def _shared(group: list[Metric]) -> list[str]:
    """The conditions that all measures of a leg have in common: they cut the rows once for all."""
    wheres = [_parts(m.expression.where) for m in group if isinstance(m.expression, Aggregate)]
    return [part for part in wheres[0] if all(part in other for other in wheres[1:])]


def _measure(metric: Metric, source: Source, shared: list[str]) -> exp.Expr:
    asked = metric.expression
    assert isinstance(asked, Aggregate | Stock)  # noqa: S101 - the callers group by kind
    rest = [source.condition(part) for part in _parts(asked.where) if part not in shared]
    only = trees.all_of(*rest) if rest else None
    value = source.column(asked.column) if asked.column else exp.Literal.number(1)
    if only is not None:
        value = trees.case(only, value)
    match asked.function:
        case "sum":
            return exp.Sum(this=value)
        case "count":
            return exp.Count(this=value)
        case "count_distinct":
            return exp.Count(this=exp.Distinct(expressions=[value]))
        case "median":
            return exp.Median(this=trees.cast(value, "DOUBLE"))
        case _:
            return exp.Avg(this=trees.cast(value, "DOUBLE"))
