"""The declaration of `customers.journeys`."""

from foresail.analytics.customers.journeys.outputs import (
    JourneyAccount,
    JourneyChannel,
    JourneyLink,
    JourneyOverview,
    JourneyPath,
    JourneyStep,
    JourneyTime,
)
from foresail.analytics.customers.journeys.page import PAGE
from foresail.analytics.customers.journeys.params import JourneyParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="customers.journeys",
    title=Text(en="Customer journeys", zh="客户旅程"),
    question=Text(
        en="By which ways do people come to their first order, and how long does it take?",
        zh="客户经过哪些渠道走到首单，用了多久？",
    ),
    needs=Needs(
        tables={"touch": ("touch_id", "channel", "occurred_at")},
        optional={
            "touch": ("account_id", "lead_id"),
            "account": ("name", "owner_id", "region"),
            "lead": ("account_id", "created_at"),
            "opportunity": ("account_id", "created_at"),
            "order": ("account_id", "ordered_at", "status"),
            "order_line": ("order_id",),
            "quote": ("account_id", "issued_at"),
            "representative": ("name",),
        },
        minimum=Minimum(rows={"touch": 5}),
    ),
    params=JourneyParams,
    outputs={
        "paths": JourneyPath,
        "channels": JourneyChannel,
        "links": JourneyLink,
        "steps": JourneyStep,
        "times": JourneyTime,
        "accounts": JourneyAccount,
        "overview": JourneyOverview,
    },
    frames={"journeys": "journeys.sql", "touches": "touches.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="customers:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
