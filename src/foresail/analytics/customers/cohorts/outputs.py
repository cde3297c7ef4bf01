"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

STARTS: dict[str, Text] = {
    "channel": Text(en="First order's channel", zh="首单渠道"),
    "region": Text(en="Region", zh="区域"),
    "industry": Text(en="Industry", zh="行业"),
    "category": Text(en="First product's category", zh="首购品类"),
}

LEAST_STARTED = 5
"""Customers that a beginning needs before it is compared with others."""
_COHORT = Text(en="First purchase", zh="首购时间")
_AGE = Text(en="Periods since", zh="首购后第几期")
_KEPT = Text(en="Still buying", zh="仍在购买")


class CohortCell(OutputRow):
    """A cohort in a later period."""

    grain: ClassVar[tuple[str, ...]] = ("cohort", "age")
    title: ClassVar[Text] = Text(en="Cohort grid", zh="客户群留存表")

    cohort: str = col(_COHORT, Unit.CATEGORY)
    cohort_on: date = col(Text(en="Begins on", zh="开始日期"), Unit.DATE)
    age: int = col(_AGE, Unit.COUNT)
    customers: int = col(Text(en="Customers", zh="客户数"), Unit.COUNT)
    active: int = col(Text(en="Bought in the period", zh="当期购买客户数"), Unit.COUNT, good="up")
    retention: float = col(_KEPT, Unit.RATIO, good="up")
    net: Decimal = col(Text(en="Net revenue", zh="净收入"), Unit.MONEY, good="up")
    net_so_far: Decimal = col(Text(en="Net revenue per customer so far", zh="客均累计净收入"), Unit.MONEY, good="up")


class CohortAge(OutputRow):
    """All cohorts at an age."""

    grain: ClassVar[tuple[str, ...]] = ("age",)
    title: ClassVar[Text] = Text(en="Retention by age", zh="各期平均留存")

    age: int = col(_AGE, Unit.COUNT)
    cohorts: int = col(Text(en="Cohorts", zh="客户群数"), Unit.COUNT)
    retention: float = col(_KEPT, Unit.RATIO, good="up")
    low: float = col(
        Text(en="Weak cohorts", zh="较弱客户群"), Unit.RATIO, note=Text(en="Tenth percentile", zh="第 10 百分位")
    )
    high: float = col(
        Text(en="Strong cohorts", zh="较强客户群"), Unit.RATIO, note=Text(en="Ninetieth percentile", zh="第 90 百分位")
    )
    net_so_far: Decimal = col(Text(en="Net revenue per customer so far", zh="客均累计净收入"), Unit.MONEY, good="up")


class CohortNext(OutputRow):
    """What a cohort should do in the coming period."""

    grain: ClassVar[tuple[str, ...]] = ("cohort",)
    title: ClassVar[Text] = Text(en="Cohorts in the coming period", zh="客户群下期预计")

    cohort: str = col(_COHORT, Unit.CATEGORY)
    cohort_on: date = col(Text(en="Begins on", zh="开始日期"), Unit.DATE)
    customers: int = col(Text(en="Customers", zh="客户数"), Unit.COUNT)
    last: float = col(Text(en="Still buying in the last period", zh="最近一期仍在购买"), Unit.RATIO)
    expected: float = col(Text(en="Expected in the coming period", zh="下期预计仍在购买"), Unit.RATIO, good="up")
    expected_active: float = col(Text(en="Expected buyers", zh="预计购买客户数"), Unit.QUANTITY, good="up")
    usual: float | None = col(Text(en="Other cohorts at that age", zh="其他客户群同期水平"), Unit.RATIO)


class CohortStart(OutputRow):
    """What a kind of first purchase leads to."""

    grain: ClassVar[tuple[str, ...]] = ("dimension", "start")
    title: ClassVar[Text] = Text(en="What a start leads to", zh="不同起点的后续表现")

    dimension: str = col(Text(en="By", zh="维度"), Unit.CATEGORY, labels=STARTS)
    start: str = col(Text(en="Start", zh="起点"), Unit.CATEGORY)
    customers: int = col(
        Text(en="Customers", zh="客户数"),
        Unit.COUNT,
        note=Text(en="Those whose first purchase is long enough ago", zh="首购时间已足够久的客户"),
    )
    again: float = col(Text(en="Bought again early", zh="早期复购率"), Unit.RATIO, good="up")
    again_low: float = col(Text(en="Lower end (90%)", zh="区间下限（90%）"), Unit.RATIO)
    again_high: float = col(Text(en="Upper end (90%)", zh="区间上限（90%）"), Unit.RATIO)
    net_early: Decimal = col(Text(en="Net revenue per customer early on", zh="早期客均净收入"), Unit.MONEY, good="up")


class CohortOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Cohorts at a glance", zh="客户群概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    cohorts: int = col(Text(en="Cohorts", zh="客户群数"), Unit.COUNT)
    customers: int = col(Text(en="Customers", zh="客户数"), Unit.COUNT)
    next_period: float = col(Text(en="Bought in the next period", zh="次期复购率"), Unit.RATIO, good="up")
    after_four: float | None = col(Text(en="Still buying after four", zh="第四期仍在购买"), Unit.RATIO, good="up")
    best_cohort: str = col(Text(en="Best cohort", zh="最佳客户群"), Unit.CATEGORY)
    weakest_cohort: str = col(Text(en="Weakest cohort", zh="最弱客户群"), Unit.CATEGORY)
