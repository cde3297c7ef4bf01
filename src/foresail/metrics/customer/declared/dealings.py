"""What was bought, is open, was asked for and is owed: sums of the facts, up to the day of the data."""

from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics.customer.declare import Side, summed, trait

_YEAR = ("The twelve months up to the day of the data", "截至数据日的十二个月")

SIDES = (
    summed("bought", "Purchases", "购买"),
    summed("deals", "Deals", "商机"),
    summed("care", "Service", "服务"),
    summed("contacted", "Contact", "跟进"),
    summed("owed", "Invoices", "应收"),
    summed("contracts", "Contracts", "合同"),
    Side(name="products_bought", title=Text(en="Products bought", zh="购买过的产品"), many=True),
)

TRAITS = (
    trait("bought", "revenue_12m", "Net revenue, 12 months", "近 12 个月净收入", Unit.MONEY, note=_YEAR),
    trait("bought", "revenue", "Net revenue so far", "累计净收入", Unit.MONEY),
    trait("bought", "orders_12m", "Orders, 12 months", "近 12 个月订单数", Unit.COUNT, note=_YEAR),
    trait("bought", "orders", "Orders so far", "累计订单数", Unit.COUNT),
    trait("bought", "first_order_on", "First order", "首次下单", Unit.DATE),
    trait("bought", "last_order_on", "Last order", "最近下单", Unit.DATE),
    trait("bought", "days_since_order", "Days since the last order", "距上次下单天数", Unit.DAYS),
    trait("bought", "products_12m", "Different products, 12 months", "近 12 个月购买产品种数", Unit.COUNT, note=_YEAR),
    trait(
        "bought",
        "margin_12m",
        "Gross margin, 12 months",
        "近 12 个月毛利率",
        Unit.RATIO,
        note=("Over lines whose cost is known", "仅统计成本已知的明细"),
    ),
    trait(
        "bought",
        "discount_12m",
        "Discount rate, 12 months",
        "近 12 个月折扣率",
        Unit.RATIO,
        note=("Discounts of the revenue before them", "折扣占折前收入的比例"),
    ),
    trait(
        "products_bought",
        "bought_product",
        "Has bought the product",
        "购买过产品",
        Unit.ID,
        "product_id",
        label="product_name",
    ),
    trait(
        "products_bought", "bought_category", "Has bought from the category", "购买过品类", Unit.CATEGORY, "category"
    ),
    trait("deals", "open_deals", "Open deals", "在手商机数", Unit.COUNT),
    trait("deals", "open_amount", "Open pipeline", "在手商机金额", Unit.MONEY),
    trait("deals", "won_deals_12m", "Deals won, 12 months", "近 12 个月赢单数", Unit.COUNT, note=_YEAR),
    trait("deals", "lost_deals_12m", "Deals lost, 12 months", "近 12 个月输单数", Unit.COUNT, note=_YEAR),
    trait("care", "open_tickets", "Open tickets", "未结工单数", Unit.COUNT),
    trait("care", "tickets_12m", "Tickets, 12 months", "近 12 个月工单数", Unit.COUNT, note=_YEAR),
    trait(
        "care",
        "satisfaction_12m",
        "Satisfaction with tickets, 12 months",
        "近 12 个月工单满意度",
        Unit.SCORE,
        note=_YEAR,
    ),
    trait("contacted", "last_activity_on", "Last activity", "上次跟进", Unit.DATE),
    trait("contacted", "days_since_activity", "Days since the last activity", "距上次跟进天数", Unit.DAYS),
    trait("contacted", "activities_90d", "Activities, 90 days", "近 90 天跟进次数", Unit.COUNT),
    trait("owed", "receivable_amount", "Receivable", "应收金额", Unit.MONEY),
    trait("owed", "overdue_amount", "Overdue", "逾期金额", Unit.MONEY),
    trait("contracts", "running_contracts", "Running contracts", "生效合同数", Unit.COUNT),
    trait("contracts", "contract_ends_on", "Next end of a contract", "最近合同到期", Unit.DATE),
)
