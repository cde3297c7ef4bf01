"""A batch of raw rows as typed fields, with the first value of each row that could not be read."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from foresail.contracts.source import ObjectPreset
from foresail.kernel.base import Frozen
from foresail.kernel.text import Text
from foresail.model.declare import Type
from foresail.model.tables import TABLES
from foresail.sources.convert.style import Style
from foresail.sources.convert.value import POLARS, WHY, convert, refused
from foresail.sources.files.raw import LINE
from foresail.sources.loads.mapping import TableMap
from foresail.sources.recognise.catalogue import by_ref
from foresail.sources.recognise.fields import NAMED, TELLING, kind_of, split
from foresail.sources.recognise.names import plain
from foresail.sources.staging.words import CODES

REASON_COLUMNS = ("_bad_column", "_bad_value", "_bad_en", "_bad_zh")


class Plan(Frozen):
    """How one table of a file becomes typed fields.

    Parameters
    ----------
    fields
        Field → places (`c3`) and styles of the columns that feed it.
    headers
        Place → header.
    rest
        Places of columns that nothing of ours is called.
    """

    table: str
    preset: ObjectPreset
    fields: dict[str, tuple[tuple[str, Style], ...]]
    headers: dict[str, str]
    rest: tuple[str, ...]
    zone: str


def plan_of(mapping: TableMap, headers: tuple[str, ...], zone: str) -> Plan:
    """Resolve a mapping against the columns of a file."""
    known = by_ref(mapping.object)
    preset = known.preset if known else ObjectPreset(table=mapping.into, names=(mapping.into,), fields={})
    place = {plain(h): f"c{i}" for i, h in reversed(list(enumerate(headers)))}
    fields: dict[str, tuple[tuple[str, Style], ...]] = {}
    used: set[str] = set()
    for c in mapping.columns:
        at = place.get(plain(c.column), "")
        if at and c.field and c.field not in TELLING:
            joined = c.field in preset.fields and preset.fields[c.field].joined
            if c.field not in fields or joined:
                fields[c.field] = (*fields.get(c.field, ()), (at, Style.of(c.style)))
                used.add(at)
    known_rows = {plain(r) for r in (*preset.rows, *preset.skip)}
    rest = tuple(f"c{i}" for i, h in enumerate(headers) if f"c{i}" not in used and plain(h) not in known_rows)
    return Plan(
        table=mapping.into, preset=preset, fields=fields, headers={f"c{i}": h for i, h in enumerate(headers)},
        rest=rest, zone=zone,
    )  # fmt: skip


def typed(raw: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """All canonical columns and hints of the plan, `extra`, `_line`, and why a row is refused (null if it is not)."""
    columns: dict[str, pl.Series] = {LINE: raw[LINE]}
    bad = _NoReason(raw.height)
    for field, feeds in plan.fields.items():
        kind = kind_of(plan.table, field)
        columns[field] = _field(raw, plan, field, feeds, kind, bad)
    for field, value in plan.preset.constants.items():
        if field not in columns:
            columns[field] = pl.repeat(value, raw.height, dtype=pl.String, eager=True)
    columns["extra"] = _extra(raw, plan)
    for column in TABLES[plan.table].columns:
        if column.name not in columns:
            columns[column.name] = pl.repeat(None, raw.height, dtype=POLARS[column.type], eager=True)
    frame = pl.DataFrame({name: series.rename(name) for name, series in columns.items()})
    return frame.hstack(bad.frame())


def _field(
    raw: pl.DataFrame, plan: Plan, field: str, feeds: tuple[tuple[str, Style], ...], kind: Type, bad: _NoReason
) -> pl.Series:
    values = []
    for at, style in feeds:
        text = raw[at]
        value = convert(text, kind, style, plan.zone)
        bad.add(plan.headers[at], text, refused(text, value, kind), kind)
        values.append(value)
    value = values[0]
    preset = plan.preset.fields.get(field)
    if len(values) > 1:
        value = pl.select(pl.concat_str(values, separator=" ", ignore_nulls=True)).to_series()
        value = value.set(value == "", None)
    if preset is not None and preset.prefixes:
        hit = value.str.starts_with(preset.prefixes[0])
        for prefix in preset.prefixes[1:]:
            hit = hit | value.str.starts_with(prefix)
        value = value.set(~hit.fill_null(value=False), None)
    return _coded(value, plan, field)


def _coded(value: pl.Series, plan: Plan, field: str) -> pl.Series:
    """A system's words as the codes of the model; what is unknown stays as it is written."""
    owner, column = split(plan.table, field)
    words: Mapping[str, str] = {**CODES.get((owner, column), {}), **_lower(plan.preset.values.get(field, {}))}
    if not words or value.dtype != pl.String:
        return value
    hit = value.str.to_lowercase().str.strip_chars().replace_strict(
        list(words), list(words.values()), default=None, return_dtype=pl.String
    )  # fmt: skip
    return pl.select(pl.coalesce(hit, value)).to_series()


