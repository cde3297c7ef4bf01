"""The canonical table `fx_rate`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="fx_rate",
    title=Text(en="Exchange rate", zh="汇率"),
    group="market",
    key=(
        "on_date",
        "currency",
    ),
    known_at="on_date",
    shared=True,
    columns=(
        Column(name="on_date", type=Type.DATE, title=Text(en="Date", zh="日期")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
        Column(
            name="rate",
            type=Type.NUMBER,
            title=Text(en="Rate (one unit in the base currency)", zh="汇率（一单位折合本位币）"),
        ),
    ),
)
