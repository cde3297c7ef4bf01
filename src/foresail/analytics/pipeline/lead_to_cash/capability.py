"""The declaration."""

from foresail.analytics.pipeline.lead_to_cash.outputs import (
    CashAge,
    CashDebtor,
    CashInvoice,
    CashMonth,
    CashOverview,
    CashStep,
    CashWeek,
)
from foresail.analytics.pipeline.lead_to_cash.page import PAGE
from foresail.analytics.pipeline.lead_to_cash.params import LeadToCashParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="pipeline.lead_to_cash",
    title=Text(en="Lead to cash", zh="从线索到回款"),
    question=Text(
        en="How does a lead become money in the bank, what is owed, and when will it come in?",
        zh="线索如何一步步变成回款，还有多少未收，何时到账？",
    ),
    needs=Needs(
        tables={
            "invoice": ("invoice_id", "issued_on", "amount"),
            "payment": ("paid_on", "amount"),
        },
        optional={
            "account": ("name", "owner_id", "region"),
            "contract": ("opportunity_id", "signed_on", "amount"),
            "invoice": ("due_on", "order_id", "account_id", "status"),
            "lead": ("created_at", "opportunity_id"),
            "opportunity_span": ("opportunity_id", "valid_from", "outcome"),
            "order": ("opportunity_id", "ordered_at", "status"),
            "order_line": ("order_id", "net_amount"),
            "payment": ("invoice_id", "order_id"),
            "quote": ("opportunity_id", "issued_at", "amount"),
            "representative": ("name",),
        },
        minimum=Minimum(rows={"invoice": 1}),
    ),
    params=LeadToCashParams,
    outputs={
        "steps": CashStep,
        "ageing": CashAge,
        "invoices": CashInvoice,
        "debtors": CashDebtor,
        "months": CashMonth,
        "weeks": CashWeek,
        "overview": CashOverview,
    },
    frames={"chains": "chains.sql", "invoices": "invoices.sql", "payments": "payments.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="pipeline:read",
    cost=Cost.SECONDS,
    pii=Pii.ACCOUNT,
    page=PAGE,
)
