"""The declaration."""

from foresail.analytics.pipeline.coverage.outputs import (
    CoverageCompany,
    CoverageDeal,
    CoverageOverview,
    CoveragePast,
    CoveragePerson,
    CoverageTeam,
    CoverageYield,
)
from foresail.analytics.pipeline.coverage.page import PAGE
from foresail.analytics.pipeline.coverage.params import CoverageParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="pipeline.coverage",
    title=Text(en="Coverage", zh="目标覆盖率"),
    question=Text(
        en="Is there enough pipeline for what is missing to the target, and what has to be added?",
        zh="现有在途商机能否补足目标差额，还需要补充多少？",
    ),
    needs=Needs(
        tables={
            "opportunity": ("opportunity_id", "expected_close_on"),
            "opportunity_span": ("opportunity_id", "valid_from", "valid_to", "outcome"),
        },
        optional={
            "account": ("name", "region"),
            "lead": ("created_at", "converted_at"),
            "representative": ("name", "team_id", "left_on"),
            "stage": ("position",),
            "target": ("metric", "starts_on", "grain", "scope", "scope_id", "value"),
            "team": ("name",),
        },
        minimum=Minimum(rows={"opportunity": 10}),
    ),
    params=CoverageParams,
    outputs={
        "company": CoverageCompany,
        "teams": CoverageTeam,
        "people": CoveragePerson,
        "deals": CoverageDeal,
        "yields": CoverageYield,
        "past": CoveragePast,
        "overview": CoverageOverview,
    },
    frames={
        "spans": "spans.sql",
        "deals": "features:open_deals.sql",
        "targets": "targets.sql",
        "people": "people.sql",
        "leads": "leads.sql",
    },
    run="model:run",
    evaluate="evaluate:run",
    scope="pipeline:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
