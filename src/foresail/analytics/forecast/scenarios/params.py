"""What can be set: the drivers of one's own scenario."""

from __future__ import annotations

from typing import Any

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


def _change(en: str, zh: str, low: float = -0.5, high: float = 1.0) -> Any:
    return param(0.0, Text(en=en, zh=zh), Unit.RATIO, ge=low, le=high)


class ScenariosParams(Params):
    """Parameters of `forecast.scenarios`."""

    price_change: float = _change("Change of list prices (0.05: 5% dearer)", "标价变动（0.05 为涨 5%）")
    price_scope: str = param(
        "",
        Text(en="Whose prices: a category or product id; empty: all", zh="价格范围：产品类别或产品编号，空为全部"),
        Unit.TEXT,
    )
    promotion_rate: float = _change("Discount rate of a promotion (0: none)", "促销折扣率（0 为无）", 0.0, 0.6)
    promotion_months: int = param(
        1, Text(en="Months that it runs, from the first", zh="促销持续月数（自首月起）"), Unit.COUNT, ge=1, le=12
    )
    promotion_scope: str = param(
        "",
        Text(en="What is promoted: a category or product id; empty: all", zh="促销范围：产品类别或产品编号，空为全部"),
        Unit.TEXT,
    )
    budget_change: float = _change("Change of the marketing budget", "市场预算变动", -1.0, 3.0)
    headcount_change: int = param(
        0, Text(en="More or fewer representatives", zh="销售代表增减人数"), Unit.COUNT, ge=-500, le=500
    )
    conversion_change: float = _change(
        "Change of the win rate, relative (0.1: 20% becomes 22%)", "赢率相对变动（0.1：20% 变 22%）"
    )
    index_change: float = _change("Change of the market index", "市场指数变动")
    index_name: str = param("", Text(en="Which index; empty: the first", zh="市场指数名称，空为第一个"), Unit.TEXT)
    market_elasticity: float = param(
        -0.5,
        Text(
            en="What 1% on all prices does to the number of purchases, in %; 0: buyers only switch products",
            zh="全部涨价 1% 引起的总购买次数变动百分比；0 表示只在产品间转移",
        ),
        Unit.FACTOR,
        ge=-5.0,
        le=0.0,
    )
    ramp_months: int = param(
        6,
        Text(en="Months until a new representative is as good as the others", zh="新销售代表成熟所需月数"),
        Unit.COUNT,
        ge=1,
        le=24,
    )
