"""The canonical table `touch`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="touch",
    title=Text(en="Touch", zh="触点"),
    group="marketing",
    key=("touch_id",),
    known_at="occurred_at",
    owners=(
        Owner(column="account_id", through="account"),
        Owner(column="lead_id", through="lead"),
    ),
    columns=(
        Column(name="touch_id", type=Type.ID, title=Text(en="Touch", zh="触点")),
        Column(name="occurred_at", type=Type.TIMESTAMP, title=Text(en="Occurred", zh="发生时间")),
        Column(name="channel", type=Type.CATEGORY, title=Text(en="Channel", zh="渠道")),
        Column(name="campaign_id", type=Type.ID, title=Text(en="Campaign", zh="活动"), references="campaign"),
        Column(name="account_id", type=Type.ID, title=Text(en="Account", zh="客户"), references="account"),
        Column(name="contact_id", type=Type.ID, title=Text(en="Contact", zh="联系人"), references="contact"),
        Column(name="lead_id", type=Type.ID, title=Text(en="Lead", zh="线索"), references="lead"),
        Column(name="visitor_id", type=Type.TEXT, title=Text(en="Visitor", zh="访客"), personal=True),
        Column(name="kind", type=Type.CATEGORY, title=Text(en="Kind", zh="类型")),
    ),
)
