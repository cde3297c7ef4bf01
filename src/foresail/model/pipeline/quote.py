"""The canonical table `quote`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="quote",
    title=Text(en="Quote", zh="报价"),
    group="pipeline",
    key=("quote_id",),
    known_at="issued_at",
    owners=(
        Owner(column="opportunity_id", through="opportunity"),
        Owner(column="account_id", through="account"),
    ),
    columns=(
        Column(name="quote_id", type=Type.ID, title=Text(en="Quote", zh="报价")),
        Column(name="opportunity_id", type=Type.ID, title=Text(en="Opportunity", zh="商机"), references="opportunity"),
        Column(name="account_id", type=Type.ID, title=Text(en="Account", zh="客户"), references="account"),
        Column(name="issued_at", type=Type.TIMESTAMP, title=Text(en="Issued", zh="报价时间")),
        Column(name="valid_until", type=Type.DATE, title=Text(en="Valid until", zh="有效期至")),
        Column(name="amount", type=Type.MONEY, title=Text(en="Amount", zh="金额")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
        Column(name="discount_rate", type=Type.RATIO, title=Text(en="Discount", zh="折扣率")),
        Column(name="status", type=Type.CATEGORY, title=Text(en="Status", zh="状态"), changes=True),
    ),
)
