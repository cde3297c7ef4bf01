"""Customers with what stands beside them, as a question reads them; the condition that a row's customer is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlglot import exp

from foresail.contracts.query import AllOf, AnyOf, Condition, Filter, Members, Operator
from foresail.kernel.unit import Unit
from foresail.metrics.compile import trees
from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.source import Seen, path_name, path_of
from foresail.metrics.customer.catalogue import EXTRA, SIDES, trait_of
from foresail.metrics.customer.declare import ACCOUNT, Side, Trait

KEY = "account_id"
Holds = Callable[[Filter, Callable[[str], Seen], Bound, str], exp.Expr]
"""`condition` of the compiler, handed in: it hands conditions on segments to this file."""

_MEANT = {Operator.NE: Operator.EQ, Operator.NOT_IN: Operator.IN, Operator.IS_EMPTY: Operator.IS_NOT_EMPTY}


@dataclass
class Customers:
    """The accounts, and beside them what the fields that were named need."""

    bound: Bound
    as_of: date
    sides: dict[str, Side] = field(default_factory=dict)

    def named(self, name: str) -> Seen:
        """What a field means here; empty where a customer has nothing of the kind, but no orders are zero orders."""
        found = trait_of(name)
        if name.startswith(EXTRA):
            return self._extra(name.removeprefix(EXTRA))
        side = SIDES[found.side]
        if side.name != ACCOUNT:
            self.sides[side.name] = side
        value: exp.Expr = exp.column(found.column, side.name)
        if side.made and found.unit in (Unit.COUNT, Unit.MONEY):
            value = trees.func("coalesce", value, exp.Literal.number(0))
        return Seen(value, exp.column(found.label, side.name) if found.label else None, found.unit)

    def relation(self, select: exp.Select) -> exp.Select:
        """Put the accounts and what stands beside them behind a SELECT."""
        select = select.from_(trees.table("account", ACCOUNT), copy=False)
        for side in self.sides.values():
            same = exp.EQ(this=exp.column(KEY, side.name), expression=exp.column(KEY, ACCOUNT))
            select = select.join(self.beside(side), on=same, join_type="left", copy=False)
        return select

    def beside(self, side: Side) -> exp.Expr:
        """A side under its name."""
        if side.table:
            return trees.table(side.table, side.name)
        tree = side.tree().copy()
        for holder in list(tree.find_all(exp.Placeholder)):
            holder.replace(self.bound.value(self.as_of, holder.name))
        return tree.subquery(side.name, copy=False)

    def _extra(self, key: str) -> Seen:
        path = self.bound.value(path_of(key), path_name(key))
        value = trees.func("json_extract_string", exp.column("extra", ACCOUNT), path)
        return Seen(value, None, Unit.CATEGORY)


def put_together(where: Filter, leaf: Callable[[Condition | Members, str], exp.Expr], place: str) -> exp.Expr:
    """A filter as one SQL condition of its leaves, each of which hears where it stands."""
    if not isinstance(where, AllOf | AnyOf):
        return leaf(where, place)
    if not where.parts:
        return exp.Boolean(this=isinstance(where, AllOf))
    parts = [put_together(part, leaf, f"{place}_{i}") for i, part in enumerate(where.parts)]
    return exp.Paren(this=trees.all_of(*parts) if isinstance(where, AllOf) else trees.any_of(*parts))


def met(where: Filter, customers: Customers, holds: Holds, place: str) -> exp.Expr:
    """A filter over fields of a customer as a SQL condition; `place` names its values as `holds` would.

    A field of which a customer has several (what was bought, tags) asks whether one of them fits, and with `!=`, `not
    in` and `is empty` whether none does.
    """

    def leaf(asked: Condition | Members, place: str) -> exp.Expr:
        if isinstance(asked, Condition) and SIDES[trait_of(asked.field).side].many:
            return _any_of_several(asked, trait_of(asked.field), customers, holds, place)
        return holds(asked, customers.named, customers.bound, place)

    return put_together(where, leaf, place)


def _any_of_several(where: Condition, found: Trait, customers: Customers, holds: Holds, place: str) -> exp.Expr:
    inner = Customers(customers.bound, customers.as_of)
    meant = where.model_copy(update={"operator": _MEANT.get(where.operator, where.operator)})
    fits = holds(meant, inner.named, customers.bound, place)
    side = SIDES[found.side]
    rows = trees.select(exp.column(KEY, side.name)).from_(inner.beside(side), copy=False).where(fits, copy=False)
    among = exp.In(this=exp.column(KEY, ACCOUNT), query=rows.subquery(copy=False))
    return exp.Not(this=exp.Paren(this=among)) if where.operator in _MEANT else among


def member_ids(segment: Members, bound: Bound, place: str, holds: Holds) -> exp.Select:
    """The ids of the customers in a segment, as the viewer may see them."""
    customers = Customers(bound, segment.as_of)
    either: list[exp.Expr] = []
    if segment.where is not None:
        either.append(met(segment.where, customers, holds, f"{place}_m"))
    if segment.pinned:
        ids = exp.select(exp.Unnest(expressions=[bound.value(list(segment.pinned), f"{place}_p")]))
        either.append(exp.In(this=exp.column(KEY, ACCOUNT), query=ids.subquery(copy=False)))
    select = customers.relation(trees.select(exp.column(KEY, ACCOUNT)))
    return select.where(trees.any_of(*either), copy=False) if either else select


def is_member(segment: Members, account: exp.Expr, bound: Bound, place: str, holds: Holds) -> exp.Expr:
    """The condition that a row's customer is in a segment; a row without a customer is in none."""
    among = exp.In(this=account, query=member_ids(segment, bound, place, holds).subquery(copy=False))
    if segment.inside:
        return among
    return exp.Not(this=trees.func("coalesce", exp.Paren(this=among), exp.false()))


def unit_of_trait(name: str) -> Unit:
    """The unit of a field of a customer."""
    return trait_of(name).unit


def extras_in(names: tuple[str, ...]) -> dict[str, str]:
    """The paths that free attributes among some fields bind, by name."""
    keys = [name.removeprefix(EXTRA) for name in names if name.startswith(EXTRA)]
    return {path_name(key): path_of(key) for key in keys}
