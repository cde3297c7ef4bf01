"""The quality rules of `campaign`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="campaign.ends_before_start",
        table="campaign",
        severity=Severity.ERROR,
        title=Text(en="Campaigns that end before they start", zh="活动结束早于开始"),
        why=Text(
            en="No day belongs to the campaign, so nothing can be attributed to it.",
            zh="活动没有任何有效日期，无法归因。",
        ),
        fix=Text(en="Correct one of the two days.", zh="请修正两个日期之一。"),
        sql="ends_before_start.sql",
        needs={"campaign": ("starts_on", "ends_on")},
    ),
)
