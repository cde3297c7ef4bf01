"""The quality rules of `activity`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="activity.unknown_opportunity",
        table="activity",
        severity=Severity.WARNING,
        title=Text(en="Activities of a deal that is not there", zh="跟进所属商机不存在"),
        why=Text(en="The work done does not show on any deal.", zh="这些工作不会体现在任何商机上。"),
        fix=Text(en="Load the missing deals, or correct the reference.", zh="请载入缺失的商机，或修正引用。"),
        sql="unknown_opportunity.sql",
        needs={"activity": ("opportunity_id",), "opportunity": ("opportunity_id",)},
    ),
)
