"""The declaration."""

from foresail.analytics.forecast.demand.outputs import (
    DemandOverview,
    DemandPoint,
    DemandResponse,
    DemandStock,
    DemandTotal,
)
from foresail.analytics.forecast.demand.page import PAGE
from foresail.analytics.forecast.demand.params import DemandParams
from foresail.contracts.capability import Capability, Cost, Needs
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="forecast.demand",
    title=Text(en="Demand and stock", zh="需求与库存"),
    question=Text(
        en="How much of each product will be asked for, does stock last, and what should be ordered?",
        zh="各产品需求多少、库存够不够、应订多少？",
    ),
    needs=Needs(
        tables={},
        optional={
            "order": ("order_id", "ordered_at", "status", "opportunity_id"),
            "order_line": ("order_id", "product_id", "quantity", "kind", "net_amount"),
            "product": ("product_id", "name", "list_price", "unit_cost", "retired_on"),
            "price": ("product_id", "valid_from", "list_price"),
            "promotion": ("product_id", "starts_on", "ends_on", "discount_rate"),
            "stock": ("product_id", "on_date", "on_hand", "on_order", "lead_days"),
        },
    ),
    params=DemandParams,
    outputs={
        "points": DemandPoint,
        "totals": DemandTotal,
        "stock": DemandStock,
        "response": DemandResponse,
        "overview": DemandOverview,
    },
    frames={
        "units": "units.sql",
        "weeks": "features:product_weeks.sql",
        "offers": "features:product_offers.sql",
        "products": "products.sql",
        "stock": "stock.sql",
    },
    run="model:run",
    evaluate="evaluate:run",
    scope="forecast:read",
    cost=Cost.SECONDS,
    page=PAGE,
)
