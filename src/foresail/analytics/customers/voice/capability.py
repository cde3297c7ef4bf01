"""The declaration of `customers.voice`."""

from foresail.analytics.customers.voice.outputs import (
    VoiceAccount,
    VoiceComment,
    VoiceGroup,
    VoiceMonth,
    VoiceOverview,
    VoiceTopic,
)
from foresail.analytics.customers.voice.page import PAGE
from foresail.analytics.customers.voice.params import VoiceParams
from foresail.contracts.capability import Capability, Cost, Minimum, Needs, Pii
from foresail.kernel.text import Text

CAPABILITY = Capability(
    id="customers.voice",
    title=Text(en="Voice of the customer", zh="客户之声"),
    question=Text(
        en="What do customers say, what hurts them, and what does it cost?", zh="客户在说什么，痛点在哪里，代价多大？"
    ),
    needs=Needs(
        tables={"feedback": ("feedback_id", "given_at")},
        optional={
            "feedback": ("account_id", "kind", "score", "text"),
            "account": ("name", "owner_id", "region"),
            "order": ("account_id", "ordered_at", "status"),
            "order_line": ("net_amount", "kind", "quantity", "unit_price", "discount_amount"),
            "representative": ("name",),
        },
        minimum=Minimum(rows={"feedback": 5}),
    ),
    params=VoiceParams,
    outputs={
        "months": VoiceMonth,
        "topics": VoiceTopic,
        "groups": VoiceGroup,
        "comments": VoiceComment,
        "accounts": VoiceAccount,
        "overview": VoiceOverview,
    },
    frames={"feedback": "feedback.sql"},
    run="model:run",
    evaluate="evaluate:run",
    scope="customers:read",
    cost=Cost.SECONDS,
    pii=Pii.CONTACT,
    page=PAGE,
)
