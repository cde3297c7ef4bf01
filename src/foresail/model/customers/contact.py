"""The canonical table `contact`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="contact",
    title=Text(en="Contact", zh="联系人"),
    group="customers",
    key=("contact_id",),
    known_at="created_at",
    owners=(Owner(column="account_id", through="account"),),
    columns=(
        Column(name="contact_id", type=Type.ID, title=Text(en="Contact", zh="联系人")),
        Column(name="account_id", type=Type.ID, title=Text(en="Account", zh="客户"), references="account"),
        Column(name="full_name", type=Type.TEXT, title=Text(en="Name", zh="姓名"), personal=True),
        Column(name="title", type=Type.CATEGORY, title=Text(en="Job title", zh="职务")),
        Column(name="department", type=Type.CATEGORY, title=Text(en="Department", zh="部门")),
        Column(name="email", type=Type.TEXT, title=Text(en="E-mail", zh="邮箱"), personal=True),
        Column(name="phone", type=Type.TEXT, title=Text(en="Phone", zh="电话"), personal=True),
        Column(name="opted_out", type=Type.BOOLEAN, title=Text(en="Opted out", zh="已退订"), changes=True),
        Column(name="created_at", type=Type.TIMESTAMP, title=Text(en="Created", zh="创建时间")),
    ),
)
