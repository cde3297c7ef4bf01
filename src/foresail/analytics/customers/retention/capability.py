"""The declaration."""

from foresail.analytics.customers.retention.outputs import (
    RetentionAgain,
    RetentionGap,
    RetentionOverview,
    RetentionPeriod,
    RetentionStep,
)
from foresail.analytics.customers.retention.page import PAGE
from foresail.analytics.customers.retention.params import RetentionParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="customers.retention",
    title=Text(en="Retention", zh="客户留存"),
    question=Text(
        en="How many customers and how much revenue stay, and what moved revenue from one period to the next?",
        zh="客户和收入留住了多少？收入变动来自哪里？",
    ),
    needs=Needs(
        tables={"order": ("order_id", "account_id", "ordered_at"), "order_line": ("order_id",)},
        optional={
            "order": ("status",),
            "order_line": ("net_amount", "kind", "quantity", "unit_price", "discount_amount"),
        },
        minimum=Minimum(rows={"order": 20}, days=90),
    ),
    params=RetentionParams,
    outputs={
        "periods": RetentionPeriod,
        "bridge": RetentionStep,
        "again": RetentionAgain,
        "gaps": RetentionGap,
        "overview": RetentionOverview,
    },
    frames={"flow": "features:customer_flow.sql", "gaps": "gaps.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="customers:read",
    cost=Cost.SECONDS,
    pii=Pii.NONE,
    page=PAGE,
)
