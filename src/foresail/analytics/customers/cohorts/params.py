"""What can be set."""

from __future__ import annotations

from typing import Literal

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class CohortsParams(Params):
    """Parameters of `customers.cohorts`."""

    period: Literal["quarter", "month"] = param(
        "quarter", Text(en="Cohorts by calendar quarter or month", zh="按自然季度或月份划分客户群"), Unit.CATEGORY
    )
    longest: int = param(
        12, Text(en="How many periods after the first are shown", zh="展示首购之后的周期数"), Unit.COUNT, ge=1, le=60
    )
    early_days: int = param(
        180,
        Text(
            en="“Bought again early” means within these days after the first purchase",
            zh="首购后在此天数内再次购买，视为早期复购",
        ),
        Unit.DAYS,
        ge=7,
        le=730,
    )
