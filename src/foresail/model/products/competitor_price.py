"""The canonical table `competitor_price`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="competitor_price",
    title=Text(en="Competitor price", zh="竞品价格"),
    group="products",
    key=(
        "competitor",
        "product_id",
        "seen_on",
    ),
    known_at="seen_on",
    shared=True,
    columns=(
        Column(name="competitor", type=Type.CATEGORY, title=Text(en="Competitor", zh="竞争对手")),
        Column(name="product_id", type=Type.ID, title=Text(en="Product", zh="产品"), references="product"),
        Column(name="seen_on", type=Type.DATE, title=Text(en="Seen on", zh="采集日期")),
        Column(name="price", type=Type.UNIT_PRICE, title=Text(en="Price", zh="价格")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
    ),
)
