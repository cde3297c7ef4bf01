"""Shared features on small tables by hand: which orders count, and that no sign of life knows what came later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
import sqlglot

from foresail.features.tables import FOLDER, PREFIX, named_in, select_of, text_of, written_out
from foresail.kernel.problem import NotFound
from foresail.warehouse.engine import Engine, scratch

AS_OF = date(2025, 6, 30)
BACK = 91
ASKED = """
    WITH asked AS (SELECT * FROM wanted) SELECT s.* FROM feature_signs_of_life AS s ORDER BY s.account_id, s.back"""


@pytest.fixture
def engine() -> Iterator[Engine]:
    with scratch() as made:
        yield made


def ask(engine: Engine, sql: str, tables: Mapping[str, pl.DataFrame], as_of: date = AS_OF) -> pl.DataFrame:
    for name, frame in tables.items():
        engine.register(name, frame)
    return engine.fetch(written_out(select_of(sql)), {"as_of": as_of})


def ago(*days: int | None) -> pl.Series:
    return pl.Series([None if d is None else AS_OF - timedelta(days=d) for d in days], dtype=pl.Date)


def events() -> dict[str, pl.DataFrame]:
    """Events before, on and after the day that lies `BACK` days before the last."""
    days = [400, 200, 120, 91, 90, 30, 0]
    who, n = ["a", "b"] * 3 + ["a"], len(days)
    later = ago(150, None, 100, 91, 80, None, None)
    texts = {"kind": ["nps", "csat"] * 3 + ["nps"], "score": [9, 2, 1, 5, 10, 3, 0]}
    return {
        "ticket": pl.DataFrame(
            {"account_id": who, "opened_on": ago(*days), "closed_on": later, "satisfaction": [5, None, 3, 2, 1, 4, 1]}
        ),
        "feedback": pl.DataFrame({"account_id": who, "given_on": ago(*days), **texts}),
        "activity": pl.DataFrame({"account_id": who, "occurred_on": ago(*days)}),
        "opportunity": pl.DataFrame(
            {
                "account_id": who, "created_on": ago(*days), "closed_on": later,
                "outcome": ["won", "open", "lost", "won", "won", "open", "open"], "amount_base": [*range(n)],
            }
        ),
        "invoice": pl.DataFrame({"invoice_id": [str(i) for i in range(n)], "account_id": who, "due_on": ago(*days)}),
        "payment": pl.DataFrame({"invoice_id": ["0", "1", "3"], "paid_on": ago(350, 95, 20)}),
    }  # fmt: skip


STARTS = {
    "ticket": "opened_on", "feedback": "given_on", "activity": "occurred_on", "opportunity": "created_on",
    "invoice": "due_on", "payment": "paid_on",
}  # fmt: skip


def known_then(tables: Mapping[str, pl.DataFrame], day: date) -> dict[str, pl.DataFrame]:
    """What was known on a day: later rows are not there, and what was open then has no end."""
    made = {}
    for name, frame in tables.items():
        seen = frame.filter(pl.col(STARTS[name]) <= day)
        if "closed_on" in seen.columns:
            ended = pl.col("closed_on") <= day
            fields = [c for c in ("satisfaction", "outcome", "closed_on") if c in seen.columns]
            seen = seen.with_columns(pl.when(ended).then(pl.col(c)).alias(c) for c in fields)
        made[name] = seen
    return made


def test_signs_of_a_day_in_the_past_are_those_that_were_known_then(engine: Engine) -> None:
    wanted = {"account_id": ["a", "b"]}
    back = ask(engine, ASKED, {**events(), "wanted": pl.DataFrame({**wanted, "back": [BACK, BACK]})})
    day = AS_OF - timedelta(days=BACK)
    then = {**known_then(events(), day), "wanted": pl.DataFrame({**wanted, "back": [0, 0]})}
    assert back.drop("back").equals(ask(engine, ASKED, then, day).drop("back"))
    assert back["tickets"].to_list() == [2, 2]
    assert back["won_deals"].to_list() == [1, 1]
    assert back["overdue"].to_list() == [1, 0], "what was paid, or due that very day, is not overdue"


def test_signs_of_the_day_know_everything_up_to_it(engine: Engine) -> None:
    wanted = pl.DataFrame({"account_id": ["a", "b", "nobody"], "back": [0, 0, 0]})
    now = ask(engine, ASKED, {**events(), "wanted": wanted})
    assert now["tickets"].to_list() == [4, 3, None]
    assert now["since_ticket"].to_list() == [0, 30, None]
    assert now["activities_90"].to_list() == [1, 1, None]


ORDERS: dict[str, list[Any]] = {
    "order_id": ["sale", "mixed", "back", "empty", "late", "void", "nobody"],
    "account_id": ["a"] * 6 + [None],
    "ordered_on": [date(2025, 6, 30)] * 4 + [date(2025, 7, 1)] + [date(2025, 6, 30)] * 2,
    "channel": ["web"] * 7,
    "opportunity_id": ["d", *[None] * 6],
    "status": [None, "paid", "", "open", "paid", " Cancelled", "paid"],
}
LINES = [
    ("sale", "p", "sale", 2, "5.00", None, "1.00"),  # 2 × 5 less the discount
    ("mixed", "q", "sale", 1, None, "20.00", None),
    ("mixed", "p", "return", 1, None, "8.00", None),
    ("back", "p", "sale", -1, None, "-3.00", None),
    ("late", "p", "sale", 1, None, "7.00", None),
    ("void", "p", "sale", 1, None, "7.00", None),
    ("nobody", "p", "sale", 1, None, "7.00", None),
]


def test_orders_that_count_and_what_they_came_to(engine: Engine) -> None:
    names = ("order_id", "product_id", "kind", "quantity", "unit_price_base", "net_amount_base", "discount_amount_base")
    money = [pl.col(c).cast(pl.Decimal(18, 4)) for c in names[4:]]
    lines = pl.DataFrame(LINES, schema=dict.fromkeys(names, pl.String) | {"quantity": pl.Int64}, orient="row")
    orders = pl.DataFrame(ORDERS)
    found = ask(engine, text_of("feature_purchases"), {"order": orders, "order_line": lines.with_columns(money)})
    shown = found.sort("order_id").select("order_id", "net", "sold", "is_sale", "has_return", "by_deal", "product_id")
    assert shown.rows() == [
        ("back", Decimal("-3"), None, 0, 1, 0, None),
        ("empty", None, None, None, None, 0, None),
        ("mixed", Decimal("12"), Decimal("20"), 1, 1, 0, "q"),
        ("sale", Decimal("9"), Decimal("9"), 1, 0, 1, "p"),
    ]


def test_a_name_that_is_no_feature_is_answered_with_the_closest() -> None:
    with pytest.raises(NotFound) as caught:
        written_out(select_of("SELECT 1 AS one FROM feature_purchase AS p"))
    assert "feature_purchases" in caught.value.closest


def test_steps_of_features_have_names_of_their_own() -> None:
    one = "SELECT account_id FROM feature_purchases"
    steps = [cte.alias for cte in written_out(select_of(f"WITH line AS ({one}) {one}")).find_all(sqlglot.exp.CTE)]
    assert len(steps) == len(set(steps)) == 7


def test_what_is_stored_is_read_and_everything_else_written_out() -> None:
    sql = "SELECT p.net FROM feature_purchases AS p"
    assert named_in(sql) == ("feature_purchases",)
    assert written_out(select_of(sql), {"feature_purchases"}).sql() == sqlglot.parse_one(sql).sql()
    assert PREFIX not in written_out(select_of(sql)).sql()
    for file in FOLDER.glob("*.sql"):
        assert PREFIX not in written_out(select_of(file.read_text(encoding="utf-8"))).sql()
