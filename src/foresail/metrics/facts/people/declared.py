"""What people did, and what they were asked to reach."""

from foresail.kernel.text import Text
from foresail.metrics.facts.declare import BY_ACCOUNT, BY_OPPORTUNITY, OWN, Fact

FACTS = (
    Fact(
        name="activities",
        title=Text(en="Activities", zh="跟进活动"),
        area="people",
        entity="activity",
        key=("activity_id",),
        dated="occurred_on",
        shown=(
            "activity_id",
            "occurred_on",
            "activity_kind",
            "activity_outcome",
            "minutes",
            "owner_id",
            "owner_name",
            "account_id",
            "account_name",
            "opportunity_id",
            "lead_id",
            "region",
        ),
        owners=(OWN, BY_ACCOUNT, BY_OPPORTUNITY),
        origins={"occurred_on": ("activity", "occurred_at"), "owner_id": ("activity", "owner_id")},
    ),
    Fact(
        name="targets",
        title=Text(en="Targets", zh="目标"),
        area="people",
        entity="target",
        key=("measure", "scope", "scope_id", "starts_on", "ends_on", "currency"),
        dated="starts_on",
        shown=(
            "measure",
            "scope",
            "scope_id",
            "starts_on",
            "ends_on",
            "owner_id",
            "owner_name",
            "team_id",
            "team_name",
            "region",
            "amount",
            "currency",
        ),
        origins={"amount": ("target", "value"), "starts_on": ("target", "starts_on")},
    ),
)
