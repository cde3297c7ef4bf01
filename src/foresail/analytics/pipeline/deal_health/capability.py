"""The declaration."""

from foresail.analytics.pipeline.deal_health.outputs import (
    HealthBroken,
    HealthClass,
    HealthDeal,
    HealthLimit,
    HealthOverview,
    HealthOwner,
    HealthRule,
)
from foresail.analytics.pipeline.deal_health.page import PAGE
from foresail.analytics.pipeline.deal_health.params import HealthParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="pipeline.deal_health",
    title=Text(en="Deal health", zh="商机健康度"),
    question=Text(
        en="What do open deals lack that won deals had, what is at risk, and what mends it?",
        zh="进行中的商机缺少哪些赢单商机具备的条件，风险多大，如何补救？",
    ),
    needs=Needs(
        tables={
            "opportunity": ("opportunity_id", "outcome"),
            "opportunity_span": ("opportunity_id", "valid_from", "valid_to", "outcome"),
        },
        optional={
            "account": ("name", "region"),
            "activity": ("opportunity_id", "occurred_at", "contact_id"),
            "opportunity_change": ("field", "old", "new", "origin"),
            "opportunity_contact": ("role", "since"),
            "order": ("account_id", "ordered_at"),
            "product": ("category",),
            "quote": ("opportunity_id", "issued_at"),
            "representative": ("name",),
            "stage": ("position",),
        },
        minimum=Minimum(rows={"opportunity": 30}),
    ),
    params=HealthParams,
    outputs={
        "deals": HealthDeal,
        "broken": HealthBroken,
        "rules": HealthRule,
        "limits": HealthLimit,
        "owners": HealthOwner,
        "classes": HealthClass,
        "overview": HealthOverview,
    },
    frames={"snapshots": "features:deal_snapshots.sql", "deals": "features:open_deals.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="pipeline:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
