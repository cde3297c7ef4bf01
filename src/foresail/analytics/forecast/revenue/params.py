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
    festival: Literal["auto", "off"] = param(
        "auto",
        Text(
            en="Spring Festival and Chinese working days; auto: where they helped on past months",
            zh="春节与中国工作日效应（auto：仅当对过去月份有改善时采用）",
        ),
        Unit.CATEGORY,
    )
    origins: int = param(12, Text(en="Past months that are tested", zh="回测的过去月数"), Unit.COUNT, ge=0, le=24)
    history_months: int = param(
        36,
        Text(en="Months back from which open deals are learnt", zh="学习在途商机的历史月数"),
        Unit.COUNT,
        ge=6,
        le=120,
    )
    paths: int = param(1000, Text(en="Futures that are drawn", zh="模拟路径数"), Unit.COUNT, ge=200, le=20000)
    weak_share: float = param(
        0.25,
        Text(
            en="A scenario takes each driver as in this share of past quarters, the weakest or the strongest",
            zh="情景取各驱动因素在过去季度中最弱或最强的这一比例",
        ),
        Unit.RATIO,
        ge=0.05,
        le=0.45,
    )
