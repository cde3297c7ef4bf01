"""The canonical table `web_event`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="web_event",
    title=Text(en="Web event", zh="网站行为"),
    group="marketing",
    key=("event_id",),
    known_at="occurred_at",
    owners=(Owner(column="account_id", through="account"),),
    columns=(
        Column(name="event_id", type=Type.ID, title=Text(en="Event", zh="事件")),
        Column(name="visitor_id", type=Type.TEXT, title=Text(en="Visitor", zh="访客"), personal=True),
        Column(name="account_id", type=Type.ID, title=Text(en="Account", zh="客户"), references="account"),
        Column(name="contact_id", type=Type.ID, title=Text(en="Contact", zh="联系人"), references="contact"),
        Column(name="occurred_at", type=Type.TIMESTAMP, title=Text(en="Occurred", zh="发生时间")),
        Column(name="kind", type=Type.CATEGORY, title=Text(en="Kind", zh="类型")),
        Column(name="page", type=Type.TEXT, title=Text(en="Page", zh="页面")),
        Column(name="session_id", type=Type.TEXT, title=Text(en="Session", zh="会话")),
    ),
)
