"""Which rows of a file are rows of an object: deleted ones are left out, other kinds go to other objects."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from foresail.sources.recognise.names import plain
from foresail.sources.staging.convert import Plan


def _place(plan: Plan, name: str) -> str:
    return next((at for at, header in plan.headers.items() if plain(header) == plain(name)), "")


def _says(plan: Plan, name: str, values: tuple[str, ...]) -> pl.Expr | None:
    at = _place(plan, name)
    if not at:
        return None
    words = [v.lower() for v in values]
    return pl.col(at).fill_null("").str.strip_chars().str.to_lowercase().is_in(words)


def _deleted(plan: Plan) -> pl.Expr:
    tests = [t for name, values in plan.preset.skip.items() if (t := _says(plan, name, values)) is not None]
    return pl.any_horizontal(tests) if tests else pl.lit(value=False)


def _own(plan: Plan) -> pl.Expr:
    tests = [t for name, values in plan.preset.rows.items() if (t := _says(plan, name, values)) is not None]
    return pl.all_horizontal(tests) if tests else pl.lit(value=True)


def selected(frame: pl.DataFrame, plan: Plan) -> tuple[pl.DataFrame, int]:
    """Rows of this object that stand in the system, and how many of its rows were deleted there."""
    if not plan.preset.skip and not plan.preset.rows:
        return frame, 0
    mine = frame.filter(_own(plan))
    kept = mine.filter(~_deleted(plan))
    return kept, mine.height - kept.height


def not_here(frame: pl.DataFrame, plans: Sequence[Plan]) -> pl.DataFrame:
    """Rows of a file with rows of several kinds that are of none of them, as refusals."""
    rest = frame.filter(~pl.any_horizontal([_own(p) for p in plans]))
    name = next(iter(plans[0].preset.rows))
    at = _place(plans[0], name)
    return rest.select(
        "_line",
        pl.lit(plans[0].headers.get(at, name)).alias("_bad_column"),
        (pl.col(at) if at else pl.lit("")).fill_null("").alias("_bad_value"),
        pl.lit(f"“{name}” is none of the kinds that are known.").alias("_bad_en"),
        pl.lit(f"“{name}”不是已知的类型。").alias("_bad_zh"),
        pl.concat_str(pl.col("^c\\d+$").fill_null(""), separator="\t").str.slice(0, 2000).alias("_raw"),
    )
