"""The quality rules of `target`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="target.missing",
        table="target",
        severity=Severity.WARNING,
        title=Text(en="No target for the running period", zh="当前期间缺少目标"),
        why=Text(en="Attainment and pace stop at the last period.", zh="达成率和进度停在上一期间。"),
        fix=Text(en="Enter the target of the running period.", zh="请填写当前期间的目标。"),
        sql="missing.sql",
        needs={"target": ("starts_on", "value")},
    ),
    Rule(
        id="target.negative",
        table="target",
        severity=Severity.ERROR,
        title=Text(en="Targets that are negative", zh="目标为负"),
        why=Text(en="Attainment turns round: less would be better.", zh="达成率会颠倒：越少反而越好。"),
        fix=Text(en="Correct the target.", zh="请修正目标。"),
        sql="negative.sql",
        needs={"target": ("value",)},
    ),
)
