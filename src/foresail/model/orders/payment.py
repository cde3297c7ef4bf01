"""The canonical table `payment`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="payment",
    title=Text(en="Payment", zh="回款"),
    group="orders",
    key=("payment_id",),
    known_at="paid_on",
    owners=(
        Owner(column="order_id", through="order"),
        Owner(column="account_id", through="account"),
    ),
    columns=(
        Column(name="payment_id", type=Type.ID, title=Text(en="Payment", zh="回款")),
        Column(name="invoice_id", type=Type.ID, title=Text(en="Invoice", zh="发票"), references="invoice"),
        Column(name="order_id", type=Type.ID, title=Text(en="Order", zh="订单"), references="order"),
        Column(name="account_id", type=Type.ID, title=Text(en="Account", zh="客户"), references="account"),
        Column(name="paid_on", type=Type.DATE, title=Text(en="Paid on", zh="回款日期")),
        Column(name="amount", type=Type.MONEY, title=Text(en="Amount", zh="回款金额")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
    ),
)
