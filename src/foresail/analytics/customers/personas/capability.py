"""The declaration."""

from foresail.analytics.customers.personas.outputs import (
    Persona,
    PersonaAccount,
    PersonaOverview,
    PersonaTag,
    PersonaTagCount,
)
from foresail.analytics.customers.personas.page import PAGE
from foresail.analytics.customers.personas.params import PersonasParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="customers.personas",
    title=Text(en="Personas and tags", zh="客户画像与标签"),
    question=Text(
        en="Who are the customers, in words, and how does one talk with them?", zh="客户是怎样的人群？应如何与之沟通？"
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
        results=("customers_segments_members", "customers_segments_profile"),
        minimum=Minimum(rows={"order": 30}),
    ),
    params=PersonasParams,
    outputs={
        "personas": Persona,
        "accounts": PersonaAccount,
        "tags": PersonaTag,
        "tag_counts": PersonaTagCount,
        "overview": PersonaOverview,
    },
    frames={
        "customers": "features:customer_behaviour.sql",
        "members": "members.sql",
        "profile": "profile.sql",
    },
    run="model:run",
    evaluate="evaluate:run",
    scope="customers:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
