"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class VelocityParams(Params):
    """Parameters of `pipeline.velocity`."""

    days: int = param(
        91, Text(en="Length of the periods that are compared", zh="对比期间的长度"), Unit.DAYS, ge=14, le=366
    )
    least: int = param(
        5, Text(en="Ended deals that a row needs", zh="一行所需的已结束商机数"), Unit.COUNT, ge=1, le=1000
    )
