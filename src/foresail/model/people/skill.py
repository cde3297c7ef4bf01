"""The canonical table `skill`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="skill",
    title=Text(en="Skill", zh="技能"),
    group="people",
    key=(
        "representative_id",
        "skill",
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
        Column(name="skill", type=Type.CATEGORY, title=Text(en="Skill", zh="技能")),
        Column(name="on_date", type=Type.DATE, title=Text(en="Date", zh="日期")),
        Column(name="level", type=Type.NUMBER, title=Text(en="Level", zh="水平")),
    ),
)
