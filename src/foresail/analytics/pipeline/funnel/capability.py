"""The declaration."""

from foresail.analytics.pipeline.funnel.outputs import (
    FunnelBroken,
    FunnelCash,
    FunnelCriterion,
    FunnelCurve,
    FunnelCut,
    FunnelOverview,
    FunnelPool,
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
            "activity": ("opportunity_id", "occurred_at", "kind"),
            "contract": ("opportunity_id", "signed_on"),
            "invoice": ("order_id",),
            "lead": ("created_at", "assigned_at", "converted_at", "opportunity_id", "pool"),
            "opportunity_contact": ("role", "since"),
            "order": ("opportunity_id", "ordered_at", "status"),
            "order_line": ("order_id", "net_amount"),
            "payment": ("order_id", "invoice_id", "paid_on", "amount"),
            "product": ("category",),
            "quote": ("opportunity_id", "issued_at"),
            "representative": ("name",),
            "stage": ("position", "outcome", "entry_criteria", "exit_criteria"),
        },
        minimum=Minimum(rows={"opportunity": 10}),
    ),
    params=FunnelParams,
    outputs={
        "stages": FunnelStage,
        "curves": FunnelCurve,
        "transitions": FunnelTransition,
        "cuts": FunnelCut,
        "stuck": FunnelStuck,
        "criteria": FunnelCriterion,
        "broken": FunnelBroken,
        "cash": FunnelCash,
        "pools": FunnelPool,
        "overview": FunnelOverview,
    },
    frames={
        "spans": "spans.sql",
        "deals": "deals.sql",
        "stages": "stages.sql",
        "proofs": "proofs.sql",
        "cash": "cash.sql",
        "pool": "pool.sql",
    },
    run="model:run",
    evaluate="evaluate:run",
    scope="pipeline:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