def _lower(words: Mapping[str, str]) -> dict[str, str]:
    return {k.lower(): v for k, v in words.items()}


def _extra(raw: pl.DataFrame, plan: Plan) -> pl.Series:
    """The columns without a place in the model as a JSON object; empty cells are left out."""
    pieces = []
    for at in plan.rest:
        header = plan.headers[at]
        text = raw[at].str.strip_chars()
        if text.is_null().all() or not (text != "").any():
            continue
        shown = pl.DataFrame({header: text}).to_struct().struct.json_encode().str.slice(1)
        shown = shown.str.slice(0, shown.str.len_chars() - 1)
        pieces.append(shown.set((text.is_null() | (text == "")).fill_null(value=True), None).rename(at))
    if not pieces:
        return pl.repeat(None, raw.height, dtype=pl.String, eager=True)
    body = pl.select(pl.concat_str(pieces, separator=",", ignore_nulls=True)).to_series()
    return pl.select(pl.when(body != "").then(pl.concat_str([pl.lit("{"), body, pl.lit("}")]))).to_series()


class _NoReason:
    """Collects, row by row, the first value that could not be read."""

    def __init__(self, height: int) -> None:
        empty = pl.repeat(None, height, dtype=pl.String, eager=True)
        self._columns = dict.fromkeys(REASON_COLUMNS, empty)

    def add(self, header: str, text: pl.Series, bad: pl.Series, kind: Type) -> None:
        if not bad.any():
            return
        why = WHY[kind]
        fresh = bad & self._columns["_bad_column"].is_null()
        values: tuple[pl.Expr | pl.Series, ...] = (
            pl.lit(header),
            text,
            pl.concat_str([pl.lit(f"“{header}”: “"), text, pl.lit(f"” {why.en}.")]),
            pl.concat_str([pl.lit(f"“{header}”：“"), text, pl.lit(f"”{why.zh}。")]),
        )
        for name, value in zip(REASON_COLUMNS, values, strict=True):
            chosen = pl.when(fresh).then(value).otherwise(self._columns[name])
            self._columns[name] = pl.select(chosen.alias(name)).to_series()

    def frame(self) -> pl.DataFrame:
        return pl.DataFrame({name: series.rename(name) for name, series in self._columns.items()})


def refuse(frame: pl.DataFrame, when: pl.Expr, column: pl.Expr, value: pl.Expr, why: Text) -> pl.DataFrame:
    """Mark rows as refused that are not refused already."""
    fresh = pl.col("_bad_en").is_null() & when
    return frame.with_columns(
        pl.when(fresh).then(column).otherwise(pl.col("_bad_column")).alias("_bad_column"),
        pl.when(fresh).then(value.cast(pl.String)).otherwise(pl.col("_bad_value")).alias("_bad_value"),
        pl.when(fresh).then(pl.lit(why.zh)).otherwise(pl.col("_bad_zh")).alias("_bad_zh"),
        pl.when(fresh).then(pl.lit(why.en)).otherwise(pl.col("_bad_en")).alias("_bad_en"),
    )


def references(frame: pl.DataFrame) -> pl.DataFrame:
    """Where only a name is known, it stands for the id."""
    for hint, (column, _, _) in NAMED.items():
        for owner in ("", "order."):
            target = owner + column
            if hint in frame.columns and target in frame.columns:
                frame = frame.with_columns(pl.coalesce(target, hint).alias(target))
            elif hint in frame.columns and owner and column not in frame.columns:
                frame = frame.with_columns(pl.col(hint).alias(target))
    return frame
