"""The quality rules of `order_line`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="order_line.duplicate_key",
        table="order_line",
        severity=Severity.BLOCKING,
        title=Text(en="Order lines with the same key twice", zh="订单明细主键重复"),
        why=Text(en="Every figure that joins this table would count twice.", zh="任何关联该表的数字都会重复计算。"),
        fix=Text(
            en="Export the table again, or correct the key in the source.", zh="请重新导出该表，或在源系统中修正编号。"
        ),
        sql="duplicate_key.sql",
        needs={"order_line": ("order_id", "line_no")},
    ),
    Rule(
        id="order_line.unknown_order",
        table="order_line",
        severity=Severity.ERROR,
        title=Text(en="Lines of an order that is not there", zh="订单明细所属订单不存在"),
        why=Text(
            en="Without its order a line has no day, no customer and no currency.",
            zh="没有订单的明细缺少日期、客户和币种。",
        ),
        fix=Text(en="Load the missing orders.", zh="请载入缺失的订单。"),
        sql="unknown_order.sql",
        needs={"order_line": ("order_id",), "order": ("order_id",)},
    ),
    Rule(
        id="order_line.unknown_product",
        table="order_line",
        severity=Severity.WARNING,
        title=Text(en="Lines with a product that is not in the list", zh="订单明细的产品不在产品表中"),
        why=Text(
            en="Category, cost and list price of this revenue are unknown.", zh="这部分收入的品类、成本和标准价未知。"
        ),
        fix=Text(en="Load the missing products, or correct the code.", zh="请载入缺失的产品，或修正编码。"),
        sql="unknown_product.sql",
        needs={"order_line": ("product_id",), "product": ("product_id",)},
    ),
    Rule(
        id="order_line.amount_mismatch",
        table="order_line",
        severity=Severity.ERROR,
        title=Text(en="Lines that don’t multiply", zh="订单明细金额对不上"),
        why=Text(
            en="Net amount and quantity × price − discount differ: one of them is wrong.",
            zh="净额与数量 × 单价 − 折扣不符，必有一处有误。",
        ),
        fix=Text(en="Correct quantity, price, discount or amount.", zh="请修正数量、单价、折扣或金额。"),
        sql="amount_mismatch.sql",
        needs={"order_line": ("quantity", "unit_price", "net_amount")},
    ),
    Rule(
        id="order_line.deep_discount",
        table="order_line",
        severity=Severity.WARNING,
        title=Text(en="Discounts above 60%", zh="折扣超过 60%"),
        why=Text(
            en="Such a discount is a mistake, a give-away or a case for approval.",
            zh="这样的折扣要么是错误，要么是赠品，要么需要审批。",
        ),
        fix=Text(en="Check the line, or the approval.", zh="请核对明细或审批记录。"),
        sql="deep_discount.sql",
        needs={"order_line": ("quantity", "unit_price", "discount_amount")},
    ),
    Rule(
        id="order_line.negative_margin",
        table="order_line",
        severity=Severity.WARNING,
        title=Text(en="Lines sold below cost", zh="低于成本销售"),
        why=Text(en="Each such sale loses money, or its cost is wrong.", zh="每笔都在亏损，或者成本有误。"),
        fix=Text(en="Check price and cost.", zh="请核对价格和成本。"),
        sql="negative_margin.sql",
        needs={"order_line": ("net_amount", "cost_amount")},
    ),
    Rule(
        id="order_line.negative_amount",
        table="order_line",
        severity=Severity.ERROR,
        title=Text(en="Sales with a negative amount", zh="销售明细金额为负"),
        why=Text(
            en="Returns carry a negative quantity; a negative sale lowers revenue without a reason.",
            zh="退货应为负数量；负的销售会无故拉低收入。",
        ),
        fix=Text(en="Mark the line as a return, or correct it.", zh="请标记为退货，或修正明细。"),
        sql="negative_amount.sql",
        needs={"order_line": ("net_amount",)},
    ),
    Rule(
        id="order_line.not_convertible",
        table="order_line",
        severity=Severity.BLOCKING,
        title=Text(en="Sales that cannot be converted", zh="销售金额无法换算"),
        why=Text(
            en="Without a currency or a rate this revenue is missing from every total.",
            zh="缺少币种或汇率的收入不会计入任何合计。",
        ),
        fix=Text(
            en="Load exchange rates from before the first order, or enter the currencies.",
            zh="请载入早于首个订单的汇率，或补全币种。",
        ),
        sql="not_convertible.sql",
        needs={"order_line": ("net_amount",), "order": ("order_id",)},
        tolerance=0.2,
    ),
)
