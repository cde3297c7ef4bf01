"""What can be set."""

from __future__ import annotations

from typing import Literal

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class RevenueParams(Params):
    """Parameters of `forecast.revenue`."""

    horizon_months: int = param(6, Text(en="Months ahead", zh="预测月数"), Unit.COUNT, ge=1, le=24)
    measure: Literal["auto", "net_revenue", "won_amount"] = param(
        "auto",
        Text(
            en="What is forecast; auto: net revenue, or won amount where there are no orders",
            zh="预测对象（auto：有订单则净收入，否则赢单金额）",
        ),
        Unit.CATEGORY,
    )
    festival: Literal["auto", "on", "off"] = param(
        "auto",
        Text(
            en="Spring Festival as a moving holiday; auto: where it helped on past months",
            zh="春节移动假日效应（auto：仅当回测有改善）",
        ),
        Unit.CATEGORY,
    )
