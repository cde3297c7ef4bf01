"""The canonical table `team`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="team",
    title=Text(en="Team", zh="团队"),
    group="people",
    key=("team_id",),
    shared=True,
    columns=(
        Column(name="team_id", type=Type.ID, title=Text(en="Team", zh="团队")),
        Column(name="name", type=Type.TEXT, title=Text(en="Team name", zh="团队名称")),
        Column(
            name="manager_id",
            type=Type.ID,
            title=Text(en="Manager", zh="主管"),
            references="representative",
            changes=True,
        ),
        Column(name="region", type=Type.CATEGORY, title=Text(en="Region", zh="区域")),
        Column(name="parent_team_id", type=Type.ID, title=Text(en="Parent team", zh="上级团队"), references="team"),
    ),
)
