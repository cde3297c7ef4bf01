"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class FunnelParams(Params):
    """Parameters of `pipeline.funnel`."""

    cohort_days: int = param(
        730,
        Text(en="Deals created within these days make the cohort", zh="创建于此天数内的商机构成队列"),
        Unit.DAYS,
        ge=30,
        le=3650,
    )
    holdout_days: int = param(
        180,
        Text(en="The back-test looks from this many days ago", zh="回测从多少天前出发"),
        Unit.DAYS,
        ge=30,
        le=730,
    )
