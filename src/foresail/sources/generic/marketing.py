# ruff: noqa: E501 - lists of words, one field a line
"""Campaigns, spend, touches, web events, market and competitors, rates."""

from foresail.sources.generic.references import ACCOUNT, CAMPAIGN, CHANNEL, CONTACT, LEAD, MONEY, PRODUCT, REGION
from foresail.sources.recognise.words import table

_AT = "occurred at|event time|event date|event timestamp|touch time|touch date|timestamp|visited at|interaction time|发生时间|触点时间|访问时间|事件时间|触达时间|行为时间 ~ date|time|日期|时间|created at|创建时间"

OBJECTS = (
    table(
        "campaign",
        "campaign|campaigns|marketing campaigns|marketing events|市场活动|营销活动|活动|推广计划|市场活动列表",
        "campaign_id,name + starts_on,ends_on,budget,channel",
        {
            "campaign_id": CAMPAIGN["campaign_id"] + " ~ id|code|编号|record id",
            "name": "campaign name|campaign|marketing event name|市场活动|活动名称|市场活动名称|营销活动名称|活动主题 ~ name|名称|title",
            "channel": CHANNEL["channel"] + "|campaign type|type|活动类型|类型|活动形式|活动渠道",
            "starts_on": "starts on|start date|start|start time|begin date|开始日期|开始时间|活动开始时间|起始日期",
            "ends_on": "ends on|end date|end|end time|结束日期|结束时间|活动结束时间|截止日期",
            "budget": "budget|budgeted cost|budget amount|planned cost|planned budget|预算|活动预算|预算金额|预算成本|预计成本",
            **MONEY,
        },
    ),
    table(
        "spend",
        "spend|spending|ad spend|marketing spend|marketing costs|costs|ads|media spend|投放|投放数据|广告花费|推广花费|消耗|投放明细|推广消耗",
        "spent_on + amount + channel,_campaign_name,campaign_id,impressions,clicks,detail",
        {
            "spent_on": "spent on|spend date|date|day|week|month|report date|投放日期|日期|消耗日期|统计日期|推广日期",
            **CHANNEL,
            "channel": CHANNEL["channel"] + "|platform|media|ad platform|媒体|广告平台",
            **CAMPAIGN,
            **REGION,
            "detail": "detail|keyword|ad group|adset|ad set|creative|ad|content|placement|细分|关键词|创意|广告组|素材|推广单元",
            "amount": "spend|cost|amount spent|ad spend|amount|spending|total cost|花费|消耗|费用|投放金额|金额|投放费用|消费|推广费用|成本",
            **MONEY,
            "impressions": "impressions|views|impr|impr.|展现|展现量|曝光|曝光量|展示|展示量|展示次数",
            "clicks": "clicks|link clicks|点击|点击量|点击数|点击次数",
            "interactions": "interactions|engagements|leads|conversions|互动|互动量|互动数|转化数",
        },
    ),
    table(
        "touch",
        "touch|touches|touchpoint|touchpoints|campaign members|campaign member|campaign responses|marketing interactions|触点|触达|触点记录|营销触点|活动成员",
        "touch_id,occurred_at + channel,campaign_id,_campaign_name + lead_id,contact_id,account_id,visitor_id",
        {
            "touch_id": "touch id|touchpoint id|interaction id|触点编号|触点id|触达编号 ~ id|编号",
            "occurred_at": _AT,
            **CHANNEL,
            **CAMPAIGN,
            **ACCOUNT,
            **CONTACT,
            **LEAD,
            "visitor_id": "visitor id|visitor|cookie id|client id|anonymous id|device id|访客编号|访客id|访客|设备id",
            "kind": "touch type|interaction type|touch kind|触点类型|触达方式|互动类型 ~ type|kind|类型|status|状态",
        },
    ),
    table(
        "web_event",
        "web event|web events|page views|pageviews|clickstream|web analytics|site events|网站行为|网站事件|浏览记录|访问记录|页面访问",
        "event_id,visitor_id + occurred_at + page,kind,session_id",
        {
            "event_id": "event id|hit id|pageview id|事件编号|事件id|行为编号 ~ id|编号",
            "visitor_id": "visitor id|visitor|user id|cookie id|client id|anonymous id|device id|访客编号|访客id|用户id|访客|设备id",
            **ACCOUNT,
            **CONTACT,
            "occurred_at": _AT,
            "kind": "event type|event name|event|action|event kind|事件类型|事件名称|行为类型|事件|行为 ~ type|kind|类型",
            "page": "page|page url|url|page path|path|landing page|页面|页面地址|网址|页面路径|访问页面",
            "session_id": "session id|session|visit id|会话编号|会话id|会话|访问id",
        },
    ),
    table(
        "market_index",
        "market index|market indices|macro|indices|economy|index|市场指数|宏观指标|行业指数|经济指标",
        "name + on_date + value",
        {
            "name": "index|index name|indicator|series name|metric|指数|指数名称|指标|指标名称 ~ name|名称|series",
            **REGION,
            "on_date": "date|on date|month|period|日期|月份|时间|统计日期|期间",
            "value": "value|index value|level|数值|指数值|值|指标值",
            "forecast": "forecast|is forecast|预测|是否预测|预测值",
        },
    ),
    table(
        "competitor_price",
        "competitor price|competitor prices|price watch|price monitoring|竞品价格|竞争对手价格|竞品监测",
        "competitor + product_id,_product_name + price",
        {
            "competitor": "competitor|competitor name|rival|shop|竞争对手|竞品|竞争厂商|竞品品牌|对手",
            **PRODUCT,
            "seen_on": "seen on|date|observed on|price date|crawl date|collected on|采集日期|日期|采集时间|监测日期|抓取日期",
            "price": "price|competitor price|observed price|竞品价格|价格|售价|竞品售价|对手价格",
            **MONEY,
        },
    ),
    table(
        "fx_rate",
        "fx|fx rate|fx rates|exchange rate|exchange rates|currency rates|汇率|汇率表",
        "on_date + currency + rate",
        {
            "on_date": "date|on date|rate date|valid from|effective date|日期|汇率日期|生效日期",
            "currency": MONEY["currency"] + "|from currency|iso code|原币|外币",
            "rate": "rate|exchange rate|fx rate|conversion rate|汇率|折算汇率|兑换率|中间价",
        },
    ),
)
