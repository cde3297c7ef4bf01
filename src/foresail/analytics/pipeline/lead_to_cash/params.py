"""What can be set."""

from __future__ import annotations

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class LeadToCashParams(Params):
    """Parameters of `pipeline.lead_to_cash`."""

    cohort_days: int = param(
        365,
        Text(en="Chains that began within so many days", zh="统计多少天内开始的链条"),
        Unit.DAYS,
        ge=30,
        le=3650,
    )
    weeks: int = param(13, Text(en="Weeks of cash ahead", zh="预计未来多少周的回款"), Unit.COUNT, ge=1, le=26)
