"""The canonical table `order_line`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="order_line",
    title=Text(en="Order line", zh="订单明细"),
    group="orders",
    key=(
        "order_id",
        "line_no",
    ),
    owners=(Owner(column="order_id", through="order"),),
    columns=(
        Column(name="order_id", type=Type.ID, title=Text(en="Order", zh="订单"), references="order"),
        Column(name="line_no", type=Type.INTEGER, title=Text(en="Line", zh="行号")),
        Column(name="kind", type=Type.CATEGORY, title=Text(en="Kind (sale, return)", zh="类型（销售、退货）")),
        Column(name="product_id", type=Type.ID, title=Text(en="Product", zh="产品"), references="product"),
        Column(name="quantity", type=Type.QUANTITY, title=Text(en="Quantity", zh="数量")),
        Column(name="unit_price", type=Type.UNIT_PRICE, title=Text(en="Unit price", zh="单价")),
        Column(name="discount_amount", type=Type.MONEY, title=Text(en="Discount", zh="折扣金额")),
        Column(name="net_amount", type=Type.MONEY, title=Text(en="Net amount", zh="净额")),
        Column(name="cost_amount", type=Type.MONEY, title=Text(en="Cost", zh="成本")),
        Column(name="promotion_id", type=Type.ID, title=Text(en="Promotion", zh="促销"), references="promotion"),
    ),
)
