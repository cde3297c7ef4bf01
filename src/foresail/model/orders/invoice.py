"""The canonical table `invoice`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="invoice",
    title=Text(en="Invoice", zh="发票"),
    group="orders",
    key=("invoice_id",),
    known_at="issued_on",
    owners=(
        Owner(column="order_id", through="order"),
        Owner(column="account_id", through="account"),
    ),
    columns=(
        Column(name="invoice_id", type=Type.ID, title=Text(en="Invoice", zh="发票")),
        Column(name="order_id", type=Type.ID, title=Text(en="Order", zh="订单"), references="order"),
        Column(name="contract_id", type=Type.ID, title=Text(en="Contract", zh="合同"), references="contract"),
        Column(name="account_id", type=Type.ID, title=Text(en="Account", zh="客户"), references="account"),
        Column(name="issued_on", type=Type.DATE, title=Text(en="Issued on", zh="开票日期")),
        Column(name="due_on", type=Type.DATE, title=Text(en="Due on", zh="到期日")),
        Column(name="amount", type=Type.MONEY, title=Text(en="Amount", zh="金额")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
        Column(name="status", type=Type.CATEGORY, title=Text(en="Status", zh="状态"), changes=True),
    ),
)
