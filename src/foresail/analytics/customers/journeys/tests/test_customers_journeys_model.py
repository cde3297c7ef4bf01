"""Journeys worked by hand, leads without an account, and what bad input gives."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from foresail.analytics.conftest import Load
from foresail.analytics.customers.journeys import evaluate, model
from foresail.analytics.customers.journeys.capability import CAPABILITY
from foresail.analytics.customers.journeys.outputs import NONE, ORDER, START
from foresail.analytics.customers.journeys.params import JourneyParams
from foresail.kernel.ports import rng
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2025, 6, 30)
FIRST = date(2025, 1, 1)
PARAMS = JourneyParams()


def touches(rows: list[tuple[str | None, str | None, str, int]]) -> pl.DataFrame:
    """Touches from (account, lead, channel, day after the first)."""
    return pl.DataFrame(
        [
            {
                "touch_id": f"T{n}",
                "account_id": account,
                "lead_id": lead,
                "channel": channel,
                "occurred_on": FIRST + timedelta(days=day),
                "occurred_at": FIRST + timedelta(days=day),
            }
            for n, (account, lead, channel, day) in enumerate(rows)
        ],
        schema_overrides={"account_id": pl.String, "lead_id": pl.String},
    )


def small() -> dict[str, pl.DataFrame]:
    rows = [
        ("A", None, "搜索", 0), ("A", None, "搜索", 1), ("A", None, "展会", 5), ("A", None, "微信", 40),
        ("B", None, "搜索", 0), ("B", None, "展会", 3),
        ("C", None, "微信", 2),
        (None, "L1", "搜索", 4), (None, "L1", "微信", 6),
        (None, "L2", "展会", 7),
        ("D", None, "微信", 90),
    ]  # fmt: skip
    orders = [("A", 10), ("A", 30), ("B", 20), ("D", 50)]
    return {
        "touch": touches(rows),
        "order": pl.DataFrame(
            [
                {"order_id": f"O{n}", "account_id": a, "ordered_on": FIRST + timedelta(days=d)}
                for n, (a, d) in enumerate(orders)
            ]
        ),
        "lead": pl.DataFrame({"lead_id": ["L1", "L2"], "account_id": [None, "E"], "created_on": [FIRST, FIRST]}),
        "account": pl.DataFrame({"account_id": list("ABCDE"), "name": list("甲乙丙丁戊")}),
    }


def test_paths_by_hand(frames_of: Load) -> None:
    out = model.run(frames_of(CAPABILITY, small(), AS_OF), None, PARAMS, rng(1))
    paths = {r["path"]: r for r in out["paths"].iter_rows(named=True)}
    assert paths["搜索 → 展会"]["journeys"] == 2
    assert paths["搜索 → 展会"]["order_rate"] == 1.0
    assert paths["搜索 → 展会"]["rate_low"] == pytest.approx(2 / (2 + 1.6449**2), abs=1e-4)  # Wilson, two of two
    assert paths["搜索 → 展会"]["rate_high"] == 1.0
    assert paths["搜索 → 展会"]["median_days"] == 15.0
    assert paths["搜索 → 微信"]["ordered"] == 0
    assert set(paths) == {"搜索 → 展会", "微信", "搜索 → 微信", "展会"}
    overview = out["overview"].row(0, named=True)
    assert (overview["journeys"], overview["ordered"], overview["top_path"]) == (5, 2, "搜索 → 展会")
    channels = {r["channel"]: r for r in out["channels"].iter_rows(named=True)}
    assert (channels["展会"]["opened"], channels["展会"]["closed"], channels["展会"]["helped"]) == (1, 2, 0)
    links = {(r["from_channel"], r["to_channel"]): r["journeys"] for r in out["links"].iter_rows(named=True)}
    assert links == {
        (START, "搜索"): 3, (START, "微信"): 1, (START, "展会"): 1, ("搜索", "展会"): 2, ("搜索", "微信"): 1,
        ("展会", ORDER): 2, ("展会", NONE): 1, ("微信", NONE): 2,
    }  # fmt: skip
    steps = dict(out["steps"].select("step", "journeys").iter_rows())
    assert steps == {"touch": 5, "lead": 2, "deal": 0, "quote": 0, "order": 2, "second": 1}
    assert out["accounts"]["account_id"].to_list() == ["A", "B", "C", "E"]
    assert out["times"]["journeys"].sum() == 2


def many() -> dict[str, pl.DataFrame]:
    """Fairs lead to orders, searches do not."""
    rows: list[tuple[str | None, str | None, str, int]] = []
    orders: list[dict[str, Any]] = []
    for i in range(400):
        day = -700 + i * 2
        rows.append((f"A{i}", None, "展会" if i % 2 else "搜索", day))
        if i % 2 and i % 10 != 1:
            orders.append({"order_id": f"O{i}", "account_id": f"A{i}", "ordered_on": FIRST + timedelta(days=day + 30)})
    return {"touch": touches(rows), "order": pl.DataFrame(orders)}


def test_first_channels_tell_where_they_do(frames_of: Load) -> None:
    evidence = evaluate.run(frames_of(CAPABILITY, many(), AS_OF), PARAMS, rng(1))
    assert evidence.skill
    assert evidence.measures[0].skill > 0.3
    tables = many()
    tables["touch"] = tables["touch"].with_columns(channel=pl.lit("搜索"))
    assert not evaluate.run(frames_of(CAPABILITY, tables, AS_OF), PARAMS, rng(1)).skill


@pytest.mark.parametrize("case", ["none", "one", "future", "all_bought_before"])
def test_too_little_is_an_answer(case: str, frames_of: Load) -> None:
    tables = small()
    if case == "none":
        tables = {}
    elif case == "one":
        tables["touch"] = tables["touch"].head(1)
    elif case == "future":
        tables["touch"] = tables["touch"].with_columns(occurred_on=pl.lit(date(2099, 1, 1)))
    else:
        bought = [{"order_id": f"X{a}", "account_id": a, "ordered_on": date(2020, 1, 1)} for a in "ABCDE"]
        tables["order"] = pl.DataFrame(bought)
    with pytest.raises(NotEnoughData, match="at least 5") as refused:
        model.run(frames_of(CAPABILITY, tables, AS_OF), None, PARAMS, rng(1))
    assert refused.value.what.zh


def test_all_on_one_day_is_one_step_each(frames_of: Load) -> None:
    tables = small()
    tables["touch"] = tables["touch"].with_columns(occurred_on=pl.lit(FIRST), occurred_at=pl.lit(FIRST))
    out = model.run(frames_of(CAPABILITY, tables, AS_OF), None, PARAMS, rng(1))
    assert out["overview"]["journeys"][0] == 6
    assert out["times"]["journeys"].sum() == out["overview"]["ordered"][0]
