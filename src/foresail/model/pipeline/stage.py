"""The canonical table `stage`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="stage",
    title=Text(en="Stage", zh="销售阶段"),
    group="pipeline",
    key=(
        "pipeline",
        "stage",
    ),
    shared=True,
    columns=(
        Column(name="pipeline", type=Type.CATEGORY, title=Text(en="Pipeline", zh="销售流程")),
        Column(name="stage", type=Type.CATEGORY, title=Text(en="Stage", zh="阶段")),
        Column(name="position", type=Type.INTEGER, title=Text(en="Position", zh="顺序")),
        Column(name="probability", type=Type.RATIO, title=Text(en="Default probability", zh="默认赢率")),
        Column(name="outcome", type=Type.CATEGORY, title=Text(en="Outcome", zh="结果")),
        Column(name="entry_criteria", type=Type.TEXT, title=Text(en="Entry criteria", zh="进入标准")),
        Column(name="exit_criteria", type=Type.TEXT, title=Text(en="Exit criteria", zh="退出标准")),
    ),
)
