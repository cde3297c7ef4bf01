"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class DriftParams(Params):
    """Parameters of `forecast.drift`."""

    recent: int = param(
        3, Text(en="Latest forecasts that are watched", zh="观察最近多少次预测"), Unit.COUNT, ge=2, le=12
    )
    alarm: float = param(
        3.0,
        Text(en="Times the usual fluctuation beyond which an alarm is raised", zh="误差超出多少倍通常波动时预警"),
        Unit.FACTOR,
        ge=1.5,
        le=10.0,
    )
