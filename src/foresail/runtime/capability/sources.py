"""Builds and readers as sources of frames."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any, TypeVar

import polars as pl
from sqlglot import exp

from foresail.kernel.viewer import LOCAL, Viewer
from foresail.runtime.capability.rows import Stored
from foresail.warehouse.build import BuildSession
from foresail.warehouse.warehouse import Limits, Reader

Made = TypeVar("Made")

FOR_MODELS = Limits(seconds=1800, rows=50_000_000, memory=4 << 30)
"""A model learns from every row; what a viewer sees of its results is another matter."""


class SessionRows:
    """The tables of a build in the making."""

    def __init__(self, session: BuildSession) -> None:
        self._session = session

    def fetch(self, sql: exp.Expr, values: Mapping[str, Any]) -> pl.DataFrame:
        return self._session.fetch(sql, values)

    def stored(self) -> Stored:
        return self._session.tables()


class SessionDoor:
    """A build in the making where a reader's door is asked for; knows no row rules, for the build's own questions."""

    def __init__(self, session: BuildSession) -> None:
        self._session = session
        self.id = session.generation_id
        self.as_of = date.fromisoformat(session.info["as_of"])
        self.base_currency = session.info["base_currency"]

    def ask(self, tree: exp.Expr, values: Any = None, viewer: Viewer = LOCAL, limits: Limits | None = None) -> Any:
        del viewer, limits
        return self._session.arrow(tree, values or {})

    def ask_like(
        self, shape: Hashable, make: Callable[[], exp.Expr], values: Mapping[str, Any], viewer: Viewer = LOCAL
    ) -> Any:
        del shape
        return self.ask(make(), values, viewer)

    def remember(self, key: Hashable, make: Callable[[], Made], size: Callable[[Made], int] = lambda _: 0) -> Made:
        del key, size
        return make()  # the tables are still in the making: nothing may be kept

    def tables(self) -> Stored:
        return self._session.tables()


class ReaderRows:
    """The tables of a published generation, all rows of them."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def fetch(self, sql: exp.Expr, values: Mapping[str, Any]) -> pl.DataFrame:
        return polars(self._reader.ask(sql, values, LOCAL, FOR_MODELS))

    def stored(self) -> Stored:
        return self._reader.tables()


def polars(table: Any) -> pl.DataFrame:
    """An Arrow table as a Polars frame."""
    frame = pl.from_arrow(table)
    return frame if isinstance(frame, pl.DataFrame) else frame.to_frame()
