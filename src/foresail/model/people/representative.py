"""The canonical table `representative`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="representative",
    title=Text(en="Representative", zh="销售代表"),
    group="people",
    key=("representative_id",),
    known_at="hired_on",
    shared=True,
    columns=(
        Column(name="representative_id", type=Type.ID, title=Text(en="Representative", zh="销售代表")),
        Column(name="name", type=Type.TEXT, title=Text(en="Name", zh="姓名")),
        Column(name="team_id", type=Type.ID, title=Text(en="Team", zh="团队"), references="team", changes=True),
        Column(
            name="manager_id",
            type=Type.ID,
            title=Text(en="Manager", zh="主管"),
            references="representative",
            changes=True,
        ),
        Column(name="region", type=Type.CATEGORY, title=Text(en="Region", zh="区域"), changes=True),
        Column(name="role", type=Type.CATEGORY, title=Text(en="Role", zh="岗位"), changes=True),
        Column(name="hired_on", type=Type.DATE, title=Text(en="Hired on", zh="入职日期")),
        Column(name="left_on", type=Type.DATE, title=Text(en="Left on", zh="离职日期"), known_at="left_on"),
    ),
)
