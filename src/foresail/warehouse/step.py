"""A recorded step of a build, and the fingerprint that decides whether its table can be taken over as it is."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlglot import exp

from foresail.kernel.base import Frozen
from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text
from foresail.warehouse.sqlfile import placeholders, read_only

_PLAIN = re.compile(r"""(?P<kept>'(?:[^']|'')*'|"(?:[^"]|"")*")|--[^\n]*|/\*.*?\*/|\s+|(?P<word>\w+)""", re.DOTALL)

LAYOUT = "2"
"""Part of every fingerprint: raise it when the meaning of stored tables changes."""


class Step(Frozen):
    """One table of a build: how it was made, from what, in how many seconds, or that it was taken over."""

    name: str
    kind: str = "sql"  # sql | frame | parquet
    sql: str = ""
    values: Mapping[str, Any] = {}
    inputs: tuple[str, ...] = ()
    fingerprint: str = ""
    seconds: float = 0.0
    reused: bool = False


def inputs_of(sql: str, existing: Sequence[str]) -> tuple[str, ...]:
    """The stored tables that a query reads.

    A common table expression may bear the name of a stored table that it reads; so every name that is mentioned and
    exists counts, which can only cause one calculation too many, never one too few.

    Raises
    ------
    InvalidInput
        If the query reads something that is not a stored table (a file, a table function over files).
    """
    tree, known = read_only(sql), {name.lower(): name for name in existing}
    own = {cte.alias_or_name.lower() for cte in tree.find_all(exp.CTE)}
    found: set[str] = set()
    for table in tree.find_all(exp.Table):
        if isinstance(table.this, exp.Identifier):
            name = table.name.lower()
            if name in known:
                found.add(known[name])
            elif name not in own:
                raise _unknown(table.name)
        elif not isinstance(table.this, exp.GenerateSeries | exp.Unnest | exp.Explode):
            raise _unknown(table.this.sql(dialect="duckdb"))
    return tuple(sorted(found))


def fingerprint_of(kind: str, text: str, values: Mapping[str, Any], inputs: Mapping[str, str]) -> str:
    """The fingerprint of a table: SHA-256 of how it is made and of the fingerprints of what it is made from."""
    said = {"layout": LAYOUT, "kind": kind, "text": text, "values": dump_values(values), "inputs": dict(inputs)}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def normalised(sql: str) -> str:
    """A query without what does not matter outside texts and quoted names: comments, line breaks, capital letters.

    Not by way of the tree: writing trees as text took a third of a small build.
    """
    return _PLAIN.sub(lambda m: m["kept"] or (m["word"] or " ").lower(), sql).strip()


def used(sql: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those values that a query takes.

    Raises
    ------
    InvalidInput
        If a placeholder has no value.
    """
    names = sorted(placeholders(sql))
    missing = [name for name in names if name not in values]
    if missing:
        raise InvalidInput(
            Text(en="The query takes values that were not given: {n}.", zh="查询缺少参数值：{n}。").format(
                n=", ".join(missing)
            ),
            where=sql[:200],
        )
    return {name: values[name] for name in names}


def dump_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as plain JSON that keeps their types."""
    return {name: _dump(value) for name, value in sorted(values.items())}


def load_values(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Values as `dump_values` wrote them."""
    return {name: _load(value) for name, value in stored.items()}


def _dump(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return {"decimal": format(value, "f")}
    if isinstance(value, float):
        return {"double": repr(value)}
    if isinstance(value, datetime):
        return {"timestamp": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, set | frozenset):
        return {"list": [_dump(v) for v in sorted(value)]}
    if isinstance(value, list | tuple):
        return {"list": [_dump(v) for v in value]}
    raise InvalidInput(
        Text(en="This kind of value cannot be bound.", zh="该类型的值不能绑定。"), where=repr(type(value))
    )


def _load(stored: Any) -> Any:
    if not isinstance(stored, dict):
        return stored
    ((kind, value),) = stored.items()
    if kind == "list":
        return [_load(v) for v in value]
    makers: dict[str, Callable[[str], Any]] = {
        "decimal": Decimal,
        "double": float,
        "timestamp": datetime.fromisoformat,
        "date": date.fromisoformat,
    }
    return makers[kind](value)


def _unknown(name: str) -> InvalidInput:
    return InvalidInput(
        Text(
            en="A step reads “{n}”, which is not a table of this build.", zh="步骤读取了“{n}”，它不是本次构建的表。"
        ).format(n=name),
        next_step=Text(
            en="Make that table first; files come in through `parquet`.",
            zh="请先生成该表；文件请通过 parquet 方法读入。",
        ),
    )
