"""Keys: from the file, from names, or made from the content; prefixed with the source."""

from __future__ import annotations

import polars as pl

from foresail.kernel.text import Text
from foresail.model.declare import Type
from foresail.model.tables import TABLES
from foresail.sources.recognise.fields import declared, split
from foresail.sources.staging.convert import refuse

BY_NAME: dict[str, tuple[str, ...]] = {
    "account": ("name",),
    "product": ("name",),
    "representative": ("name",),
    "team": ("name",),
    "partner": ("name",),
    "campaign": ("name",),
    "contact": ("full_name", "account_id", "email"),
    "opportunity": ("name", "account_id"),
    "lead": ("name", "company"),
}
"""Table → columns that identify a row when the file has no ids."""

MADE = frozenset({"line_no"})
"""Key columns that are made when the file does not give them."""
_MAY_BE_EMPTY = frozenset(
    {"line_no", "channel", "region", "detail", "campaign_id", "scope", "scope_id", "metric", "grain", "pipeline",
     "location", "course", "field"}
)  # fmt: skip
GENERATED = "_generated"
SAME = "_same"
"""Hash of the row as it stands in the file: rows with the same are the same word for word."""


def keyed(frame: pl.DataFrame, table: str, mapped: frozenset[str], names: dict[str, str]) -> pl.DataFrame:
    """Keys filled from names where there is no id, `_generated` where one has to be made, rows without any refused.

    Parameters
    ----------
    mapped
        Fields that the file gives.
    names
        Field → header, for words.
    """
    entity = TABLES[table]
    first = entity.key[0]
    frame = frame.with_columns(pl.lit(value=False).alias(GENERATED))
    if len(entity.key) == 1:
        if table in BY_NAME:
            frame = frame.with_columns(pl.coalesce(first, _named(BY_NAME[table])).alias(first))
        elif first not in mapped:
            return frame.with_columns(pl.lit(value=True).alias(GENERATED))
    for key in entity.key:
        if key in _MAY_BE_EMPTY:
            continue
        header = names.get(key, key)
        why = Text(en=f"“{header}” is empty: the row has no key.", zh=f"“{header}”为空：该行没有标识。")
        frame = refuse(frame, pl.col(key).is_null(), pl.lit(header), pl.lit(""), why)
    return frame


def _named(columns: tuple[str, ...]) -> pl.Expr:
    first, *more = columns
    whole = pl.concat_str([pl.col(c) for c in columns], separator="|", ignore_nulls=True)
    return pl.when(pl.col(first).is_not_null()).then(whole) if more else pl.col(first)


def source_id(table: str) -> pl.Expr:
    """The key as the source writes it."""
    parts = [pl.col(k).cast(pl.String) for k in TABLES[table].key]
    return parts[0] if len(parts) == 1 else pl.concat_str(parts, separator="|", ignore_nulls=True)


def whole_key(table: str) -> pl.Expr:
    """The key as the source writes it, empty where any part of it could not be read."""
    parts = [pl.col(k).is_not_null() for k in TABLES[table].key if k not in _MAY_BE_EMPTY]
    return pl.when(pl.all_horizontal(parts)).then(source_id(table)) if parts else source_id(table)


def prefixed(frame: pl.DataFrame, table: str, source: str) -> pl.DataFrame:
    """Every id with the source before it, in the table's own columns and in those for other tables."""
    out = []
    for name in frame.columns:
        if name.startswith("_"):
            continue
        owner, column = split(table, name)
        if name in ("extra", "source_id") or column not in TABLES[owner].names:
            continue
        if declared(owner, column).type is Type.ID:
            out.append(pl.concat_str([pl.lit(f"{source}:"), pl.col(name)]).alias(name))
    return frame.with_columns(out)
