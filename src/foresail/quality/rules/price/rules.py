"""The quality rules of `price`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="price.overlapping",
        table="price",
        severity=Severity.ERROR,
        title=Text(en="Prices whose days overlap", zh="价格有效期重叠"),
        why=Text(en="On these days a product has two list prices.", zh="这些日期里一个产品有两个标准价。"),
        fix=Text(en="End the older price before the newer one begins.", zh="请让旧价格在新价格生效前结束。"),
        sql="overlapping.sql",
        needs={"price": ("valid_from", "valid_to")},
    ),
    Rule(
        id="price.not_positive",
        table="price",
        severity=Severity.ERROR,
        title=Text(en="Prices that are zero or negative", zh="价格为零或负数"),
        why=Text(en="Discounts against such a price mean nothing.", zh="以这样的价格计算折扣没有意义。"),
        fix=Text(en="Correct the price.", zh="请修正价格。"),
        sql="not_positive.sql",
        needs={"price": ("list_price",)},
    ),
)
