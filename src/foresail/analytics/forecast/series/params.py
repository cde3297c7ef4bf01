"""What can be set."""

from __future__ import annotations

from typing import Literal

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

Metric = Literal[
    "net_revenue", "gross_revenue", "units", "orders", "average_order_value", "gross_margin", "discount_rate",
    "won_amount", "won_count", "win_rate", "created_amount", "created_count", "leads", "collected_amount",
]  # fmt: skip


class SeriesParams(Params):
    """Parameters of `forecast.series`."""

    metric: Metric = param("net_revenue", Text(en="What is forecast", zh="预测指标"), Unit.CATEGORY)
    by: str = param(
        "auto",
        Text(
            en="Levels: company, region, category, family, channel, owner; joined by + for a crossing, by commas for "
            "several; auto: the usual ones",
            zh="层级：company、region、category、family、channel、owner；用 + 交叉，用逗号并列；auto 为常用层级",
        ),
        Unit.TEXT,
    )
    grain: Literal["day", "week", "month", "quarter"] = param(
        "month", Text(en="Length of a period", zh="时间单位"), Unit.CATEGORY
    )
    horizon: int = param(6, Text(en="Periods ahead", zh="预测期数"), Unit.COUNT, ge=1, le=104)
    origins: int = param(
        8, Text(en="Past days on which the methods are tested", zh="回测起点数"), Unit.COUNT, ge=0, le=36
    )
    mode: Literal["fast", "best"] = param(
        "fast",
        Text(en="fast: local models; best: a global model joins", zh="fast：本地模型；best：加入全局模型"),
        Unit.CATEGORY,
    )
