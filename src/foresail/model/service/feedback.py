"""The canonical table `feedback`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="feedback",
    title=Text(en="Feedback", zh="反馈"),
    group="service",
    key=("feedback_id",),
    known_at="given_at",
    owners=(Owner(column="account_id", through="account"),),
    columns=(
        Column(name="feedback_id", type=Type.ID, title=Text(en="Feedback", zh="反馈")),
        Column(name="account_id", type=Type.ID, title=Text(en="Account", zh="客户"), references="account"),
        Column(name="contact_id", type=Type.ID, title=Text(en="Contact", zh="联系人"), references="contact"),
        Column(name="given_at", type=Type.TIMESTAMP, title=Text(en="Given", zh="反馈时间")),
        Column(name="kind", type=Type.CATEGORY, title=Text(en="Kind (nps, csat, survey, review)", zh="类型")),
        Column(name="score", type=Type.NUMBER, title=Text(en="Score", zh="评分")),
        Column(name="text", type=Type.TEXT, title=Text(en="Text", zh="内容"), personal=True),
    ),
)
