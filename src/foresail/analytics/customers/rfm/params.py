"""What can be set."""

from __future__ import annotations

from typing import Literal

from pydantic import field_validator

from foresail.contracts.capability import Params, param
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class RfmParams(Params):
    """Parameters of `customers.rfm`."""

    window_days: int = param(
        730,
        Text(en="How far back orders count for frequency and value", zh="统计购买频次与金额的回溯天数"),
        Unit.DAYS,
        ge=30,
        le=3650,
    )
    lookback_days: int = param(
        90,
        Text(
            en="Movement is shown against this many days ago; back-tests use it too", zh="与多少天前相比（也用于回测）"
        ),
        Unit.DAYS,
        ge=7,
        le=730,
    )
    new_days: int = param(
        90,
        Text(en="A first order within these days makes a new customer", zh="首单在此天数内算新客户"),
        Unit.DAYS,
        ge=7,
        le=365,
    )
    method: Literal["quintiles", "fixed"] = param(
        "quintiles", Text(en="Scores by quintiles or by fixed cuts", zh="按五分位或固定分界打分"), Unit.CATEGORY
    )
    recency_cuts: str = param(
        "30,90,180,365",
        Text(en="Fixed cuts of recency in days, rising", zh="距今天数的固定分界（递增）"),
        Unit.TEXT,
    )
    frequency_cuts: str = param(
        "2,4,7,12", Text(en="Fixed cuts of the number of orders, rising", zh="订单数的固定分界（递增）"), Unit.TEXT
    )
    monetary_cuts: str = param(
        "0.25,0.75,1.5,4", Text(en="Fixed cuts of net revenue, rising", zh="净收入的固定分界（递增）"), Unit.TEXT
    )
    monetary_in: Literal["median", "amount"] = param(
        "median",
        Text(
            en="Cuts of revenue as multiples of the median customer, or as amounts in the base currency",
            zh="净收入分界以中位客户的倍数，或以本位币金额表示",
        ),
        Unit.CATEGORY,
    )

    @field_validator("recency_cuts", "frequency_cuts", "monetary_cuts")
    @classmethod
    def _four_rising(cls, text: str) -> str:
        try:
            found = cuts(text)
        except ValueError as error:
            raise ValueError("give four numbers separated by commas, for example 30,90,180,365") from error
        if len(found) != 4 or sorted(set(found)) != found:
            raise ValueError("give four rising numbers, for example 30,90,180,365")
        return text


def cuts(text: str) -> list[float]:
    """The numbers of a comma-separated list."""
    return [float(part) for part in text.split(",")]
