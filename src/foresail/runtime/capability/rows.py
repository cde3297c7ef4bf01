"""Where the frames of a capability come from: a build, a reader, or an engine of a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias

import polars as pl
from sqlglot import exp

Stored: TypeAlias = Mapping[str, Mapping[str, str]]
"""Table → column → SQL type, as the generation stores them."""


class Rows(Protocol):
    """A source of rows."""

    def fetch(self, sql: exp.Expr, values: Mapping[str, Any]) -> pl.DataFrame:
        """The answer of a query whose placeholders are bound to `values`."""

    def stored(self) -> Stored:
        """Tables and their columns."""
