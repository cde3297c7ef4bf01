# ruff: noqa: E501 - lists of words, one field a line
"""Words for what other rows are named by: an id, a name."""

ACCOUNT = {
    "account_id": "account id|customer id|client id|company id|account number|account no|account code|customer number|customer no|"
    "customer code|customer key|cust id|cust no|buyer id|member id|shopper id|associated company ids|customer account|"
    "客户编号|客户id|客户编码|客户代码|客户号|客户账号|客户唯一id|公司id|会员编号|会员id|会员号|买家id|购买方编号|客户内码|用户id|顾客编号",
    "_account_name": "account|account name|customer|customer name|client|client name|organization|organisation|organization name|buyer|"
    "buyer name|associated company|bill to|sold to|customer company|客户|客户名称|客户名|客户全称|客户简称|购买方|买家|会员|所属客户|关联客户|"
    "购方名称|购买单位|客户公司|会员名|买家会员名|顾客|所属公司 ~ company|company name|公司名称|公司|企业名称|单位名称|单位",
}
OWNER = {
    "owner_id": "owner id|sales rep id|salesperson id|rep id|agent id|sales agent id|seller id|employee id|负责人工号|负责人id|业务员工号|"
    "业务员编号|业务员id|销售工号|销售员编号|销售代表编号|员工编号|归属人id|负责人编号|跟进人工号|工号",
    "_owner_name": "owner|owner name|sales rep|sales representative|salesperson|sales person|sales agent|account manager|account executive|"
    "seller|salesman|rep|rep name|account owner|deal owner|opportunity owner|lead owner|contact owner|assigned to|assignee|handled by|"
    "负责人|销售|归属人|业务员|销售员|销售代表|销售人员|客户经理|销售负责人|跟进人|所有人|所属销售|业务负责人|负责销售|经办人|责任人 ~ agent|employee",
}
PRODUCT = {
    "product_id": "product id|product code|product no|product number|item id|item code|item no|item number|sku|sku id|sku code|stock code|"
    "article|article number|article no|material|material code|material number|part number|part no|goods id|product key|upc|ean|barcode|"
    "产品编号|产品编码|产品代码|产品id|商品编号|商品编码|商品代码|商品id|货号|物料编码|物料号|物料编号|存货编码|sku编码|sku编号|条码|规格编码|料号|主要产品编号",
    "_product_name": "product|product name|item|item name|product title|item description|product description|goods|goods name|"
    "产品|产品名称|商品|商品名称|货品|货品名称|品名|物料名称|存货名称|宝贝标题|商品标题|产品名|意向产品 ~ description|名称",
}
CAMPAIGN = {
    "campaign_id": "campaign id|campaign code|utm campaign|市场活动编号|市场活动id|活动编号|活动id|活动编码|推广计划id",
    "_campaign_name": "campaign|campaign name|campaign source|primary campaign source|市场活动|活动名称|市场活动名称|营销活动|推广计划|来源活动",
}
CONTACT = {
    "contact_id": "contact id|contact no|联系人编号|联系人id|联系人编码",
    "_contact_name": "contact|contact name|primary contact|associated contact|联系人|联系人姓名|首要联系人|主要联系人",
}
OPPORTUNITY = {
    "opportunity_id": "opportunity id|deal id|opp id|opportunity no|opportunity number|associated deal ids|商机编号|商机id|商机编码|机会编号|"
    "机会id|项目编号|商机号|销售机会编号",
    "_opportunity_name": "opportunity|opportunity name|deal|deal name|associated deal|商机|商机名称|关联商机|所属商机|销售机会",
}
PARTNER = {
    "partner_id": "partner id|partner code|dealer id|dealer code|distributor id|store id|store code|合作伙伴编号|伙伴编号|经销商编号|"
    "经销商编码|代理商编号|门店编号|门店编码|渠道商编号|伙伴id",
    "_partner_name": "partner|partner name|dealer|dealer name|distributor|reseller|合作伙伴|合作伙伴名称|伙伴名称|经销商|经销商名称|代理商|代理商名称|"
    "门店|门店名称|渠道商",
}
TEAM = {
    "team_id": "team id|team code|department id|dept id|团队编号|团队id|部门编号|部门id|部门编码|小组编号",
    "_team_name": "team|team name|sales team|department|department name|dept|business unit|团队|团队名称|部门|所属部门|所属团队|销售团队|小组|部门名称|主属部门",
}
LEAD = {"lead_id": "lead id|lead no|prospect id|线索编号|线索id|线索编码|销售线索编号"}
ORDER = {
    "order_id": "order id|order no|order number|order|order ref|order reference|sales order|so number|so no|invoice no|invoice number|invoice|"
    "invoice id|transaction id|transaction no|receipt no|receipt id|order code|订单编号|订单号|订单id|订单编码|销售订单号|销售订单编号|单号|"
    "销售单号|出库单号|交易号|交易编号|小票号|订单|所属订单|订单流水号|单据编号|单据号|主订单编号",
}
MONEY = {
    "currency": "currency|currency code|currency iso code|ccy|deal currency|币种|货币|币别|货币代码|结算币种|交易币种"
}
REGION = {
    "region": "region|sales region|area|territory|zone|market|大区|区域|地区|销售区域|所属区域|所属大区|片区|战区 ~ regional office"
}
CHANNEL = {
    "channel": "channel|source|lead source|sales channel|marketing channel|traffic source|original source|acquisition channel|order source|"
    "account source|utm source|渠道|来源|线索来源|客户来源|商机来源|销售渠道|来源渠道|获客渠道|订单来源|订单渠道|渠道来源|推广渠道|店铺|平台|投放渠道 ~ medium",
}
CREATED = (
    "created|created at|created on|created date|created time|create date|create time|creation date|date created|date added|added on|opened|"
    "open date|opened date|entry date|signup date|registered|registration date|创建时间|创建日期|录入时间|录入日期|建立时间|建档日期|建档时间|"
    "登记日期|新建时间|添加时间|注册时间|注册日期|生成时间"
)
