"""A hash of what a table holds, whatever the order of its rows: the same input gives the same warehouse."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from foresail.kernel.problem import NotFound, closest_names
from foresail.kernel.text import Text
from foresail.warehouse.engine import NO_NETWORK, identifier

if TYPE_CHECKING:
    from foresail.warehouse.engine import Engine
    from foresail.warehouse.reader import Reader


def content_hash(where: Reader | Engine | Path, table: str, *, doubles: bool = False) -> str:
    """A hash of a table's columns, types and rows that does not depend on the order of rows.

    Parameters
    ----------
    where
        A reader, a build session (or another engine), or the path of a generation's file.
    table
        The table.
    doubles
        Whether columns of type DOUBLE count, bit for bit. A sum of floats depends on its order, so two equal builds
        may differ there in the last digit; by default only their names and types count.

    Returns
    -------
    str
        SHA-256 in hex over the names and types of the columns, the number of rows, and the sum and the exclusive-or
        of the 64-bit hashes of the rows.

    Raises
    ------
    NotFound
        If there is no such table.
    """
    if isinstance(where, Path):
        with duckdb.connect(str(where), read_only=True, config=dict(NO_NETWORK)) as connection:
            return hash_on(connection, table, doubles=doubles)
    with where.raw() as connection:
        return hash_on(connection, table, doubles=doubles)


def hash_on(connection: duckdb.DuckDBPyConnection, table: str, *, doubles: bool) -> str:
    """`content_hash` on an open connection."""
    columns = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = $table AND schema_name = 'main' "
        "AND database_name = current_database() ORDER BY column_index",
        {"table": table},
    ).fetchall()
    if not columns:
        names = [n for (n,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        raise NotFound(
            Text(en="There is no table “{t}”.", zh="没有名为“{t}”的表。").format(t=table),
            closest=closest_names(table, names),
        )
    counted = [name for name, kind in columns if doubles or kind not in ("DOUBLE", "FLOAT")]
    parts = ", ".join(identifier(name) for name in counted) or "NULL"
    found = connection.execute(
        f"SELECT count(*), sum(h::HUGEINT)::VARCHAR, bit_xor(h) FROM (SELECT hash(row({parts})) AS h "  # noqa: S608
        f"FROM main.{identifier(table)})"
    ).fetchone()
    return hashlib.sha256(repr((columns, found)).encode()).hexdigest()
