"""The declaration."""

from foresail.analytics.pipeline.funnel.outputs import (
    FunnelCut,
    FunnelOverview,
    FunnelStage,
    FunnelStuck,
    FunnelTransition,
)
from foresail.analytics.pipeline.funnel.page import PAGE
from foresail.analytics.pipeline.funnel.params import FunnelParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="pipeline.funnel",
    title=Text(en="Funnel", zh="销售漏斗"),
    question=Text(
        en="How many deals go on from stage to stage, how long does it take, and where are they lost?",
        zh="商机逐阶段转化多少、用时多久、在哪里流失？",
    ),
    needs=Needs(
        tables={
            "opportunity": ("opportunity_id",),
            "opportunity_span": ("opportunity_id", "valid_from", "valid_to", "outcome"),
        },
        optional={
            "account": ("name", "region", "industry"),
            "product": ("category",),
            "representative": ("name",),
            "stage": ("position", "outcome"),
        },
        minimum=Minimum(rows={"opportunity": 10}),
    ),
    params=FunnelParams,
    outputs={
        "stages": FunnelStage,
        "transitions": FunnelTransition,
        "cuts": FunnelCut,
        "stuck": FunnelStuck,
        "overview": FunnelOverview,
    },
    frames={"spans": "spans.sql", "deals": "deals.sql", "stages": "stages.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="pipeline:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
