"""The declaration."""

from foresail.analytics.forecast.revenue.outputs import (
    RevenueBacktest,
    RevenueCategory,
    RevenueComponent,
    RevenueDriver,
    RevenueHabit,
    RevenueMethod,
    RevenueMonth,
    RevenueOverview,
    RevenueRollup,
    RevenueScenario,
    RevenueSplit,
)
from foresail.analytics.forecast.revenue.page import PAGE
from foresail.analytics.forecast.revenue.params import RevenueParams
from foresail.contracts.capability import Capability, Cost, Needs
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="forecast.revenue",
    title=Text(en="Revenue forecast", zh="收入预测"),
    question=Text(
        en="What will the coming months bring, how sure is that, and is the target in reach?",
        zh="未来几个月收入多少、把握多大、目标能否达成？",
    ),
    needs=Needs(
        tables={},
        optional={
            "order": ("order_id", "ordered_at", "status", "opportunity_id", "owner_id", "region"),
            "order_line": ("order_id", "net_amount", "kind", "quantity", "unit_price", "discount_amount", "product_id"),
            "opportunity_span": (
                "opportunity_id", "stage", "amount", "expected_close_on", "outcome", "owner_id", "forecast_category",
                "probability",
            ),
            "opportunity": ("opportunity_id", "account_id", "product_id"),
            "account": ("account_id", "owner_id", "region"),
            "product": ("product_id", "category"),
            "representative": ("name", "team_id", "region"),
            "team": ("team_id", "name", "region"),
            "stage": ("stage", "probability"),
            "target": ("metric", "starts_on", "grain", "scope", "scope_id", "value"),
            "issued_forecast": ("person", "series", "period", "forecast"),
        },
        offered={
            "pipeline_win_probability_closing": {"opportunity_id": "VARCHAR", "month": "DATE", "p_won": "DOUBLE"},
        },
    ),
    params=RevenueParams,
    outputs={
        "monthly": RevenueMonth,
        "backtest": RevenueBacktest,
        "components": RevenueComponent,
        "methods": RevenueMethod,
        "scenarios": RevenueScenario,
        "drivers": RevenueDriver,
        "splits": RevenueSplit,
        "categories": RevenueCategory,
        "rollup": RevenueRollup,
        "habits": RevenueHabit,
        "overview": RevenueOverview,
    },
    frames={
        "deals": "deals.sql",
        "states": "states.sql",
        "sales": "sales.sql",
        "closing": "closing.sql",
        "people": "people.sql",
        "said": "said.sql",
        "targets": "targets.sql",
    },
    run="model:run",
    evaluate="evaluate:run",
    scope="forecast:read",
    cost=Cost.SECONDS,
    page=PAGE,
)  # fmt: skip
