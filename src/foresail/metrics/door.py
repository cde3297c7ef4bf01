"""What questions need of a reader of a generation, and what the tables that they read need of a build."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any, Protocol, TypeVar

import pyarrow as pa
from sqlglot import exp

from foresail.contracts.access import TableRule
from foresail.kernel.viewer import Viewer

Made = TypeVar("Made")


class Building(Protocol):
    """The part of a build session that makes tables from SQL."""

    def table(self, name: str, sql: str, values: Mapping[str, Any] = ..., *, rule: TableRule = ...) -> Any: ...


class Door(Protocol):
    """The part of a warehouse reader that questions need."""

    @property
    def id(self) -> str: ...

    @property
    def as_of(self) -> date: ...

    @property
    def base_currency(self) -> str: ...

    def tables(self) -> Mapping[str, Mapping[str, str]]: ...

    def remember(self, key: Hashable, make: Callable[[], Made], size: Callable[[Made], int] = ...) -> Made: ...

    def ask_like(
        self, shape: Hashable, make: Callable[[], exp.Expr], values: Mapping[str, Any], viewer: Viewer = ...
    ) -> pa.Table: ...

    def ask(self, tree: exp.Expr, values: Mapping[str, Any] | None = None, viewer: Viewer = ...) -> pa.Table: ...
