"""The quality rules of `spend`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="spend.no_channel",
        table="spend",
        severity=Severity.WARNING,
        title=Text(en="Spend without channel and campaign", zh="投放无渠道和活动"),
        why=Text(en="Nobody can say what this money brought.", zh="无法判断这笔钱带来了什么。"),
        fix=Text(en="Enter the channel or the campaign.", zh="请补充渠道或活动。"),
        sql="no_channel.sql",
        needs={"spend": ("amount",)},
    ),
    Rule(
        id="spend.negative",
        table="spend",
        severity=Severity.ERROR,
        title=Text(en="Negative spend", zh="投放金额为负"),
        why=Text(
            en="A refund belongs to the day that it corrects; here it lowers another day’s cost.",
            zh="退款应冲减对应日期，否则会拉低其他日期的成本。",
        ),
        fix=Text(en="Correct the amount.", zh="请修正金额。"),
        sql="negative.sql",
        needs={"spend": ("amount",)},
    ),
)
