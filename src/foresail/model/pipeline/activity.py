"""The canonical table `activity`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="activity",
    title=Text(en="Activity", zh="跟进"),
    group="pipeline",
    key=("activity_id",),
    known_at="occurred_at",
    owners=(
        Owner(column="owner_id"),
        Owner(column="account_id", through="account"),
        Owner(column="opportunity_id", through="opportunity"),
    ),
    columns=(
        Column(name="activity_id", type=Type.ID, title=Text(en="Activity", zh="跟进")),
        Column(name="kind", type=Type.CATEGORY, title=Text(en="Kind", zh="方式")),
        Column(name="occurred_at", type=Type.TIMESTAMP, title=Text(en="Occurred", zh="发生时间")),
        Column(name="owner_id", type=Type.ID, title=Text(en="Owner", zh="负责人"), references="representative"),
        Column(name="account_id", type=Type.ID, title=Text(en="Account", zh="客户"), references="account"),
        Column(name="contact_id", type=Type.ID, title=Text(en="Contact", zh="联系人"), references="contact"),
        Column(name="lead_id", type=Type.ID, title=Text(en="Lead", zh="线索"), references="lead"),
        Column(name="opportunity_id", type=Type.ID, title=Text(en="Opportunity", zh="商机"), references="opportunity"),
        Column(name="outcome", type=Type.CATEGORY, title=Text(en="Outcome", zh="结果")),
        Column(name="minutes", type=Type.NUMBER, title=Text(en="Minutes", zh="时长（分钟）")),
    ),
)
