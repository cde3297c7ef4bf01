"""What segments are compared by: declared metrics of the last twelve months, and what is known of each customer."""

from __future__ import annotations

from typing import Literal

from foresail.kernel.base import Frozen
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics.customer.catalogue import trait_of
from foresail.metrics.registry import METRICS


class Measure(Frozen):
    """A row of the comparison.

    Parameters
    ----------
    kind
        A total, of which a segment has a share; a ratio of sums; a share of a count; a mean over customers.
    metric
        The declared metric, for totals and ratios.
    hits, of
        The metrics that are counted, for shares: `of` are added up. For ratios `of` gives the count behind it.
    trait
        The field of a customer, for means; only customers for whom it is known count.
    codes
        For a share of customers: the values of the field that count as hits; without any, those above zero do.
    kin
        What else tells the same (names of sides): a segment told by it is apart by definition.
    buyers
        Only customers who bought in the twelve months count.
    """

    name: str
    title: Text
    unit: Unit
    good: Literal["up", "down", "neutral"] = "up"
    kind: Literal["total", "ratio", "share", "mean"]
    metric: str = ""
    hits: str = ""
    of: tuple[str, ...] = ()
    trait: str = ""
    codes: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    buyers: bool = False


def _total(metric: str) -> Measure:
    said = METRICS[metric]
    return Measure(name=metric, title=said.title, unit=said.unit, good=said.good, kind="total", metric=metric)


def _ratio(metric: str, of: str) -> Measure:
    said = METRICS[metric]
    return Measure(name=metric, title=said.title, unit=said.unit, good=said.good, kind="ratio", metric=metric, of=(of,))


def _share(metric: str, hits: str, *of: str, kin: tuple[str, ...]) -> Measure:
    said = METRICS[metric]
    shown = {"title": said.title, "unit": said.unit, "good": said.good}
    return Measure(name=metric, kind="share", hits=hits, of=of, kin=kin, **shown)


def _mean(trait: str, good: Literal["up", "down", "neutral"] = "up", kin: tuple[str, ...] = ()) -> Measure:
    said = trait_of(trait)
    unit = Unit.QUANTITY if said.unit is Unit.COUNT else said.unit
    return Measure(name=trait, title=said.title, unit=unit, good=good, kind="mean", trait=trait, kin=kin)


def _of_buyers(trait: str, name: str, en: str, zh: str) -> Measure:
    unit = Unit.MONEY if trait_of(trait).unit is Unit.MONEY else Unit.QUANTITY
    return Measure(name=name, title=Text(en=en, zh=zh), unit=unit, kind="mean", trait=trait, buyers=True)


_BUYING = ("bought", "products_bought", "rfm", "lifecycle", "value_tiers", "clv", "churn")
"""Whatever tells customers by what and when they buy."""

MEASURES: tuple[Measure, ...] = (
    _total("net_revenue"),
    _total("orders"),
    Measure(
        name="buying",
        title=Text(en="Customers who bought", zh="有购买的客户占比"),
        unit=Unit.RATIO,
        kind="share",
        trait="orders_12m",
        kin=_BUYING,
    ),
    _of_buyers("revenue_12m", "revenue_a_buyer", "Net revenue a buyer", "购买客户户均净收入"),
    _of_buyers("orders_12m", "orders_a_buyer", "Orders a buyer", "购买客户户均订单数"),
    _of_buyers("products_12m", "products_a_buyer", "Different products a buyer", "购买客户户均产品种数"),
    _ratio("average_order_value", "orders"),
    _share("repeat_rate", "repeat_customers", "active_customers", kin=_BUYING),
    _ratio("gross_margin", "orders"),
    _ratio("discount_rate", "orders"),
    _mean("days_since_order", "down", _BUYING),
    _mean("clv"),
    _mean("churn_risk", "down"),
    Measure(
        name="high_risk",
        title=Text(en="Customers at high risk of leaving", zh="高流失风险客户占比"),
        unit=Unit.RATIO,
        good="down",
        kind="share",
        trait="churn_class",
        codes=("high",),
    ),
    _total("open_amount"),
    _share("win_rate", "won_count", "won_count", "lost_count", kin=("deals",)),
    _mean("tickets_12m", "down"),
    _mean("satisfaction_12m"),
    _ratio("nps", "nps_answers"),
    _total("overdue_amount"),
)
"""In the order in which they are shown. Those of fields that the workspace has not computed are left out, and said."""
