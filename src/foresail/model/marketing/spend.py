"""The canonical table `spend`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="spend",
    title=Text(en="Spend", zh="投放"),
    group="marketing",
    key=(
        "spent_on",
        "channel",
        "campaign_id",
        "region",
        "detail",
    ),
    known_at="spent_on",
    shared=True,
    columns=(
        Column(name="spent_on", type=Type.DATE, title=Text(en="Spent on", zh="投放日期")),
        Column(name="channel", type=Type.CATEGORY, title=Text(en="Channel", zh="渠道")),
        Column(name="campaign_id", type=Type.ID, title=Text(en="Campaign", zh="活动"), references="campaign"),
        Column(name="region", type=Type.CATEGORY, title=Text(en="Region", zh="区域")),
        Column(
            name="detail",
            type=Type.TEXT,
            title=Text(en="Detail (keyword, content, platform)", zh="细分（关键词、内容、平台）"),
        ),
        Column(name="amount", type=Type.MONEY, title=Text(en="Amount", zh="金额")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
        Column(name="impressions", type=Type.INTEGER, title=Text(en="Impressions", zh="曝光")),
        Column(name="clicks", type=Type.INTEGER, title=Text(en="Clicks", zh="点击")),
        Column(name="interactions", type=Type.INTEGER, title=Text(en="Interactions", zh="互动")),
    ),
)
