"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class LossParams(Params):
    """Parameters of `pipeline.loss`."""

    days: int = param(
        365, Text(en="Deals that ended in so many days", zh="统计最近多少天内结束的商机"), Unit.DAYS, ge=30, le=1095
    )
    least: int = param(
        10,
        Text(en="Ended deals that a row needs to be judged", zh="一行参与判断所需的商机数"),
        Unit.COUNT,
        ge=5,
        le=1000,
    )
    false_share: float = param(
        0.1,
        Text(en="Share of false alarms among what is called unusual", zh="“异常”中允许的误报比例"),
        Unit.RATIO,
        ge=0.01,
        le=0.5,
    )
