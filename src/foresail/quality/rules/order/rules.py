"""The quality rules of `order`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="order.duplicate_key",
        table="order",
        severity=Severity.BLOCKING,
        title=Text(en="Orders with the same key twice", zh="订单主键重复"),
        why=Text(en="Every figure that joins this table would count twice.", zh="任何关联该表的数字都会重复计算。"),
        fix=Text(
            en="Export the table again, or correct the key in the source.", zh="请重新导出该表，或在源系统中修正编号。"
        ),
        sql="duplicate_key.sql",
        needs={"order": ("order_id",)},
    ),
    Rule(
        id="order.no_account",
        table="order",
        severity=Severity.WARNING,
        title=Text(en="Orders without a customer", zh="订单未关联客户"),
        why=Text(
            en="Their revenue belongs to no customer: segments, retention and lifetime value leave it out.",
            zh="这部分收入不属于任何客户，分群、留存和终身价值都不会包含它。",
        ),
        fix=Text(en="Enter the customer in the source.", zh="请在源系统中补充客户。"),
        sql="no_account.sql",
        needs={"order": ("account_id",)},
    ),
    Rule(
        id="order.unknown_account",
        table="order",
        severity=Severity.ERROR,
        title=Text(en="Orders of a customer that is not there", zh="订单所属客户不存在"),
        why=Text(
            en="Region, industry and owner of this revenue are unknown.", zh="这部分收入的区域、行业和负责人未知。"
        ),
        fix=Text(en="Load the missing customers, or correct the reference.", zh="请载入缺失的客户，或修正引用。"),
        sql="unknown_account.sql",
        needs={"order": ("account_id",), "account": ("account_id",)},
    ),
    Rule(
        id="order.in_future",
        table="order",
        severity=Severity.ERROR,
        title=Text(en="Orders dated in the future", zh="订单日期在未来"),
        why=Text(
            en="A day and a month were probably exchanged; the order is left out until that day.",
            zh="很可能日和月写反了；到那一天之前该订单不会计入。",
        ),
        fix=Text(en="Correct the date of the order.", zh="请修正下单日期。"),
        sql="in_future.sql",
        needs={"order": ("ordered_at",)},
    ),
    Rule(
        id="order.without_lines",
        table="order",
        severity=Severity.WARNING,
        title=Text(en="Orders without lines", zh="订单无明细"),
        why=Text(en="The order counts as nothing in revenue.", zh="该订单的收入按零计算。"),
        fix=Text(en="Load the order lines that belong to it.", zh="请载入对应的订单明细。"),
        sql="without_lines.sql",
        needs={"order": ("order_id",), "order_line": ("order_id",)},
    ),
)
