"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class HealthParams(Params):
    """Parameters of `pipeline.deal_health`."""

    history_days: int = param(
        1095,
        Text(en="How far back deals are learnt from", zh="学习多长时间内的商机"),
        Unit.DAYS,
        ge=90,
        le=3650,
    )
    snapshots: int = param(
        15_000,
        Text(en="Looks at past deals learnt from at most", zh="最多用于学习的历史观察数"),
        Unit.COUNT,
        ge=1_000,
        le=1_000_000,
    )
    won_deals: int = param(
        20,
        Text(en="Won deals that a stage's own limit needs", zh="单独为某阶段设限所需的赢单数"),
        Unit.COUNT,
        ge=5,
        le=1000,
    )
