"""Row types of the outputs. What is money and what is a plain number stand in tables of their own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from foresail.analytics.forecast.series.words import METHODS, METRICS
from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_PERIOD = Text(en="Period", zh="时期")
_SERIES = Text(en="Forecast for", zh="预测对象")
_METRIC = Text(en="Measure", zh="指标")
_METHOD = Text(en="Method", zh="方法")
_FORECAST = Text(en="Forecast", zh="预测")
_WAPE = Text(en="Error on past periods", zh="历史误差（WAPE）")
_OWNER = ("owner_id", "representative")


def _wape() -> Any:
    note = Text(en="Sum of absolute errors ÷ sum of actuals", zh="绝对误差之和 ÷ 实际值之和")
    return col(_WAPE, Unit.RATIO, good="down", note=note)


class _Named(OutputRow):
    """What every row of a series says about it."""

    row_scope: ClassVar[tuple[str, str] | None] = _OWNER

    series: str = col(_SERIES, Unit.TEXT)
    level: str = col(Text(en="Level", zh="层级"), Unit.TEXT)
    metric: str = col(_METRIC, Unit.CATEGORY, labels=METRICS)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.TEXT)
    category: str | None = col(Text(en="Product category", zh="产品类别"), Unit.TEXT)
    family: str | None = col(Text(en="Product family", zh="产品系列"), Unit.TEXT)
    channel: str | None = col(Text(en="Channel", zh="渠道"), Unit.TEXT)
    owner_id: str | None = col(Text(en="Representative (id)", zh="销售代表编号"), Unit.ID)
    owner_name: str | None = col(Text(en="Representative", zh="销售代表"), Unit.TEXT)


class SeriesPoint(_Named):
    """A period of a series of money, past or coming."""

    grain: ClassVar[tuple[str, ...]] = ("series", "period")
    title: ClassVar[Text] = Text(en="Forecasts of money by series and period", zh="金额逐期预测")

    period: date = col(_PERIOD, Unit.DATE)
    actual: Decimal | None = col(Text(en="Actual", zh="实际"), Unit.MONEY, good="up")
    so_far: Decimal | None = col(Text(en="So far", zh="本期截至目前"), Unit.MONEY, good="up")
    mean: Decimal | None = col(_FORECAST, Unit.MONEY, good="up")
    median: Decimal | None = col(Text(en="Median", zh="中位数"), Unit.MONEY, good="up")
    lo_80: Decimal | None = col(Text(en="Lower end (80%)", zh="下限（80%）"), Unit.MONEY)
    hi_80: Decimal | None = col(Text(en="Upper end (80%)", zh="上限（80%）"), Unit.MONEY)
    lo_95: Decimal | None = col(Text(en="Lower end (95%)", zh="下限（95%）"), Unit.MONEY)
    hi_95: Decimal | None = col(Text(en="Upper end (95%)", zh="上限（95%）"), Unit.MONEY)
    baseline: Decimal | None = col(METHODS["seasonal_naive"], Unit.MONEY)
    target: Decimal | None = col(Text(en="Target", zh="目标"), Unit.MONEY)
    target_probability: float | None = col(
        Text(en="Chance of reaching the target", zh="达成目标的概率"), Unit.PROBABILITY, good="up"
    )


class SeriesNumber(_Named):
    """A period of a series of counts or shares, past or coming."""

    grain: ClassVar[tuple[str, ...]] = ("series", "period")
    title: ClassVar[Text] = Text(en="Forecasts of counts and shares by series and period", zh="数量与比率逐期预测")

    period: date = col(_PERIOD, Unit.DATE)
    actual: float | None = col(Text(en="Actual", zh="实际"), Unit.QUANTITY, good="up")
    so_far: float | None = col(Text(en="So far", zh="本期截至目前"), Unit.QUANTITY, good="up")
    mean: float | None = col(_FORECAST, Unit.QUANTITY, good="up")
    median: float | None = col(Text(en="Median", zh="中位数"), Unit.QUANTITY, good="up")
    lo_80: float | None = col(Text(en="Lower end (80%)", zh="下限（80%）"), Unit.QUANTITY)
    hi_80: float | None = col(Text(en="Upper end (80%)", zh="上限（80%）"), Unit.QUANTITY)
    lo_95: float | None = col(Text(en="Lower end (95%)", zh="下限（95%）"), Unit.QUANTITY)
    hi_95: float | None = col(Text(en="Upper end (95%)", zh="上限（95%）"), Unit.QUANTITY)
    baseline: float | None = col(METHODS["seasonal_naive"], Unit.QUANTITY)


class SeriesPast(OutputRow):
    """What a method would have said on a past day about a later period, and what came. Money only."""

    grain: ClassVar[tuple[str, ...]] = ("series", "method", "origin", "period")
    title: ClassVar[Text] = Text(en="Past forecasts of every method", zh="各方法的历史回测")
    row_scope: ClassVar[tuple[str, str] | None] = _OWNER

    series: str = col(_SERIES, Unit.TEXT)
    level: str = col(Text(en="Level", zh="层级"), Unit.TEXT)
    owner_id: str | None = col(Text(en="Representative (id)", zh="销售代表编号"), Unit.ID)
    method: str = col(_METHOD, Unit.CATEGORY, labels=METHODS)
    origin: date = col(Text(en="Last period known", zh="预测起点"), Unit.DATE)
    period: date = col(_PERIOD, Unit.DATE)
    horizon: int = col(Text(en="Periods ahead", zh="提前期数"), Unit.COUNT)
    actual: Decimal = col(Text(en="Actual", zh="实际"), Unit.MONEY)
    forecast: Decimal = col(_FORECAST, Unit.MONEY)


class SeriesAccuracy(OutputRow):
    """How a method did on a series over all past origins."""

    grain: ClassVar[tuple[str, ...]] = ("series", "method")
    title: ClassVar[Text] = Text(en="Methods compared on past origins", zh="各方法回测对比")
    row_scope: ClassVar[tuple[str, str] | None] = _OWNER

    series: str = col(_SERIES, Unit.TEXT)
    level: str = col(Text(en="Level", zh="层级"), Unit.TEXT)
    owner_id: str | None = col(Text(en="Representative (id)", zh="销售代表编号"), Unit.ID)
    method: str = col(_METHOD, Unit.CATEGORY, labels=METHODS)
    n: int = col(Text(en="Past forecasts", zh="历史预测数"), Unit.COUNT)
    wape: float | None = _wape()
    bias: float | None = col(
        Text(en="Bias", zh="偏差"),
        Unit.POINTS,
        note=Text(en="Positive: too high", zh="正值：偏高"),
    )
    shown: bool = col(Text(en="Shown", zh="采用"), Unit.BOOLEAN)


class SeriesInfo(_Named):
    """A series: how it is made up, and how well it can be forecast."""

    grain: ClassVar[tuple[str, ...]] = ("series",)
    title: ClassVar[Text] = Text(en="Forecasts", zh="预测一览")

    method: str = col(_METHOD, Unit.CATEGORY, labels=METHODS)
    n: int = col(Text(en="Whole periods", zh="完整期数"), Unit.COUNT)
    season: int = col(Text(en="Periods in a season", zh="季节长度"), Unit.COUNT)
    wape: float | None = _wape()
    baseline_wape: float | None = col(Text(en="Error of the same period last year", zh="去年同期的误差"), Unit.RATIO)
    growth: float | None = col(Text(en="Growth against a year before", zh="同比增长"), Unit.POINTS, good="up")
    drivers_en: str = col(Text(en="What drives it (English)", zh="驱动因素（英文）"), Unit.TEXT)
    drivers_zh: str = col(Text(en="What drives it (Chinese)", zh="驱动因素（中文）"), Unit.TEXT)


class SeriesOverview(OutputRow):
    """The numbers of the headline: the first series."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Forecast overview", zh="预测概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    metric: str = col(_METRIC, Unit.CATEGORY, labels=METRICS)
    series: int = col(Text(en="Forecasts", zh="预测数"), Unit.COUNT)
    left_out: int = col(Text(en="Small or ended series left out", zh="因太小或已结束而未预测"), Unit.COUNT)
    periods: int = col(Text(en="Periods ahead", zh="预测期数"), Unit.COUNT)
    wape: float | None = _wape()
    baseline_wape: float | None = col(Text(en="Error of the same period last year", zh="去年同期的误差"), Unit.RATIO)
    gain: float | None = col(Text(en="Better by", zh="误差降低"), Unit.RATIO, good="up")
    has_skill: bool = col(Text(en="Beats the same period last year", zh="胜过“去年同期”"), Unit.BOOLEAN)
