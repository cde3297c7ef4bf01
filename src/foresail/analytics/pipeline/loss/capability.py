"""The declaration."""

from foresail.analytics.pipeline.loss.outputs import (
    LossBehind,
    LossCut,
    LossDeal,
    LossDiscount,
    LossFinding,
    LossMix,
    LossOverview,
    LossPerson,
    LossReason,
    LossStage,
    LossTrend,
)
from foresail.analytics.pipeline.loss.page import PAGE
from foresail.analytics.pipeline.loss.params import LossParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="pipeline.loss",
    title=Text(en="Losses", zh="输单分析"),
    question=Text(
        en="Why are deals lost, to whom, at which stage and price, and what stands out beyond chance?",
        zh="商机为何输、输给谁、输在哪个阶段和价位，哪些超出偶然？",
    ),
    needs=Needs(
        tables={
            "opportunity": ("opportunity_id", "outcome"),
            "opportunity_span": ("opportunity_id", "valid_from", "valid_to", "outcome"),
        },
        optional={
            "account": ("name", "region", "industry"),
            "opportunity": ("lost_reason", "competitor", "channel", "account_id", "product_id"),
            "product": ("category",),
            "quote": ("opportunity_id", "issued_at", "discount_rate"),
            "representative": ("name", "team_id"),
            "stage": ("position",),
            "team": ("name",),
        },
        minimum=Minimum(rows={"opportunity": 20}),
    ),
    params=LossParams,
    outputs={
        "reasons": LossReason,
        "stages": LossStage,
        "trend": LossTrend,
        "cuts": LossCut,
        "people": LossPerson,
        "mix": LossMix,
        "discounts": LossDiscount,
        "findings": LossFinding,
        "behind": LossBehind,
        "deals": LossDeal,
        "overview": LossOverview,
    },
    frames={"ended": "ended.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="pipeline:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
