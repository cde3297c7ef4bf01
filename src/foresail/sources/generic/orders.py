# ruff: noqa: E501 - lists of words, one field a line
"""Orders, their lines, invoices and payments; a flat file of lines feeds orders, accounts and products as well."""

from foresail.sources.generic.references import (
    ACCOUNT,
    CAMPAIGN,
    CHANNEL,
    MONEY,
    OPPORTUNITY,
    ORDER,
    OWNER,
    PRODUCT,
    REGION,
)
from foresail.sources.recognise.words import table

_ORDERED = (
    "order date|ordered at|ordered on|order time|date ordered|invoice date|purchase date|transaction date|sale date|sales date|order datetime|order created|"
    "date of order|订单日期|下单时间|下单日期|订单时间|成交日期|销售日期|单据日期|订单创建时间|付款时间|购买日期|交易时间|出库日期|成交时间|交易日期 ~ "
    "date|time|日期|时间|created at|create time|创建时间|created|timestamp"
)
_ORDER_STATUS = "order status|fulfillment status|delivery status|financial status|order state|订单状态|发货状态|交易状态|单据状态 ~ status|state|状态"
_COUNTRY = (
    "country|ship country|shipping country|billing country|ship to country|customer country|国家|收货国家|国家地区"
)
_CITY = "city|ship city|shipping city|billing city|城市|收货城市"
_TOTAL = (
    "total|order total|total amount|order amount|grand total|order value|total price|total paid|net total|订单金额|订单总额|总金额|实付金额|合计金额|应付金额|订单总金额|实收金额|"
    "成交金额|价税合计|含税金额 ~ amount|sales|revenue|金额|value|price"
)
_SHARED = {
    **ACCOUNT,
    "_account_name": ACCOUNT["_account_name"].replace(" ~ ", "|"),
    **CHANNEL,
    **REGION,
    **OWNER,
    **OPPORTUNITY,
    **CAMPAIGN,
    **MONEY,
}
_AS_ORDER = {("order." + name if not name.startswith("_") else name): words for name, words in _SHARED.items()}

