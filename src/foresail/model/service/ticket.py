"""The canonical table `ticket`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="ticket",
    title=Text(en="Ticket", zh="工单"),
    group="service",
    key=("ticket_id",),
    known_at="opened_at",
    owners=(Owner(column="account_id", through="account"),),
    columns=(
        Column(name="ticket_id", type=Type.ID, title=Text(en="Ticket", zh="工单")),
        Column(name="account_id", type=Type.ID, title=Text(en="Account", zh="客户"), references="account"),
        Column(name="opened_at", type=Type.TIMESTAMP, title=Text(en="Opened", zh="提交时间")),
        Column(name="closed_at", type=Type.TIMESTAMP, title=Text(en="Closed", zh="关闭时间"), known_at="closed_at"),
        Column(name="severity", type=Type.CATEGORY, title=Text(en="Severity", zh="严重程度")),
        Column(name="satisfaction", type=Type.NUMBER, title=Text(en="Satisfaction", zh="满意度"), known_at="closed_at"),
    ),
)
