"""The declaration of `customers.churn`."""

from foresail.analytics.customers.churn.outputs import (
    ChurnCalibration,
    ChurnCell,
    ChurnContract,
    ChurnDriver,
    ChurnOverview,
    ChurnReason,
    ChurnScore,
)
from foresail.analytics.customers.churn.page import PAGE
from foresail.analytics.customers.churn.params import ChurnParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="customers.churn",
    title=Text(en="Churn", zh="客户流失"),
    question=Text(
        en="Who is about to leave, why, and how much revenue is at stake?", zh="谁可能流失，为什么，影响多少收入？"
    ),
    needs=Needs(
        tables={"account": ("account_id",)},
        optional={
            "order": ("account_id", "ordered_at", "status", "opportunity_id"),
            "order_line": ("net_amount", "kind", "quantity", "unit_price", "discount_amount"),
            "subscription": ("account_id", "starts_on", "ends_on", "amount", "period", "product_id", "cancelled_on"),
            "account": ("name", "owner_id", "region", "industry", "kind", "channel", "employee_count"),
            "activity": ("account_id", "occurred_at"),
            "feedback": ("account_id", "given_at", "kind", "score"),
            "invoice": ("account_id", "due_on"),
            "opportunity": ("account_id", "created_at", "closed_at"),
            "payment": ("invoice_id", "paid_on"),
            "representative": ("name",),
            "ticket": ("account_id", "opened_at", "closed_at", "satisfaction"),
        },
        minimum=Minimum(rows={"account": 5}),
    ),
    params=ChurnParams,
    outputs={
        "scores": ChurnScore,
        "reasons": ChurnReason,
        "contracts": ChurnContract,
        "cells": ChurnCell,
        "drivers": ChurnDriver,
        "calibration": ChurnCalibration,
        "overview": ChurnOverview,
    },
    frames={"customers": "customers.sql", "contracts": "contracts.sql", "accounts": "accounts.sql"},
    fit="model:fit",
    run="model:run",
    evaluate="evaluate:run",
    scope="customers:read",
    cost=Cost.MINUTES,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
