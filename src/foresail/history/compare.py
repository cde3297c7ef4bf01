"""What a load brings: which rows are new, changed or unchanged against what the source showed before."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl

from foresail.contracts.load import Counts
from foresail.history.columns import content_of, identity_of, q, sql_type
from foresail.history.staged import naive
from foresail.model.declare import Entity
from foresail.model.tables import TABLES
from foresail.warehouse.engine import Engine, scratch, text_literal
from foresail.warehouse.landing import Landing


def compare(landing: Landing, staged: Path, source: str, taken_at: datetime) -> dict[str, Counts]:
    """Compare staged rows with the state of the same source before.

    Parameters
    ----------
    landing
        What was loaded before.
    staged
        A folder with `<table>.parquet` files.
    source, taken_at
        The load's source and moment; loads that show a later moment are not looked at.

    Returns
    -------
    dict
        Table → counts with `rows_in` = `new` + `changed` + `unchanged`; what was refused or repeated is counted by
        whoever staged the rows.

    Notes
    -----
    A row is compared with the latest row of its key: by all declared columns and `extra`, not by file, line or moment
    of loading.
    """
    before = [m for m in landing.loads() if m.source == source and naive(m.taken_at) <= naive(taken_at)]
    found: dict[str, Counts] = {}
    for path in sorted(staged.glob("*.parquet")):
        if path.stem not in TABLES:
            continue
        earlier = [p for m in before if (p := landing.rows(m.load_id, path.stem)) is not None]
        rows = int(pl.scan_parquet(path).select(pl.len()).collect().item())
        if not earlier or not rows:
            found[path.stem] = Counts(rows_in=rows, new=rows)
            continue
        with scratch() as engine:
            found[path.stem] = _compare(engine, TABLES[path.stem], path, earlier)
    return found


def _compare(engine: Engine, entity: Entity, path: Path, earlier: list[Path]) -> Counts:
    keys = ", ".join(q(c) for c in identity_of(entity))
    # One scan over all earlier files: a statement with a branch a file would take longer to plan than to run.
    present = set().union(*(pl.read_parquet_schema(p) for p in earlier))
    files = ", ".join(text_literal(str(p)) for p in earlier)
    order = ", ".join(f"({text_literal(str(p))}, {n})" for n, p in enumerate(earlier))
    same = " AND ".join(f"n.{q(c)} IS NOT DISTINCT FROM o.{q(c)}" for c in identity_of(entity))
    sql = f"""
WITH taken AS (SELECT * FROM (VALUES {order}) AS v (filename, _order)),
old AS (
    {_read(entity, present)}, t._order
    FROM read_parquet([{files}], union_by_name = true, filename = true) AS r JOIN taken AS t ON t.filename = r.filename
),
state AS (SELECT * FROM old QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY _order DESC, _content DESC) = 1),
new AS ({_read(entity, set(pl.read_parquet_schema(path)))} FROM read_parquet({text_literal(str(path))}))
SELECT count(*) AS rows, count(*) FILTER (WHERE o._content IS NULL) AS new,
    count(*) FILTER (WHERE o._content <> n._content) AS changed
FROM new n LEFT JOIN state o ON {same}
"""
    rows, new, changed = engine.fetch(sql).row(0)
    return Counts(rows_in=rows, new=new, changed=changed, unchanged=rows - new - changed)


def _read(entity: Entity, present: set[str]) -> str:
    kinds = {c: sql_type(entity, c) for c in (*identity_of(entity), *content_of(entity))}
    values = {c: f"CAST({q(c) if c in present else 'NULL'} AS {kind})" for c, kind in kinds.items()}
    content = ", ".join(f"coalesce(CAST({values[c]} AS VARCHAR), chr(31))" for c in content_of(entity))
    chosen = ", ".join(f"{values[c]} AS {q(c)}" for c in identity_of(entity))
    return f"SELECT {chosen}, md5(concat_ws(chr(30), {content})) AS _content"
