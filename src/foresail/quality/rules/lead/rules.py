"""The quality rules of `lead`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="lead.no_owner",
        table="lead",
        severity=Severity.WARNING,
        title=Text(en="Leads without an owner", zh="线索无负责人"),
        why=Text(en="A lead that belongs to nobody is not called.", zh="没有负责人的线索不会有人跟进。"),
        fix=Text(en="Assign the lead or move it to the shared pool.", zh="请分配线索或放入公海。"),
        sql="no_owner.sql",
        needs={"lead": ("owner_id", "created_at")},
    ),
    Rule(
        id="lead.unanswered",
        table="lead",
        severity=Severity.WARNING,
        title=Text(en="Leads that nobody has answered for a week", zh="线索一周无人响应"),
        why=Text(
            en="The chance to convert falls with every hour until the first contact.",
            zh="首次联系每拖延一小时，转化机会就会下降。",
        ),
        fix=Text(en="Call, or close the lead with a reason.", zh="请联系客户，或注明原因后关闭线索。"),
        sql="unanswered.sql",
        needs={"lead": ("created_at",), "activity": ("lead_id", "occurred_at")},
    ),
    Rule(
        id="lead.converted_before_created",
        table="lead",
        severity=Severity.ERROR,
        title=Text(en="Leads converted before they were created", zh="线索转化早于创建"),
        why=Text(en="Response times and conversion rates become wrong.", zh="响应时间和转化率会失真。"),
        fix=Text(en="Correct one of the two dates.", zh="请修正两个日期之一。"),
        sql="converted_before_created.sql",
        needs={"lead": ("created_at", "converted_at")},
    ),
)
