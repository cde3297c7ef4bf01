# ruff: noqa: E501 - lists of words, one field a line
"""Leads, opportunities and what belongs to them."""

from foresail.sources.generic.references import (
    ACCOUNT,
    CAMPAIGN,
    CHANNEL,
    CONTACT,
    CREATED,
    LEAD,
    MONEY,
    OPPORTUNITY,
    OWNER,
    PARTNER,
    PRODUCT,
    REGION,
)
from foresail.sources.recognise.words import table

_STAGE = "stage|deal stage|sales stage|opportunity stage|pipeline stage|stage name|phase|sales phase|销售阶段|阶段|商机阶段|当前阶段|阶段名称|机会阶段|项目阶段|所处阶段"
_PIPELINE = "pipeline|sales pipeline|pipeline name|sales process|deal pipeline|funnel|销售流程|流程|销售管道|管道|业务类型|商机类型|销售漏斗"
_PROBABILITY = (
    "probability|probability (%)|win probability|probability %|win chance|win %|deal probability|likelihood|confidence|赢率|可能性|成交概率|赢单率|成交可能性|"
    "预计赢率|成功率|赢单概率"
)
_FORECAST = "forecast category|forecast|forecast type|commit|预测类别|预测分类|预测类型|业绩预测"

OPPORTUNITY_OBJECT = table(
    "opportunity",
    "opportunity|opportunities|deal|deals|pipeline|sales pipeline|sales opportunities|商机|商机列表|销售机会|机会|项目|商机2.0|商机明细|商机导出",
    "opportunity_id,name + stage,amount,expected_close_on,_close_date,outcome,probability",
    {
        "opportunity_id": OPPORTUNITY["opportunity_id"] + " ~ id|编号|record id",
        "name": "opportunity name|deal name|opportunity|deal|opportunity title|deal title|商机名称|机会名称|项目名称|商机|销售机会名称|商机标题 ~ name|名称|title|标题|topic|subject|主题",
        **ACCOUNT,
        "_account_name": ACCOUNT["_account_name"].replace(" ~ ", "|"),
        **OWNER,
        "pipeline": _PIPELINE,
        "stage": _STAGE,
        "amount": "amount|deal value|deal amount|opportunity amount|value|deal size|estimated value|expected revenue|expected value|close value|"
        "estimated revenue|total amount|opportunity value|total value|contract value|revenue|商机金额|金额|预计金额|预计销售金额|预计成交金额|项目金额|机会金额|预估金额|预计收入|预期金额|销售金额|合同金额|意向金额",
        **MONEY,
        "created_at": CREATED + "|engage date|start date|opportunity created|deal created|立项日期|立项时间|发现日期",
        "expected_close_on": "expected close|expected close date|expected closing|expected closing date|estimated close date|est close date|target close date|"
        "forecast close date|anticipated close date|projected close date|预计成交日期|预计结单日期|预计关闭日期|预计签约日期|预计成交时间|预计签单日期|预计结束日期|预计完成日期|预计签约时间|预期成交日期",
        "_close_date": "close date|closing date|closed date/expected|成交日期/预计|关闭日期",
        "closed_at": "closed at|closed on|closed date|date closed|actual close date|actual closing date|won date|won time|lost date|lost time|end date|结束时间|结束日期|"
        "实际成交日期|成交时间|成交日期|关闭时间|结单日期|赢单时间|实际关闭日期|实际签约日期|完成日期",
        "probability": _PROBABILITY,
        "outcome": "outcome|result|deal status|opportunity status|won/lost|won lost|win/loss|win loss|deal outcome|status|商机状态|销售状态|赢单状态|输赢|"
        "商机结果|赢输状态|状态|成交状态|结果|机会状态|项目状态",
        "_won": "is won|won|is closed won|是否赢单|是否成交",
        "_closed": "is closed|closed|是否关闭|是否结束",
        "_lost": "is lost|lost|is closed lost|是否输单|是否丢单",
        "lost_reason": "lost reason|loss reason|closed lost reason|reason for loss|reason lost|reason|输单原因|丢单原因|失败原因|流失原因|战败原因|输单原因说明",
        "competitor": "competitor|main competitor|competitors|lost to|primary competitor|竞争对手|主要竞争对手|竞品|竞争厂商|友商",
        **CHANNEL,
        **CAMPAIGN,
        **PARTNER,
        "forecast_category": _FORECAST,
        "next_step": "next step|next steps|next action|next activity|下一步|下一步计划|下步计划|下一步行动|后续计划|跟进计划",
        "next_step_on": "next step date|next activity date|next action date|follow up date|next follow up|下一步日期|下次跟进时间|下次跟进日期|下次联系时间|计划跟进时间",
        **PRODUCT,
        "account.industry": "industry|sector|行业|客户行业|所属行业",
        "account.region": REGION["region"],
    },
)

