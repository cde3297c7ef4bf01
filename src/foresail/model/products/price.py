"""The canonical table `price`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="price",
    title=Text(en="Price", zh="价格"),
    group="products",
    key=(
        "product_id",
        "valid_from",
        "channel",
        "region",
    ),
    known_at="valid_from",
    shared=True,
    columns=(
        Column(name="product_id", type=Type.ID, title=Text(en="Product", zh="产品"), references="product"),
        Column(name="valid_from", type=Type.DATE, title=Text(en="Valid from", zh="生效日期")),
        Column(name="channel", type=Type.CATEGORY, title=Text(en="Channel", zh="渠道")),
        Column(name="region", type=Type.CATEGORY, title=Text(en="Region", zh="区域")),
        Column(name="valid_to", type=Type.DATE, title=Text(en="Valid to", zh="失效日期")),
        Column(name="list_price", type=Type.UNIT_PRICE, title=Text(en="List price", zh="标准价")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
    ),
)
