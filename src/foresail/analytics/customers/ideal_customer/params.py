"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class IdealParams(Params):
    """Parameters of `customers.ideal_customer`."""

    best_share: float = param(
        0.2, Text(en="Share of customers that counts as best", zh="视为最佳客户的比例"), Unit.RATIO, ge=0.05, le=0.5
    )
    least_days: int = param(
        180,
        Text(en="Customers younger than this say nothing yet", zh="首单不足多少天的客户不参与判断"),
        Unit.DAYS,
        ge=30,
        le=730,
    )
    learn_accounts: int = param(
        40_000,
        Text(en="Customers that are learnt from, at most", zh="用于学习的客户数上限"),
        Unit.COUNT,
        ge=500,
        le=1_000_000,
    )
    prospects: int = param(
        50_000,
        Text(en="Prospects that are listed, best first", zh="列出的潜在客户数上限"),
        Unit.COUNT,
        ge=100,
        le=1_000_000,
    )
