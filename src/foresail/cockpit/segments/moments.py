"""Sums of what is known of the customers of each segment, and how many customers segments share: one question."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlglot import exp

from foresail.cockpit.scene import Scene
from foresail.cockpit.segments.measures import Measure
from foresail.contracts.query import Members
from foresail.methods.means import Moments
from foresail.metrics.compile import trees
from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.customers import KEY, Customers, is_member
from foresail.metrics.compile.filters import condition

_ONE = exp.Literal.number(1)


class Seen(NamedTuple):
    """What is known: by measure one entry a segment, and the customers that two segments share."""

    means: dict[str, tuple[Moments, ...]]
    shares: dict[str, tuple[tuple[int, int], ...]]
    overlap: tuple[tuple[int, ...], ...]


def look(segments: tuple[Members, ...], measures: list[Measure], scene: Scene) -> Seen:
    """Read the fields of customers that some measures name, for each segment."""
    bound = Bound()
    customers = Customers(bound, scene.reader.as_of)
    columns = [trees.alias(_number(m, customers, bound), f"v{j}") for j, m in enumerate(measures)]
    inside = [
        trees.alias(exp.Paren(this=is_member(one, exp.column(KEY, "a"), bound, f"s{i}", condition)), f"s{i}")
        for i, one in enumerate(segments)
    ]
    each = customers.relation(trees.select(*columns, *inside))
    wanted: list[exp.Expr] = []
    for i in range(len(segments)):
        wanted += [_counted(f"o{i}_{k}", _both(i, k)) for k in range(i, len(segments))]
        for j in range(len(measures)):
            wanted += _sums(i, j)
    tree = trees.select(*wanted).from_(each.subquery("each", copy=False), copy=False)
    row = scene.reader.ask(tree, bound.values, scene.viewer).to_pylist()[0]
    return _read(row, measures, len(segments))


def _number(measure: Measure, customers: Customers, bound: Bound) -> exp.Expr:
    """A field as a number; 1 or 0 where some of its codes are counted."""
    value = customers.named(measure.trait).value
    if measure.buyers:
        bought = exp.GT(this=customers.named("orders_12m").value, expression=exp.Literal.number(0))
        value = trees.case(bought, value)
    if measure.kind == "mean":
        return trees.cast(value, "DOUBLE")
    codes = [bound.value(code, f"c_{measure.name}_{i}") for i, code in enumerate(measure.codes)]
    known = exp.Not(this=exp.Is(this=value.copy(), expression=exp.Null()))
    fits: exp.Expr = exp.GT(this=value, expression=exp.Literal.number(0))
    if codes:
        fits = exp.In(this=value, expressions=codes)
    hit = trees.case(fits, trees.cast(_ONE.copy(), "DOUBLE"), exp.Literal.number(0))
    return trees.case(known, hit)


def _both(i: int, k: int) -> exp.Expr:
    one = exp.column(f"s{i}", "each")
    return one if i == k else trees.all_of(one, exp.column(f"s{k}", "each"))


def _counted(name: str, holds: exp.Expr) -> exp.Expr:
    return trees.alias(exp.Count(this=trees.case(holds, _ONE.copy())), name)


def _sums(i: int, j: int) -> list[exp.Expr]:
    value = trees.case(exp.column(f"s{i}", "each"), exp.column(f"v{j}", "each"))
    square = exp.Mul(this=value.copy(), expression=value.copy())
    return [
        trees.alias(exp.Count(this=value), f"n{i}_{j}"),
        trees.alias(exp.Sum(this=value.copy()), f"t{i}_{j}"),
        trees.alias(exp.Sum(this=square), f"q{i}_{j}"),
    ]


def _read(row: dict[str, Any], measures: list[Measure], count: int) -> Seen:
    def moments(i: int, j: int) -> Moments:
        return Moments(row[f"n{i}_{j}"], float(row[f"t{i}_{j}"] or 0), float(row[f"q{i}_{j}"] or 0))

    every = {m.name: tuple(moments(i, j) for i in range(count)) for j, m in enumerate(measures)}
    kinds = {m.name: m.kind for m in measures}
    shares = {
        name: tuple((round(one.total), one.n) for one in found)
        for name, found in every.items()
        if kinds[name] == "share"
    }
    overlap = tuple(tuple(row[f"o{min(i, k)}_{max(i, k)}"] for k in range(count)) for i in range(count))
    return Seen({n: found for n, found in every.items() if kinds[n] == "mean"}, shares, overlap)
