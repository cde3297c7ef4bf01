"""The quality rules of `subscription`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="subscription.ends_before_start",
        table="subscription",
        severity=Severity.ERROR,
        title=Text(en="Subscriptions that end before they start", zh="订阅结束早于开始"),
        why=Text(en="Recurring revenue and churn are counted wrongly.", zh="经常性收入和流失会统计错误。"),
        fix=Text(en="Correct one of the two days.", zh="请修正两个日期之一。"),
        sql="ends_before_start.sql",
        needs={"subscription": ("starts_on",)},
    ),
)
