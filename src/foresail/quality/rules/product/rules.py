"""The quality rules of `product`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="product.no_cost",
        table="product",
        severity=Severity.NOTICE,
        title=Text(en="Products without a cost", zh="产品无成本"),
        why=Text(
            en="Margins cannot be computed where the line carries no cost either.",
            zh="若明细也无成本，毛利就无法计算。",
        ),
        fix=Text(en="Enter the unit cost.", zh="请填写单位成本。"),
        sql="no_cost.sql",
        needs={"product": ("unit_cost",)},
    ),
)
