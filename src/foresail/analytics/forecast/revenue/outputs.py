"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.analytics.forecast.revenue.words import (
    CATEGORIES,
    COMPONENTS,
    DIMENSIONS,
    DRIVERS,
    HABITS,
    MEASURES,
    METHODS,
    NOBODY,
    SAID_BY,
    SCENARIOS,
)
from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_PERIOD = Text(en="Month", zh="月份")
_MEAN = Text(en="Forecast", zh="预测")
_TARGET = Text(en="Target", zh="目标")
_CHANCE = Text(en="Chance of reaching the target", zh="达成目标的概率")
_AS_OF = Text(en="As of", zh="截至")
_WAPE = Text(en="Error on past months", zh="历史误差（WAPE）")
_WAPE_NOTE = Text(en="Sum of absolute errors ÷ sum of actuals", zh="绝对误差之和 ÷ 实际值之和")
_PERSON = Text(en="Person", zh="人员")
_OWNER = Text(en="Representative (id)", zh="销售代表编号")
_CATEGORY = Text(en="Forecast category", zh="预测类别")
_DEALS = Text(en="Deals", zh="商机数")
_AMOUNT = Text(en="Amount", zh="金额")
_COMING = Text(en="Expected in the coming months", zh="未来各月期望金额")
_STATED = Text(en="Category stated in the CRM", zh="CRM 中已注明类别的比例")
_STATED_NOTE = Text(
    en="Share of deals; the others are sorted by their win probability: from 70% commit, from 40% best case",
    zh="按商机数；其余按赢率归类：≥70% 为承诺，≥40% 为乐观",
)
_BIAS_NOTE = Text(en="Positive: said too much", zh="正值：说得偏高")


def _low(level: int) -> Text:
    return Text(en=f"Lower end ({level}%)", zh=f"下限（{level}%）")


def _high(level: int) -> Text:
    return Text(en=f"Upper end ({level}%)", zh=f"上限（{level}%）")


class RevenueMonth(OutputRow):
    """A month, past or coming."""

    grain: ClassVar[tuple[str, ...]] = ("period",)
    title: ClassVar[Text] = Text(en="Revenue forecast by month", zh="逐月收入预测")

    period: date = col(_PERIOD, Unit.DATE)
    actual: Decimal | None = col(Text(en="Actual", zh="实际"), Unit.MONEY, good="up")
    so_far: Decimal | None = col(Text(en="So far this month", zh="本月截至目前"), Unit.MONEY, good="up")
    mean: Decimal | None = col(_MEAN, Unit.MONEY, good="up")
    lo_80: Decimal | None = col(_low(80), Unit.MONEY)
    hi_80: Decimal | None = col(_high(80), Unit.MONEY)
    lo_95: Decimal | None = col(_low(95), Unit.MONEY)
    hi_95: Decimal | None = col(_high(95), Unit.MONEY)
    conservative: Decimal | None = col(SCENARIOS["conservative"], Unit.MONEY)
    optimistic: Decimal | None = col(SCENARIOS["optimistic"], Unit.MONEY)
    baseline: Decimal | None = col(METHODS["seasonal_naive"], Unit.MONEY)
    target: Decimal | None = col(_TARGET, Unit.MONEY)
    target_probability: float | None = col(_CHANCE, Unit.PROBABILITY, good="up")


class RevenueBacktest(OutputRow):
    """What would have been forecast on a past day for a later month, and what came."""

    grain: ClassVar[tuple[str, ...]] = ("origin", "period")
    title: ClassVar[Text] = Text(en="Past forecasts", zh="历史回测")

    origin: date = col(Text(en="Forecast made after", zh="预测起点（月末）"), Unit.DATE)
    period: date = col(_PERIOD, Unit.DATE)
    horizon: int = col(Text(en="Months ahead", zh="提前月数"), Unit.COUNT)
    actual: Decimal = col(Text(en="Actual", zh="实际"), Unit.MONEY)
    forecast: Decimal = col(_MEAN, Unit.MONEY)
    lo_80: Decimal = col(_low(80), Unit.MONEY)
    hi_80: Decimal = col(_high(80), Unit.MONEY)
    baseline: Decimal = col(METHODS["seasonal_naive"], Unit.MONEY)


class RevenueComponent(OutputRow):
    """What a coming month's forecast is made of; the components of a month add up to it to the cent."""

    grain: ClassVar[tuple[str, ...]] = ("component", "period")
    title: ClassVar[Text] = Text(en="What it is made of", zh="预测构成")

    period: date = col(_PERIOD, Unit.DATE)
    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    component: str = col(Text(en="Component", zh="构成"), Unit.CATEGORY, labels=COMPONENTS)
    mean: Decimal = col(_MEAN, Unit.MONEY, good="up")


