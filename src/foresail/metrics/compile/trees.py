"""Building SQLGlot trees without copying them at every step: a node that is put into a tree belongs to it."""

from __future__ import annotations

from functools import cache

from sqlglot import exp


def alias(value: exp.Expr, name: str) -> exp.Alias:
    """`value AS name`."""
    return exp.Alias(this=value, alias=exp.to_identifier(name))


def table(name: str, short: str) -> exp.Table:
    """A table or relation under a short name."""
    return exp.Table(this=exp.to_identifier(name, quoted=True), alias=exp.TableAlias(this=exp.to_identifier(short)))


def cast(value: exp.Expr, kind: str) -> exp.Cast:
    """`CAST(value AS kind)`."""
    return exp.Cast(this=value, to=_kind(kind).copy())


@cache
def _kind(kind: str) -> exp.DataType:
    return exp.DataType.build(kind, dialect="duckdb")


def func(name: str, *given: exp.Expr) -> exp.Expr:
    """A function call."""
    return exp.func(name, *given, copy=False)


def case(condition: exp.Expr, value: exp.Expr, otherwise: exp.Expr | None = None) -> exp.Case:
    """`CASE WHEN condition THEN value [ELSE otherwise] END`."""
    return exp.Case(ifs=[exp.If(this=condition, true=value)], default=otherwise)


def all_of(*conditions: exp.Expr) -> exp.Expr:
    """Every condition holds."""
    return exp.and_(*conditions, copy=False)


def any_of(*conditions: exp.Expr) -> exp.Expr:
    """At least one condition holds."""
    return exp.or_(*conditions, copy=False)


def select(*columns: exp.Expr) -> exp.Select:
    """A SELECT of these columns."""
    return exp.Select().select(*columns, copy=False)
