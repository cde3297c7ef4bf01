"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class LifecycleParams(Params):
    """Parameters of `customers.lifecycle`."""

    horizon_days: int = param(
        90,
        Text(
            en="Movement is shown against this many days ago; back-tests look as far ahead",
            zh="与多少天前相比（回测也向前看同样天数）",
        ),
        Unit.DAYS,
        ge=7,
        le=365,
    )
    active_from: float = param(
        0.5,
        Text(en="Active from this probability of still being a customer", zh="仍是客户的概率不低于此值即为活跃"),
        Unit.PROBABILITY,
        ge=0.05,
        le=0.95,
    )
    lost_below: float = param(
        0.1,
        Text(en="Lost below this probability; dormant between the two", zh="概率低于此值为流失，介于两者之间为休眠"),
        Unit.PROBABILITY,
        ge=0.001,
        le=0.5,
    )
    prospect_days: int = param(
        180,
        Text(
            en="Who never bought is a prospect with an open deal or a sign of interest within these days",
            zh="未购买者若有进行中的商机，或在此天数内有过兴趣表现，即为意向客户",
        ),
        Unit.DAYS,
        ge=7,
        le=1095,
    )
