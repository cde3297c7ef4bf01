"""Words of codes, and the levels that a person may ask for."""

from __future__ import annotations

from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

METRICS: dict[str, Text] = {
    "net_revenue": Text(en="Net revenue", zh="净收入"),
    "gross_revenue": Text(en="Gross revenue", zh="折前收入"),
    "units": Text(en="Units sold", zh="销售数量"),
    "orders": Text(en="Orders", zh="订单数"),
    "average_order_value": Text(en="Average order value", zh="客单价"),
    "gross_margin": Text(en="Gross margin", zh="毛利率"),
    "discount_rate": Text(en="Discount rate", zh="折扣率"),
    "won_amount": Text(en="Won amount", zh="赢单金额"),
    "won_count": Text(en="Deals won", zh="赢单数"),
    "win_rate": Text(en="Win rate", zh="赢率"),
    "created_amount": Text(en="Created amount", zh="新建商机金额"),
    "created_count": Text(en="Deals created", zh="新建商机数"),
    "leads": Text(en="Leads", zh="线索数"),
    "collected_amount": Text(en="Collected amount", zh="回款金额"),
}
MONEY = frozenset(
    {"net_revenue", "gross_revenue", "average_order_value", "won_amount", "created_amount", "collected_amount"}
)
SHARES = frozenset({"average_order_value", "gross_margin", "discount_rate", "win_rate"})
WITHOUT_PRODUCT = frozenset({"orders", "average_order_value", "leads", "collected_amount"})
"""An order has many products, a lead and a payment none: these do not add up over products."""
UNITS: dict[str, Unit] = {"gross_margin": Unit.RATIO, "discount_rate": Unit.RATIO, "win_rate": Unit.RATIO}

COLUMNS = {"region": "region", "category": "category", "family": "family", "channel": "channel", "owner": "owner_id"}
LEVEL_WORDS: dict[str, Text] = {
    "company": Text(en="Company", zh="公司"),
    "region": Text(en="Region", zh="区域"),
    "category": Text(en="Product category", zh="产品类别"),
    "family": Text(en="Product family", zh="产品系列"),
    "channel": Text(en="Channel", zh="渠道"),
    "owner": Text(en="Representative", zh="销售代表"),
}
USUAL = ("company", "region", "category", "channel", "owner", "region+category")

METHODS: dict[str, Text] = {
    "engine": Text(en="Foresail's forecast", zh="系统预测"),
    "seasonal_naive": Text(en="Same period last year", zh="去年同期"),
    "last_year_grown": Text(en="Last year × growth", zh="去年同期 × 增长"),
    "last_three": Text(en="Mean of the last three", zh="最近三期均值"),
}


def level_title(level: str) -> Text:
    """The words of a level: “Region × Product category”."""
    parts = [LEVEL_WORDS[p] for p in level.split("+")]
    return Text(en=" × ".join(p.en for p in parts), zh=" × ".join(p.zh for p in parts))


def levels_of(by: str, metric: str) -> dict[str, tuple[str, ...]]:
    """Level → its columns.

    Raises
    ------
    InvalidInput
        If a level is unknown, or the metric does not add up over products.
    """
    asked = USUAL if by.strip() in ("", "auto") else tuple(p.strip() for p in by.replace("，", ",").split(","))
    found: dict[str, tuple[str, ...]] = {}
    for level in asked:
        parts = () if level == "company" else tuple(p.strip() for p in level.split("+"))
        if odd := [p for p in parts if p not in COLUMNS]:
            raise InvalidInput(
                Text(en=f"There is no level “{odd[0]}”.", zh=f"没有名为“{odd[0]}”的层级。"),
                where="by",
                closest=closest_names(odd[0], ("company", *COLUMNS)),
                next_step=Text(
                    en=f"Levels are company, {', '.join(COLUMNS)}, joined by +, several with commas.",
                    zh=f"可用层级：company、{'、'.join(COLUMNS)}；用 + 交叉，用逗号并列。",
                ),
            )
        if metric in WITHOUT_PRODUCT and {"category", "family"} & set(parts):
            if asked is USUAL:
                continue
            raise InvalidInput(
                Text(
                    en=f"“{METRICS[metric].en}” does not add up over products.",
                    zh=f"“{METRICS[metric].zh}”不能按产品拆分相加。",
                ),
                where="by",
                next_step=Text(en="Leave category and family out.", zh="请去掉 category 与 family。"),
            )
        found["+".join(parts) or "company"] = tuple(COLUMNS[p] for p in parts)
    return found
