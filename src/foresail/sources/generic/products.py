# ruff: noqa: E501 - lists of words, one field a line
"""Products, prices, promotions, stock, substitutes."""

from foresail.sources.generic.references import CHANNEL, MONEY, PRODUCT, REGION
from foresail.sources.recognise.words import table

_LIST_PRICE = (
    "list price|price|sales price|unit price|standard price|retail price|catalog price|msrp|selling price|base price|标准价|标价|售价|价格|定价|单价|目录价|零售价|"
    "标准售价|产品价格|市场价|销售价|标准价格|参考价"
)

OBJECTS = (
    table(
        "product",
        "product|products|item|items|catalog|catalogue|goods|product list|price list|产品|产品列表|商品|商品列表|物料|货品|产品目录|存货档案",
        "product_id,name + name,list_price,category,family,unit_cost",
        {
            "product_id": PRODUCT["product_id"] + " ~ id|code|编号|编码|record id",
            "name": PRODUCT["_product_name"].split(" ~ ")[0] + " ~ name|description|名称|title",
            "category": "category|product category|item category|product type|department|sub category|品类|产品类别|商品类别|类别|分类|类目|产品分类|商品分类|产品类型|物料分组 ~ type|group",
            "family": "family|product family|product line|series|brand|product series|系列|产品系列|产品线|品牌|产品族|型号",
            "list_price": _LIST_PRICE,
            "unit_cost": "unit cost|cost|cost price|standard cost|purchase price|cogs|单位成本|成本|成本价|成本单价|采购价|进价|标准成本",
            **MONEY,
            "launched_on": "launched on|launch date|introduced on|release date|sales start date|available from|上市日期|上架时间|上市时间|上架日期|发布日期|开始销售日期 ~ created date|创建时间",
            "retired_on": "retired on|retirement date|discontinued on|discontinued date|end of life|sales end date|退市日期|下架时间|停产日期|下架日期|停售日期|退市时间",
        },
    ),
    table(
        "price",
        "price|prices|price book|price list|pricelist|price history|价格|价格表|价目表|调价记录|产品价格",
        "product_id,_product_name + valid_from + list_price",
        {
            **PRODUCT,
            "valid_from": "valid from|effective from|effective date|start date|from|price date|生效日期|生效时间|开始日期|起始日期|执行日期",
            "valid_to": "valid to|valid until|effective to|end date|to|失效日期|失效时间|结束日期|截止日期",
            **CHANNEL,
            **REGION,
            "list_price": _LIST_PRICE,
            **MONEY,
        },
    ),
    table(
        "promotion",
        "promotion|promotions|promo|discounts|deals of week|促销|促销活动|优惠活动|促销列表",
        "promotion_id,discount_rate + starts_on,ends_on",
        {
            "promotion_id": "promotion id|promotion code|promo id|promo code|promotion|promotion name|促销编号|促销活动编号|促销id|促销码|活动编号 ~ id|编号|name",
            **PRODUCT,
            "kind": "promotion type|promo type|mechanic|促销类型|促销方式|优惠类型 ~ type|kind|类型",
            "discount_rate": "discount rate|discount|discount %|discount percent|折扣率|折扣|优惠幅度|折扣力度",
            "starts_on": "starts on|start date|start|from|valid from|begin date|开始日期|开始时间|起始日期|促销开始日期",
            "ends_on": "ends on|end date|end|to|valid to|until|结束日期|结束时间|截止日期|促销结束日期",
        },
    ),
    table(
        "stock",
        "stock|inventory|stock levels|on hand|库存|库存表|即时库存|现存量|库存明细",
        "product_id,_product_name + on_hand,on_order + on_hand,location,on_date,lead_days",
        {
            **PRODUCT,
            "location": "location|warehouse|warehouse name|store|site|depot|仓库|仓库名称|库位|库房|仓位|门店",
            "on_date": "on date|stock date|inventory date|snapshot date|as of|date|日期|库存日期|盘点日期|快照日期|统计日期",
            "on_hand": "on hand|on hand quantity|qty in stock|quantity on hand|stock|stock level|inventory|available|available quantity|现有库存|库存数量|库存|可用库存|现存量|可用数量|结存数量",
            "on_order": "on order|on order quantity|incoming|in transit|quantity on order|在途数量|在途|在途库存|采购在途",
            "lead_days": "lead days|lead time|lead time days|replenishment days|补货周期|补货周期（天）|采购周期|交货周期|提前期|补货天数",
        },
    ),
    table(
        "substitute",
        "substitute|substitutes|alternatives|替代品|替代产品|替代关系|替代料",
        "product_id,_product_name + substitute_id",
        {
            **PRODUCT,
            "substitute_id": "substitute id|substitute|alternative|alternative product|alternative item|replacement|替代品编号|替代产品编号|替代品|替代产品|替代料号|可替代产品",
            "note": "note|notes|comment|remark|说明|备注|替代说明|描述",
        },
    ),
)
