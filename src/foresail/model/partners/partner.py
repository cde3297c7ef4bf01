"""The canonical table `partner`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Type

ENTITY = Entity(
    name="partner",
    title=Text(en="Partner", zh="合作伙伴"),
    group="partners",
    key=("partner_id",),
    known_at="since",
    shared=True,
    columns=(
        Column(name="partner_id", type=Type.ID, title=Text(en="Partner", zh="合作伙伴")),
        Column(name="name", type=Type.TEXT, title=Text(en="Partner name", zh="伙伴名称")),
        Column(name="kind", type=Type.CATEGORY, title=Text(en="Kind", zh="类型")),
        Column(name="region", type=Type.CATEGORY, title=Text(en="Region", zh="区域")),
        Column(
            name="owner_id",
            type=Type.ID,
            title=Text(en="Owner", zh="负责人"),
            references="representative",
            changes=True,
        ),
        Column(name="since", type=Type.DATE, title=Text(en="Since", zh="合作开始")),
        Column(name="until", type=Type.DATE, title=Text(en="Until", zh="合作结束"), known_at="until"),
        Column(name="tier", type=Type.CATEGORY, title=Text(en="Tier", zh="等级"), changes=True),
    ),
)
