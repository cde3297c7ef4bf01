"""The canonical table `substitute`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="substitute",
    title=Text(en="Substitute", zh="替代品"),
    group="products",
    key=(
        "product_id",
        "substitute_id",
    ),
    shared=True,
    columns=(
        Column(name="product_id", type=Type.ID, title=Text(en="Product", zh="产品"), references="product"),
        Column(name="substitute_id", type=Type.ID, title=Text(en="Substitute", zh="替代品"), references="product"),
        Column(name="note", type=Type.TEXT, title=Text(en="Note", zh="说明")),
    ),
)
