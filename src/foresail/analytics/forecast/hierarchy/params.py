"""What can be set."""

from __future__ import annotations

from typing import Literal

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class HierarchyParams(Params):
    """Parameters of `forecast.hierarchy`."""

    metric: Literal["net_revenue", "gross_revenue", "won_amount", "created_amount", "collected_amount"] = param(
        "net_revenue", Text(en="What is forecast", zh="预测指标"), Unit.CATEGORY
    )
    by: str = param(
        "region,category",
        Text(
            en="Columns that are crossed: region, category, family, channel, owner; with > between them a tree",
            zh="交叉的列：region、category、family、channel、owner；用 > 连接为树",
        ),
        Unit.TEXT,
    )
    grain: Literal["week", "month", "quarter"] = param(
        "month", Text(en="Length of a period", zh="时间单位"), Unit.CATEGORY
    )
    horizon: int = param(6, Text(en="Periods ahead", zh="预测期数"), Unit.COUNT, ge=1, le=52)
    origins: int = param(
        8,
        Text(en="Past days on which reconciliations are tested", zh="回测起点数"),
        Unit.COUNT,
        ge=0,
        le=36,
    )
    mode: Literal["fast", "best"] = param(
        "fast",
        Text(en="fast: local models; best: a global model joins", zh="fast：本地模型；best：加入全局模型"),
        Unit.CATEGORY,
    )
