"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class ValueTiersParams(Params):
    """Parameters of `customers.value_tiers`."""

    high_share: float = param(
        0.2, Text(en="Share of customers in the high tier", zh="高价值档的客户比例"), Unit.RATIO, ge=0.01, le=0.5
    )
    middle_share: float = param(
        0.3, Text(en="Share of customers in the middle tier", zh="中价值档的客户比例"), Unit.RATIO, ge=0.01, le=0.49
    )
    potential_share: float = param(
        0.15,
        Text(
            en="Of the rest, this share of all customers with the most to gain is “potential”",
            zh="其余客户中，增长空间最大的这一比例（占全体）列为潜力档",
        ),
        Unit.RATIO,
        ge=0.01,
        le=0.49,
    )
    horizon_days: int = param(
        180, Text(en="How far ahead the back-test looks", zh="回测向前看的天数"), Unit.DAYS, ge=30, le=730
    )
