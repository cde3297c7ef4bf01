"""Customers that were lost."""

from foresail.kernel.text import Text
from foresail.metrics.facts.declare import BY_ACCOUNT, Fact

FACTS = (
    Fact(
        name="churns",
        title=Text(en="Lost customers", zh="流失客户"),
        area="customers",
        entity="account",
        key=("account_id", "churned_on"),
        dated="churned_on",
        shown=(
            "account_id",
            "account_name",
            "churned_on",
            "last_sale_on",
            "first_sale_on",
            "purchase_days",
            "allowed_days",
            "owner_id",
            "owner_name",
            "region",
            "industry",
        ),
        owners=(BY_ACCOUNT,),
        origins={"churned_on": ("order", "ordered_at"), "account_id": ("order", "account_id")},
    ),
)
