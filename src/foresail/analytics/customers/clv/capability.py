"""The declaration of `customers.clv`."""

from foresail.analytics.customers.clv.outputs import ClvClass, ClvCustomer, ClvGroup, ClvOverview, ClvRival
from foresail.analytics.customers.clv.page import PAGE
from foresail.analytics.customers.clv.params import ClvParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="customers.clv",
    title=Text(en="Customer lifetime value", zh="客户终身价值"),
    question=Text(
        en="What is every customer worth in the time ahead, and how sure is that?",
        zh="每个客户未来价值多少，把握有多大？",
    ),
    needs=Needs(
        tables={"order": ("order_id", "account_id", "ordered_at"), "order_line": ("order_id",)},
        optional={
            "order": ("status", "opportunity_id"),
            "order_line": ("net_amount", "kind", "quantity", "unit_price", "discount_amount"),
            "account": ("name", "owner_id", "region", "industry", "channel", "employee_count", "annual_revenue"),
            "activity": ("account_id", "occurred_at"),
            "feedback": ("account_id", "given_at", "kind", "score"),
            "invoice": ("account_id", "due_on"),
            "opportunity": ("account_id", "created_at", "closed_at", "outcome", "amount"),
            "payment": ("invoice_id", "paid_on"),
            "representative": ("name",),
            "ticket": ("account_id", "opened_at", "closed_at", "satisfaction"),
        },
        minimum=Minimum(rows={"order": 20}, days=28),
    ),
    params=ClvParams,
    outputs={
        "customers": ClvCustomer,
        "classes": ClvClass,
        "groups": ClvGroup,
        "methods": ClvRival,
        "overview": ClvOverview,
    },
    frames={"purchases": "purchases.sql", "signs": "signs.sql", "accounts": "accounts.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="customers:read",
    cost=Cost.MINUTES,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