_LEAD_FIELDS = {
    "lead_id": LEAD["lead_id"] + " ~ id|编号|record id",
    "name": "lead name|full name|contact name|prospect name|线索名称|姓名|联系人|联系人姓名|线索姓名 ~ name|名称|lead",
    "_first_name": "first name|firstname|given name|名",
    "_last_name": "last name|lastname|surname|family name|姓",
    "company": "company|company name|organization|account name|business|公司|公司名称|企业名称|客户名称|单位名称|所属公司",
    **CHANNEL,
    **CAMPAIGN,
    "status": "lead status|status|lead stage|lead state|state|stage|线索状态|状态|跟进状态|线索阶段|处理状态",
    **OWNER,
    "pool": "pool|lead pool|queue|lead queue|线索池|公海|公海池|所属线索池|所属公海",
    "industry": "industry|sector|行业|所属行业|客户行业",
    **REGION,
    "created_at": CREATED + "|inquiry date|submitted at|提交时间|线索创建时间|留资时间",
    "assigned_at": "assigned at|assigned on|assigned date|assignment date|date assigned|owner assigned date|分配时间|分配日期|领取时间|指派时间",
    "converted_at": "converted at|converted on|converted date|conversion date|conversion time|lead conversion time|date converted|转化时间|转换时间|转换日期|转客户时间|转化日期|转商机时间",
    "account_id": "converted account|converted account id|account id|customer id|转化客户|转换客户|客户编号|关联客户|转换后客户",
    "opportunity_id": "converted opportunity|converted opportunity id|converted deal|deal id|opportunity id|转化商机|转换商机|商机编号|关联商机|转换后商机",
}

_BELOW = {"product_id": PRODUCT["product_id"], "_product_name": PRODUCT["_product_name"]}