class RevenueMethod(OutputRow):
    """How a method did on past months."""

    grain: ClassVar[tuple[str, ...]] = ("method",)
    title: ClassVar[Text] = Text(en="Methods side by side", zh="各方法对照")

    method: str = col(Text(en="Method", zh="方法"), Unit.CATEGORY, labels=METHODS)
    wape: float | None = col(_WAPE, Unit.RATIO, good="down", note=_WAPE_NOTE)
    wape_next_month: float | None = col(
        Text(en="Error of the next month", zh="下一个月的误差"), Unit.RATIO, good="down"
    )
    bias: float | None = col(Text(en="Bias", zh="偏差"), Unit.RATIO, note=_BIAS_NOTE)
    shown: bool = col(Text(en="Shown", zh="采用"), Unit.BOOLEAN)


class RevenueScenario(OutputRow):
    """A scenario over the whole horizon, with its assumptions."""

    grain: ClassVar[tuple[str, ...]] = ("scenario",)
    title: ClassVar[Text] = Text(en="Scenarios", zh="情景")

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    scenario: str = col(Text(en="Scenario", zh="情景"), Unit.CATEGORY, labels=SCENARIOS)
    assumption_en: str = col(Text(en="Assumptions (English)", zh="假设（英文）"), Unit.TEXT)
    assumption_zh: str = col(Text(en="Assumptions (Chinese)", zh="假设（中文）"), Unit.TEXT)
    total: Decimal = col(Text(en="Total", zh="合计"), Unit.MONEY, good="up")
    target: Decimal | None = col(_TARGET, Unit.MONEY)
    gap: Decimal | None = col(Text(en="Against the target", zh="与目标之差"), Unit.MONEY, good="up")


class RevenueDriver(OutputRow):
    """What a scenario assumes of one driver."""

    grain: ClassVar[tuple[str, ...]] = ("driver", "scenario")
    title: ClassVar[Text] = Text(en="What the scenarios assume", zh="情景假设明细")

    driver: str = col(Text(en="Driver", zh="驱动因素"), Unit.CATEGORY, labels=DRIVERS)
    scenario: str = col(Text(en="Scenario", zh="情景"), Unit.CATEGORY, labels=SCENARIOS)
    factor: float = col(Text(en="Against what is expected", zh="相对预期的倍数"), Unit.FACTOR, good="up")
    quarters: int = col(Text(en="Past quarters it rests on", zh="依据的过去季度数"), Unit.COUNT)
    effect: Decimal = col(Text(en="By itself, on the total", zh="单独对合计的影响"), Unit.MONEY, good="up")


class RevenueSplit(OutputRow):
    """A share of a coming month; over all members of a dimension they add up to the month to the cent."""

    grain: ClassVar[tuple[str, ...]] = ("dimension", "member", "period")
    title: ClassVar[Text] = Text(en="By person, team, region and product", zh="按人员、团队、区域与产品")
    row_scope: ClassVar[tuple[str, str] | None] = ("owner_id", "representative")

    dimension: str = col(Text(en="Cut by", zh="划分方式"), Unit.CATEGORY, labels=DIMENSIONS)
    member: str = col(Text(en="Name (id)", zh="编号"), Unit.ID)
    label: str = col(Text(en="Name", zh="名称"), Unit.TEXT, labels=NOBODY)
    owner_id: str | None = col(_OWNER, Unit.ID)
    series: str = col(Text(en="Forecast for", zh="预测对象"), Unit.TEXT)
    level: str = col(Text(en="Level", zh="层级"), Unit.TEXT)
    period: date = col(_PERIOD, Unit.DATE)
    mean: Decimal = col(_MEAN, Unit.MONEY, good="up")
    so_far: Decimal = col(COMPONENTS["so_far"], Unit.MONEY)
    in_hand: Decimal = col(COMPONENTS["in_hand"], Unit.MONEY)
    new_deals: Decimal = col(COMPONENTS["new_deals"], Unit.MONEY)
    repeat: Decimal = col(COMPONENTS["repeat"], Unit.MONEY)
    target: Decimal | None = col(_TARGET, Unit.MONEY)


class RevenueCategory(OutputRow):
    """Open deals of a forecast category."""

    grain: ClassVar[tuple[str, ...]] = ("category",)
    title: ClassVar[Text] = Text(en="Roll-up by category", zh="按预测类别汇总")

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    category: str = col(_CATEGORY, Unit.CATEGORY, labels=CATEGORIES)
    deals: int = col(_DEALS, Unit.COUNT)
    amount: Decimal = col(_AMOUNT, Unit.MONEY)
    closing: Decimal = col(
        Text(en="Said to close in the coming months", zh="预计在未来各月成交"),
        Unit.MONEY,
        note=Text(en="By the expected close date in the CRM", zh="按 CRM 预计成交日期"),
    )
    expected: Decimal = col(_COMING, Unit.MONEY, good="up")
    kept: float | None = col(
        Text(en="Kept in the past", zh="过去的兑现率"),
        Unit.RATIO,
        good="up",
        note=Text(
            en="Of the amount that was said to close in the next month, the share that was won in it",
            zh="称下月成交的金额中，当月确实赢单的比例",
        ),
    )
    stated: float = col(_STATED, Unit.RATIO, note=_STATED_NOTE)


