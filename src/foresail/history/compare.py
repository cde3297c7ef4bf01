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
from foresail.warehouse.engine import Engine, shared, text_literal
from foresail.warehouse.landing import Landing


def compare(
    landing: Landing, staged: Path, source: str, taken_at: datetime, *, engine: Engine | None = None
) -> dict[str, Counts]:
    """Compare staged rows with the state of the same source before.

    Parameters
    ----------
    landing
        What was loaded before.
    staged
        A folder with `<table>.parquet` files.
    source, taken_at
        The load's source and moment; loads that show a later moment are not looked at.
    engine
        A scratch engine that is open already.

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
        with shared(engine) as at_work:
            found[path.stem] = _compare(at_work, TABLES[path.stem], path, earlier, rows)
    return found


def _compare(engine: Engine, entity: Entity, path: Path, earlier: list[Path], rows: int) -> Counts:
    """With the newest load first: mostly it has shown the very rows, and the ones before it need not be read whole."""
    met, new, changed = engine.fetch(_beside(entity, path, earlier[-1])).row(0)
    if met != rows or (new and earlier[:-1] and _showed(engine, entity, path, earlier)):
        return _with_all(engine, entity, path, earlier)
    return Counts(rows_in=rows, new=new, changed=changed, unchanged=rows - new - changed)


def _beside(entity: Entity, path: Path, before: Path) -> str:
    """Rows side by side with those of one load: how many, how many of them without a row there, how many other ones."""
    differs = " OR ".join(f"n.{q(c)} IS DISTINCT FROM o.{q(c)}" for c in content_of(entity) if c not in entity.key)
    return f"""
WITH old AS (SELECT true AS here, {_typed(entity, before)}), new AS (SELECT {_typed(entity, path)})
SELECT count(*) AS rows, count(*) FILTER (WHERE o.here IS NULL) AS new,
    count(*) FILTER (WHERE o.here AND ({differs})) AS changed
FROM new n LEFT JOIN old o ON {_same(entity)}
"""


def _showed(engine: Engine, entity: Entity, path: Path, earlier: list[Path]) -> bool:
    """Whether loads before the newest one showed rows that the newest one does not; only keys are read."""
    keys = ", ".join(q(c) for c in identity_of(entity))
    before, last = ", ".join(text_literal(str(p)) for p in earlier[:-1]), text_literal(str(earlier[-1]))
    sql = f"""
WITH new AS (SELECT {keys} FROM read_parquet({text_literal(str(path))})),
rest AS (SELECT * FROM new n ANTI JOIN (SELECT {keys} FROM read_parquet({last})) AS o ON {_same(entity)})
SELECT count(*) AS n FROM rest n SEMI JOIN (SELECT {keys} FROM read_parquet([{before}])) AS o ON {_same(entity)}
"""
    return bool(engine.fetch(sql)["n"][0])


def _same(entity: Entity) -> str:
    return " AND ".join(f"n.{q(c)} IS NOT DISTINCT FROM o.{q(c)}" for c in identity_of(entity))


def _typed(entity: Entity, path: Path) -> str:
    present = set(pl.read_parquet_schema(path))
    names = dict.fromkeys((*identity_of(entity), *content_of(entity)))
    chosen = (f"CAST({q(c) if c in present else 'NULL'} AS {sql_type(entity, c)}) AS {q(c)}" for c in names)
    return f"{', '.join(chosen)} FROM read_parquet({text_literal(str(path))})"


def _with_all(engine: Engine, entity: Entity, path: Path, earlier: list[Path]) -> Counts:
    """Against the latest row of each key in all loads before."""
    keys = ", ".join(q(c) for c in identity_of(entity))
    # One scan over all earlier files: a statement with a branch a file would take longer to plan than to run.
    present = set().union(*(pl.read_parquet_schema(p) for p in earlier))
    files = ", ".join(text_literal(str(p)) for p in earlier)
    order = ", ".join(f"({text_literal(str(p))}, {n})" for n, p in enumerate(earlier))
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
FROM new n LEFT JOIN state o ON {_same(entity)}
"""
    rows, new, changed = engine.fetch(sql).row(0)
    return Counts(rows_in=rows, new=new, changed=changed, unchanged=rows - new - changed)


def _read(entity: Entity, present: set[str]) -> str:
    kinds = {c: sql_type(entity, c) for c in (*identity_of(entity), *content_of(entity))}
    values = {c: f"CAST({q(c) if c in present else 'NULL'} AS {kind})" for c, kind in kinds.items()}
    content = ", ".join(f"coalesce(CAST({values[c]} AS VARCHAR), chr(31))" for c in content_of(entity))
    chosen = ", ".join(f"{values[c]} AS {q(c)}" for c in identity_of(entity))
    return f"SELECT {chosen}, md5(concat_ws(chr(30), {content})) AS _content"
