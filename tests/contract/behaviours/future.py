"""Nothing after the day matters: everything later is scrambled, and no output may notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from contract.behaviours.case import Case, differences
from contract.world import Tables, World
from foresail.kernel.problem import NotEnoughData
from foresail.model.declare import Entity
from foresail.model.tables import TABLES
from foresail.runtime.capability.as_of import STILL, day_of, declared_of, parent_of
from foresail.runtime.capability.execute import Run

DAYS_BACK = (95, 275)
NIGHTLY_DAYS_BACK = (30, 180)


def nothing_later(case: Case) -> None:
    """Days in the past with all later rows and values scrambled, and the last day with rows from the future."""
    if case.unsteady:
        return
    scrambled_later(case, DAYS_BACK)
    future = case.run(case.world.other("rows from the future", lambda t: with_future(t, case.world.last_day)))
    assert not (found := differences(case.base, future)), f"rows from the future: {found}"


def scrambled_later(case: Case, days_back: Sequence[int]) -> None:
    """What comes out as of each day, with and without everything later made wrong."""
    for back in days_back:
        day = case.world.last_day - timedelta(days=back)
        wrong = case.world.other(f"scrambled after {day}", lambda t, day=day: scrambled(t, day))  # type: ignore[misc]
        before = _run(case, case.world, day)
        after = _run(case, wrong, day)
        assert isinstance(before, Run) == isinstance(after, Run), f"as of {day}: {before} | {after}"
        if isinstance(before, Run) and isinstance(after, Run):
            found = differences(before, after)
            assert not found, f"as of {day}: {found}"


def _run(case: Case, world: World, day: date) -> Run | NotEnoughData:
    try:
        return case.run(world, day, past=True)
    except NotEnoughData as problem:
        return problem


def scrambled(tables: Tables, day: date) -> dict[str, pl.DataFrame]:
    """The tables with every row and value that became known after the day made wrong."""
    return {name: _scramble(name, frame, tables, day) for name, frame in tables.items()}


def _scramble(name: str, frame: pl.DataFrame, tables: Tables, day: date) -> pl.DataFrame:
    if name == "opportunity_span":
        return _scramble_spans(frame, day)
    entity = TABLES[name]
    late = later_rows(entity, frame, tables, day)
    kept, later = frame.filter(~late), frame.filter(late)
    later = later.gather_every(2)  # half of them are gone, the others are wrong
    skip = {*entity.key, *_moments(entity, frame), entity.known_at}
    wrong = [_garbled(c, frame.schema[c]) for c in frame.columns if c not in skip]
    return pl.concat([_present_made_wrong(entity, kept, day), later.with_columns(wrong)])


def _moments(entity: Entity, frame: pl.DataFrame) -> set[str]:
    return {c for c in frame.columns if c.endswith(("_at", "_on")) and frame.schema[c].is_temporal()} | {"source"}


def later_rows(entity: Entity, frame: pl.DataFrame, tables: Tables, day: date) -> pl.Series:
    """Which rows became known after the day."""
    parent = parent_of(entity)
    if entity.known_at:
        return (local_days(frame, entity, entity.known_at) > day).fill_null(value=False)
    if parent is not None and parent.name in tables:
        above = tables[parent.name]
        late = above.filter(later_rows(parent, above, tables, day))[parent.key[0]]
        return frame[parent.key[0]].is_in(late.implode())
    return pl.Series([False] * frame.height, dtype=pl.Boolean)


def local_days(frame: pl.DataFrame, entity: Entity, moment: str) -> pl.Series:
    """The local days of a moment."""
    return frame[day_of(entity, moment)]


def _present_made_wrong(entity: Entity, frame: pl.DataFrame, day: date) -> pl.DataFrame:
    """Of rows that were known: values that became known later, and the present state of what is overwritten."""
    wrong = []
    for column in frame.columns:
        declared = declared_of(entity, column)
        if declared is None or column in entity.key:
            continue
        if declared.changes and not declared.known_at:
            wrong.append(_garbled(column, frame.schema[column]))
        elif declared.known_at:
            late = (local_days(frame, entity, declared.known_at) > day).fill_null(value=False)
            wrong.append(_later_still(column, frame.schema[column], late))
    return frame.with_columns(wrong)


def _garbled(column: str, kind: pl.DataType) -> pl.Expr:
    if kind.is_numeric():
        return (pl.col(column) * 7 + 3).cast(kind).alias(column)
    if kind.is_temporal():
        return pl.col(column).alias(column)
    return pl.col(column).reverse().alias(column)


def _later_still(column: str, kind: pl.DataType, late: pl.Series) -> pl.Expr:
    other: pl.Expr
    if kind.is_temporal():
        other = pl.col(column) + timedelta(days=11)
    elif column == "outcome":
        other = pl.lit("lost")
    else:
        other = pl.col(column).reverse()
    return pl.when(pl.lit(late)).then(other).otherwise(pl.col(column)).alias(column)


def _scramble_spans(frame: pl.DataFrame, day: date) -> pl.DataFrame:
    kept, later = frame.filter(pl.col("valid_from") <= day), frame.filter(pl.col("valid_from") > day)
    ends = pl.when(pl.col("valid_to") > day).then(pl.lit(STILL)).otherwise(pl.col("valid_to")).alias("valid_to")
    wrong = [
        _garbled(c, frame.schema[c]) for c in frame.columns if c not in ("opportunity_id", "valid_from", "valid_to")
    ]
    return pl.concat([kept.with_columns(ends), later.with_columns(wrong)])


def with_future(tables: Tables, day: date) -> dict[str, pl.DataFrame]:
    """The tables with rows dated a year after the last day: slips of the pen that no analysis may count."""
    made = dict(tables)
    for name in ("order", "payment", "lead", "activity"):
        entity, frame = TABLES[name], tables[name]
        shifts = [pl.col(c) + timedelta(days=4000) for c in _moments(entity, frame) - {"source", "loaded_at"}]
        new = frame.head(40).with_columns([renamed(entity.key[0]), *shifts])
        made[name] = pl.concat([frame, new.select(frame.columns)])
    lines = tables["order_line"]
    late = lines.filter(pl.col("order_id").is_in(tables["order"]["order_id"].head(40).implode()))
    made["order_line"] = pl.concat([lines, late.with_columns(renamed("order_id"))])
    return made


def renamed(key: str) -> pl.Expr:
    """Another id."""
    return (pl.lit("future:") + pl.col(key)).alias(key)
