"""The declaration."""

from foresail.analytics.pipeline.movement.outputs import (
    MovementDeal,
    MovementFlow,
    MovementOverview,
    MovementPeriod,
    MovementPush,
    MovementStep,
)
from foresail.analytics.pipeline.movement.page import PAGE
from foresail.analytics.pipeline.movement.params import MovementParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="pipeline.movement",
    title=Text(en="Pipeline movement", zh="在途商机变动"),
    question=Text(
        en="What came in, was pulled in, pushed out, grew, shrank, was won and lost between two days?",
        zh="两天之间，哪些商机新增、提前、推迟、增长、缩减、赢单与输单？",
    ),
    needs=Needs(
        tables={
            "opportunity": ("opportunity_id",),
            "opportunity_span": ("opportunity_id", "valid_from", "valid_to", "outcome"),
        },
        optional={"account": ("name",), "representative": ("name",)},
        minimum=Minimum(rows={"opportunity": 10}),
    ),
    params=MovementParams,
    outputs={
        "waterfall": MovementStep,
        "periods": MovementPeriod,
        "deals": MovementDeal,
        "pushes": MovementPush,
        "flows": MovementFlow,
        "overview": MovementOverview,
    },
    frames={"spans": "spans.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="pipeline:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
