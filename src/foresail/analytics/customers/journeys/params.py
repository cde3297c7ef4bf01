"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class JourneyParams(Params):
    """Parameters of `customers.journeys`."""

    most_steps: int = param(
        5, Text(en="Steps of a path that are shown, at most", zh="路径最多显示的步数"), Unit.COUNT, ge=2, le=12
    )
    most_paths: int = param(
        100, Text(en="Most frequent paths that are kept", zh="保留的最常见路径数"), Unit.COUNT, ge=10, le=1000
    )
    horizon_days: int = param(
        180,
        Text(
            en="A journey that leads to an order within so many days counts as successful in the back-test",
            zh="回测中，多少天内下单视为成功",
        ),
        Unit.DAYS,
        ge=14,
        le=730,
    )
