"""Coverage on made-up months of which a known share is won, and its sums; targets of every kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.pipeline.coverage import evaluate, model
from foresail.analytics.pipeline.coverage.capability import CAPABILITY
from foresail.analytics.pipeline.coverage.params import CoverageParams
from foresail.analytics.pipeline.coverage.periods import Period, coming, like
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2026, 6, 10)
STILL = date(9999, 12, 31)
PARAMS = CoverageParams()
RNG = np.random.default_rng(0)
Load = Callable[..., dict[str, pl.DataFrame]]


def tables(share: int = 4, months: int = 24, assumed: bool = False) -> dict[str, pl.DataFrame]:
    """Each month ten deals of 100 stand open on its first day; `share` of ten are won on the 20th, the others
    lost on the 25th; one more deal of 50 comes on the 12th and is won on the 28th."""
    spans: list[dict[str, Any]] = []
    for back in range(-1, months):
        number = 2026 * 12 + 5 - back
        first = date(number // 12, number % 12 + 1, 1)
        for i in range(11):
            extra = i == 10
            start = first + timedelta(days=11) if extra else first - timedelta(days=20)
            ends = first + timedelta(days=27 if extra else 19 if i < share else 24)
            same = {"opportunity_id": f"{first}-{i}", "owner_id": f"r{i % 2}", "stage": "A", "assumed": assumed,
                    "amount_base": Decimal(50 if extra else 100),
                    "expected_close_on": first + timedelta(days=27)}  # fmt: skip
            if start > AS_OF:
                continue
            over = ends <= AS_OF
            spans.append({**same, "valid_from": start, "valid_to": ends if over else STILL, "outcome": "open"})
            if over:
                won = extra or i < share
                spans.append({**same, "valid_from": ends, "valid_to": STILL, "outcome": "won" if won else "lost"})
    frame = pl.DataFrame(spans, schema_overrides={"amount_base": pl.Decimal(18, 4)})
    people = pl.DataFrame({"representative_id": ["r0", "r1"], "name": ["甲", "乙"], "team_id": ["t0", "t0"]})
    target = pl.DataFrame(
        [("won_amount", date(2026, 6, 1), "month", "representative", f"r{i}", Decimal(400), None) for i in range(2)]
        + [("赢单金额", date(2026, 7, 1), "quarter", "company", "ALL", Decimal(3000), None)],
        schema=["metric", "starts_on", "grain", "scope", "scope_id", "value", "currency"],
        orient="row",
    )
    return {
        "opportunity": frame.select("opportunity_id").unique(),
        "opportunity_span": frame,
        "representative": people,
        "team": pl.DataFrame({"team_id": ["t0"], "name": ["一部"]}),
        "target": target,
    }


def test_a_known_share_is_learnt_and_what_is_missing_follows(frames_of: Load) -> None:
    out = model.run(frames_of(CAPABILITY, tables(), AS_OF), None, PARAMS, RNG)
    month = out["company"].filter(pl.col("kind") == "month").row(0, named=True)
    yields = dict(out["yields"].filter(pl.col("kind") == "month").select("stage", "share").rows())
    assert yields["A"] == pytest.approx(0.4)
    assert month["open"] == 1000
    assert month["weighted"] == 400
    assert month["extra"] == 50
    assert month["target"] == 800  # the people's, since the company has none
    assert month["expected"] == 450
    assert month["missing_money"] == 350
    assert month["missing_pipeline"] == 875
    assert month["missing_deals"] == 9
    assert month["coverage"] == pytest.approx(1000 / 800)
    assert month["needed_coverage"] == pytest.approx((800 - 50) / 0.4 / 800)
    following = out["company"].filter(pl.col("kind") == "next_month").row(0, named=True)
    assert following["target"] == 1000  # a third of the quarter's
    evidence = evaluate.run(frames_of(CAPABILITY, tables(), AS_OF), PARAMS, RNG)
    assert evidence.skill
    assert evidence.measures[0].value < 0.1


def test_parts_add_up_to_the_company(frames_of: Load) -> None:
    out = model.run(frames_of(CAPABILITY, tables(), AS_OF), None, PARAMS, RNG)
    for column in ("open", "won", "weighted", "expected"):
        for kind, whole in out["company"].select("kind", column).rows():
            for part in ("teams", "people"):
                parts = out[part].filter(pl.col("kind") == kind)[column].sum()
                assert abs(parts - whole) <= Decimal("0.001"), (kind, column, part)
    told = out["deals"].group_by("kind").agg(pl.col("weighted").sum())
    whole = dict(out["company"].select("kind", "weighted").rows())
    assert all(abs(w - whole[k]) < Decimal("0.01") for k, w in told.rows())


def test_like_periods_are_seen_from_the_same_distance() -> None:
    month = coming(AS_OF)[0]
    assert month == Period("month", date(2026, 6, 1), date(2026, 6, 30), AS_OF)
    assert [p.seen_on for p in like(month, date(2026, 1, 1), 9)][:2] == [date(2026, 5, 10), date(2026, 4, 10)]
    ended = {p.kind: p for p in coming(date(2026, 6, 30))}
    assert ended["month"].starts_on == ended["quarter"].starts_on == date(2026, 7, 1)
    before = next(like(ended["quarter"], date(2025, 1, 1), 1))
    assert (before.starts_on, before.seen_on) == (date(2026, 4, 1), date(2026, 3, 31))


def test_without_a_history_or_targets_it_says_so(frames_of: Load) -> None:
    with pytest.raises(NotEnoughData, match="three past periods"):
        model.run(frames_of(CAPABILITY, tables(assumed=True), AS_OF), None, PARAMS, RNG)
    with pytest.raises(NotEnoughData, match="at least 10"):
        model.run(frames_of(CAPABILITY, {}, AS_OF), None, PARAMS, RNG)
    plain = {n: f for n, f in tables().items() if n != "target"}
    out = model.run(frames_of(CAPABILITY, plain, AS_OF), None, PARAMS, RNG)
    assert out["company"]["target"].null_count() == out["company"].height
    assert out["overview"]["missing_money"][0] is None
    assert out["overview"]["expected"][0] > 0
