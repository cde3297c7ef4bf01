"""The declaration."""

from foresail.analytics.forecast.drift.outputs import DriftOverview, DriftSeries
from foresail.analytics.forecast.drift.page import PAGE
from foresail.analytics.forecast.drift.params import DriftParams
from foresail.contracts.capability import Capability, Cost, Needs
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="forecast.drift",
    title=Text(en="Do the forecasts hold?", zh="预测漂移"),
    question=Text(
        en="Which forecasts have left the band that their errors used to keep, and what is to be done?",
        zh="哪些预测的误差已超出以往范围，该怎么办？",
    ),
    needs=Needs(
        tables={}, optional={"representative": ("representative_id", "name")}, results=("forecast_series_past",)
    ),
    params=DriftParams,
    outputs={"series": DriftSeries, "overview": DriftOverview},
    frames={"past": "past.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="forecast:read",
    cost=Cost.SECONDS,
    page=PAGE,
)
