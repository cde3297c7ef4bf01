"""The canonical table `product`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="product",
    title=Text(en="Product", zh="产品"),
    group="products",
    key=("product_id",),
    known_at="launched_on",
    shared=True,
    columns=(
        Column(name="product_id", type=Type.ID, title=Text(en="Product", zh="产品")),
        Column(name="name", type=Type.TEXT, title=Text(en="Product name", zh="产品名称")),
        Column(name="category", type=Type.CATEGORY, title=Text(en="Category", zh="品类")),
        Column(name="family", type=Type.CATEGORY, title=Text(en="Family", zh="系列")),
        Column(name="list_price", type=Type.UNIT_PRICE, title=Text(en="List price", zh="标准价")),
        Column(name="unit_cost", type=Type.UNIT_PRICE, title=Text(en="Unit cost", zh="单位成本")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
        Column(name="launched_on", type=Type.DATE, title=Text(en="Launched on", zh="上市日期")),
        Column(name="retired_on", type=Type.DATE, title=Text(en="Retired on", zh="退市日期"), known_at="retired_on"),
    ),
)
