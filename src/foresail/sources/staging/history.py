# ruff: noqa: E501 - lists of words
"""Histories that a system exports: states at moments, or new values of named properties, as changes of opportunities."""

from __future__ import annotations

from typing import Literal

import polars as pl

from foresail.model.declare import Type
from foresail.sources.convert.style import Style
from foresail.sources.convert.value import convert
from foresail.sources.staging.words import FIELDS

_STATES = {"_stage": "stage", "_amount": "amount", "_expected_close_on": "expected_close_on", "_probability": "probability", "_forecast_category": "forecast_category"}  # fmt: skip
_TYPED = {"amount": Type.MONEY, "expected_close_on": Type.DATE, "probability": Type.RATIO}


def changes(frame: pl.DataFrame, history: Literal["", "snapshots", "properties"]) -> pl.DataFrame:
    """One row a changed field: `field`, `old`, `new`, `origin` = reported; refused rows stay as they are."""
    good, bad = frame.filter(pl.col("_bad_en").is_null()), frame.filter(pl.col("_bad_en").is_not_null())
    long = _unpivoted(good) if history == "snapshots" else _renamed(good)
    long = long.sort("opportunity_id", "field", "changed_at", "_line")
    before = pl.col("new").shift(1).over("opportunity_id", "field")
    long = long.with_columns(pl.coalesce("old", before).alias("old"), pl.lit("reported").alias("origin"))
    long = long.filter(pl.col("new").is_not_null() | pl.col("old").is_not_null()).filter(
        ~pl.col("new").eq_missing(pl.col("old"))
    )
    return pl.concat([long.select(frame.columns), bad.with_columns(pl.lit("reported").alias("origin"))])


def _unpivoted(frame: pl.DataFrame) -> pl.DataFrame:
    parts = [
        frame.with_columns(
            pl.lit(field).alias("field"), pl.col(hint).cast(pl.String).alias("new"), pl.lit(None, dtype=pl.String).alias("old")
        )
        for hint, field in _STATES.items()
        if hint in frame.columns
    ]  # fmt: skip
    return pl.concat(parts) if parts else frame.clear()


def _renamed(frame: pl.DataFrame) -> pl.DataFrame:
    names = (
        frame["field"]
        .str.to_lowercase()
        .replace_strict(list(FIELDS), list(FIELDS.values()), default=None, return_dtype=pl.String)
    )
    frame = frame.with_columns(pl.coalesce(names, "field").alias("field"))
    parts = []
    for (field,), rows in frame.group_by("field", maintain_order=True):
        kind = _TYPED.get(str(field))
        if kind is not None:
            plain = [
                convert(rows[c], kind, Style(percent=False), "UTC").cast(pl.String).alias(c) for c in ("old", "new")
            ]
            rows = rows.with_columns(plain)  # noqa: PLW2901
        parts.append(rows)
    return pl.concat(parts) if parts else frame
