"""The quality rules of `fx_rate`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="fx_rate.not_positive",
        table="fx_rate",
        severity=Severity.ERROR,
        title=Text(en="Exchange rates that are zero or negative", zh="汇率为零或负数"),
        why=Text(
            en="Everything converted at this rate vanishes or turns round.", zh="按此汇率换算的金额会消失或变号。"
        ),
        fix=Text(en="Correct the rate.", zh="请修正汇率。"),
        sql="not_positive.sql",
        needs={"fx_rate": ("rate",)},
    ),
)
