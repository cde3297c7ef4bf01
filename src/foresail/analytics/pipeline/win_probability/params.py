"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class WinParams(Params):
    """Parameters of `pipeline.win_probability`."""

    history_days: int = param(
        1095,
        Text(en="How far back deals are learnt from", zh="学习多长时间内的商机"),
        Unit.DAYS,
        ge=90,
        le=3650,
    )
    snapshots: int = param(
        40_000,
        Text(en="Snapshots learnt from at most", zh="最多用于学习的快照数"),
        Unit.COUNT,
        ge=1_000,
        le=1_000_000,
    )
    reasons: int = param(5, Text(en="Reasons shown for each deal", zh="每个商机显示的原因数"), Unit.COUNT, ge=1, le=10)
