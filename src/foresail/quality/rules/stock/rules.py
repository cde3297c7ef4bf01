"""The quality rules of `stock`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="stock.negative",
        table="stock",
        severity=Severity.ERROR,
        title=Text(en="Negative stock", zh="库存为负"),
        why=Text(
            en="More was delivered than was there: a receipt or a count is missing.",
            zh="出库多于库存：缺少入库或盘点记录。",
        ),
        fix=Text(en="Count, and correct the balance.", zh="请盘点并修正库存。"),
        sql="negative.sql",
        needs={"stock": ("on_hand",)},
    ),
)
