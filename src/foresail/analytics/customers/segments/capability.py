"""The declaration."""

from foresail.analytics.customers.segments.outputs import (
    SegmentChoice,
    SegmentMember,
    SegmentOverview,
    SegmentProfile,
    SegmentRule,
    SegmentSummary,
)
from foresail.analytics.customers.segments.page import PAGE
from foresail.analytics.customers.segments.params import SegmentsParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="customers.segments",
    title=Text(en="Segments by behaviour", zh="行为分群"),
    question=Text(
        en="Which groups of customers behave alike, and how is one recognised?", zh="哪些客户行为相似？如何识别各群？"
    ),
    needs=Needs(
        tables={
            "order": ("order_id", "account_id", "ordered_at"),
            "order_line": ("order_id",),
        },
        optional={
            "order": ("status",),
            "order_line": ("net_amount", "kind", "quantity", "unit_price", "discount_amount", "product_id"),
            "activity": ("account_id", "occurred_at"),
            "ticket": ("account_id", "opened_at"),
            "account": ("name", "owner_id", "region", "industry", "channel", "employee_count", "annual_revenue"),
            "representative": ("name",),
        },
        minimum=Minimum(rows={"order": 30}),
    ),
    params=SegmentsParams,
    outputs={
        "members": SegmentMember,
        "summary": SegmentSummary,
        "profile": SegmentProfile,
        "rules": SegmentRule,
        "choice": SegmentChoice,
        "overview": SegmentOverview,
    },
    frames={"customers": "features:customer_behaviour.sql"},
    fit="groups:fit",
    run="model:run",
    evaluate="evaluate:run",
    scope="customers:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
