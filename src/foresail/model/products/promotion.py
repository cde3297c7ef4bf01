"""The canonical table `promotion`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="promotion",
    title=Text(en="Promotion", zh="促销"),
    group="products",
    key=("promotion_id",),
    known_at="starts_on",
    shared=True,
    columns=(
        Column(name="promotion_id", type=Type.ID, title=Text(en="Promotion", zh="促销")),
        Column(name="product_id", type=Type.ID, title=Text(en="Product", zh="产品"), references="product"),
        Column(name="kind", type=Type.CATEGORY, title=Text(en="Kind", zh="类型")),
        Column(name="discount_rate", type=Type.RATIO, title=Text(en="Discount", zh="折扣率")),
        Column(name="starts_on", type=Type.DATE, title=Text(en="Starts on", zh="开始日期")),
        Column(name="ends_on", type=Type.DATE, title=Text(en="Ends on", zh="结束日期")),
    ),
)
