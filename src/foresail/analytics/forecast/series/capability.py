"""The declaration."""

from foresail.analytics.forecast.series.outputs import (
    SeriesAccuracy,
    SeriesInfo,
    SeriesNumber,
    SeriesOverview,
    SeriesPast,
    SeriesPoint,
)
from foresail.analytics.forecast.series.page import PAGE
from foresail.analytics.forecast.series.params import SeriesParams
from foresail.contracts.capability import Capability, Cost, Needs
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="forecast.series",
    title=Text(en="Forecast workbench", zh="预测工作台"),
    question=Text(
        en="What will any measure be, at any level, and what drives it?",
        zh="任一指标在任一层级将是多少、由什么驱动？",
    ),
    needs=Needs(
        tables={},
        optional={
            "order": ("order_id", "ordered_at", "status"),
            "order_line": ("order_id", "net_amount", "kind", "quantity"),
            "opportunity": ("opportunity_id", "amount", "outcome", "closed_at"),
            "lead": ("lead_id", "created_at"),
            "payment": ("payment_id", "paid_on", "amount"),
            "account": ("account_id", "region", "owner_id"),
            "product": ("product_id", "category", "family"),
            "representative": ("representative_id", "name"),
            "team": ("team_id", "region"),
            "target": ("metric", "starts_on", "grain", "scope", "value"),
        },
    ),
    params=SeriesParams,
    outputs={
        "points": SeriesPoint,
        "numbers": SeriesNumber,
        "past": SeriesPast,
        "accuracy": SeriesAccuracy,
        "series": SeriesInfo,
        "overview": SeriesOverview,
    },
    frames={"measures": "features:measures_by_period.sql", "targets": "targets.sql", "people": "people.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="forecast:read",
    cost=Cost.SECONDS,
    page=PAGE,
)
