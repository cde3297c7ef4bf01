"""The files of the ERP: mixed habits of dates and amounts, one workbook."""

from __future__ import annotations

from foresail.demo.export.sheet import Column, Form, Sheet

BOM, GB, WORKBOOK = "utf-8-sig", "gb18030", "xlsx"

PRODUCT = Sheet(
    "product",
    "erp",
    "产品.xlsx",
    WORKBOOK,
    (
        Column("product_id", "产品编号"),
        Column("name", "产品名称"),
        Column("category", "品类"),
        Column("family", "系列"),
        Column("list_price", "标准价", Form.MONEY),
        Column("unit_cost", "单位成本", Form.MONEY),
        Column("currency", "币种"),
        Column("launched_on", "上市日期", Form.DAY),
        Column("retired_on", "退市日期", Form.DAY),
    ),
)

ORDERS = (
    Sheet(
        "order",
        "erp",
        "销售订单.csv",
        GB,
        (
            Column("order_id", "订单编号"),
            Column("account_id", "客户编号"),
            Column("opportunity_id", "商机编号"),
            Column("owner_id", "业务员工号"),
            Column("channel", "销售渠道"),
            Column("campaign_id", "市场活动编号"),
            Column("region", "区域"),
            Column("ordered_at", "下单时间", Form.SLASH_MOMENT),
            Column("currency", "币种"),
            Column("status", "订单状态"),
        ),
    ),
    Sheet(
        "order_line",
        "erp",
        "订单明细.csv",
        BOM,
        (
            Column("order_id", "订单编号"),
            Column("line_no", "行号", Form.NUMBER),
            Column("kind", "行类型", words={"sale": "销售", "return": "退货"}),
            Column("product_id", "产品编号"),
            Column("quantity", "数量", Form.NUMBER),
            Column("unit_price", "单价", Form.MONEY),
            Column("discount_amount", "折扣金额", Form.MONEY),
            Column("net_amount", "净额", Form.MONEY),
            Column("cost_amount", "成本金额", Form.MONEY),
            Column("promotion_id", "促销编号"),
        ),
    ),
    Sheet(
        "invoice",
        "erp",
        "发票.csv",
        GB,
        (
            Column("invoice_id", "发票编号"),
            Column("order_id", "订单编号"),
            Column("contract_id", "合同编号"),
            Column("account_id", "客户编号"),
            Column("issued_on", "开票日期", Form.DAY),
            Column("due_on", "到期日", Form.DAY),
            Column("amount", "开票金额", Form.MONEY),
            Column("currency", "币种"),
            Column("status", "发票状态"),
        ),
    ),
    Sheet(
        "payment",
        "erp",
        "回款.csv",
        BOM,
        (
            Column("payment_id", "回款编号"),
            Column("invoice_id", "发票编号"),
            Column("order_id", "订单编号"),
            Column("account_id", "客户编号"),
            Column("paid_on", "回款日期", Form.SLASH_DAY),
            Column("amount", "回款金额", Form.YUAN),
            Column("currency", "币种"),
        ),
    ),
    Sheet(
        "subscription",
        "erp",
        "订阅.csv",
        BOM,
        (
            Column("subscription_id", "订阅编号"),
            Column("account_id", "客户编号"),
            Column("product_id", "产品编号"),
            Column("starts_on", "开始日期", Form.SLASH_DAY),
            Column("ends_on", "结束日期", Form.SLASH_DAY),
            Column("amount", "每期金额", Form.MONEY),
            Column("currency", "币种"),
            Column("period", "计费周期", words={"month": "月", "year": "年"}),
            Column("cancelled_on", "取消日期", Form.SLASH_DAY),
        ),
    ),
)

GOODS = (
    Sheet(
        "price",
        "erp",
        "价格表.csv",
        GB,
        (
            Column("product_id", "产品编号"),
            Column("valid_from", "生效日期", Form.SLASH_DAY),
            Column("channel", "渠道"),
            Column("region", "区域"),
            Column("valid_to", "失效日期", Form.SLASH_DAY),
            Column("list_price", "标准价", Form.MONEY),
            Column("currency", "币种"),
        ),
    ),
    Sheet(
        "promotion",
        "erp",
        "促销.csv",
        BOM,
        (
            Column("promotion_id", "促销编号"),
            Column("product_id", "产品编号"),
            Column("kind", "促销类型"),
            Column("discount_rate", "折扣率", Form.PERCENT),
            Column("starts_on", "开始日期", Form.DAY),
            Column("ends_on", "结束日期", Form.DAY),
        ),
    ),
    Sheet(
        "stock",
        "erp",
        "库存.csv",
        BOM,
        (
            Column("product_id", "产品编号"),
            Column("location", "仓库"),
            Column("on_date", "日期", Form.SLASH_DAY),
            Column("on_hand", "现有库存", Form.NUMBER),
            Column("on_order", "在途数量", Form.NUMBER),
            Column("lead_days", "补货周期（天）", Form.NUMBER),
        ),
    ),
    Sheet(
        "substitute",
        "erp",
        "替代品.csv",
        BOM,
        (
            Column("product_id", "产品编号"),
            Column("substitute_id", "替代品编号"),
            Column("note", "说明"),
        ),
    ),
    Sheet(
        "partner_sale",
        "erp",
        "经销商销售.csv",
        GB,
        (
            Column("partner_id", "合作伙伴编号"),
            Column("product_id", "产品编号"),
            Column("sold_on", "销售日期", Form.DAY),
            Column("quantity", "数量", Form.NUMBER),
            Column("amount", "金额", Form.MONEY),
            Column("currency", "币种"),
            Column("account_id", "客户编号"),
        ),
    ),
)

SHEETS = (PRODUCT, *ORDERS, *GOODS)
