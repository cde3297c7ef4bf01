"""The canonical table `campaign`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="campaign",
    title=Text(en="Campaign", zh="市场活动"),
    group="marketing",
    key=("campaign_id",),
    known_at="starts_on",
    shared=True,
    columns=(
        Column(name="campaign_id", type=Type.ID, title=Text(en="Campaign", zh="市场活动")),
        Column(name="name", type=Type.TEXT, title=Text(en="Campaign name", zh="活动名称")),
        Column(name="channel", type=Type.CATEGORY, title=Text(en="Channel", zh="渠道")),
        Column(name="starts_on", type=Type.DATE, title=Text(en="Starts on", zh="开始日期")),
        Column(name="ends_on", type=Type.DATE, title=Text(en="Ends on", zh="结束日期")),
        Column(name="budget", type=Type.MONEY, title=Text(en="Budget", zh="预算")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
    ),
)
