"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class AccountabilityParams(Params):
    """Parameters of `forecast.accountability`."""

    periods: int = param(24, Text(en="Latest periods that are judged", zh="评判最近多少期"), Unit.COUNT, ge=1, le=120)
