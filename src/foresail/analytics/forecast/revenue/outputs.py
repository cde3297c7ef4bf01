"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

METHODS: dict[str, Text] = {
    "theta": Text(en="Theta", zh="Theta"),
    "damped": Text(en="Damped trend", zh="阻尼趋势"),
    "level": Text(en="Level", zh="水平平滑"),
    "autoregression": Text(en="Autoregression", zh="自回归"),
    "grown_season": Text(en="Last year's season, grown", zh="去年季节 × 增长"),
    "combination": Text(en="Combination", zh="组合预测"),
    "festival": Text(en="Combination with Spring Festival", zh="含春节效应的组合预测"),
    "pipeline": Text(en="Combination with open deals", zh="结合在途商机的组合预测"),
    "seasonal_naive": Text(en="Same month last year", zh="去年同月"),
    "open_deals": Text(en="Open deals × win rate of their stage", zh="在途商机 × 阶段赢率"),
}
MEASURES: dict[str, Text] = {
    "net_revenue": Text(en="Net revenue", zh="净收入"),
    "won_amount": Text(en="Won amount", zh="赢单金额"),
}
SCENARIOS: dict[str, Text] = {
    "conservative": Text(en="Conservative", zh="保守"),
    "base": Text(en="Base", zh="基准"),
    "optimistic": Text(en="Optimistic", zh="乐观"),
}
_PERIOD = Text(en="Month", zh="月份")
_MEAN = Text(en="Forecast", zh="预测")
_TARGET = Text(en="Target", zh="目标")
_CHANCE = Text(en="Chance of reaching the target", zh="达成目标的概率")
_AS_OF = Text(en="As of", zh="截至")


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
    """What was forecast on a past day for a later month, and what came."""

    grain: ClassVar[tuple[str, ...]] = ("origin", "period")
    title: ClassVar[Text] = Text(en="Past forecasts", zh="历史回测")

    origin: date = col(Text(en="Forecast made after", zh="预测起点（月末）"), Unit.DATE)
    period: date = col(_PERIOD, Unit.DATE)
    horizon: int = col(Text(en="Months ahead", zh="提前月数"), Unit.COUNT)
    actual: Decimal = col(Text(en="Actual", zh="实际"), Unit.MONEY)
    forecast: Decimal = col(_MEAN, Unit.MONEY)
    baseline: Decimal = col(METHODS["seasonal_naive"], Unit.MONEY)


class RevenueComponent(OutputRow):
    """What one method says about a coming month."""

    grain: ClassVar[tuple[str, ...]] = ("component", "period")
    title: ClassVar[Text] = Text(en="Methods side by side", zh="各方法对照")

    component: str = col(Text(en="Method", zh="方法"), Unit.CATEGORY, labels=METHODS)
    period: date = col(_PERIOD, Unit.DATE)
    mean: Decimal = col(_MEAN, Unit.MONEY)
    chosen: bool = col(Text(en="Shown", zh="采用"), Unit.BOOLEAN)
    wape: float | None = col(
        Text(en="Error on past months", zh="历史误差（WAPE）"),
        Unit.RATIO,
        good="down",
        note=Text(en="Sum of absolute errors ÷ sum of actuals", zh="绝对误差之和 ÷ 实际值之和"),
    )


class RevenueScenario(OutputRow):
    """A scenario over the whole horizon, with its assumption."""

    grain: ClassVar[tuple[str, ...]] = ("scenario",)
    title: ClassVar[Text] = Text(en="Scenarios", zh="情景")

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    scenario: str = col(Text(en="Scenario", zh="情景"), Unit.CATEGORY, labels=SCENARIOS)
    assumption_en: str = col(Text(en="Assumption (English)", zh="假设（英文）"), Unit.TEXT)
    assumption_zh: str = col(Text(en="Assumption (Chinese)", zh="假设（中文）"), Unit.TEXT)
    total: Decimal = col(Text(en="Total", zh="合计"), Unit.MONEY, good="up")
    target: Decimal | None = col(_TARGET, Unit.MONEY)
    gap: Decimal | None = col(Text(en="Against the target", zh="与目标之差"), Unit.MONEY, good="up")


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
    target_probability: float | None = col(_CHANCE, Unit.PROBABILITY, good="up")
    open_deals: Decimal | None = col(METHODS["open_deals"], Unit.MONEY)
    wape: float | None = col(Text(en="Error on past months", zh="历史误差（WAPE）"), Unit.RATIO, good="down")
    baseline_wape: float | None = col(Text(en="Error of the baseline", zh="基准误差"), Unit.RATIO, good="down")
    has_skill: bool = col(Text(en="Beats the same month last year", zh="胜过“去年同月”"), Unit.BOOLEAN)
