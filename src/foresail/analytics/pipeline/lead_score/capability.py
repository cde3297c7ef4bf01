"""The declaration."""

from foresail.analytics.pipeline.lead_score.outputs import (
    LeadCalibration,
    LeadCell,
    LeadEffect,
    LeadOverview,
    LeadOwner,
    LeadReason,
    LeadResponse,
    LeadScore,
    LeadSuspect,
)
from foresail.analytics.pipeline.lead_score.page import PAGE
from foresail.analytics.pipeline.lead_score.params import LeadParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="pipeline.lead_score",
    title=Text(en="Lead score", zh="线索评分"),
    question=Text(
        en="Which leads will become deals, by who they are and by what has happened, and does a fast answer pay?",
        zh="哪些线索会转为商机？取决于客户属性还是行为？快速响应是否有效？",
    ),
    needs=Needs(
        tables={"lead": ("lead_id", "created_at", "converted_at")},
        optional={
            "activity": ("lead_id", "occurred_at", "kind", "owner_id"),
            "lead": ("name", "company", "channel", "campaign_id", "industry", "region", "owner_id", "status", "pool"),
            "representative": ("name",),
            "touch": ("lead_id", "occurred_at", "kind", "channel"),
        },
        minimum=Minimum(rows={"lead": 30}),
    ),
    params=LeadParams,
    outputs={
        "scores": LeadScore,
        "reasons": LeadReason,
        "grid": LeadCell,
        "response": LeadResponse,
        "effect": LeadEffect,
        "suspects": LeadSuspect,
        "owners": LeadOwner,
        "calibration": LeadCalibration,
        "overview": LeadOverview,
    },
    frames={"looks": "looks.sql", "leads": "leads.sql"},
    fit="model:fit",
    run="model:run",
    evaluate="evaluate:run",
    scope="pipeline:read",
    cost=Cost.SECONDS,
    pii=Pii.CONTACT,
    page=PAGE,
)
