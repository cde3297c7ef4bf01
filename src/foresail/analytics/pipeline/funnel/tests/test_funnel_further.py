"""Criteria kept and broken, from lead to payment, the shared pool, and conversion over time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.pipeline.funnel import model
from foresail.analytics.pipeline.funnel.capability import CAPABILITY
from foresail.analytics.pipeline.funnel.following.criteria import proof_of
from foresail.analytics.pipeline.funnel.params import FunnelParams

AS_OF = date(2025, 6, 30)
STILL = date(9999, 12, 31)
Load = Callable[..., dict[str, pl.DataFrame]]
Steps = list[tuple[int, str, str]]


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def deals(courses: dict[str, Steps]) -> dict[str, pl.DataFrame]:
    """Courses as (days ago, stage, outcome), oldest first."""
    spans: list[dict[str, Any]] = []
    for deal, steps in sorted(courses.items()):
        ends = [ago(s[0]) for s in steps[1:]] + [STILL]
        for (days, stage, outcome), end in zip(steps, ends, strict=True):
            span = {"opportunity_id": deal, "valid_from": ago(days), "valid_to": end, "stage": stage}
            spans.append({**span, "outcome": outcome, "amount_base": Decimal(100), "owner_id": "r1"})
    kinds = {"amount_base": pl.Decimal(18, 4)}
    return {
        "opportunity": pl.DataFrame([{"opportunity_id": d, "pipeline": "P"} for d in courses]),
        "opportunity_span": pl.DataFrame(spans, schema_overrides=kinds),
    }


def ten() -> dict[str, Steps]:
    """d0 … d5 go from A to B, d0 … d2 win; d6 jumps to C; the rest stay in A."""
    courses: dict[str, Steps] = {f"d{i}": [(100, "A", "open"), (60, "B", "open")] for i in range(6)}
    for i in range(3):
        courses[f"d{i}"] += [(40, "C", "open"), (20, "Won", "won")]
    courses["d6"] = [(100, "A", "open"), (50, "C", "open")]
    return courses | {f"d{i}": [(100, "A", "open")] for i in range(7, 10)}


def run(frames_of: Load, given: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    return model.run(frames_of(CAPABILITY, given, AS_OF), None, FunnelParams(), np.random.default_rng(0))


def test_criteria_are_kept_broken_or_skipped(frames_of: Load) -> None:
    stages = pl.DataFrame(
        {
            "pipeline": ["P"] * 4,
            "stage": ["A", "B", "C", "Won"],
            "position": [1, 2, 3, 4],
            "outcome": ["open", "open", "open", "won"],
            "entry_criteria": [None, "Decision maker known", "正式报价已提交", None],
            "exit_criteria": ["Budget is sure", None, "Contract signed", None],
        }
    )
    quotes = pl.DataFrame(
        {"quote_id": ["q0", "q1"], "opportunity_id": ["d0", "d1"], "issued_at": [ago(45), ago(30)],
         "issued_on": [ago(45), ago(30)]}
    )  # fmt: skip
    people = pl.DataFrame(
        {"opportunity_id": [f"d{i}" for i in range(6)], "contact_id": ["c"] * 6, "role": ["决策人"] * 5 + ["user"],
         "since_on": [ago(60)] * 6}
    )  # fmt: skip
    signed = pl.DataFrame({"contract_id": ["k"], "opportunity_id": ["d0"], "signed_on": [ago(20)]})
    given = {**deals(ten()), "stage": stages, "quote": quotes, "opportunity_contact": people, "contract": signed}
    out = run(frames_of, given)
    told = {(r["stage"], r["kind"]): r for r in out["criteria"].iter_rows(named=True)}
    names = ("proof", "reached", "kept", "broken", "skipped")
    assert [told["A", "exit"][n] for n in names] == [None, 7, None, None, 0]
    assert [told["B", "entry"][n] for n in names] == ["decision_maker", 6, 5, 1, 1]
    assert [told["C", "entry"][n] for n in names] == ["quote", 4, 1, 3, 0]
    assert [told["C", "exit"][n] for n in names] == ["contract", 3, 1, 2, 0]
    broken = out["broken"].select("opportunity_id", "stage", "kind", "came_later").rows()
    assert sorted(broken) == [
        ("d1", "C", "entry", True),
        ("d1", "C", "exit", False),
        ("d2", "C", "entry", False),
        ("d2", "C", "exit", False),
        ("d5", "B", "entry", False),
        ("d6", "C", "entry", False),
    ]


def test_words_are_recognised_in_both_languages() -> None:
    assert proof_of("合同已签订") == proof_of("Signed contract in hand") == "contract"
    assert proof_of("关键联系人已参与") == "contact"
    assert proof_of("需求已记录") is None


def test_from_lead_to_payment_is_counted_exactly(frames_of: Load) -> None:
    courses = ten()
    leads = [f"d{i}" for i in (0, 1, 3, 7)] + [None] * 4
    lead = pl.DataFrame(
        {
            "lead_id": [f"l{i}" for i in range(8)],
            "created_on": [ago(130)] * 8,
            "opportunity_id": leads,
            "assigned_on": [ago(120)] * 6 + [None, None],
            "converted_on": [ago(100)] * 4 + [None] * 4,
            "pool": [None] * 5 + ["公海"] * 3,
        },
        schema_overrides={"assigned_on": pl.Date, "converted_on": pl.Date, "pool": pl.String},
    )
    orders = pl.DataFrame(
        [("o0", "d0", ago(19), "已完成"), ("o1", "d1", ago(18), "已取消"), ("o2", "d1", ago(10), "已完成"),
         ("o9", "d2", ago(15), "已完成")],
        schema=["order_id", "opportunity_id", "ordered_on", "status"], orient="row",
    )  # fmt: skip
    lines = pl.DataFrame(
        {"order_id": ["o0", "o0", "o1", "o2"], "line_no": [1, 2, 1, 1], "net_amount_base": [60, 30, 500, 80]}
    )
    invoice = pl.DataFrame({"invoice_id": ["i1"], "order_id": ["o2"]})
    pay = pl.DataFrame(
        {"payment_id": ["p0", "p1"], "order_id": ["o0", None], "invoice_id": [None, "i1"],
         "paid_on": [ago(5), ago(2)], "amount_base": [50, 80]}
    )  # fmt: skip
    given = {**deals(courses), "lead": lead, "order": orders, "order_line": lines, "invoice": invoice, "payment": pay}
    out = run(frames_of, given)
    chain = out["cash"].filter(pl.col("origin") == "lead").select("step", "count", "amount").rows()
    assert chain == [("lead", 8, None), ("deal", 4, 400), ("won", 2, 200), ("order", 2, 170), ("payment", 2, 130)]
    direct = out["cash"].filter(pl.col("origin") == "direct").select("step", "count").rows()
    assert direct == [("deal", 6), ("won", 1), ("order", 1), ("payment", 0)]
    first = out["cash"].filter((pl.col("origin") == "lead") & (pl.col("step") == "deal")).row(0, named=True)
    assert first["from_first"] == pytest.approx(0.5)
    pools = {r["pool"]: r for r in out["pools"].iter_rows(named=True)}
    assert (pools["公海"]["leads"], pools["公海"]["returned"], pools["公海"]["waiting"]) == (3, 1, 2)
    assert (pools[""]["converted"], pools[""]["days_to_assign"]) == (4, 10.0)


def test_curves_end_where_the_stage_does(frames_of: Load) -> None:
    out = run(frames_of, deals(ten()))
    curve = out["curves"].filter(pl.col("position") == 1).sort("day")
    assert curve["day"].max() == 84
    assert curve["advanced"].is_sorted()
    whole = curve["advanced"] + curve["lost"] + curve["still"]
    assert whole.to_list() == pytest.approx([1.0] * curve.height)
    stage = out["stages"].row(0, named=True)
    assert curve["advanced"][-1] == pytest.approx(stage["conversion"])
    assert stage["days_low"] <= stage["days_median"]
    assert stage["days_high"] is None or stage["days_median"] <= stage["days_high"]
