"""The declaration."""

from foresail.analytics.forecast.accountability.outputs import (
    AccountabilityForecast,
    AccountabilityJudgement,
    AccountabilityOverview,
    AccountabilityScore,
)
from foresail.analytics.forecast.accountability.page import PAGE
from foresail.analytics.forecast.accountability.params import AccountabilityParams
from foresail.contracts.capability import Capability, Cost, Needs
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="forecast.accountability",
    title=Text(en="Were the forecasts right?", zh="预测问责"),
    question=Text(
        en="How right were past forecasts, by level, method, horizon and person, and did adjustments help?",
        zh="过去的预测有多准（按层级、方法、期限、人员），人工调整是否有帮助？",
    ),
    needs=Needs(
        tables={},
        optional={
            "issued_forecast": ("issue", "series", "period", "forecast"),
            "representative": ("representative_id", "name"),
        },
        results=("forecast_series_past", "forecast_series_points", "forecast_series_overview"),
    ),
    params=AccountabilityParams,
    outputs={
        "forecasts": AccountabilityForecast,
        "scores": AccountabilityScore,
        "judgement": AccountabilityJudgement,
        "overview": AccountabilityOverview,
    },
    frames={
        "issued": "issued.sql",
        "replayed": "replayed.sql",
        "actuals": "actuals.sql",
        "days": "days.sql",
        "people": "people.sql",
    },
    run="model:run",
    evaluate="evaluate:run",
    scope="forecast:read",
    cost=Cost.SECONDS,
    page=PAGE,
)
