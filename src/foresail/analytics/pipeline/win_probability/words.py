"""Reasons in words of both languages."""

from __future__ import annotations

import polars as pl

from foresail.analytics.pipeline.win_probability.labels import LABELS

_NO_VALUE = frozenset(
    {"owner_id", "owner_level", "campaign_id", "product_id", "relative_amount", "relative_revenue", "amount_growth"}
)
"""Their value is an id or a bare number that tells a person nothing, or a mark that is not for everybody's eyes."""
_YES_NO = frozenset({"with_partner", "decision_maker", "has_next_step", "from_lead"})


def worded(reasons: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    """Reasons by row number → reasons by deal, with words.

    Parameters
    ----------
    reasons
        `row`, `rank`, `column`, `value`, `points` as a scorer gives them.
    ids
        The deal of each row.
    """
    if not reasons.height:
        return pl.DataFrame(schema=_SCHEMA)
    english = [_phrase(c, v, zh=False) for c, v in reasons.select("column", "value").iter_rows()]
    chinese = [_phrase(c, v, zh=True) for c, v in reasons.select("column", "value").iter_rows()]
    return reasons.select(
        opportunity_id=ids.gather(reasons["row"]),
        rank="rank",
        feature="column",
        label_en=pl.Series(english, dtype=pl.String),
        label_zh=pl.Series(chinese, dtype=pl.String),
        points=pl.col("points").round(6),
    )


def _phrase(column: str, value: str | None, *, zh: bool) -> str:
    label = LABELS[column].zh if zh else LABELS[column].en
    if column in _NO_VALUE:
        return label
    sign = "：" if zh else ": "
    if not value:
        return label + sign + ("无" if zh else "none")
    if column in _YES_NO:
        yes = value.startswith("1")
        return label + sign + (("是" if yes else "否") if zh else ("yes" if yes else "no"))
    return label + sign + _shown(column, value)


def _shown(column: str, value: str) -> str:
    if column in ("crm_probability", "discount_rate"):
        return f"{float(value):.0%}"
    return value


_SCHEMA = {
    "opportunity_id": pl.String,
    "rank": pl.Int64,
    "feature": pl.String,
    "label_en": pl.String,
    "label_zh": pl.String,
    "points": pl.Float64,
}
