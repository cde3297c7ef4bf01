"""What a stage asks for, as rules that can be checked: kept, broken, or the stage skipped."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.pipeline.funnel.following.paths import Paths

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("contract", ("contract", "signed", "signature", "合同", "签约", "签订", "签字")),
    ("quote", ("quote", "quotation", "proposal sent", "offer", "报价")),
    ("decision_maker", ("decision", "economic buyer", "决策", "拍板", "关键人")),
    ("demo", ("demo", "demonstration", "演示", "试用")),
    ("meeting", ("meeting", "visit", "met ", "拜访", "会议", "面谈", "见面")),
    ("order", ("order placed", "purchase order", "订单", "采购单")),
    ("contact", ("contact", "stakeholder", "联系人", "对接人")),
    ("activity", ("call", "followed up", "跟进", "沟通", "电话")),
)
"""Check → words by which a criterion is recognised; the first that fits counts."""
SCHEMA: dict[str, Any] = {
    "position": pl.Int64,
    "stage": pl.String,
    "kind": pl.String,
    "criterion": pl.String,
    "proof": pl.String,
    "reached": pl.Int64,
    "kept": pl.Int64,
    "broken": pl.Int64,
    "skipped": pl.Int64,
}


def proof_of(text: str) -> str | None:
    """The check by which a criterion's words can be proven from the data; None: nobody can tell from the data.

    Examples
    --------
    >>> proof_of("正式报价已提交"), proof_of("Budget confirmed")
    ('quote', None)
    """
    low = text.lower()
    return next((check for check, words in CHECKS if any(w in low for w in words)), None)


def criteria(p: Paths, stages: pl.DataFrame, proofs: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Every criterion of one pipeline, and the deals that broke one.

    Parameters
    ----------
    p
        Paths of the pipeline's deals.
    stages
        `stage, entry_criteria, exit_criteria` of the pipeline.
    proofs
        `opportunity_id` and, for each check, the first day of a proof (days ago; empty: none).

    Returns
    -------
    A row a criterion, and a row a deal and broken criterion.

    Notes
    -----
    An entry criterion is judged on the day on which a deal was first seen in the stage, an exit criterion on the day
    on which it went on; deals that were never seen in the stage but went beyond it have skipped it, and are not judged.
    """
    mine = p.deals.select("opportunity_id").join(proofs, on="opportunity_id", how="left", maintain_order="left")
    told = {r["stage"]: r for r in stages.iter_rows(named=True)}
    rows, broken = [], []
    for place, stage in enumerate(p.order):
        seen, skipped = _seen_in(p, place)
        left = _left(p, place)
        for kind, moment in (("entry", p.entered[:, place]), ("exit", left)):
            words = (told.get(stage) or {}).get(f"{kind}_criteria")
            if not words:
                continue
            check = proof_of(words)
            judged = seen & ~np.isnan(moment)
            row = {"position": place + 1, "stage": stage, "kind": kind, "criterion": words, "proof": check}
            counts: dict[str, Any] = {"reached": int(judged.sum()), "skipped": int(skipped.sum())}
            if check is None:
                rows.append({**row, **counts, "kept": None, "broken": None})
                continue
            shown = mine[check].cast(pl.Float64).fill_null(float("nan")).to_numpy()
            bad = judged & ~(shown >= moment)
            rows.append({**row, **counts, "kept": int((judged & ~bad).sum()), "broken": int(bad.sum())})
            broken.append(_broken(p, bad, place, row, moment, shown))
    return pl.DataFrame(rows, schema=SCHEMA), pl.concat(broken, how="diagonal") if broken else pl.DataFrame()


def _seen_in(p: Paths, place: int) -> tuple[Any, Any]:
    """Deals that were recorded in the stage itself, and those that are known to have gone past without it."""
    reached = p.recorded & ~np.isnan(p.entered[:, place])
    beyond = p.entered[:, place + 1] if place + 1 < len(p.order) else np.where(p.won, p.ended, np.nan)
    passed = reached & ~np.isnan(beyond) & (beyond >= p.entered[:, place])
    return reached & ~passed, passed


def _left(p: Paths, place: int) -> Any:
    """The day (days ago) on which each deal went on from a stage; NaN where it did not."""
    onward = p.entered[:, place + 1] if place + 1 < len(p.order) else np.full(len(p.ended), np.nan)
    return np.where(np.isnan(onward) & p.won, p.ended, onward)


def _broken(p: Paths, bad: Any, place: int, row: dict[str, Any], moment: Any, shown: Any) -> pl.DataFrame:
    at = np.flatnonzero(bad)
    chosen = p.deals.select(
        "opportunity_id", "opportunity_name", "account_name", "owner_id", "owner_name", "amount", "outcome", "as_of"
    )[at.tolist()]
    ago = pl.Series("ago", moment[at].astype(np.int64))
    late = np.isfinite(shown[at])
    found: pl.DataFrame = chosen.with_columns(ago).with_columns(
        on_day=pl.col("as_of") - pl.duration(days=pl.col("ago")),
        place=pl.lit(place + 1, dtype=pl.Int64),
        came_later=pl.Series(late, dtype=pl.Boolean),
        **{k: pl.lit(row[k], dtype=pl.String) for k in ("stage", "kind", "criterion", "proof")},
    )
    return found
