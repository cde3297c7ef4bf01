"""Every number opens to its rows, and the rows make the number again."""

from __future__ import annotations

import random
import statistics
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from foresail.contracts.metric import Aggregate, Formula, Ratio, Templated
from foresail.contracts.query import Result, RowsQuery
from foresail.kernel.problem import InvalidInput
from foresail.kernel.viewer import LOCAL
from foresail.metrics import METRICS, dimensions_of, fields_of, parse_filter, parse_query, query, rows, rows_of_cell
from foresail.metrics.registry import leaves
from foresail.metrics.tests.company import CALENDAR
from foresail.warehouse.reader import Reader

_WHERES = ["", "region=华东", "channel != web", "owner=r2 or owner is empty"]


def opened(reader: Reader, name: str, where: str = "", **more: Any) -> Result:
    asked = RowsQuery(
        metric=name, where=parse_filter(where), limit=100_000, start=date(2025, 1, 1), end=date(2025, 6, 30), **more
    )
    return rows(reader, asked, LOCAL, CALENDAR)


def remade(leaf: str, records: list[dict[str, Any]]) -> Any:
    """A number from its rows."""
    asked = METRICS[leaf].expression
    function = getattr(asked, "function", "sum")
    if function == "count_distinct":
        return len({r["counted"] for r in records})
    values = [r["value"] for r in records]
    if isinstance(asked, Templated) and asked.parts == "ratio":
        return sum(values) / len(values) if values else None
    if function == "median":
        return statistics.median(values) if values else None
    if function == "mean":
        return sum(values) / len(values) if values else None
    return sum(values)


def _pairs() -> list[tuple[str, str]]:
    rng = random.Random(3)  # noqa: S311 - test data
    pairs = [(name, "") for name in sorted(METRICS) if isinstance(METRICS[name].expression, Aggregate | Templated)]
    while len(pairs) < 70:
        name, where = rng.choice(sorted(METRICS)), rng.choice(_WHERES[1:])
        if isinstance(METRICS[name].expression, Ratio | Formula) or where.split("=")[0].split(" ")[0] not in fields_of(
            name
        ):
            continue
        pairs.append((name, where))
    return pairs


@pytest.mark.parametrize(("name", "where"), _pairs())
def test_the_rows_make_the_number(name: str, where: str, reader: Reader) -> None:
    question = parse_query(name, where=where, start="2025-01", end="2025-06")
    number = query(reader, question, LOCAL, CALENDAR).rows[0][0]
    found = opened(reader, name, where)
    assert found.total == len(found.rows)
    made = remade(name, found.records())
    if isinstance(number, Decimal):
        # what is weighted keeps more decimals than the currency has; all else is exact
        assert abs(number - Decimal(made)) <= Decimal("0.005") if name == "weighted_amount" else number == Decimal(made)
    elif number is None or made is None:
        assert not made
    else:
        assert float(number) == pytest.approx(float(made), rel=1e-12)


@pytest.mark.parametrize(
    "name", ["average_order_value", "win_rate", "cac", "return_rate", "gross_margin", "attainment"]
)
def test_a_metric_of_others_shows_the_rows_of_each(name: str, reader: Reader) -> None:
    found = opened(reader, name)
    for leaf in leaves(name):
        mine = [r for r in found.records() if r["part"] == leaf]
        number = query(reader, parse_query(leaf, start="2025-01", end="2025-06"), LOCAL, CALENDAR).rows[0][0]
        made = remade(leaf, mine)
        assert (not number and not made) or float(number) == pytest.approx(float(made), rel=1e-9)


def test_every_cell_of_an_answer_opens(reader: Reader) -> None:
    for name in ("net_revenue", "orders", "open_amount"):
        asked = parse_query(
            name, by="region,account", grain="quarter", where="owner != r3", start="2025-01-15", end="2025-06"
        )
        answer = query(reader, asked, LOCAL, CALENDAR)
        for record in answer.records()[::17]:
            cell = rows_of_cell(asked, name, record, CALENDAR).model_copy(update={"limit": 100_000})
            assert remade(name, rows(reader, cell, LOCAL, CALENDAR).records()) == record[name]


def test_pages_of_rows_do_not_overlap(reader: Reader) -> None:
    whole = opened(reader, "net_revenue", order_by=("-amount",))
    asked = RowsQuery(
        metric="net_revenue", start=date(2025, 1, 1), end=date(2025, 6, 30), limit=7, order_by=("-amount",)
    )
    pages: list[Any] = []
    for offset in range(0, whole.total, 7):
        page = rows(reader, asked.model_copy(update={"offset": offset}), LOCAL, CALENDAR)
        assert page.total == whole.total
        pages += page.rows
    assert pages == list(whole.rows)
    amounts = [r["amount"] for r in whole.records()]
    assert amounts == sorted(amounts, reverse=True)


def test_unknown_order_is_refused_with_the_closest(reader: Reader) -> None:
    with pytest.raises(InvalidInput) as caught:
        opened(reader, "net_revenue", order_by=("amont",))
    assert "amount" in caught.value.closest


def test_columns_carry_titles_units_and_links(reader: Reader) -> None:
    columns = {c.name: c for c in opened(reader, "net_revenue").columns}
    assert columns["account_id"].opens == "account"
    assert columns["account_name"].personal
    assert columns["value"].unit.value == "money"
    assert "region" in dimensions_of("net_revenue")
