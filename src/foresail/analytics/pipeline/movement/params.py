"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class MovementParams(Params):
    """Parameters of `pipeline.movement`."""

    days: int = param(
        7,
        Text(en="The waterfall begins so many days before", zh="瀑布图从多少天前开始"),
        Unit.DAYS,
        ge=1,
        le=3650,
    )
    window_months: int = param(
        3,
        Text(
            en="Deals expected to close within this many calendar months (3: the quarter; 0: all open deals)",
            zh="预计成交日期所在的自然月数（3 表示当季；0 表示全部进行中商机）",
        ),
        Unit.COUNT,
        ge=0,
        le=12,
    )
    flow_days: int = param(
        91,
        Text(en="Created and lost within so many days", zh="统计最近多少天内新建与流失"),
        Unit.DAYS,
        ge=7,
        le=3650,
    )
