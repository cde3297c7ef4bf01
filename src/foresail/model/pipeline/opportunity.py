"""The canonical table `opportunity`."""

from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity, Owner, Type

ENTITY = Entity(
    name="opportunity",
    title=Text(en="Opportunity", zh="商机"),
    group="pipeline",
    key=("opportunity_id",),
    known_at="created_at",
    owners=(
        Owner(column="owner_id"),
        Owner(column="account_id", through="account"),
    ),
    columns=(
        Column(name="opportunity_id", type=Type.ID, title=Text(en="Opportunity", zh="商机")),
        Column(name="name", type=Type.TEXT, title=Text(en="Opportunity name", zh="商机名称")),
        Column(name="account_id", type=Type.ID, title=Text(en="Account", zh="客户"), references="account"),
        Column(
            name="owner_id",
            type=Type.ID,
            title=Text(en="Owner", zh="负责人"),
            references="representative",
            changes=True,
        ),
        Column(name="pipeline", type=Type.CATEGORY, title=Text(en="Pipeline", zh="销售流程")),
        Column(name="stage", type=Type.CATEGORY, title=Text(en="Stage", zh="销售阶段"), changes=True),
        Column(name="amount", type=Type.MONEY, title=Text(en="Amount", zh="商机金额"), changes=True),
        Column(name="currency", type=Type.CURRENCY, title=Text(en="Currency", zh="货币")),
        Column(name="created_at", type=Type.TIMESTAMP, title=Text(en="Created", zh="创建时间")),
        Column(
            name="expected_close_on", type=Type.DATE, title=Text(en="Expected close", zh="预计成交日期"), changes=True
        ),
        Column(
            name="probability", type=Type.RATIO, title=Text(en="Probability in the CRM", zh="CRM 赢率"), changes=True
        ),
        Column(name="closed_at", type=Type.TIMESTAMP, title=Text(en="Closed", zh="结束时间"), known_at="closed_at"),
        Column(
            name="outcome",
            type=Type.CATEGORY,
            title=Text(en="Outcome (open, won, lost)", zh="结果（进行中、赢单、输单）"),
            changes=True,
            known_at="closed_at",
        ),
        Column(
            name="lost_reason", type=Type.CATEGORY, title=Text(en="Lost reason", zh="输单原因"), known_at="closed_at"
        ),
        Column(name="competitor", type=Type.CATEGORY, title=Text(en="Competitor", zh="竞争对手"), changes=True),
        Column(name="channel", type=Type.CATEGORY, title=Text(en="Channel", zh="渠道")),
        Column(name="campaign_id", type=Type.ID, title=Text(en="Campaign", zh="活动"), references="campaign"),
        Column(name="partner_id", type=Type.ID, title=Text(en="Partner", zh="合作伙伴"), references="partner"),
        Column(
            name="forecast_category",
            type=Type.CATEGORY,
            title=Text(en="Forecast category", zh="预测类别"),
            changes=True,
        ),
        Column(name="next_step", type=Type.TEXT, title=Text(en="Next step", zh="下一步"), changes=True),
        Column(name="next_step_on", type=Type.DATE, title=Text(en="Next step on", zh="下一步日期"), changes=True),
        Column(name="product_id", type=Type.ID, title=Text(en="Product", zh="产品"), references="product"),
    ),
)
