"""The declaration."""

from foresail.analytics.forecast.hierarchy.outputs import (
    HierarchyLevel,
    HierarchyMethod,
    HierarchyNode,
    HierarchyOverview,
)
from foresail.analytics.forecast.hierarchy.page import PAGE
from foresail.analytics.forecast.hierarchy.params import HierarchyParams
from foresail.contracts.capability import Capability, Cost, Needs
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="forecast.hierarchy",
    title=Text(en="Forecasts that add up", zh="可加总的预测"),
    question=Text(
        en="What will each region, product, channel and person bring, so that all add up to the company?",
        zh="各区域、产品、渠道与人员将带来多少，且合计等于公司？",
    ),
    needs=Needs(
        tables={},
        optional={
            "order": ("order_id", "ordered_at", "status", "region"),
            "order_line": ("order_id", "net_amount", "kind", "quantity"),
            "opportunity": ("opportunity_id", "amount", "outcome", "closed_at"),
            "lead": ("lead_id", "created_at"),
            "payment": ("payment_id", "paid_on", "amount"),
            "account": ("account_id", "region", "owner_id"),
            "product": ("product_id", "category", "family"),
            "representative": ("representative_id", "region"),
            "team": ("team_id", "region"),
        },
    ),
    params=HierarchyParams,
    outputs={
        "nodes": HierarchyNode,
        "levels": HierarchyLevel,
        "methods": HierarchyMethod,
        "overview": HierarchyOverview,
    },
    frames={"measures": "features:measures_by_period.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="forecast:read",
    cost=Cost.SECONDS,
    page=PAGE,
)
