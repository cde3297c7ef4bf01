"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class PersonasParams(Params):
    """Parameters of `customers.personas`."""

    window_days: int = param(
        730, Text(en="How far back behaviour counts", zh="行为统计的回溯天数"), Unit.DAYS, ge=30, le=3650
    )
    top_share: float = param(
        0.2,
        Text(en="“Much”, “often”, “broad” mean this top share", zh="“高”“频繁”“广”指排名前列的比例"),
        Unit.RATIO,
        ge=0.05,
        le=0.5,
    )
    new_days: int = param(
        90,
        Text(en="A first order within these days makes a new customer", zh="首单在此天数内算新客户"),
        Unit.DAYS,
        ge=7,
        le=365,
    )
