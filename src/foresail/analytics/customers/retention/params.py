"""What can be set."""

from __future__ import annotations

from typing import Literal

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class RetentionParams(Params):
    """Parameters of `customers.retention`."""

    period: Literal["quarter", "month"] = param(
        "quarter", Text(en="From quarter to quarter or month to month", zh="按自然季度或月份计算留存"), Unit.CATEGORY
    )
