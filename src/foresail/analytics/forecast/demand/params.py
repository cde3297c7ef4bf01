"""What can be set."""

from __future__ import annotations

from typing import Literal

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class DemandParams(Params):
    """Parameters of `forecast.demand`."""

    horizon_months: int = param(6, Text(en="Months ahead", zh="预测月数"), Unit.COUNT, ge=1, le=24)
    products: int = param(
        200,
        Text(en="At most so many products, the most sold", zh="最多预测多少个产品（按销量）"),
        Unit.COUNT,
        ge=1,
        le=2000,
    )
    origins: int = param(6, Text(en="Past days that are tested", zh="回测起点数"), Unit.COUNT, ge=0, le=24)
    service: float = param(
        0.95, Text(en="Probability that stock lasts", zh="库存满足率目标"), Unit.PROBABILITY, ge=0.5, le=0.999
    )
    review_days: int = param(30, Text(en="Days between orders", zh="订货间隔（天）"), Unit.DAYS, ge=1, le=180)
    lead_days: int = param(
        21, Text(en="Lead time where none is known", zh="缺省补货周期（天）"), Unit.DAYS, ge=0, le=365
    )
    overstock_months: float = param(
        6.0, Text(en="Stock that lasts longer is too much", zh="超过多少个月视为积压"), Unit.COUNT, ge=1, le=60
    )
    mode: Literal["fast", "best"] = param(
        "fast",
        Text(en="fast: local models; best: a global model joins", zh="fast：本地模型；best：加入全局模型"),
        Unit.CATEGORY,
    )
