"""The declaration."""

from foresail.analytics.pipeline.win_probability.outputs import (
    WinCalibration,
    WinCategory,
    WinCheck,
    WinClosing,
    WinLift,
    WinMonth,
    WinOverview,
    WinOwner,
    WinReason,
    WinRival,
    WinScore,
    WinStage,
    WinWriteBack,
)
from foresail.analytics.pipeline.win_probability.page import PAGE
from foresail.analytics.pipeline.win_probability.params import WinParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="pipeline.win_probability",
    title=Text(en="Win probability", zh="赢率预测"),
    question=Text(
        en="Which open deals will be won, how sure is that, and why?", zh="哪些商机会赢，把握有多大，原因是什么？"
    ),
    needs=Needs(
        tables={
            "opportunity": ("opportunity_id", "outcome"),
            "opportunity_span": ("opportunity_id", "valid_from", "valid_to", "outcome"),
        },
        optional={
            "account": (
                "name",
                "industry",
                "region",
                "country",
                "kind",
                "employee_count",
                "annual_revenue",
                "created_at",
            ),
            "activity": ("opportunity_id", "occurred_at", "kind", "contact_id"),
            "lead": ("opportunity_id", "created_at"),
            "opportunity_change": ("field", "old", "new", "origin"),
            "opportunity_contact": ("role", "since"),
            "order": ("account_id", "ordered_at"),
            "product": ("category", "family"),
            "quote": ("opportunity_id", "issued_at", "discount_rate"),
            "representative": ("name", "hired_on"),
            "skill": ("level",),
            "stage": ("position",),
            "training": ("on_date",),
        },
        minimum=Minimum(rows={"opportunity": 20}),
    ),
    params=WinParams,
    outputs={
        "scores": WinScore,
        "closing": WinClosing,
        "reasons": WinReason,
        "calibration": WinCalibration,
        "checks": WinCheck,
        "lift": WinLift,
        "months": WinMonth,
        "rivals": WinRival,
        "categories": WinCategory,
        "stages": WinStage,
        "owners": WinOwner,
        "writeback": WinWriteBack,
        "overview": WinOverview,
    },
    frames={
        "snapshots": "features:deal_snapshots.sql",
        "deals": "features:open_deals.sql",
        "owners": "owners.sql",
        "origins": "origins.sql",
    },
    fit="model:fit",
    run="model:run",
    evaluate="evaluate:run",
    scope="pipeline:read",
    cost=Cost.MINUTES,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
