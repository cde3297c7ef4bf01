"""The canonical table `market_index`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="market_index",
    title=Text(en="Market index", zh="市场指数"),
    group="market",
    key=(
        "name",
        "region",
        "on_date",
    ),
    known_at="on_date",
    shared=True,
    columns=(
        Column(name="name", type=Type.CATEGORY, title=Text(en="Index", zh="指数")),
        Column(name="region", type=Type.CATEGORY, title=Text(en="Region", zh="区域")),
        Column(name="on_date", type=Type.DATE, title=Text(en="Date", zh="日期")),
        Column(name="value", type=Type.NUMBER, title=Text(en="Value", zh="数值")),
        Column(name="forecast", type=Type.BOOLEAN, title=Text(en="Forecast", zh="是否预测")),
    ),
)
