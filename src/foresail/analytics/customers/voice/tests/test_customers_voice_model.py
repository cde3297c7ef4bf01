"""What customers say: figures by hand, value and churn beside it, and what bad input gives."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from foresail.analytics.conftest import Load
from foresail.analytics.customers.voice import evaluate, model
from foresail.analytics.customers.voice.capability import CAPABILITY
from foresail.analytics.customers.voice.outputs import TOPIC_NAMES
from foresail.analytics.customers.voice.params import VoiceParams
from foresail.kernel.ports import rng
from foresail.kernel.problem import NotEnoughData
from foresail.methods.text import TOPICS

AS_OF = date(2025, 6, 30)
PARAMS = VoiceParams()
GLAD, ANGRY = "交付很快，质量稳定", "报修三次没有解决，技术支持很差"


def feedback(rows: list[tuple[str, str, int, float | None, str | None]]) -> pl.DataFrame:
    """Feedback from (account, kind, days ago, score, text)."""
    return pl.DataFrame(
        [
            {
                "feedback_id": f"F{n:03d}",
                "account_id": a,
                "kind": k,
                "given_on": AS_OF - timedelta(days=d),
                "score": s,
                "text": t,
            }
            for n, (a, k, d, s, t) in enumerate(rows)
        ],
        schema_overrides={"score": pl.Float64, "text": pl.String},
    )


def small() -> dict[str, pl.DataFrame]:
    rows: list[tuple[str, str, int, float | None, str | None]] = [
        ("A", "NPS", 200, 10, GLAD), ("A", "nps", 120, 9, None), ("B", "nps", 150, 3, ANGRY),
        ("B", "csat", 140, 1, ANGRY),
        ("C", "nps", 100, 8, "价格略高"), ("C", "csat", 20, 5, None), ("D", "nps", 10, 99, "嗯"),
    ]  # fmt: skip
    orders = [("A", 180), ("A", 100), ("B", 160), ("C", 95)]
    return {
        "feedback": feedback(rows),
        "order": pl.DataFrame(
            [
                {"order_id": f"O{n}", "account_id": a, "ordered_on": AS_OF - timedelta(days=d)}
                for n, (a, d) in enumerate(orders)
            ]
        ),
        "order_line": pl.DataFrame(
            [{"order_id": f"O{n}", "kind": "sale", "quantity": 1, "net_amount_base": 100} for n in range(len(orders))]
        ),
        "account": pl.DataFrame({"account_id": list("ABCD"), "name": list("甲乙丙丁")}),
    }


def test_figures_by_hand(frames_of: Load) -> None:
    out = model.run(frames_of(CAPABILITY, small(), AS_OF), None, PARAMS, rng(1))
    overview = out["overview"].row(0, named=True)
    assert overview["nps"] == pytest.approx((2 - 1) / 4)  # the 99 is no NPS score
    assert overview["csat"] == pytest.approx(1 / 2)
    assert (overview["comments"], overview["worst_topic"]) == (5, "service")
    assert overview["unhappy_accounts"] == 1
    assert overview["unhappy_revenue"] == Decimal("100")
    groups = {r["opinion"]: r for r in out["groups"].iter_rows(named=True)}
    assert groups["promoter"]["stopped"] == 0.0
    assert groups["detractor"]["stopped"] == 1.0
    assert groups["detractor"]["stopped_low"] == pytest.approx(1 / (1 + 1.6449**2), abs=1e-4)  # Wilson, one of one
    assert groups["detractor"]["stopped_high"] == 1.0
    assert groups["promoter"]["revenue_after"] == Decimal("100")
    comments = {r["account_id"]: r for r in out["comments"].iter_rows(named=True)}
    assert comments["A"]["mood"] == "glad"
    assert comments["B"]["mood"] == "unhappy"
    assert comments["B"]["topics_zh"] == "售后服务"
    assert comments["D"]["topics_en"] == "Other"
    topics = {r["topic"]: r for r in out["topics"].iter_rows(named=True)}
    assert topics["service"]["stopped_unhappy"] == 1.0
    assert topics["service"]["unhappy"] == 2
    assert out["months"]["comments"].sum() == 5
    assert set(TOPIC_NAMES) == {*TOPICS, "other"}


def many(count: int = 240) -> dict[str, pl.DataFrame]:
    texts = (GLAD, "Great support, fast delivery", ANGRY, "Late again and the invoice was wrong")
    rows: list[Any] = [
        (f"A{i % 50}", "nps", 700 - 2 * i, 9.0 if i % 4 < 2 else 2.0, texts[i % 4]) for i in range(count)
    ]
    return {"feedback": feedback(rows)}


def test_moods_are_held_against_scores(frames_of: Load) -> None:
    evidence = evaluate.run(frames_of(CAPABILITY, many(), AS_OF), PARAMS, rng(1))
    assert evidence.skill
    assert evidence.measures[0].value > 0.9
    few = evaluate.run(frames_of(CAPABILITY, small(), AS_OF), PARAMS, rng(1))
    assert not few.skill
    tables = many()
    tables["feedback"] = tables["feedback"].with_columns(text=pl.lit("嗯"))
    assert not evaluate.run(frames_of(CAPABILITY, tables, AS_OF), PARAMS, rng(1)).skill


def test_scores_without_comments_and_comments_without_scores(frames_of: Load) -> None:
    tables = many()
    scores = {"feedback": tables["feedback"].with_columns(text=pl.lit(None, dtype=pl.String))}
    out = model.run(frames_of(CAPABILITY, scores, AS_OF), None, PARAMS, rng(1))
    assert out["topics"].height == out["comments"].height == 0
    assert out["overview"]["nps"][0] is not None
    words = {
        "feedback": tables["feedback"].with_columns(
            score=pl.lit(None, dtype=pl.Float64), kind=pl.lit(None, dtype=pl.String)
        )
    }
    out = model.run(frames_of(CAPABILITY, words, AS_OF), None, PARAMS, rng(1))
    assert out["overview"]["nps"][0] is None
    assert out["comments"]["mood"].n_unique() == 2


@pytest.mark.parametrize("case", ["none", "one", "future", "empty"])
def test_too_little_is_an_answer(case: str, frames_of: Load) -> None:
    tables = small()
    if case == "none":
        tables = {}
    elif case == "one":
        tables["feedback"] = tables["feedback"].head(1)
    elif case == "future":
        tables["feedback"] = tables["feedback"].with_columns(given_on=pl.lit(date(2099, 1, 1)))
    else:
        tables["feedback"] = tables["feedback"].with_columns(text=pl.lit("  "), score=pl.lit(None, dtype=pl.Float64))
    with pytest.raises(NotEnoughData, match="at least 5") as refused:
        model.run(frames_of(CAPABILITY, tables, AS_OF), None, PARAMS, rng(1))
    assert refused.value.what.zh
