"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class CoverageParams(Params):
    """Parameters of `pipeline.coverage`."""

    months: int = param(
        12, Text(en="Past months that are learnt from", zh="学习多少个过去的月份"), Unit.COUNT, ge=4, le=60
    )
    quarters: int = param(
        8, Text(en="Past quarters that are learnt from", zh="学习多少个过去的季度"), Unit.COUNT, ge=4, le=40
    )
    lead_days: int = param(
        365,
        Text(en="Leads of so many days give the usual rate", zh="用多少天内的线索计算转化率"),
        Unit.DAYS,
        ge=90,
        le=1095,
    )
