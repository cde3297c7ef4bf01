"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class ChurnParams(Params):
    """Parameters of `customers.churn`."""

    horizon_days: int = param(
        90,
        Text(en="A customer without an order in so many days has stopped", zh="未来多少天内无订单视为流失"),
        Unit.DAYS,
        ge=14,
        le=730,
    )
    active_days: int = param(
        365,
        Text(en="Only customers with an order in the last days are scored", zh="仅评估最近多少天内有订单的客户"),
        Unit.DAYS,
        ge=30,
        le=1826,
    )
    learn_customers: int = param(
        5000,
        Text(en="Customers whose past is learnt from, at most", zh="用于学习的客户数上限"),
        Unit.COUNT,
        ge=500,
        le=50_000,
    )
    reasons: int = param(
        5, Text(en="Reasons shown for each customer", zh="每个客户显示的原因数"), Unit.COUNT, ge=1, le=10
    )
    reasons_for: int = param(
        20_000,
        Text(en="Customers with reasons, by money at risk", zh="给出原因的客户数（按风险金额）"),
        Unit.COUNT,
        ge=100,
        le=1_000_000,
    )
