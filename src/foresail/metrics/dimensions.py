"""The dimensions: by what measures are cut and filtered. A fact knows a dimension when it carries its column."""

from __future__ import annotations

from foresail.contracts.metric import Dimension
from foresail.metrics.facts.declare import Fact
from foresail.metrics.fields import FIELDS


def _d(name: str, column: str = "", label: str = "", opens: str = "") -> Dimension:
    field = FIELDS[label or column or name]
    return Dimension(
        name=name, title=field.title, column=column or name, label=label, opens=opens, personal=field.personal
    )


DIMENSIONS: dict[str, Dimension] = {
    d.name: d
    for d in (
        _d("region"),
        _d("country"),
        _d("city"),
        _d("channel"),
        _d("campaign", "campaign_id", "campaign_name"),
        _d("product", "product_id", "product_name"),
        _d("category"),
        _d("family"),
        _d("promotion", "promotion_id"),
        _d("account", "account_id", "account_name", opens="account"),
        _d("account_kind"),
        _d("industry"),
        _d("owner", "owner_id", "owner_name"),
        _d("team", "team_id", "team_name"),
        _d("pipeline"),
        _d("stage"),
        _d("outcome"),
        _d("forecast_category"),
        _d("lost_reason"),
        _d("competitor"),
        _d("partner", "partner_id", "partner_name"),
        _d("currency"),
        _d("sales_kind"),
        _d("order_status"),
        _d("invoice_status"),
        _d("lead_status"),
        _d("pool"),
        _d("touch_kind"),
        _d("activity_kind"),
        _d("activity_outcome"),
        _d("severity"),
        _d("feedback_kind"),
        _d("source"),
    )
}
"""Dimension by name."""


def label_name(dimension: Dimension) -> str:
    """The name under which an answer shows the words for an id: `owner` → `owner_name`."""
    return f"{dimension.name}_name"


def known_to(fact: Fact) -> frozenset[str]:
    """The dimensions that a fact knows."""
    return frozenset(name for name, d in DIMENSIONS.items() if d.column in fact.columns)
