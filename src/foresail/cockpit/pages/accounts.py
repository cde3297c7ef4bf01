"""The page “Accounts”."""

from foresail.contracts.page import PageSpec
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="accounts",
    title=Text(en="Accounts", zh="客户"),
    question=Text(en="Who are our customers, and how do they stand with us?", zh="我们的客户是谁，与我们关系如何？"),
    section="customers",
    order=10,
    icon="team",
    tool="accounts",
    scope="customers:read",
    filters=("team", "owner", "region", "channel"),
)
