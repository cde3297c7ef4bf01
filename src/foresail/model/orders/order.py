"""The canonical table `order`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="order",
    title=Text(en="Order", zh="订单"),
    group="orders",
    key=("order_id",),
    known_at="ordered_at",
    owners=(
        Owner(column="owner_id"),
        Owner(column="account_id", through="account"),
    ),
    columns=(
        Column(name="order_id", type=Type.ID, title=Text(en="Order", zh="订单")),
        Column(name="account_id", type=Type.ID, title=Text(en="Account", zh="客户"), references="account"),
        Column(name="opportunity_id", type=Type.ID, title=Text(en="Opportunity", zh="商机"), references="opportunity"),
        Column(name="owner_id", type=Type.ID, title=Text(en="Owner", zh="负责人"), references="representative"),
        Column(name="channel", type=Type.CATEGORY, title=Text(en="Channel", zh="渠道")),
        Column(name="campaign_id", type=Type.ID, title=Text(en="Campaign", zh="活动"), references="campaign"),
        Column(name="region", type=Type.CATEGORY, title=Text(en="Region", zh="区域")),
        Column(name="ordered_at", type=Type.TIMESTAMP, title=Text(en="Ordered", zh="下单时间")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
        Column(name="status", type=Type.CATEGORY, title=Text(en="Status", zh="状态"), changes=True),
    ),
)
