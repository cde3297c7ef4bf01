"""The canonical table `opportunity_contact`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="opportunity_contact",
    title=Text(en="Opportunity contact", zh="商机联系人"),
    group="pipeline",
    key=(
        "opportunity_id",
        "contact_id",
    ),
    known_at="since",
    owners=(Owner(column="opportunity_id", through="opportunity"),),
    columns=(
        Column(name="opportunity_id", type=Type.ID, title=Text(en="Opportunity", zh="商机"), references="opportunity"),
        Column(name="contact_id", type=Type.ID, title=Text(en="Contact", zh="联系人"), references="contact"),
        Column(name="role", type=Type.CATEGORY, title=Text(en="Role", zh="角色")),
        Column(name="since", type=Type.TIMESTAMP, title=Text(en="Since", zh="自")),
    ),
)
