"""The canonical table `lead`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="lead",
    title=Text(en="Lead", zh="线索"),
    group="pipeline",
    key=("lead_id",),
    known_at="created_at",
    owners=(Owner(column="owner_id"),),
    columns=(
        Column(name="lead_id", type=Type.ID, title=Text(en="Lead", zh="线索")),
        Column(name="name", type=Type.TEXT, title=Text(en="Name", zh="姓名"), personal=True),
        Column(name="company", type=Type.TEXT, title=Text(en="Company", zh="公司")),
        Column(name="channel", type=Type.CATEGORY, title=Text(en="Channel", zh="渠道")),
        Column(name="campaign_id", type=Type.ID, title=Text(en="Campaign", zh="活动"), references="campaign"),
        Column(name="status", type=Type.CATEGORY, title=Text(en="Status", zh="状态"), changes=True),
        Column(
            name="owner_id",
            type=Type.ID,
            title=Text(en="Owner", zh="负责人"),
            references="representative",
            changes=True,
        ),
        Column(name="pool", type=Type.CATEGORY, title=Text(en="Pool", zh="公海／线索池"), changes=True),
        Column(name="industry", type=Type.CATEGORY, title=Text(en="Industry", zh="行业")),
        Column(name="region", type=Type.CATEGORY, title=Text(en="Region", zh="区域")),
        Column(name="created_at", type=Type.TIMESTAMP, title=Text(en="Created", zh="创建时间")),
        Column(
            name="assigned_at", type=Type.TIMESTAMP, title=Text(en="Assigned", zh="分配时间"), known_at="assigned_at"
        ),
        Column(
            name="converted_at", type=Type.TIMESTAMP, title=Text(en="Converted", zh="转化时间"), known_at="converted_at"
        ),
        Column(
            name="account_id",
            type=Type.ID,
            title=Text(en="Account", zh="客户"),
            references="account",
            known_at="converted_at",
        ),
        Column(
            name="opportunity_id",
            type=Type.ID,
            title=Text(en="Opportunity", zh="商机"),
            references="opportunity",
            known_at="converted_at",
        ),
    ),
)
