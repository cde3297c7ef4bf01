"""The canonical table `training`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="training",
    title=Text(en="Training", zh="培训"),
    group="people",
    key=(
        "representative_id",
        "course",
        "on_date",
    ),
    known_at="on_date",
    owners=(Owner(column="representative_id"),),
    columns=(
        Column(
            name="representative_id",
            type=Type.ID,
            title=Text(en="Representative", zh="销售代表"),
            references="representative",
        ),
        Column(name="course", type=Type.CATEGORY, title=Text(en="Course", zh="课程")),
        Column(name="on_date", type=Type.DATE, title=Text(en="Date", zh="日期")),
        Column(name="cost", type=Type.MONEY, title=Text(en="Cost", zh="费用")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
        Column(name="score", type=Type.NUMBER, title=Text(en="Score", zh="成绩")),
    ),
)
