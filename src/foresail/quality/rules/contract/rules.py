"""The quality rules of `contract`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="contract.ends_before_start",
        table="contract",
        severity=Severity.ERROR,
        title=Text(en="Contracts that end before they start", zh="合同结束早于开始"),
        why=Text(en="Renewals and running contracts are counted wrongly.", zh="续约和在约合同会统计错误。"),
        fix=Text(en="Correct one of the two days.", zh="请修正两个日期之一。"),
        sql="ends_before_start.sql",
        needs={"contract": ("starts_on", "ends_on")},
    ),
)
