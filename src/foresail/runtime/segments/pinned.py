"""Customers that somebody named by id: an id whose records were joined with others since means the joined customer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from foresail.kernel.viewer import LOCAL
from foresail.warehouse.sqlfile import parse, read_sql

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foresail.warehouse.reader import Reader


def present_ids(named: Sequence[str], reader: Reader) -> tuple[str, ...]:
    """The ids of named customers as they are in a generation; an id that nobody knows stays as it is.

    Everybody's ids are looked up: whose customers are seen is decided where the ids are used.
    """
    if "xref" not in reader.tables():
        return tuple(named)
    rows = reader.ask(parse(read_sql(Path(__file__))), {"named": list(named)}, LOCAL).to_pylist()
    now = {row["named"]: row["id"] for row in rows}
    return tuple(dict.fromkeys(now.get(one, one) for one in named))
