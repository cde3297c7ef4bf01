"""Tickets and what customers say."""

from foresail.kernel.text import Text
from foresail.metrics.facts.declare import BY_ACCOUNT, Fact

FACTS = (
    Fact(
        name="tickets",
        title=Text(en="Tickets", zh="工单"),
        area="service",
        entity="ticket",
        key=("ticket_id",),
        dated="opened_on",
        shown=(
            "ticket_id",
            "opened_on",
            "closed_on",
            "severity",
            "satisfaction",
            "resolution_hours",
            "account_id",
            "account_name",
            "owner_id",
            "owner_name",
            "region",
        ),
        owners=(BY_ACCOUNT,),
        origins={
            "opened_on": ("ticket", "opened_at"),
            "closed_on": ("ticket", "closed_at"),
            "satisfaction": ("ticket", "satisfaction"),
            "resolution_hours": ("ticket", "closed_at"),
        },
    ),
    Fact(
        name="feedback",
        title=Text(en="Feedback", zh="客户反馈"),
        area="service",
        entity="feedback",
        key=("feedback_id",),
        dated="given_on",
        shown=(
            "feedback_id",
            "given_on",
            "feedback_kind",
            "score",
            "account_id",
            "account_name",
            "owner_id",
            "owner_name",
            "region",
        ),
        owners=(BY_ACCOUNT,),
        origins={"given_on": ("feedback", "given_at"), "score": ("feedback", "score")},
    ),
)
