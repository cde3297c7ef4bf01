"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, OutputData, PageSpec, Table, Trend
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_STOCK = "forecast_demand_stock"
_COLUMNS = (
    "product_name", "category", "state", "on_hand", "on_order", "lead_days", "lead_demand", "run_out", "lost_money",
    "months", "order_units", "order_money",
)  # fmt: skip


def _state(*values: str) -> Condition:
    return Condition(field="state", operator=Operator.IN, values=values)


PAGE = PageSpec(
    id="forecast.demand",
    title=Text(en="Demand and stock", zh="需求与库存"),
    question=Text(
        en="How much of each product will be asked for, does stock last, and what should be ordered?",
        zh="各产品需求多少、库存够不够、应订多少？",
    ),
    section="forecast",
    order=50,
    icon="box",
    filters=(),
    scope="forecast:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{products} products, {units} units over the next {months} months. {run_out} will run out before "
                "an order arrives, {too_much} have too much. Sales at risk over all products: {lost_money}. Proposed "
                "orders: {order_money}. Nothing is expected of {ended} products that were taken off the list or not "
                "sold for long.",
                zh="{products} 个产品，未来 {months} 个月预计 {units} 件。{run_out} 个将在补货到达前缺货，"
                "{too_much} 个积压；全部产品涉险销售额 {lost_money}。建议订货金额：{order_money}。"
                "{ended} 个产品已退市或久未售出，预测为 0。",
            ),
            data=OutputData(table="forecast_demand_overview"),
        ),
        Trend(
            title=Text(en="Units of all products", zh="全部产品销量"),
            data=OutputData(table="forecast_demand_totals", order_by=("period",)),
            y=("actual",),
            forecast="mean",
            bands=(("lo_80", "hi_80", 80),),
        ),
        Table(
            title=Text(en="Order first", zh="优先订货"),
            empty=Text(en="No product needs an order now.", zh="目前没有产品需要订货。"),
            subtitle=Text(en="What may run out, the most money at risk first", zh="可能缺货的产品，涉险金额最大者在前"),
            data=OutputData(table=_STOCK, where=_state("run_out", "order"), order_by=("-lost_money", "-order_money")),
            columns=_COLUMNS,
        ),
        Table(
            title=Text(en="Too much or not asked for", zh="积压或无需求"),
            data=OutputData(table=_STOCK, where=_state("too_much", "idle", "retired", "silent"), order_by=("-months",)),
            columns=("product_name", "category", "state", "on_hand", "months"),
            span=6,
            page_size=10,
        ),
        Bars(
            title=Text(en="What 1% of price does to purchases", zh="价格变动 1% 对购买次数的影响"),
            subtitle=Text(en="Change of purchases, in percent", zh="购买次数的变化（%）"),
            data=OutputData(table="forecast_demand_response", order_by=("elasticity",), limit=20),
            x="product_name",
            y=("elasticity",),
            span=6,
        ),
        Table(
            title=Text(en="Demand by product and month", zh="各产品逐月需求"),
            data=OutputData(
                table="forecast_demand_points",
                where=Condition(field="mean", operator=Operator.IS_NOT_EMPTY),
                order_by=("product_name", "period"),
                limit=5000,
            ),
            columns=(
                "product_name",
                "category",
                "state",
                "period",
                "mean",
                "lo_80",
                "hi_80",
                "baseline",
                "offer_effect",
            ),
        ),
        EvidenceBlock(capability="forecast.demand"),
    ),
)
