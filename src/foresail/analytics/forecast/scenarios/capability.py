"""The declaration."""

from foresail.analytics.forecast.scenarios.outputs import (
    ScenarioChoice,
    ScenarioDriver,
    ScenarioMonth,
    ScenarioOverview,
    ScenarioPath,
    ScenarioStep,
    ScenarioTotal,
)
from foresail.analytics.forecast.scenarios.page import PAGE
from foresail.analytics.forecast.scenarios.params import ScenariosParams
from foresail.contracts.capability import Capability, Cost, Needs
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="forecast.scenarios",
    title=Text(en="What if", zh="情景推演"),
    question=Text(
        en="What would another price, promotion, budget, team, win rate or market do to revenue?",
        zh="价格、促销、预算、人员、赢率或市场变化会给收入带来什么？",
    ),
    needs=Needs(
        tables={},
        optional={
            "order": ("order_id", "ordered_at", "status", "opportunity_id"),
            "order_line": ("order_id", "product_id", "quantity", "net_amount"),
            "product": ("product_id", "category"),
            "price": ("product_id", "valid_from", "list_price"),
            "promotion": ("product_id", "starts_on", "ends_on", "discount_rate"),
            "spend": ("spent_on", "amount"),
            "lead": ("lead_id", "created_at"),
            "opportunity": ("opportunity_id", "created_at", "closed_at", "outcome"),
            "representative": ("representative_id", "hired_on", "left_on"),
            "market_index": ("name", "on_date", "value"),
        },
        results=("forecast_series_points", "forecast_series_past"),
    ),
    params=ScenariosParams,
    outputs={
        "scenarios": ScenarioTotal,
        "months": ScenarioMonth,
        "paths": ScenarioPath,
        "steps": ScenarioStep,
        "drivers": ScenarioDriver,
        "choices": ScenarioChoice,
        "overview": ScenarioOverview,
    },
    frames={
        "points": "points.sql",
        "past": "past.sql",
        "weeks": "features:product_weeks.sql",
        "offers": "features:product_offers.sql",
        "products": "products.sql",
        "facts": "facts.sql",
    },
    fit="learn:fit",
    run="model:run",
    whatif="model:whatif",
    evaluate="evaluate:run",
    scope="forecast:read",
    cost=Cost.SECONDS,
    page=PAGE,
)
