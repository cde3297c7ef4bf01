"""Why two records are thought the same: field by field, in plain words, with how much each speaks for or against."""

from __future__ import annotations

import polars as pl

from foresail.identity.match.declare import Field, Kind
from foresail.kernel.text import Text

TYPES = {
    "left": pl.String,
    "right": pl.String,
    "field": pl.String,
    "level": pl.String,
    "left_value": pl.String,
    "right_value": pl.String,
    "points": pl.Float64,
    "field_en": pl.String,
    "field_zh": pl.String,
    "words_en": pl.String,
    "words_zh": pl.String,
}
MISSING = Text(en="not known on both sides", zh="一方或双方缺失")


def evidence(pairs: pl.DataFrame, prepared: pl.DataFrame, kind: Kind) -> pl.DataFrame:
    """One row a pair and field, the weightiest first.

    Parameters
    ----------
    pairs
        With `level_<field>` (the number that Splink gives: 0 is everything else, -1 missing) and `points_<field>`.
    prepared
        The records, with what was written.
    """
    parts = [_of_field(pairs, prepared, f) for f in kind.fields if f"level_{f.name}" in pairs.columns]
    if not parts:
        return pl.DataFrame(schema=TYPES)
    return pl.concat(parts).sort("left", "right", "points", "field", descending=[False, False, True, False])


def _of_field(pairs: pl.DataFrame, prepared: pl.DataFrame, field: Field) -> pl.DataFrame:
    size = len(field.levels)
    levels = {size - 1 - n: level for n, level in enumerate(field.levels)}
    gamma = pl.col(f"level_{field.name}")
    values = prepared.select("id", pl.col(field.shown).alias("value"))
    told = pairs.filter(gamma >= 0).select(
        "left",
        "right",
        pl.lit(field.name).alias("field"),
        gamma.replace_strict({n: x.code for n, x in levels.items()}, return_dtype=pl.String).alias("level"),
        pl.col(f"points_{field.name}").alias("points"),
        pl.lit(field.title.en).alias("field_en"),
        pl.lit(field.title.zh).alias("field_zh"),
        gamma.replace_strict({n: x.words.en for n, x in levels.items()}, return_dtype=pl.String).alias("words_en"),
        gamma.replace_strict({n: x.words.zh for n, x in levels.items()}, return_dtype=pl.String).alias("words_zh"),
    )
    told = told.join(values.rename({"id": "left", "value": "left_value"}), on="left", how="left")
    told = told.join(values.rename({"id": "right", "value": "right_value"}), on="right", how="left")
    return told.select(*TYPES)


def summed(pairs: pl.DataFrame, reasons: pl.DataFrame) -> pl.DataFrame:
    """The pairs with `reasons_en` and `reasons_zh`: the five weightiest reasons in one line each."""
    heavy = reasons.sort("left", "right", pl.col("points").abs(), "field", descending=[False, False, True, False])
    lines = heavy.group_by("left", "right", maintain_order=True).agg(
        pl.concat_str("field_en", "words_en", separator=": ").head(5).str.join("; ").alias("reasons_en"),
        pl.concat_str("field_zh", "words_zh", separator="：").head(5).str.join("；").alias("reasons_zh"),
    )
    return pairs.join(lines, on=["left", "right"], how="left", maintain_order="left")
