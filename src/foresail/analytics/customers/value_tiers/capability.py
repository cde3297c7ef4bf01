"""The declaration."""

from foresail.analytics.customers.value_tiers.outputs import TierCustomer, TierOverview, TierSummary
from foresail.analytics.customers.value_tiers.page import PAGE
from foresail.analytics.customers.value_tiers.params import ValueTiersParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="customers.value_tiers",
    title=Text(en="Value tiers", zh="客户价值分级"),
    question=Text(
        en="Which customers deserve the most attention, and which could buy much more?",
        zh="哪些客户最值得投入？哪些客户还有较大增长空间？",
    ),
    needs=Needs(
        tables={"order": ("order_id", "account_id", "ordered_at"), "order_line": ("order_id",)},
        optional={
            "order": ("status",),
            "order_line": ("net_amount", "kind", "quantity", "unit_price", "discount_amount"),
            "account": ("name", "owner_id", "region", "industry", "channel"),
            "representative": ("name",),
        },
        results=("customers_clv_customers",),
        minimum=Minimum(rows={"order": 20}),
    ),
    params=ValueTiersParams,
    outputs={"customers": TierCustomer, "summary": TierSummary, "overview": TierOverview},
    frames={"values": "values.sql", "history": "history.sql", "words": "features:account_words.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="customers:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
