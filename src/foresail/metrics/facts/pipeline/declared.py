"""Opportunities as they are, and as they were."""

from foresail.kernel.text import Text
from foresail.metrics.facts.declare import BY_ACCOUNT, BY_OPPORTUNITY, OWN, Fact

_SHOWN = (
    "opportunity_id",
    "opportunity_name",
    "account_id",
    "account_name",
    "owner_id",
    "owner_name",
    "region",
    "pipeline",
    "stage",
    "outcome",
)

FACTS = (
    Fact(
        name="opportunities",
        title=Text(en="Opportunities", zh="商机"),
        area="pipeline",
        entity="opportunity",
        key=("opportunity_id",),
        dated="created_on",
        shown=(
            *_SHOWN,
            "created_on",
            "expected_close_on",
            "closed_on",
            "lost_reason",
            "competitor",
            "amount",
            "currency",
        ),
        owners=(OWN, BY_ACCOUNT),
        origins={
            "created_on": ("opportunity", "created_at"),
            "closed_on": ("opportunity", "closed_at"),
            "outcome": ("opportunity", "outcome"),
            "amount": ("opportunity", "amount"),
            "cycle_days": ("opportunity", "closed_at"),
        },
    ),
    Fact(
        name="opportunity_spans",
        title=Text(en="Opportunities as they were", zh="商机历史状态"),
        area="pipeline",
        entity="opportunity",
        key=("opportunity_id", "valid_from"),
        dated="valid_from",
        shown=(*_SHOWN, "created_on", "expected_close_on", "probability", "amount", "currency"),
        owners=(BY_OPPORTUNITY,),
        origins={
            "valid_from": ("opportunity", "created_at"),
            "outcome": ("opportunity", "outcome"),
            "amount": ("opportunity", "amount"),
            "probability": ("opportunity", "probability"),
            "expected_close_on": ("opportunity", "expected_close_on"),
        },
    ),
)
