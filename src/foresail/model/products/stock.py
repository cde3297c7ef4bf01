"""The canonical table `stock`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="stock",
    title=Text(en="Stock", zh="库存"),
    group="products",
    key=(
        "product_id",
        "location",
        "on_date",
    ),
    known_at="on_date",
    shared=True,
    columns=(
        Column(name="product_id", type=Type.ID, title=Text(en="Product", zh="产品"), references="product"),
        Column(name="location", type=Type.CATEGORY, title=Text(en="Location", zh="仓库")),
        Column(name="on_date", type=Type.DATE, title=Text(en="Date", zh="日期")),
        Column(name="on_hand", type=Type.QUANTITY, title=Text(en="On hand", zh="现有库存")),
        Column(name="on_order", type=Type.QUANTITY, title=Text(en="On order", zh="在途数量")),
        Column(name="lead_days", type=Type.NUMBER, title=Text(en="Lead time in days", zh="补货周期（天）")),
    ),
)
