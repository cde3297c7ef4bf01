"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class OfferParams(Params):
    """Parameters of `customers.next_offer`."""

    offers: int = param(5, Text(en="Offers for each customer", zh="每个客户的推荐数"), Unit.COUNT, ge=1, le=20)
    just_bought_days: int = param(
        14,
        Text(en="What was bought in the last days is not offered again", zh="最近多少天内买过的不再推荐"),
        Unit.DAYS,
        ge=0,
        le=365,
    )
    stock_days: int = param(
        45,
        Text(en="A stock count older than this is no count", zh="超过多少天的库存盘点视为无效"),
        Unit.DAYS,
        ge=1,
        le=730,
    )
    history_days: int = param(
        1095, Text(en="How far back purchases count", zh="购买记录的回溯天数"), Unit.DAYS, ge=30, le=3650
    )
    most_customers: int = param(
        10_000,
        Text(en="Customers with offers, those who buy most first", zh="给出推荐的客户数上限（购买最多者优先）"),
        Unit.COUNT,
        ge=100,
        le=1_000_000,
    )
