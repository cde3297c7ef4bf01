"""The declaration."""

from foresail.analytics.customers.rfm.outputs import RfmCell, RfmMovement, RfmOverview, RfmScore, RfmSegment
from foresail.analytics.customers.rfm.page import PAGE
from foresail.analytics.customers.rfm.params import RfmParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="customers.rfm",
    title=Text(en="RFM segments", zh="RFM 客户分层"),
    question=Text(
        en="Who are the best customers, who is slipping away, and who moved since last time?",
        zh="谁是最好的客户，谁正在流失，谁的层级发生了变化？",
    ),
    needs=Needs(
        tables={
            "order": ("order_id", "account_id", "ordered_at"),
            "order_line": ("order_id",),
        },
        optional={
            "order": ("status",),
            "order_line": ("net_amount", "kind", "quantity", "unit_price", "discount_amount"),
            "account": ("name", "owner_id", "region", "industry"),
            "representative": ("name",),
        },
        minimum=Minimum(rows={"order": 5}),
    ),
    params=RfmParams,
    outputs={
        "scores": RfmScore,
        "segments": RfmSegment,
        "matrix": RfmCell,
        "movement": RfmMovement,
        "overview": RfmOverview,
    },
    frames={"customers": "customers.sql", "accounts": "accounts.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="customers:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
