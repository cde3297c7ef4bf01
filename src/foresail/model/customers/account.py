"""The canonical table `account`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="account",
    title=Text(en="Account", zh="客户"),
    group="customers",
    key=("account_id",),
    known_at="created_at",
    owners=(Owner(column="owner_id"),),
    columns=(
        Column(name="account_id", type=Type.ID, title=Text(en="Account", zh="客户")),
        Column(name="name", type=Type.TEXT, title=Text(en="Account name", zh="客户名称"), personal=True),
        Column(name="kind", type=Type.CATEGORY, title=Text(en="Kind (company, person)", zh="类型（公司、个人）")),
        Column(
            name="tax_id",
            type=Type.TEXT,
            title=Text(en="Tax or social credit code", zh="税号／统一社会信用代码"),
            personal=True,
        ),
        Column(name="domain", type=Type.TEXT, title=Text(en="Web domain", zh="网址")),
        Column(name="phone", type=Type.TEXT, title=Text(en="Phone", zh="电话"), personal=True),
        Column(name="address", type=Type.TEXT, title=Text(en="Address", zh="地址"), personal=True),
        Column(name="industry", type=Type.CATEGORY, title=Text(en="Industry", zh="行业")),
        Column(name="employee_count", type=Type.INTEGER, title=Text(en="Employees", zh="员工人数")),
        Column(name="annual_revenue", type=Type.MONEY, title=Text(en="Annual revenue", zh="年营业额")),
        Column(name="region", type=Type.CATEGORY, title=Text(en="Region", zh="区域")),
        Column(name="country", type=Type.CATEGORY, title=Text(en="Country", zh="国家")),
        Column(name="city", type=Type.CATEGORY, title=Text(en="City", zh="城市")),
        Column(
            name="owner_id",
            type=Type.ID,
            title=Text(en="Owner", zh="负责人"),
            references="representative",
            changes=True,
        ),
        Column(
            name="parent_account_id", type=Type.ID, title=Text(en="Parent account", zh="上级客户"), references="account"
        ),
        Column(name="channel", type=Type.CATEGORY, title=Text(en="Channel", zh="渠道")),
        Column(name="created_at", type=Type.TIMESTAMP, title=Text(en="Created", zh="创建时间")),
        Column(name="status", type=Type.CATEGORY, title=Text(en="Status", zh="状态"), changes=True),
    ),
)
