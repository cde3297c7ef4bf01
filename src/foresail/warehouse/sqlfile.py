"""Named SQL files: read, compiled for an engine with bound or written values, checked by the lint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from foresail.kernel.problem import InvalidInput, NotFound
from foresail.kernel.text import Text

Dialect = Literal["duckdb", "spark"]

_TOKENS = re.compile(
    r"'(?:[^']|'')*'"  # text
    r'|"(?:[^"]|"")*"'  # quoted name
    r"|--[^\n]*|/\*.*?\*/"  # comments
    r"|(?<![:\w\])'\"]):(?P<name>[A-Za-z_]\w*)",  # a value; not a cast, a slice or a struct's field
    re.DOTALL,
)


def read_sql(anchor: Path) -> str:
    """Read a named SQL file.

    Parameters
    ----------
    anchor
        The file itself, or a Python file beside which the `.sql` file of the same name stands
        (`read_sql(Path(__file__))`).

    Raises
    ------
    NotFound
        If there is no such file.
    """
    path = anchor.with_suffix(".sql") if anchor.suffix == ".py" else anchor
    return _read(path)


@lru_cache(maxsize=1024)
def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip().rstrip(";").rstrip()
    except FileNotFoundError as error:
        raise NotFound(Text(en="There is no such SQL file.", zh="找不到该 SQL 文件。"), where=path.name) from error


def bound(sql: str) -> str:
    """Turn `:name` into the engine's `$name`; texts, comments, casts and slices stay as they are.

    Examples
    --------
    >>> bound("SELECT a::DATE FROM t WHERE b = :b AND c = ':c'")
    "SELECT a::DATE FROM t WHERE b = $b AND c = ':c'"
    """
    return _TOKENS.sub(lambda m: f"${m['name']}" if m["name"] else m[0], sql)


def placeholders(sql: str) -> frozenset[str]:
    """The names of the values that a statement takes."""
    return frozenset(m["name"] for m in _TOKENS.finditer(sql) if m["name"])


def parse(sql: str) -> exp.Query:
    """The tree of one query in DuckDB's dialect.

    Raises
    ------
    InvalidInput
        If the text is not exactly one query.
    """
    return read_only(sql).copy()


# `$name` instead of `:name`: after SELECT, DuckDB's dialect would take a colon for an alias
@lru_cache(maxsize=2048)
def read_only(sql: str) -> exp.Query:
    """The tree of `parse`, shared by all who ask: only to be looked at (copying a tree costs more than parsing it)."""
    try:
        trees = [t for t in sqlglot.parse(bound(sql), dialect="duckdb") if t is not None]
    except SqlglotError as error:
        raise InvalidInput(
            Text(en="The SQL cannot be parsed.", zh="SQL 无法解析。"), where=str(error).splitlines()[0][:300]
        ) from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Query):
        raise InvalidInput(Text(en="This is not one SELECT.", zh="这不是单个 SELECT 语句。"), where=sql[:200])
    return trees[0]


def compile(sql: str, dialect: Dialect = "duckdb", values: Mapping[str, Any] | None = None) -> str:  # noqa: A001
    """A statement for an engine.

    Parameters
    ----------
    sql
        One query in DuckDB's dialect with `:name` placeholders.
    dialect
        `duckdb`: placeholders become `$name` and the values stay apart. `spark`: transpiled; values are written into
        the text as typed literals (only trusted values: parameters of a build, never a person's words).
    values
        Needed for `spark`.
    """
    if dialect == "duckdb":
        return bound(sql)
    tree = parse(sql)
    given = dict(values or {})
    for holder in list(tree.find_all(exp.Placeholder)):
        holder.replace(literal(given[holder.name]))
    return str(tree.sql(dialect="spark"))


def literal(value: Any) -> exp.Expr:
    """A value as a typed literal that reads the same on both engines."""
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value) if isinstance(value, set | frozenset) else value
        return exp.Array(expressions=[literal(v) for v in items])
    if value is None:
        return exp.Null()
    if isinstance(value, bool):
        return exp.Boolean(this=value)
    if isinstance(value, int):
        return exp.cast(exp.Literal.number(str(value)), "BIGINT")
    if isinstance(value, float):
        return exp.cast(exp.Literal.string(repr(value)), "DOUBLE")
    if isinstance(value, Decimal):
        places = max(0, -int(value.as_tuple().exponent))
        digits = max(len(value.as_tuple().digits), places + 1)
        return exp.cast(exp.Literal.string(format(value, "f")), f"DECIMAL({min(38, digits)}, {places})")
    if isinstance(value, datetime):
        return exp.cast(exp.Literal.string(value.replace(tzinfo=None).isoformat(" ")), "TIMESTAMP", dialect="duckdb")
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "DATE")
    if isinstance(value, str):
        return exp.Literal.string(value)
    raise InvalidInput(
        Text(en="This kind of value cannot be used in SQL.", zh="该类型的值不能用于 SQL。"), where=repr(type(value))
    )
