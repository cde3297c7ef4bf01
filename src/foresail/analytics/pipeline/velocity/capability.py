"""The declaration."""

from foresail.analytics.pipeline.velocity.outputs import (
    VelocityDeal,
    VelocityOverview,
    VelocityPerson,
    VelocityPoint,
    VelocityStep,
    VelocityUnit,
)
from foresail.analytics.pipeline.velocity.page import PAGE
from foresail.analytics.pipeline.velocity.params import VelocityParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="pipeline.velocity",
    title=Text(en="Sales velocity", zh="销售速度"),
    question=Text(
        en="How much does the pipeline bring a day, and what moved it: number, win rate, size or cycle?",
        zh="在途商机每天带来多少金额？变化来自数量、赢率、金额还是周期？",
    ),
    needs=Needs(
        tables={
            "opportunity": ("opportunity_id",),
            "opportunity_span": ("opportunity_id", "valid_from", "valid_to", "outcome"),
        },
        optional={
            "account": ("name", "region", "industry"),
            "product": ("category",),
            "representative": ("name", "team_id"),
            "team": ("name",),
        },
        minimum=Minimum(rows={"opportunity": 10}),
    ),
    params=VelocityParams,
    outputs={
        "steps": VelocityStep,
        "units": VelocityUnit,
        "people": VelocityPerson,
        "trend": VelocityPoint,
        "deals": VelocityDeal,
        "overview": VelocityOverview,
    },
    frames={"deals": "deals.sql", "spans": "spans.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="pipeline:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
