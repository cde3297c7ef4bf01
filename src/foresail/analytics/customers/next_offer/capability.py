"""The declaration of `customers.next_offer`."""

from foresail.analytics.customers.next_offer.outputs import (
    NextOffer,
    OfferBlocked,
    OfferOverview,
    OfferProduct,
    OfferWeight,
)
from foresail.analytics.customers.next_offer.page import PAGE
from foresail.analytics.customers.next_offer.params import OfferParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="customers.next_offer",
    title=Text(en="Next offer", zh="下一步推荐"),
    question=Text(en="What should each customer be offered next?", zh="下一步该向每个客户推荐什么？"),
    needs=Needs(
        tables={"order": ("order_id", "account_id", "ordered_at"), "order_line": ("order_id", "product_id")},
        optional={
            "order": ("status",),
            "order_line": ("kind", "quantity", "net_amount", "unit_price", "discount_amount"),
            "account": ("name", "owner_id", "region", "industry", "kind", "channel"),
            "product": ("name", "category", "family", "launched_on", "retired_on"),
            "representative": ("name",),
            "stock": ("product_id", "location", "on_date", "on_hand"),
            "substitute": ("product_id", "substitute_id"),
        },
        minimum=Minimum(rows={"order": 20}),
    ),
    params=OfferParams,
    outputs={
        "offers": NextOffer,
        "products": OfferProduct,
        "blocked": OfferBlocked,
        "weights": OfferWeight,
        "overview": OfferOverview,
    },
    frames={
        "purchases": "purchases.sql",
        "products": "products.sql",
        "accounts": "accounts.sql",
        "substitutes": "substitutes.sql",
    },
    run="model:run",
    evaluate="evaluate:run",
    scope="customers:read",
    cost=Cost.MINUTES,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
