"""The canonical table `opportunity_change`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="opportunity_change",
    title=Text(en="Opportunity change", zh="商机变更"),
    group="pipeline",
    key=(
        "opportunity_id",
        "changed_at",
        "field",
    ),
    known_at="changed_at",
    owners=(Owner(column="opportunity_id", through="opportunity"),),
    columns=(
        Column(name="opportunity_id", type=Type.ID, title=Text(en="Opportunity", zh="商机"), references="opportunity"),
        Column(name="changed_at", type=Type.TIMESTAMP, title=Text(en="Changed", zh="变更时间")),
        Column(name="field", type=Type.CATEGORY, title=Text(en="Field", zh="字段")),
        Column(name="old", type=Type.TEXT, title=Text(en="Before", zh="变更前")),
        Column(name="new", type=Type.TEXT, title=Text(en="After", zh="变更后")),
        Column(
            name="origin", type=Type.CATEGORY, title=Text(en="Origin (reported, inferred)", zh="来源（系统记录、推断）")
        ),
    ),
)
