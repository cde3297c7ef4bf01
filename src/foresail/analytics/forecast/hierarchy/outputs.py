"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.analytics.forecast.hierarchy.words import METHODS, METRICS
from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_LEVEL_EN = Text(en="Level (English)", zh="层级（英文）")
_LEVEL_ZH = Text(en="Level (Chinese)", zh="层级（中文）")
_RMSSE = Text(en="Root mean square error ÷ usual change", zh="均方根误差 ÷ 通常变化")


class HierarchyNode(OutputRow):
    """A coming period of a node."""

    grain: ClassVar[tuple[str, ...]] = ("node", "period")
    title: ClassVar[Text] = Text(en="Forecasts that add up", zh="可加总的预测")
    row_scope: ClassVar[tuple[str, str] | None] = ("owner_id", "representative")

    node: str = col(Text(en="Group", zh="分组"), Unit.TEXT)
    depth: int = col(Text(en="Columns kept", zh="层级深度"), Unit.COUNT)
    level_en: str = col(_LEVEL_EN, Unit.TEXT)
    level_zh: str = col(_LEVEL_ZH, Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.TEXT)
    category: str | None = col(Text(en="Product category", zh="产品类别"), Unit.TEXT)
    family: str | None = col(Text(en="Product family", zh="产品系列"), Unit.TEXT)
    channel: str | None = col(Text(en="Channel", zh="渠道"), Unit.TEXT)
    owner_id: str | None = col(Text(en="Representative (id)", zh="销售代表编号"), Unit.ID)
    period: date = col(Text(en="Period", zh="时期"), Unit.DATE)
    mean: Decimal = col(Text(en="Forecast", zh="预测"), Unit.MONEY, good="up")
    lo_80: Decimal = col(Text(en="Lower end (80%)", zh="下限（80%）"), Unit.MONEY)
    hi_80: Decimal = col(Text(en="Upper end (80%)", zh="上限（80%）"), Unit.MONEY)
    lo_95: Decimal = col(Text(en="Lower end (95%)", zh="下限（95%）"), Unit.MONEY)
    hi_95: Decimal = col(Text(en="Upper end (95%)", zh="上限（95%）"), Unit.MONEY)
    base: Decimal = col(METHODS["base"], Unit.MONEY)
    baseline: Decimal = col(METHODS["seasonal_naive"], Unit.MONEY)


class HierarchyLevel(OutputRow):
    """How a level did on past origins."""

    grain: ClassVar[tuple[str, ...]] = ("position",)
    title: ClassVar[Text] = Text(en="Accuracy by level", zh="各层级准确度")
    shared: ClassVar[bool] = True

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    level_en: str = col(_LEVEL_EN, Unit.TEXT)
    level_zh: str = col(_LEVEL_ZH, Unit.TEXT)
    nodes: int = col(Text(en="Groups", zh="分组数"), Unit.COUNT)
    wape: float | None = col(Text(en="Error, adding up", zh="误差（可加总）"), Unit.RATIO, good="down")
    base_wape: float | None = col(Text(en="Error, each by itself", zh="误差（各自预测）"), Unit.RATIO, good="down")
    naive_wape: float | None = col(Text(en="Error of the same period last year", zh="去年同期的误差"), Unit.RATIO)


class HierarchyMethod(OutputRow):
    """How a reconciliation did on past origins, averaged over levels."""

    grain: ClassVar[tuple[str, ...]] = ("method",)
    title: ClassVar[Text] = Text(en="Ways of making forecasts add up", zh="协调方法对比")
    shared: ClassVar[bool] = True

    method: str = col(Text(en="Method", zh="方法"), Unit.CATEGORY, labels=METHODS)
    rmsse: float | None = col(_RMSSE, Unit.FACTOR, good="down")
    gain: float | None = col(Text(en="Better than each by itself", zh="优于各自预测"), Unit.RATIO, good="up")
    shown: bool = col(Text(en="Shown", zh="采用"), Unit.BOOLEAN)


class HierarchyOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Hierarchy overview", zh="层级预测概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    metric: str = col(Text(en="Measure", zh="指标"), Unit.CATEGORY, labels=METRICS)
    method: str = col(Text(en="Method", zh="方法"), Unit.CATEGORY, labels=METHODS)
    nodes: int = col(Text(en="Groups", zh="分组数"), Unit.COUNT)
    levels: int = col(Text(en="Levels", zh="层级数"), Unit.COUNT)
    periods: int = col(Text(en="Periods ahead", zh="预测期数"), Unit.COUNT)
    total: Decimal = col(Text(en="Company total", zh="公司合计"), Unit.MONEY, good="up")
    total_low: Decimal = col(Text(en="Lower end (80%)", zh="下限（80%）"), Unit.MONEY)
    total_high: Decimal = col(Text(en="Upper end (80%)", zh="上限（80%）"), Unit.MONEY)
    gap: Decimal = col(
        Text(en="Single forecasts would have missed their sum by", zh="各自预测与合计相差"), Unit.MONEY, good="down"
    )
    gain: float | None = col(Text(en="Better than each by itself", zh="优于各自预测"), Unit.RATIO, good="up")
