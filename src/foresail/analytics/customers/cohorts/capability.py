"""The declaration."""

from foresail.analytics.customers.cohorts.outputs import CohortAge, CohortCell, CohortNext, CohortOverview, CohortStart
from foresail.analytics.customers.cohorts.page import PAGE
from foresail.analytics.customers.cohorts.params import CohortsParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="customers.cohorts",
    title=Text(en="Cohorts", zh="同期客户群"),
    question=Text(
        en="Do new customers stay, and which beginnings lead to loyal ones?",
        zh="新客户能留住吗？怎样的起点带来忠诚客户？",
    ),
    needs=Needs(
        tables={"order": ("order_id", "account_id", "ordered_at"), "order_line": ("order_id",)},
        optional={
            "order": ("status", "channel"),
            "order_line": ("net_amount", "kind", "quantity", "unit_price", "discount_amount", "product_id"),
            "account": ("region", "industry"),
            "product": ("category",),
        },
        minimum=Minimum(rows={"order": 20}, days=90),
    ),
    params=CohortsParams,
    outputs={
        "grid": CohortCell,
        "ages": CohortAge,
        "coming": CohortNext,
        "starts": CohortStart,
        "overview": CohortOverview,
    },
    frames={"flow": "features:customer_flow.sql", "starts": "starts.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="customers:read",
    cost=Cost.SECONDS,
    pii=Pii.NONE,
    page=PAGE,
)
