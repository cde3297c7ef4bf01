"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.analytics.forecast.demand.words import DEMAND, METHODS, STATES
from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_ID = Text(en="Product (id)", zh="产品编号")
_NAME = Text(en="Product", zh="产品")
_Q = Unit.QUANTITY


class DemandPoint(OutputRow):
    """A month of a product, past or coming."""

    grain: ClassVar[tuple[str, ...]] = ("product_id", "period")
    title: ClassVar[Text] = Text(en="Demand by product and month", zh="各产品逐月需求")

    product_id: str = col(_ID, Unit.ID)
    product_name: str = col(_NAME, Unit.TEXT)
    category: str | None = col(Text(en="Product category", zh="产品类别"), Unit.TEXT)
    period: date = col(Text(en="Month", zh="月份"), Unit.DATE)
    state: str = col(Text(en="Asked for?", zh="是否有需求"), Unit.CATEGORY, labels=DEMAND)
    actual: float | None = col(Text(en="Sold", zh="实际销量"), _Q, good="up")
    mean: float | None = col(Text(en="Forecast", zh="预测"), _Q, good="up")
    lo_80: float | None = col(Text(en="Lower end (80%)", zh="下限（80%）"), _Q)
    hi_80: float | None = col(Text(en="Upper end (80%)", zh="上限（80%）"), _Q)
    lo_95: float | None = col(Text(en="Lower end (95%)", zh="下限（95%）"), _Q)
    hi_95: float | None = col(Text(en="Upper end (95%)", zh="上限（95%）"), _Q)
    baseline: float | None = col(METHODS["seasonal_naive"], _Q)
    offer_effect: float | None = col(
        Text(en="Price and promotion", zh="价格与促销影响"),
        Unit.FACTOR,
        note=Text(en="1: as on the last day, without promotion", zh="1 表示与最后一天相同且无促销"),
    )


class DemandTotal(OutputRow):
    """A month of all products together, in units."""

    grain: ClassVar[tuple[str, ...]] = ("period",)
    title: ClassVar[Text] = Text(en="Demand by month", zh="逐月需求合计")

    period: date = col(Text(en="Month", zh="月份"), Unit.DATE)
    actual: float | None = col(Text(en="Sold", zh="实际销量"), _Q, good="up")
    mean: float | None = col(Text(en="Forecast", zh="预测"), _Q, good="up")
    lo_80: float | None = col(Text(en="Lower end (80%)", zh="下限（80%）"), _Q)
    hi_80: float | None = col(Text(en="Upper end (80%)", zh="上限（80%）"), _Q)
    baseline: float | None = col(METHODS["seasonal_naive"], _Q)


class DemandStock(OutputRow):
    """A product's stock against what will be asked for."""

    grain: ClassVar[tuple[str, ...]] = ("product_id",)
    title: ClassVar[Text] = Text(en="Stock and orders", zh="库存与订货建议")

    product_id: str = col(_ID, Unit.ID)
    product_name: str = col(_NAME, Unit.TEXT)
    category: str | None = col(Text(en="Product category", zh="产品类别"), Unit.TEXT)
    state: str = col(Text(en="State", zh="状态"), Unit.CATEGORY, labels=STATES)
    seen_on: date = col(Text(en="Counted on", zh="盘点日期"), Unit.DATE)
    on_hand: float = col(Text(en="On hand", zh="现有库存"), _Q)
    on_order: float = col(Text(en="On order", zh="在途数量"), _Q)
    lead_days: float = col(Text(en="Lead time", zh="补货周期"), Unit.DAYS)
    lead_demand: float = col(Text(en="Demand until an order arrives", zh="补货期内需求"), _Q)
    run_out: float = col(Text(en="Chance of running out", zh="缺货概率"), Unit.PROBABILITY, good="down")
    lost_units: float = col(Text(en="Expected unmet demand", zh="预计未满足需求"), _Q, good="down")
    lost_money: Decimal | None = col(Text(en="Sales at risk", zh="涉险销售额"), Unit.MONEY, good="down")
    months: float | None = col(Text(en="Months that it lasts", zh="可用月数"), Unit.FACTOR)
    order_units: float = col(Text(en="Order", zh="建议订货量"), _Q)
    order_money: Decimal | None = col(Text(en="Cost of the order", zh="订货金额"), Unit.MONEY)


class DemandResponse(OutputRow):
    """What price does to the purchases of a product."""

    grain: ClassVar[tuple[str, ...]] = ("product_id",)
    title: ClassVar[Text] = Text(en="Reaction to price", zh="价格反应")

    product_id: str = col(_ID, Unit.ID)
    product_name: str = col(_NAME, Unit.TEXT)
    elasticity: float = col(
        Text(en="Elasticity", zh="价格弹性"),
        Unit.FACTOR,
        note=Text(en="% of purchases for 1% of price", zh="价格变动 1% 引起的购买次数变动百分比"),
    )
    low: float = col(Text(en="Lower end (80%)", zh="下限（80%）"), Unit.FACTOR)
    high: float = col(Text(en="Upper end (80%)", zh="上限（80%）"), Unit.FACTOR)
    promotion_lift: float | None = col(
        Text(en="Factor on purchases in a usual promotion", zh="常规促销对购买次数的倍数"), Unit.FACTOR, good="up"
    )


class DemandOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Demand overview", zh="需求概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    products: int = col(Text(en="Products", zh="产品数"), Unit.COUNT)
    method: str = col(Text(en="Method", zh="方法"), Unit.CATEGORY, labels=METHODS)
    months: int = col(Text(en="Months ahead", zh="预测月数"), Unit.COUNT)
    units: float = col(Text(en="Units", zh="数量"), _Q, good="up")
    ended: int = col(Text(en="Products no longer asked for", zh="不再有需求的产品数"), Unit.COUNT)
    run_out: int = col(Text(en="Products that will run out", zh="将缺货产品数"), Unit.COUNT, good="down")
    too_much: int = col(Text(en="Products with too much", zh="积压产品数"), Unit.COUNT, good="down")
    order_money: Decimal | None = col(Text(en="Cost of the proposed orders", zh="建议订货金额"), Unit.MONEY)
    lost_money: Decimal | None = col(Text(en="Sales at risk", zh="涉险销售额"), Unit.MONEY, good="down")
    wape: float | None = col(Text(en="Error on past months", zh="历史误差（WAPE）"), Unit.RATIO, good="down")
    baseline_wape: float | None = col(Text(en="Error of the same month last year", zh="去年同月的误差"), Unit.RATIO)
