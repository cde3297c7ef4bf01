"""What the data say about agreement by chance: counted over a fixed sample, blended with what is known before."""

# ruff: noqa: S608  statements are put together from our own declarations, never from a person's words
from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from foresail.identity.match.declare import Field, Kind
from foresail.warehouse.engine import Engine

SAMPLE = 1_000
"""Records of the sample; their pairs are all counted, so the answer does not depend on threads or chance."""

PRIOR_PAIRS = 20_000
"""So many pairs weigh as much as the value that is known before."""

FEWEST = 100
"""A table with fewer records is taken for one with so many: in a handful of records nothing is likely."""

Shares = Mapping[str, Sequence[float]]


def by_chance(engine: Engine, framed: pl.DataFrame, fields: Sequence[Field]) -> dict[str, list[float]]:
    """Field → how often each of its levels holds for records that are not one.

    Parameters
    ----------
    engine
        Where pairs are counted.
    framed
        The prepared records.
    """
    before = {f.name: [level.u for level in f.levels] for f in fields}
    learning = [f for f in fields if "u" in f.learns]
    if not learning or framed.height < 2:
        return before
    step = max(1, -(-framed.height // SAMPLE))
    engine.register("sample", framed.gather_every(step))
    counted = engine.fetch(_counting(learning))
    engine.unregister("sample")
    for field in learning:
        seen = dict(zip(counted["level"].to_list(), counted[field.name].to_list(), strict=True))
        before[field.name] = _blended(field, seen)
    return before


def _counting(fields: Sequence[Field]) -> str:
    cases = ", ".join(f"{case(field)} AS {field.name}" for field in fields)
    columns = sorted({c for f in fields for c in f.columns})
    sides = ", ".join(f"l.{c} AS {c}_l, r.{c} AS {c}_r" for c in columns)
    pairs = f"SELECT {sides} FROM sample l JOIN sample r ON l.id < r.id AND l.grp <> r.grp"
    most = max(len(f.levels) for f in fields)
    counts = ", ".join(f"count(*) FILTER (WHERE {f.name} = n.level) AS {f.name}" for f in fields)
    levels = f"(SELECT CAST(unnest(range(0, {most})) AS INTEGER) AS level) n"
    seen = f"WITH seen AS MATERIALIZED (SELECT {cases} FROM ({pairs}))"
    return f"{seen} SELECT n.level, {counts} FROM seen CROSS JOIN {levels} GROUP BY n.level"


def case(field: Field) -> str:
    """SQL: the place of the level that holds; -1 where nothing can be said."""
    whens = [f"WHEN {level.sql} THEN {n}" for n, level in enumerate(field.levels) if level.sql]
    return f"CASE WHEN {field.missing} THEN -1 {' '.join(whens)} ELSE {len(field.levels) - 1} END"


def _blended(field: Field, seen: Mapping[int, int]) -> list[float]:
    total = sum(seen.get(n, 0) for n in range(len(field.levels)))
    return [(seen.get(n, 0) + PRIOR_PAIRS * level.u) / (total + PRIOR_PAIRS) for n, level in enumerate(field.levels)]


def _bearers(kind: Kind) -> pl.Expr:
    """How many different ones have a value, where one system lists some of them twice."""
    if kind.name == "company":
        return pl.max_horizontal(*(pl.col(c).drop_nulls().n_unique() for c in ("city", "tax", "trade")), 1)
    return pl.max_horizontal(pl.len().cast(pl.Int64) - 1, 1)


def rarity(framed: pl.DataFrame, kind: Kind, fields: Sequence[Field]) -> dict[str, pl.DataFrame]:
    """Column → how often two different ones share a value by chance (`value`, `share`).

    One company is written down several times; so a value that is seen once in each source is one company's, and what
    counts are the others that have it too, above a floor that is known before.
    """
    floors = dict(kind.floors)
    wanted = sorted({level.rare for f in fields for level in f.levels if level.rare})
    several = framed["source"].n_unique() > 1
    made = {}
    for column in wanted:
        filled = framed.filter(pl.col(column).is_not_null())
        each = filled.group_by(column, "source").len().group_by(column).agg(pl.col("len").max().alias("n"))
        if not several:
            each = filled.group_by(column).agg(_bearers(kind).alias("n"))
        size = max(FEWEST, int(filled.group_by("source").len()["len"].max() or 1))  # type: ignore[arg-type]
        share = ((pl.col("n") - 1).cast(pl.Float64) * kind.namesakes / size + floors.get(column, 1e-5)).alias("share")
        made[column] = each.select(pl.col(column).alias("value"), share).sort("value")
    return made
