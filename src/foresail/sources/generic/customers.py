# ruff: noqa: E501 - lists of words, one field a line
"""Accounts, contacts, subscriptions."""

from foresail.sources.generic.references import ACCOUNT, CHANNEL, CREATED, MONEY, OWNER, PRODUCT, REGION
from foresail.sources.recognise.words import table

_ACCOUNT_OWN = {
    "account_id": ACCOUNT["account_id"] + " ~ id|code|编号|编码|record id",
    "name": "account|account name|customer|customer name|client|client name|company|company name|organization|organisation|organization name|"
    "business name|legal name|客户名称|客户名|客户全称|公司名称|企业名称|单位名称|客户|公司|公司全称|会员名称 ~ name|名称|全称",
    "kind": "account type|customer type|customer kind|client type|is company|客户类型|客户性质|客户属性|客户类别 ~ type|kind|类型",
    "tax_id": "tax id|tax number|vat|vat number|vat id|tax registration number|统一社会信用代码|社会信用代码|税号|纳税人识别号|信用代码|营业执照号",
    "domain": "domain|website|web site|web|url|company domain name|website url|homepage|网址|网站|官网|域名|公司网址",
    "phone": "phone|phone number|telephone|tel|mobile|mobile phone|main phone|电话|电话号码|联系电话|手机|手机号|手机号码|固定电话|座机|公司电话",
    "address": "address|street|street address|billing street|billing address|office address|full address|地址|详细地址|客户地址|公司地址|收货地址|通讯地址|办公地址",
    "industry": "industry|sector|vertical|industry type|line of business|行业|所属行业|客户行业|行业类别|一级行业",
    "employee_count": "employees|employee count|number of employees|no of employees|no. of employees|headcount|staff|company size|numberofemployees|"
    "员工人数|员工数|人数规模|公司规模|企业规模|人员规模|员工数量|公司人数|总人数",
    "annual_revenue": "annual revenue|revenue|turnover|yearly revenue|annual turnover|annual sales|年营业额|年收入|年销售额|营业额|营收|年营收",
    **REGION,
    "country": "country|country name|billing country|country/region|country region|office location|国家|国家地区|国别|国家/地区",
    "city": "city|town|billing city|城市|所在城市|市",
    **OWNER,
    "parent_account_id": "parent account|parent account id|parent company|parent id|subsidiary of|parent|headquarters|上级客户|上级客户编号|母公司|上级公司|"
    "总公司|集团客户|所属集团",
    **CHANNEL,
    "created_at": CREATED + "|customer since|first order date|成为客户时间",
    "status": "status|account status|customer status|lifecycle stage|state of customer|rating|客户状态|状态|成交状态|客户级别|客户等级|客户阶段|合作状态",
}

OBJECTS = (
    table(
        "account",
        "account|accounts|customer|customers|client|clients|company|companies|organization|organizations|members|客户|客户列表|客户信息|客户资料|"
        "客户档案|会员|会员信息|企业客户",
        "account_id,name",
        _ACCOUNT_OWN,
    ),
    table(
        "contact",
        "contact|contacts|people|persons|联系人|联系人列表|客户联系人",
        "contact_id,full_name,email,_first_name,_last_name + full_name,email,phone,title,_last_name",
        {
            "contact_id": "contact id|contact no|person id|联系人编号|联系人id|联系人编码 ~ id|编号|record id",
            **ACCOUNT,
            "_account_name": ACCOUNT["_account_name"].replace(" ~ ", "|") + "|account name",
            "full_name": "contact name|full name|contact|person name|联系人|联系人姓名|姓名|联系人名称 ~ name|名称",
            "_first_name": "first name|firstname|given name|forename|名",
            "_last_name": "last name|lastname|surname|family name|姓|姓氏",
            "title": "job title|title|position|role|designation|function|job position|职务|职位|岗位|职称|头衔",
            "department": "department|dept|division|部门|所在部门|所属部门",
            "email": "email|e-mail|email address|e-mail address|mail|work email|邮箱|电子邮箱|电子邮件|邮件地址|邮箱地址",
            "phone": "phone|phone number|mobile|mobile phone|mobile number|telephone|tel|cell|cell phone|手机|手机号|手机号码|电话|联系电话|移动电话|联系方式",
            "opted_out": "opted out|opt out|email opt out|unsubscribed|do not contact|do not call|has opted out of email|已退订|退订|是否退订|拒收邮件|免打扰",
            "created_at": CREATED,
        },
    ),
    table(
        "subscription",
        "subscription|subscriptions|recurring|订阅|订阅列表|续费|服务订阅|套餐订阅",
        "subscription_id,cancelled_on,period + starts_on,ends_on,amount,cancelled_on",
        {
            "subscription_id": "subscription id|subscription no|subscription number|subscription|订阅编号|订阅id|订阅号|套餐编号 ~ id|编号",
            **ACCOUNT,
            **PRODUCT,
            "_product_name": PRODUCT["_product_name"] + "|plan|plan name|package|套餐|套餐名称|订阅产品",
            "starts_on": "start date|starts on|start|subscription start|started at|subscription start date|activated on|begin date|开始日期|开始时间|起始日期|生效日期|订阅开始日期",
            "ends_on": "end date|ends on|end|subscription end|expires on|expiry date|expiration date|renewal date|结束日期|结束时间|到期日|到期日期|到期时间",
            "amount": "amount|mrr|price|monthly amount|recurring amount|amount per period|fee|plan amount|每期金额|订阅金额|金额|月费|年费|费用|每月金额",
            **MONEY,
            "period": "period|billing period|billing cycle|billing frequency|interval|recurring period|计费周期|付款周期|订阅周期|周期",
            "cancelled_on": "cancelled on|canceled on|cancelled at|canceled at|cancellation date|cancel date|churn date|churned on|取消日期|取消时间|退订日期|流失日期",
        },
    ),
)
