"""The canonical table `subscription`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="subscription",
    title=Text(en="Subscription", zh="订阅"),
    group="customers",
    key=("subscription_id",),
    known_at="starts_on",
    owners=(Owner(column="account_id", through="account"),),
    columns=(
        Column(name="subscription_id", type=Type.ID, title=Text(en="Subscription", zh="订阅")),
        Column(name="account_id", type=Type.ID, title=Text(en="Account", zh="客户"), references="account"),
        Column(name="product_id", type=Type.ID, title=Text(en="Product", zh="产品"), references="product"),
        Column(name="starts_on", type=Type.DATE, title=Text(en="Starts on", zh="开始日期")),
        Column(name="ends_on", type=Type.DATE, title=Text(en="Ends on", zh="结束日期"), changes=True),
        Column(name="amount", type=Type.MONEY, title=Text(en="Amount per period", zh="每期金额")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
        Column(name="period", type=Type.CATEGORY, title=Text(en="Billing period", zh="计费周期")),
        Column(
            name="cancelled_on", type=Type.DATE, title=Text(en="Cancelled on", zh="取消日期"), known_at="cancelled_on"
        ),
    ),
)
