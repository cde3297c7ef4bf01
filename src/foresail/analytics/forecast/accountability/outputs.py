"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.analytics.forecast.accountability.words import CUTS, METHODS, ORIGINS
from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_WAPE_NOTE = Text(en="Sum of absolute errors ÷ sum of actuals", zh="绝对误差之和 ÷ 实际值之和")


class AccountabilityForecast(OutputRow):
    """A forecast whose period has come."""

    grain: ClassVar[tuple[str, ...]] = ("origin", "issue", "series", "method", "period", "issued_on")
    title: ClassVar[Text] = Text(en="Forecasts that have come due", zh="已到期的预测")
    row_scope: ClassVar[tuple[str, str] | None] = ("owner_id", "representative")

    origin: str = col(Text(en="Kind", zh="类型"), Unit.CATEGORY, labels=ORIGINS)
    issue: int = col(Text(en="Number in the ledger", zh="账本编号"), Unit.RANK)
    series: str = col(Text(en="Forecast for", zh="预测对象"), Unit.TEXT)
    level: str = col(Text(en="Level", zh="层级"), Unit.TEXT)
    owner_id: str | None = col(Text(en="Representative (id)", zh="销售代表编号"), Unit.ID)
    owner_name: str | None = col(Text(en="Representative", zh="销售代表"), Unit.TEXT)
    method: str = col(Text(en="Method", zh="方法"), Unit.CATEGORY, labels=METHODS)
    person: str | None = col(Text(en="By", zh="发布人"), Unit.TEXT)
    reason: str | None = col(Text(en="Reason", zh="理由"), Unit.TEXT)
    issued_on: date = col(Text(en="Data up to", zh="数据截至"), Unit.DATE)
    period: date = col(Text(en="Period", zh="时期"), Unit.DATE)
    horizon: int = col(Text(en="Periods ahead", zh="提前期数"), Unit.COUNT)
    forecast: Decimal = col(Text(en="Forecast", zh="预测"), Unit.MONEY)
    actual: Decimal = col(Text(en="Actual", zh="实际"), Unit.MONEY)
    error: Decimal = col(Text(en="Error", zh="误差"), Unit.MONEY, note=Text(en="Forecast − actual", zh="预测 − 实际"))
    baseline: Decimal | None = col(METHODS["seasonal_naive"], Unit.MONEY)
    inside: bool | None = col(Text(en="Inside the 80% interval", zh="在 80% 区间内"), Unit.BOOLEAN)


class AccountabilityScore(OutputRow):
    """How good forecasts were, cut in one way."""

    grain: ClassVar[tuple[str, ...]] = ("origin", "cut", "value", "method")
    title: ClassVar[Text] = Text(en="Accuracy, bias and skill", zh="准确度、偏差与优势")

    origin: str = col(Text(en="Kind", zh="类型"), Unit.CATEGORY, labels=ORIGINS)
    cut: str = col(Text(en="Cut", zh="切分"), Unit.CATEGORY, labels=CUTS)
    value: str = col(Text(en="Value", zh="取值"), Unit.TEXT)
    method: str = col(Text(en="Method", zh="方法"), Unit.CATEGORY, labels=METHODS)
    n: int = col(Text(en="Forecasts", zh="预测数"), Unit.COUNT)
    wape: float | None = col(Text(en="Error (WAPE)", zh="误差（WAPE）"), Unit.RATIO, good="down", note=_WAPE_NOTE)
    mape: float | None = col(
        Text(en="Mean percentage error (MAPE)", zh="平均百分比误差（MAPE）"), Unit.RATIO, good="down"
    )
    mase: float | None = col(
        Text(en="Error ÷ usual change (MASE)", zh="误差 ÷ 通常变化（MASE）"), Unit.FACTOR, good="down"
    )
    rmse: Decimal | None = col(Text(en="Root mean square error", zh="均方根误差"), Unit.MONEY, good="down")
    pinball: Decimal | None = col(
        Text(en="Interval loss (pinball, 80%)", zh="区间损失（pinball，80%）"), Unit.MONEY, good="down"
    )
    coverage: float | None = col(Text(en="Inside the 80% interval", zh="落入 80% 区间"), Unit.RATIO)
    bias: float | None = col(
        Text(en="Bias", zh="偏差"), Unit.RATIO, note=Text(en="Positive: too high", zh="正值：偏高")
    )
    skill: float | None = col(
        Text(en="Better than last year", zh="优于去年同期"),
        Unit.RATIO,
        good="up",
        note=Text(en="1 − error ÷ error of the same period last year", zh="1 − 误差 ÷ 去年同期的误差"),
    )


class AccountabilityJudgement(OutputRow):
    """A person's adjustments beside what the engine had said for the same periods."""

    grain: ClassVar[tuple[str, ...]] = ("person",)
    title: ClassVar[Text] = Text(en="Did adjustments help?", zh="人工调整是否有帮助？")

    person: str = col(Text(en="Person", zh="人员"), Unit.TEXT)
    n: int = col(Text(en="Adjustments that have come due", zh="已到期的调整数"), Unit.COUNT)
    better: int = col(Text(en="Closer than the forecast", zh="比系统预测更接近"), Unit.COUNT, good="up")
    wape: float | None = col(Text(en="Error", zh="误差"), Unit.RATIO, good="down", note=_WAPE_NOTE)
    engine_wape: float | None = col(Text(en="Error of the forecast", zh="系统预测的误差"), Unit.RATIO, note=_WAPE_NOTE)
    bias: float | None = col(
        Text(en="Bias", zh="偏差"), Unit.RATIO, note=Text(en="Positive: too high", zh="正值：偏高")
    )


class AccountabilityOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Accountability overview", zh="预测问责概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    issued: int = col(Text(en="Issued forecasts come due", zh="已到期的发布预测"), Unit.COUNT)
    replayed: int = col(Text(en="Made anew with past data", zh="按过去数据推算的预测"), Unit.COUNT)
    adjusted: int = col(Text(en="Adjustments come due", zh="已到期的人工调整"), Unit.COUNT)
    wape: float | None = col(Text(en="Error (WAPE)", zh="误差（WAPE）"), Unit.RATIO, good="down", note=_WAPE_NOTE)
    bias: float | None = col(Text(en="Bias", zh="偏差"), Unit.RATIO)
    skill: float | None = col(Text(en="Better than last year", zh="优于去年同期"), Unit.RATIO, good="up")
