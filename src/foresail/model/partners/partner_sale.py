"""The canonical table `partner_sale`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="partner_sale",
    title=Text(en="Partner sale", zh="渠道出货"),
    group="partners",
    key=(
        "partner_id",
        "product_id",
        "sold_on",
    ),
    known_at="sold_on",
    owners=(Owner(column="partner_id", through="partner"),),
    columns=(
        Column(name="partner_id", type=Type.ID, title=Text(en="Partner", zh="合作伙伴"), references="partner"),
        Column(name="product_id", type=Type.ID, title=Text(en="Product", zh="产品"), references="product"),
        Column(name="sold_on", type=Type.DATE, title=Text(en="Sold on", zh="销售日期")),
        Column(name="quantity", type=Type.QUANTITY, title=Text(en="Quantity", zh="数量")),
        Column(name="amount", type=Type.MONEY, title=Text(en="Amount", zh="金额")),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
        Column(
            name="account_id",
            type=Type.ID,
            title=Text(en="Account (sell-through)", zh="最终客户"),
            references="account",
        ),
    ),
)