OBJECTS = (
    table(
        "order_line",
        "order line|order lines|order items|order item|order details|order detail|invoice lines|sales lines|line items|transactions|sales|retail|orders|订单明细|订单产品|"
        "销售明细|订单行|出库明细|销售订单明细|订单商品|order_line|sales data|商品明细",
        "order_id + product_id,_product_name + quantity,net_amount,unit_price",
        {
            **ORDER,
            "line_no": "line|line no|line number|line id|order line no|row id|item line|position|row number|行号|序号|明细行号|行|项次|分录号",
            "kind": "line type|line kind|transaction type|行类型|明细类型|销售类型|单据类型 ~ type|类型",
            **PRODUCT,
            "quantity": "quantity|qty|units|quantity ordered|order quantity|ordered qty|units sold|pieces|pcs|数量|销售数量|订购数量|件数|销量|购买数量|出库数量|订单数量",
            "unit_price": "unit price|price|unit selling price|price each|item price|sales price|selling price|单价|销售单价|售价|成交单价|含税单价|商品单价|实际单价",
            "discount_amount": "discount amount|discount value|line discount|total discount|折扣金额|优惠金额|折让金额|优惠|折扣额",
            "_discount_rate": "discount rate|discount %|discount (%)|discount percent|discount pct|折扣率|折扣 ~ discount",
            "net_amount": "net amount|line total|line amount|net sales|net revenue|subtotal|extended price|sales amount|line net|sales|total price|total|amount|revenue|item total|"
            "净额|行金额|小计|销售额|实付金额|金额|销售金额|明细金额|成交金额|订单金额|合计|不含税金额|价税合计",
            "cost_amount": "cost amount|cost|cogs|total cost|line cost|成本|成本金额|销售成本|总成本",
            "_unit_cost": "unit cost|cost price|cost each|单位成本|成本单价|成本价",
            "promotion_id": "promotion id|promotion|promo code|coupon|coupon code|promo|促销编号|促销|优惠券|促销活动编号|优惠码",
            **_AS_ORDER,
            "order.ordered_at": _ORDERED,
            "order.status": _ORDER_STATUS,
            "account.country": _COUNTRY,
            "account.city": _CITY,
            "account.industry": "industry|customer segment|segment|行业|客户行业",
            "product.category": "category|product category|sub category|品类|产品类别|商品类别|分类|类目|产品分类|商品分类",
            "product.family": "family|product family|product line|brand|series|系列|产品系列|品牌|产品线",
        },
    ),
    table(
        "order",
        "order|orders|sales orders|sales order|invoices|purchases|订单|销售订单|订单列表|销售单|订单表",
        "order_id,ordered_at + account_id,_account_name,ordered_at + ordered_at,_total,status,owner_id,channel",
        {
            "order_id": ORDER["order_id"] + " ~ id|编号|name|number|record id",
            **_SHARED,
            "ordered_at": _ORDERED,
            "status": _ORDER_STATUS,
            "_total": _TOTAL,
            "_quantity": "quantity|qty|units|items|数量|件数|商品数量",
            "_return": "is return|return|returned|refund|是否退货|退货",
            "account.country": _COUNTRY,
            "account.city": _CITY,
        },
    ),
    table(
        "invoice",
        "invoice|invoices|bills|billing|receivables|发票|开票|开票记录|应收|应收账款|发票列表",
        "invoice_id + due_on,amount + issued_on,due_on,status",
        {
            "invoice_id": "invoice id|invoice number|invoice no|invoice|bill number|bill no|发票编号|发票号|发票号码|开票编号|应收单号 ~ id|编号",
            "order_id": "order id|order no|order number|sales order|so number|订单编号|订单号|销售订单号|销售订单编号|关联订单",
            "contract_id": "contract id|contract no|contract number|contract|合同编号|合同号|关联合同",
            **ACCOUNT,
            "_account_name": ACCOUNT["_account_name"].replace(" ~ ", "|"),
            "issued_on": "invoice date|issued on|issue date|issued at|billing date|bill date|开票日期|开票时间|发票日期|应收日期 ~ date|日期|"
            "created date|创建时间",
            "due_on": "due date|due on|payment due|payment due date|due|到期日|到期日期|付款到期日|应收到期日|应付日期|付款期限",
            "amount": "invoice amount|amount|total|invoice total|grand total|amount due|total amount|balance|开票金额|发票金额|金额|价税合计|应收金额|总金额",
            **MONEY,
            "status": "status|invoice status|payment status|state|发票状态|开票状态|状态|付款状态|核销状态",
        },
    ),
    table(
        "payment",
        "payment|payments|receipts|collections|cash receipts|回款|回款记录|收款|收款记录|到账|收款单|回款列表|付款记录",
        "payment_id,paid_on + amount + paid_on,payment_id",
        {
            "payment_id": "payment id|payment no|payment number|receipt id|receipt number|payment reference|回款编号|回款单号|收款编号|收款单号|流水号|付款编号|到账编号 ~ id|编号",
            "invoice_id": "invoice id|invoice number|invoice no|invoice|发票编号|发票号|发票号码",
            "order_id": "order id|order no|order number|sales order|订单编号|订单号|销售订单编号|销售订单号|销售订单|关联订单|订单",
            **ACCOUNT,
            "_account_name": ACCOUNT["_account_name"].replace(" ~ ", "|"),
            "paid_on": "paid on|paid at|payment date|date paid|receipt date|received on|received date|collection date|pay date|回款日期|回款时间|收款日期|收款时间|到账日期|到账时间|付款日期|实际回款日期 ~ date|日期",
            "amount": "payment amount|amount|amount paid|paid amount|amount received|received amount|collected|回款金额|到账金额|收款金额|金额|付款金额|实收金额|本次回款金额|实际回款金额",
            **MONEY,
        },
    ),
)
