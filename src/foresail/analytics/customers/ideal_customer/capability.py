"""The declaration of `customers.ideal_customer`."""

from foresail.analytics.customers.ideal_customer.outputs import IdealOverview, IdealProspect, IdealRule, IdealTrait
from foresail.analytics.customers.ideal_customer.page import PAGE
from foresail.analytics.customers.ideal_customer.params import IdealParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="customers.ideal_customer",
    title=Text(en="Ideal customer", zh="理想客户"),
    question=Text(
        en="What do the best customers have in common, and which prospects are like them?",
        zh="最佳客户有什么共同点，哪些潜在客户与他们相似？",
    ),
    needs=Needs(
        tables={
            "order": ("order_id", "account_id", "ordered_at"),
            "order_line": ("order_id",),
            "account": ("account_id",),
        },
        optional={
            "account": (
                "name",
                "owner_id",
                "industry",
                "region",
                "country",
                "city",
                "kind",
                "channel",
                "employee_count",
                "annual_revenue",
            ),
            "order": ("status",),
            "order_line": ("net_amount", "kind", "quantity", "unit_price", "discount_amount"),
            "representative": ("name",),
        },
        minimum=Minimum(rows={"account": 20, "order": 20}),
    ),
    params=IdealParams,
    outputs={"traits": IdealTrait, "rules": IdealRule, "prospects": IdealProspect, "overview": IdealOverview},
    frames={"accounts": "accounts.sql"},
    fit="model:fit",
    run="model:run",
    evaluate="evaluate:run",
    scope="customers:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
