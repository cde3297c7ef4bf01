"""The order of the stages: as the source says, else as deals go through them, never by the alphabet."""

from __future__ import annotations

from typing import Literal

import polars as pl

Source = Literal["stage_table", "history", "words"]

_WORDS: tuple[tuple[str, ...], ...] = (
    ("lead", "prospect", "new", "open", "线索", "新建", "初步", "潜在", "初访"),
    ("qualif", "contact", "discover", "engag", "需求", "确认", "接洽", "立项", "分析"),
    ("demo", "present", "evaluat", "solution", "needs", "演示", "方案", "验证", "测试"),
    ("propos", "quote", "pricing", "value", "报价", "建议", "投标"),
    ("negot", "review", "commit", "谈判", "商务", "审批"),
    ("contract", "verbal", "sign", "closing", "合同", "签约"),
)
"""Words of usual stages, early to late: the last resort where nothing else orders them."""


def stage_order(stages: pl.DataFrame, spans: pl.DataFrame, deals: pl.DataFrame) -> tuple[list[str], Source]:
    """Open stages of one pipeline, first to last, and what the order rests on.

    Parameters
    ----------
    stages
        `stage, position, outcome` of the pipeline, as the source lists them; may have no rows.
    spans
        `opportunity_id, stage, outcome, from_ago` of its deals.
    deals
        `stage_now, outcome, crm_probability, began_ago` of its deals.
    """
    seen = spans.filter((pl.col("outcome") == "open") & pl.col("stage").is_not_null())
    closed = spans.filter(pl.col("outcome") != "open")["stage"].drop_nulls().unique().to_list()
    names = sorted(set(seen["stage"].to_list()) - (set(closed) - _mostly_open(seen, spans)))
    listed = stages.filter(pl.col("position").is_not_null() & pl.col("stage").is_in(names)).sort("position", "stage")
    told = {name: float(place) for name, place in listed.select("stage", "position").iter_rows()}
    if told and len(told) == len(names):
        return list(told), "stage_table"
    before = _before(seen)
    lead = {name: sum(before.get((name, o), 0.5) for o in names if o != name) for name in names}
    moved = any((a, b) in before for a in names for b in names)
    late = {name: _usual(name) for name in names}
    chance = _mean_chance(deals)
    missing = float(len(names) + len(told) + 1)
    ordered = sorted(
        names,
        key=lambda n: (told.get(n, missing) if told else 0, -round(lead[n], 6), late[n], chance.get(n, 0.5), n),
    )
    return ordered, "history" if moved else "words"


def _mostly_open(seen: pl.DataFrame, spans: pl.DataFrame) -> set[str]:
    """Stages that some closed deals keep as their name, but that open deals go through."""
    total = dict(spans.drop_nulls("stage").group_by("stage").len().iter_rows())
    return {n for n, count in seen.group_by("stage").len().iter_rows() if count > 0.5 * total.get(n, 0)}


def _before(seen: pl.DataFrame) -> dict[tuple[str, str], float]:
    """(a, b) → share of the deals that have been in both and were in a first."""
    first = seen.group_by("opportunity_id", "stage").agg(ago=pl.col("from_ago").max())
    pairs = first.join(first, on="opportunity_id", suffix="_b").filter(pl.col("stage") != pl.col("stage_b"))
    counted = pairs.group_by("stage", "stage_b").agg(
        share=((pl.col("ago") > pl.col("ago_b")).sum() + 0.5 * (pl.col("ago") == pl.col("ago_b")).sum()) / pl.len()
    )
    return {(a, b): float(s) for a, b, s in counted.iter_rows()}


def _usual(name: str) -> int:
    found = [i for i, words in enumerate(_WORDS) if any(w in name.lower() for w in words)]
    return found[-1] if found else len(_WORDS) // 2


def _mean_chance(deals: pl.DataFrame) -> dict[str, float]:
    known = deals.filter((pl.col("outcome") == "open") & pl.col("crm_probability").is_not_null())
    grouped = known.group_by("stage_now").agg(pl.col("crm_probability").mean())
    return {str(n): float(p) for n, p in grouped.drop_nulls().iter_rows()}
