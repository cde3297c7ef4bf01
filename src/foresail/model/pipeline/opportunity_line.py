"""The canonical table `opportunity_line`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="opportunity_line",
    title=Text(en="Opportunity line", zh="商机明细"),
    group="pipeline",
    key=(
        "opportunity_id",
        "line_no",
    ),
    owners=(Owner(column="opportunity_id", through="opportunity"),),
    columns=(
        Column(name="opportunity_id", type=Type.ID, title=Text(en="Opportunity", zh="商机"), references="opportunity"),
        Column(name="line_no", type=Type.INTEGER, title=Text(en="Line", zh="行号")),
        Column(name="product_id", type=Type.ID, title=Text(en="Product", zh="产品"), references="product"),
        Column(name="quantity", type=Type.QUANTITY, title=Text(en="Quantity", zh="数量"), changes=True),
        Column(name="unit_price", type=Type.UNIT_PRICE, title=Text(en="Unit price", zh="单价"), changes=True),
        Column(name="discount_rate", type=Type.RATIO, title=Text(en="Discount", zh="折扣率"), changes=True),
    ),
)
