"""Values are bound by name and never written into a statement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlglot import exp

from foresail.metrics.compile import trees


class Bound:
    """The values of one statement. Names follow from where a value stands, so that the text of a statement does too.

    Parameters
    ----------
    given
        Values of parts that stand in the statement already.
    """

    def __init__(self, given: Mapping[str, Any] = MappingProxyType({})) -> None:
        self._values: dict[str, Any] = dict(given)

    def value(self, value: Any, name: str) -> exp.Expr:
        """Bind a value; gives its placeholder. Days and numbers carry their type: any engine reads them alike.

        Raises
        ------
        ValueError
            If the name stands for another value already: two parts of the statement would share it.
        """
        if self._values.setdefault(name, value) != value:
            raise ValueError(f"{name} stands for another value already")
        holder = exp.Placeholder(this=name)
        if isinstance(value, date):
            return trees.cast(holder, "DATE")
        if isinstance(value, Decimal):
            return trees.cast(holder, "DECIMAL(38, 10)")
        return holder

    @property
    def values(self) -> Mapping[str, Any]:
        return dict(self._values)
