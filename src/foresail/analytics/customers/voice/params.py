"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class VoiceParams(Params):
    """Parameters of `customers.voice`."""

    window_days: int = param(
        365,
        Text(en="Days that topics and moods are counted over", zh="统计主题与情绪的天数"),
        Unit.DAYS,
        ge=30,
        le=1826,
    )
    after_days: int = param(
        90,
        Text(en="Days after an answer in which customers are watched", zh="反馈之后观察客户的天数"),
        Unit.DAYS,
        ge=14,
        le=365,
    )
