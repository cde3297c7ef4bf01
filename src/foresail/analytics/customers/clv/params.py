"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class ClvParams(Params):
    """Parameters of `customers.clv`."""

    horizon_days: int = param(
        365, Text(en="How far ahead the value counts", zh="价值计算的未来天数"), Unit.DAYS, ge=28, le=1826
    )
    learn_customers: int = param(
        20_000,
        Text(en="Customers that are learnt from, at most", zh="用于学习的客户数上限"),
        Unit.COUNT,
        ge=1_000,
        le=100_000,
    )
