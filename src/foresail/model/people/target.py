"""The canonical table `target`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="target",
    title=Text(en="Target", zh="目标"),
    group="people",
    key=(
        "metric",
        "starts_on",
        "grain",
        "scope",
        "scope_id",
    ),
    shared=True,
    columns=(
        Column(name="metric", type=Type.CATEGORY, title=Text(en="Metric", zh="指标")),
        Column(name="starts_on", type=Type.DATE, title=Text(en="Starts on", zh="开始日期")),
        Column(
            name="grain", type=Type.CATEGORY, title=Text(en="Grain (month, quarter, year)", zh="周期（月、季、年）")
        ),
        Column(name="scope", type=Type.CATEGORY, title=Text(en="Scope", zh="范围")),
        Column(name="scope_id", type=Type.TEXT, title=Text(en="Whose", zh="对象")),
        Column(name="value", type=Type.MONEY, title=Text(en="Value", zh="目标值")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
    ),
)