class RevenueRollup(OutputRow):
    """A person's open deals of a forecast category."""

    grain: ClassVar[tuple[str, ...]] = ("member", "category")
    title: ClassVar[Text] = Text(en="Roll-up by person", zh="按人员汇总")
    row_scope: ClassVar[tuple[str, str] | None] = ("owner_id", "representative")

    member: str = col(_OWNER, Unit.ID)
    owner_id: str | None = col(_OWNER, Unit.ID)
    owner_name: str | None = col(_PERSON, Unit.TEXT)
    team_name: str | None = col(Text(en="Team", zh="团队"), Unit.TEXT)
    category: str = col(_CATEGORY, Unit.CATEGORY, labels=CATEGORIES)
    deals: int = col(_DEALS, Unit.COUNT)
    amount: Decimal = col(_AMOUNT, Unit.MONEY)
    closing: Decimal = col(Text(en="Said to close in the coming months", zh="预计在未来各月成交"), Unit.MONEY)
    expected: Decimal = col(_COMING, Unit.MONEY, good="up")
    stated: float = col(_STATED, Unit.RATIO, note=_STATED_NOTE)


class RevenueHabit(OutputRow):
    """What a person said about months that are over, and what came."""

    grain: ClassVar[tuple[str, ...]] = ("said_by", "person")
    title: ClassVar[Text] = Text(en="How people forecast", zh="人员预测习惯")
    row_scope: ClassVar[tuple[str, str] | None] = ("owner_id", "representative")

    said_by: str = col(Text(en="Said where", zh="出处"), Unit.CATEGORY, labels=SAID_BY)
    person: str = col(_PERSON, Unit.TEXT)
    owner_id: str | None = col(_OWNER, Unit.ID)
    months: int = col(Text(en="Months", zh="月数"), Unit.COUNT)
    said: Decimal = col(
        Text(en="Said", zh="所说"),
        Unit.MONEY,
        note=Text(
            en="Commits are counted at what the middle one of all people wins per amount committed",
            zh="承诺额按全体人员“每单位承诺的实际赢单额”的中位数折算",
        ),
    )
    came: Decimal = col(Text(en="Came", zh="实际"), Unit.MONEY, good="up")
    bias: float | None = col(Text(en="Bias", zh="偏差"), Unit.RATIO, note=_BIAS_NOTE)
    bias_low: float | None = col(_low(90), Unit.RATIO)
    bias_high: float | None = col(_high(90), Unit.RATIO)
    habit: str = col(Text(en="Habit", zh="习惯"), Unit.CATEGORY, labels=HABITS)


class RevenueOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Forecast overview", zh="预测概览")

    as_of: date = col(_AS_OF, Unit.DATE)
    measure: str = col(Text(en="Measure", zh="指标"), Unit.CATEGORY, labels=MEASURES)
    method: str = col(Text(en="Method", zh="方法"), Unit.CATEGORY, labels=METHODS)
    months: int = col(Text(en="Months ahead", zh="预测月数"), Unit.COUNT)
    first_period: date = col(Text(en="First month", zh="首月"), Unit.DATE)
    first_mean: Decimal = col(Text(en="Forecast of the first month", zh="首月预测"), Unit.MONEY)
    total: Decimal = col(Text(en="Total", zh="合计"), Unit.MONEY, good="up")
    total_low: Decimal = col(_low(80), Unit.MONEY)
    total_high: Decimal = col(_high(80), Unit.MONEY)
    before: Decimal | None = col(Text(en="Same months a year before", zh="去年同期"), Unit.MONEY)
    growth: float | None = col(Text(en="Growth", zh="同比增长"), Unit.RATIO, good="up")
    target: Decimal | None = col(_TARGET, Unit.MONEY)
    target_months: int = col(Text(en="Months with a target", zh="有目标的月数"), Unit.COUNT)
    target_mean: Decimal | None = col(Text(en="Forecast of these months", zh="这些月份的预测"), Unit.MONEY)
    target_probability: float | None = col(_CHANCE, Unit.PROBABILITY, good="up")
    open_deals: Decimal | None = col(COMPONENTS["in_hand"], Unit.MONEY)
    new_deals: Decimal | None = col(COMPONENTS["new_deals"], Unit.MONEY)
    repeat: Decimal | None = col(COMPONENTS["repeat"], Unit.MONEY)
    modelled: float = col(
        Text(en="Open amount judged by the win model", zh="由赢率模型判断的在途金额占比"),
        Unit.RATIO,
        note=Text(en="The rest: by stage, time in it and size", zh="其余按阶段、停留时间与规模判断"),
    )
    wape: float | None = col(_WAPE, Unit.RATIO, good="down", note=_WAPE_NOTE)
    baseline_wape: float | None = col(Text(en="Error of the baseline", zh="基准误差"), Unit.RATIO, good="down")
    has_skill: bool = col(Text(en="Beats the same month last year", zh="胜过“去年同月”"), Unit.BOOLEAN)
