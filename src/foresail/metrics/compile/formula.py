"""The arithmetic of formulas: read as a tree, made into SQL over the columns of their parts."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from foresail.metrics.arithmetic import tree_of
from foresail.metrics.compile import trees

_PLAIN: dict[type[exp.Expr], Callable[[exp.Expr, exp.Expr], exp.Expr]] = {
    exp.Add: lambda a, b: exp.Paren(this=exp.Add(this=a, expression=b)),
    exp.Sub: lambda a, b: exp.Paren(this=exp.Sub(this=a, expression=b)),
    exp.Mul: lambda a, b: exp.Paren(this=exp.Mul(this=double(a), expression=double(b))),
    exp.Div: lambda a, b: exp.Paren(this=quotient(a, b)),
}


def double(value: exp.Expr) -> exp.Expr:
    """A value as a double: sums stay exact decimals until they are divided."""
    if isinstance(value, exp.Cast) and value.to.this == exp.DataType.Type.DOUBLE:
        return value
    return trees.cast(value.copy(), "DOUBLE")


def quotient(over: exp.Expr, under: exp.Expr) -> exp.Expr:
    """`over ÷ under`, empty where `under` is zero."""
    zero = trees.func("nullif", double(under), exp.Literal.number(0))
    return exp.Div(this=double(over), expression=zero)


def sql_of(text: str, value: Callable[[str], exp.Expr]) -> exp.Expr:
    """A formula as SQL; `value` gives the SQL of a name."""

    def make(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column):
            return value(node.name)
        if isinstance(node, exp.Paren):
            return make(node.this)
        if isinstance(node, exp.Anonymous):
            return _function(node.name.lower(), [make(e) for e in node.expressions])
        for kind, build in _PLAIN.items():
            if type(node) is kind:
                return build(make(node.this), make(node.args["expression"]))
        return node.copy()

    return make(tree_of(text))


def _function(name: str, given: list[exp.Expr]) -> exp.Expr:
    if name == "first_known":
        return trees.func("coalesce", *given)
    if name == "if_positive":
        above = exp.GT(this=given[0], expression=exp.Literal.number(0))
        return trees.case(above, given[0].copy())
    known = exp.Not(this=exp.Is(this=given[0], expression=exp.Null()))
    return trees.case(known, given[1], given[2])
