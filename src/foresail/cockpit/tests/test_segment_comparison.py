"""How far a segment is from all customers: held against a plain computation, and what is said of it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy.stats import ttest_ind

from foresail.cockpit.scene import Filters
from foresail.cockpit.segments.apart import FEWEST, Apart, apart_mean, apart_share, sure
from foresail.cockpit.segments.compare import _tells, year_of
from foresail.cockpit.segments.measures import MEASURES
from foresail.cockpit.segments.said import sentence
from foresail.cockpit.segments.sides import Cell, Row
from foresail.contracts.query import AllOf, AnyOf, Members
from foresail.methods.means import Moments
from foresail.metrics.grammar.parser import parse_filter


def moments(values: np.ndarray) -> Moments:
    return Moments(len(values), float(values.sum()), float((values**2).sum()))


def test_a_mean_from_sums_is_the_test_of_the_values_themselves() -> None:
    rng = np.random.default_rng(5)
    part, rest = rng.normal(10, 3, 40), rng.normal(8, 5, 160)
    whole = np.concatenate([part, rest])
    found = apart_mean(moments(part), moments(whole))
    assert found is not None
    assert found.value == pytest.approx(part.mean() - whole.mean())
    told = ttest_ind(part, rest, equal_var=False)
    low, high = told.confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((0.8 * low, 0.8 * high))
    assert found.p == pytest.approx(told.pvalue)


def test_a_share_is_apart_by_the_others_weight() -> None:
    found = apart_share((30, 50), (60, 200))
    assert found is not None
    assert found.value == pytest.approx(30 / 50 - 60 / 200)
    assert found.low < found.value < found.high
    assert found.p < 0.001


def test_intervals_cover_what_they_promise() -> None:
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(400):
        part, rest = rng.binomial(60, 0.4), rng.binomial(240, 0.25)
        found = apart_share((int(part), 60), (int(part + rest), 300))
        assert found is not None
        held += found.low <= 0.8 * (0.4 - 0.25) <= found.high
    assert 0.92 <= held / 400 <= 0.98


@pytest.mark.parametrize(("part", "whole"), [((0, 0), (5, 50)), ((5, 50), (5, 50)), ((50, 50), (50, 50))])
def test_where_there_is_nobody_else_nothing_is_apart(part: tuple[int, int], whole: tuple[int, int]) -> None:
    assert apart_share(part, whole) is None
    assert apart_mean(Moments(0, 0, 0), Moments(5, 5, 5)) is None
    assert apart_mean(Moments(5, 5, 5), Moments(5, 5, 5)) is None


def test_clear_is_what_stands_among_all_tests_and_on_enough() -> None:
    tests = [Apart(1, 0, 2, p, enough=True, place=("m", i)) for i, p in enumerate([0.001, 0.04, 0.3, 0.6, 0.9])]
    assert sure(tests) == {("m", 0)}, "one in twenty of many tests is no news"
    few = [t._replace(enough=False) for t in tests]
    assert sure(few) == frozenset()
    assert sure([]) == frozenset()


def row(name: str, own: float, whole: float, *, clear: bool = True) -> Row:
    measure = next(m for m in MEASURES if m.name == name)
    apart = own - whole
    first = Cell(value=own, difference=apart, low=apart - 0.01, high=apart + 0.01, clear=clear, share=0.4)
    return Row(measure=measure, cells=(first, Cell(value=whole, share=1.0)))


def test_the_sentence_says_size_money_and_what_is_clear() -> None:
    rows = [row("net_revenue", 400, 1000, clear=False), row("churn_risk", 0.6, 0.3), row("win_rate", 0.2, 0.4)]
    told = sentence("大客户", 0, [20, 200], rows, "CNY")
    assert told.zh.startswith("“大客户”：20 个客户（占 10.0%），贡献净收入的 40.0%。高于全部客户：流失概率 60.0%")
    assert told.zh.endswith("（全部 30.0%）；低于：赢率 20.0%（全部 40.0%）。")
    assert told.en.endswith("Risk of leaving 60.0% (all: 30.0%); lower: Win rate 20.0% (all: 40.0%).")
    nothing = sentence("x", 0, [20, 200], [row("win_rate", 0.2, 0.4, clear=False)], "CNY")
    assert "beyond chance" in nothing.en
    assert "Too few" in sentence("x", 0, [FEWEST - 1, 200], rows, "CNY").en
    assert "no customers" in sentence("x", 0, [0, 200], rows, "CNY").en
    assert "all customers" in sentence("x", 0, [200, 200], rows, "CNY").en


def test_the_year_ends_with_the_day_of_the_data() -> None:
    assert year_of(date(2026, 10, 31)) == (date(2025, 11, 1), date(2026, 10, 31))
    assert year_of(date(2025, 2, 28)) == (date(2024, 2, 29), date(2025, 2, 28))
    assert year_of(date(2024, 2, 29)) == (date(2023, 3, 1), date(2024, 2, 29))


def members(condition: str) -> Members:
    return Members(segment="s", name="s", as_of=date(2026, 10, 31), where=parse_filter(condition))


@pytest.mark.parametrize(
    ("condition", "measure", "own"),
    [
        ("orders_12m >= 3", "repeat_rate", True),
        ("lost_deals_12m = 0", "win_rate", True),
        ("silent_days > 90", "days_since_order", True),
        ("last_order_on < 2026-01-01", "days_since_order", True),
        ("churn_class = high", "churn_risk", True),
        ("region = 华东", "repeat_rate", False),
        ("orders_12m >= 3", "win_rate", False),
        ("open_tickets > 0", "clv", False),
    ],
)
def test_what_a_segment_is_told_by_is_no_finding(condition: str, measure: str, own: bool) -> None:
    assert _tells(members(condition), next(m for m in MEASURES if m.name == measure)) is own


def test_a_segment_stays_where_another_condition_is_not_known() -> None:
    segment, product = members("region = 华东"), parse_filter("product = X")
    assert product is not None
    known = frozenset({"account", "region"})
    both = Filters(where=AllOf(parts=(segment, product)))
    assert both.condition(known) == segment
    assert not both.loses_segment(both.condition(known))
    assert both.loses_segment(both.condition(frozenset({"region"})))
    either = Filters(where=AnyOf(parts=(segment, product)))
    assert either.loses_segment(either.condition(known)), "without the product it would be another question"
    assert not Filters(where=product).loses_segment(None)
