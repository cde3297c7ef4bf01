"""The arithmetic of formulas, read as a tree: what a declaration may write, and which metrics it names."""

from __future__ import annotations

from functools import cache

import sqlglot
from sqlglot import exp

from foresail.kernel.problem import DeclarationError
from foresail.kernel.text import Text

BUILT_IN = "period_days"
_FUNCTIONS = {"if_known": 3, "first_known": 2, "if_positive": 1}
_SIGNS = (exp.Add, exp.Sub, exp.Mul, exp.Div)


@cache
def tree_of(text: str) -> exp.Expr:
    """The tree of a formula.

    Raises
    ------
    DeclarationError
        If it holds anything but names, numbers, + - * / and the few functions that formulas have.
    """
    tree = sqlglot.parse_one(text, dialect="duckdb")
    for node in tree.walk():
        known = isinstance(node, (*_SIGNS, exp.Column, exp.Identifier, exp.Paren, exp.Literal))
        if isinstance(node, exp.Anonymous):
            known = len(node.expressions) == _FUNCTIONS.get(node.name.lower(), -1)
        if not known:
            raise DeclarationError(Text(en=f"The formula “{text}” cannot be read.", zh=f"公式“{text}”无法解析。"))
    return tree


def names_in(text: str) -> tuple[str, ...]:
    """The metrics that a formula names."""
    found = dict.fromkeys(c.name for c in tree_of(text).find_all(exp.Column))
    return tuple(n for n in found if n != BUILT_IN)
