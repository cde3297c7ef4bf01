"""The declaration."""

from foresail.analytics.customers.lifecycle.outputs import (
    LifecycleMovement,
    LifecycleOverview,
    LifecycleReason,
    LifecycleStage,
    LifecycleSummary,
)
from foresail.analytics.customers.lifecycle.page import PAGE
from foresail.analytics.customers.lifecycle.params import LifecycleParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="customers.lifecycle",
    title=Text(en="Customer life cycle", zh="客户生命周期"),
    question=Text(
        en="Which accounts are potential, prospects, active, dormant or lost, and why were they lost?",
        zh="哪些客户处于潜在、意向、活跃、休眠或流失阶段？为何流失？",
    ),
    needs=Needs(
        tables={"order": ("order_id", "account_id", "ordered_at")},
        optional={
            "order": ("status",),
            "order_line": ("net_amount", "kind", "quantity", "unit_price", "discount_amount"),
            "opportunity": ("account_id", "created_at", "closed_at", "outcome", "lost_reason"),
            "contract": ("account_id", "signed_on"),
            "subscription": ("account_id", "starts_on"),
            "ticket": ("account_id", "opened_at", "satisfaction"),
            "feedback": ("account_id", "given_at", "kind", "score"),
            "web_event": ("account_id", "occurred_at"),
            "activity": ("account_id", "occurred_at"),
            "account": ("name", "owner_id", "region", "industry"),
            "representative": ("name",),
        },
        minimum=Minimum(rows={"order": 20}, days=60),
    ),
    params=LifecycleParams,
    outputs={
        "stages": LifecycleStage,
        "summary": LifecycleSummary,
        "movement": LifecycleMovement,
        "reasons": LifecycleReason,
        "overview": LifecycleOverview,
    },
    frames={"signs": "signs.sql", "facts": "facts.sql", "words": "features:account_words.sql"},
    fit="rhythm:fit",
    run="model:run",
    evaluate="evaluate:run",
    scope="customers:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
