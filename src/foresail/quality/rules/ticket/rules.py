"""The quality rules of `ticket`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="ticket.never_closed",
        table="ticket",
        severity=Severity.WARNING,
        title=Text(en="Tickets open for more than 30 days", zh="工单超过 30 天未关闭"),
        why=Text(en="The customer waits, or the ticket was forgotten.", zh="客户还在等待，或工单被遗忘。"),
        fix=Text(en="Answer, and close the ticket.", zh="请处理并关闭工单。"),
        sql="never_closed.sql",
        needs={"ticket": ("opened_at", "closed_at")},
    ),
    Rule(
        id="ticket.closed_before_opened",
        table="ticket",
        severity=Severity.ERROR,
        title=Text(en="Tickets closed before they were opened", zh="工单关闭早于提交"),
        why=Text(en="Times to resolve become negative.", zh="解决时长会出现负数。"),
        fix=Text(en="Correct one of the two dates.", zh="请修正两个日期之一。"),
        sql="closed_before_opened.sql",
        needs={"ticket": ("opened_at", "closed_at")},
    ),
)
