"""The declaration."""

from foresail.analytics.forecast.revenue.outputs import (
    RevenueBacktest,
    RevenueComponent,
    RevenueMonth,
    RevenueOverview,
    RevenueScenario,
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
            "order": ("order_id", "ordered_at", "status"),
            "order_line": ("order_id", "net_amount", "kind", "quantity", "unit_price", "discount_amount"),
            "opportunity_span": ("opportunity_id", "stage", "amount", "expected_close_on", "outcome"),
            "target": ("metric", "starts_on", "grain", "scope", "value"),
        },
    ),
    params=RevenueParams,
    outputs={
        "monthly": RevenueMonth,
        "backtest": RevenueBacktest,
        "components": RevenueComponent,
        "scenarios": RevenueScenario,
        "overview": RevenueOverview,
    },
    frames={
        "monthly": "monthly.sql",
        "pipeline": "pipeline.sql",
        "endings": "endings.sql",
        "targets": "targets.sql",
    },
    run="model:run",
    evaluate="evaluate:run",
    scope="forecast:read",
    cost=Cost.SECONDS,
    page=PAGE,
)
