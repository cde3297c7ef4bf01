"""The canonical table `contract`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="contract",
    title=Text(en="Contract", zh="合同"),
    group="pipeline",
    key=("contract_id",),
    known_at="signed_on",
    owners=(
        Owner(column="opportunity_id", through="opportunity"),
        Owner(column="account_id", through="account"),
    ),
    columns=(
        Column(name="contract_id", type=Type.ID, title=Text(en="Contract", zh="合同")),
        Column(name="account_id", type=Type.ID, title=Text(en="Account", zh="客户"), references="account"),
        Column(name="opportunity_id", type=Type.ID, title=Text(en="Opportunity", zh="商机"), references="opportunity"),
        Column(name="signed_on", type=Type.DATE, title=Text(en="Signed on", zh="签订日期")),
        Column(name="starts_on", type=Type.DATE, title=Text(en="Starts on", zh="开始日期")),
        Column(name="ends_on", type=Type.DATE, title=Text(en="Ends on", zh="结束日期")),
        Column(name="amount", type=Type.MONEY, title=Text(en="Amount", zh="合同金额")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
        Column(name="renews", type=Type.BOOLEAN, title=Text(en="Renews", zh="自动续约")),
        Column(name="status", type=Type.CATEGORY, title=Text(en="Status", zh="状态"), changes=True),
    ),
)
