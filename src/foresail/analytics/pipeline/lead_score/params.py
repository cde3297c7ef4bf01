"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class LeadParams(Params):
    """Parameters of `pipeline.lead_score`."""

    horizon_days: int = param(
        60, Text(en="Days ahead in which a lead may convert", zh="预测未来多少天内转化"), Unit.DAYS, ge=7, le=365
    )
    open_days: int = param(
        90,
        Text(en="Leads older than this are no longer ranked", zh="超过此天数的线索不再排名"),
        Unit.DAYS,
        ge=7,
        le=730,
    )
    history_days: int = param(
        730, Text(en="How far back leads are learnt from", zh="学习多长时间内的线索"), Unit.DAYS, ge=90, le=3650
    )
    looks: int = param(
        10_000,
        Text(en="Looks at past leads learnt from at most", zh="最多用于学习的历史观察数"),
        Unit.COUNT,
        ge=1_000,
        le=1_000_000,
    )
    reasons: int = param(4, Text(en="Reasons shown for each lead", zh="每条线索显示的原因数"), Unit.COUNT, ge=1, le=10)
