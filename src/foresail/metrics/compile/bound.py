"""Values are bound by name and never written into a statement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlglot import exp

from foresail.metrics.compile import trees


class Bound:
    """The values of one statement. Names follow from where a value stands, so that the text of a statement does too."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}

    def value(self, value: Any, name: str) -> exp.Expr:
        """Bind a value; gives its placeholder. Days and numbers carry their type: any engine reads them alike."""
        self._values[name] = value
        holder = exp.Placeholder(this=name)
        if isinstance(value, date):
            return trees.cast(holder, "DATE")
        if isinstance(value, Decimal):
            return trees.cast(holder, "DECIMAL(38, 10)")
        return holder

    @property
    def values(self) -> Mapping[str, Any]:
        return dict(self._values)