OBJECTS = (
    OPPORTUNITY_OBJECT,
    table(
        "lead",
        "lead|leads|prospect|prospects|inquiries|线索|线索列表|销售线索|潜在客户|潜客|询盘",
        "lead_id,name,_last_name + company,status,channel,converted_at,pool,assigned_at",
        _LEAD_FIELDS,
    ),
    table(
        "activity",
        "activity|activities|task|tasks|event|events|call|calls|meeting|meetings|engagement|engagements|visit|visits|interactions|follow ups|email log|"
        "跟进记录|跟进|活动|拜访|拜访记录|销售记录|日程|外勤|电话记录|通话记录|任务|联系记录|服务记录|跟进列表",
        "activity_id,kind + occurred_at,owner_id,_owner_name",
        {
            "activity_id": "activity id|task id|event id|call id|meeting id|engagement id|跟进编号|跟进记录编号|活动记录编号|拜访编号|记录编号|任务编号 ~ id|编号|record id",
            "kind": "activity type|task type|type of activity|interaction type|engagement type|call type|跟进方式|活动类型|跟进类型|拜访类型|联系方式|互动类型|记录类型|任务类型 ~ type|kind|类型|方式|subject",
            "occurred_at": "occurred at|activity date|activity time|activity datetime|start time|start date|meeting date|call date|call start time|completed at|completed date|"
            "interaction date|contact date|visit date|due date|跟进时间|活动时间|拜访时间|跟进日期|活动日期|发生时间|联系时间|沟通时间|通话时间|拜访日期|签到时间|开始时间 ~ date|time|日期|时间|timestamp|"
            + CREATED,
            "_ends_at": "end time|end date|meeting end time|结束时间|签退时间",
            **OWNER,
            "_owner_name": OWNER["_owner_name"] + "|performed by|logged by|created by|创建人|拜访人|跟进人员",
            **ACCOUNT,
            "_account_name": ACCOUNT["_account_name"].replace(" ~ ", "|"),
            **CONTACT,
            **LEAD,
            **OPPORTUNITY,
            "outcome": "outcome|result|activity outcome|call outcome|call result|disposition|meeting outcome|跟进结果|活动结果|沟通结果|拜访结果|结果|通话结果",
            "minutes": "minutes|duration|duration (minutes)|duration minutes|call duration|length|duration min|时长|时长（分钟）|时长分钟|通话时长|拜访时长|持续时间",
            "_seconds": "duration seconds|call duration in seconds|duration in seconds|call duration (in seconds)|通话时长（秒）|时长（秒）",
        },
    ),
    table(
        "opportunity_line",
        "opportunity line|opportunity lines|opportunity products|opportunity product|deal products|line items|商机产品|商机明细产品|商机产品明细|opportunity_line|deal line items",
        "opportunity_id + product_id,_product_name + quantity,unit_price",
        {
            "opportunity_id": OPPORTUNITY["opportunity_id"],
            "_opportunity_name": OPPORTUNITY["_opportunity_name"],
            "line_no": "line|line no|line number|position|sort order|sequence|行号|序号|明细行号|行",
            **_BELOW,
            "quantity": "quantity|qty|units|数量|产品数量|采购数量",
            "unit_price": "unit price|sales price|price|selling price|单价|销售单价|售价|销售价格|成交价",
            "discount_rate": "discount|discount %|discount rate|discount (%)|discount percent|折扣|折扣率|折扣%",
        },
    ),
    table(
        "opportunity_contact",
        "opportunity contact|opportunity contacts|opportunity contact role|contact roles|deal contacts|商机联系人|opportunity_contact",
        "opportunity_id,_opportunity_name + contact_id,_contact_name + role,since,contact_id",
        {
            **OPPORTUNITY,
            **CONTACT,
            "role": "role|contact role|buying role|buyer role|角色|决策角色|联系人角色|关系",
            "since": "since|added on|added at|参与时间|加入时间|关联时间|" + CREATED,
        },
    ),
    table(
        "quote",
        "quote|quotes|quotation|quotations|proposal|proposals|报价|报价单|报价列表",
        "quote_id + amount,valid_until,issued_at,status",
        {
            "quote_id": "quote id|quote number|quote no|quotation number|quotation no|quote name|报价单编号|报价单号|报价编号|报价号 ~ id|编号",
            **OPPORTUNITY,
            **ACCOUNT,
            "issued_at": "quote date|quoted at|issued at|issue date|sent date|报价时间|报价日期|报价单日期|" + CREATED,
            "valid_until": "valid until|valid till|expiration date|expires on|expiry date|有效期至|有效期|报价有效期|失效日期|有效截止日期",
            "amount": "quote amount|quote total|amount|grand total|total|total amount|total price|报价金额|金额|总金额|报价总额|合计金额",
            **MONEY,
            "discount_rate": "discount|discount rate|discount %|折扣|折扣率|整单折扣",
            "status": "status|quote status|quote stage|报价状态|状态|审批状态",
        },
    ),
    table(
        "contract",
        "contract|contracts|agreement|agreements|合同|合同列表|合同台账",
        "contract_id + signed_on,starts_on,ends_on,amount",
        {
            "contract_id": "contract id|contract number|contract no|agreement number|合同编号|合同号|合同id|合同编码|合同 ~ id|编号",
            **ACCOUNT,
            "_account_name": ACCOUNT["_account_name"].replace(" ~ ", "|"),
            **OPPORTUNITY,
            "signed_on": "signed on|signed date|date signed|customer signed date|contract date|sign date|signature date|签订日期|签约日期|合同日期|签署日期|签订时间|签约时间",
            "starts_on": "start date|starts on|contract start date|effective date|开始日期|合同开始日期|生效日期|起始日期|合同开始时间",
            "ends_on": "end date|ends on|contract end date|expiry date|expiration date|结束日期|合同结束日期|到期日期|终止日期|到期日|合同到期日|合同结束时间",
            "amount": "contract amount|contract value|amount|total value|total amount|value|合同金额|金额|合同总额|合同额|签约金额|合同总金额",
            **MONEY,
            "renews": "renews|auto renew|auto renewal|automatic renewal|renewable|自动续约|是否自动续约|是否续约|续约",
            "status": "status|contract status|state|合同状态|状态|执行状态",
        },
    ),
    table(
        "stage",
        "stage|stages|pipeline stages|sales stages|opportunity stage|阶段|销售阶段|阶段定义|商机阶段|阶段设置",
        "stage + position,probability,entry_criteria,exit_criteria",
        {
            "pipeline": _PIPELINE + "|pipeline id",
            "stage": _STAGE + "|label|stage label|stage id|master label",
            "position": "position|order|sort order|display order|sequence|sequence no|顺序|序号|排序|阶段顺序",
            "probability": _PROBABILITY + "|default probability|默认赢率|阶段赢率|默认概率",
            "outcome": "outcome|stage type|type|result|阶段类型|结果|阶段结果 ~ status",
            "_won": "is won|closed won|won",
            "_closed": "is closed|closed",
            "entry_criteria": "entry criteria|entry criterion|entry|进入标准|进入条件|准入标准",
            "exit_criteria": "exit criteria|exit criterion|exit|退出标准|退出条件|完成标准|离开标准",
        },
    ),
)
