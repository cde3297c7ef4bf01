# ruff: noqa: E501 - lists of names, one field an entry
"""纷享销客: API names (`__r` holds what is shown) and the usual Chinese labels. Rows that were voided are left out."""

from foresail.contracts.source import ObjectPreset, Source, WriteBack
from foresail.kernel.text import Text
from foresail.sources.recognise.words import fields, signature

_SKIP = {
    "life_status": ("invalid", "作废", "已作废"),
    "is_deleted": ("true", "1", "是"),
    "生命状态": ("作废", "已作废"),
}


def _object(table: str, names: str, needs: str, specs: dict[str, str], **more: object) -> ObjectPreset:
    return ObjectPreset(
        table=table, names=tuple(names.split("|")), signature=signature(needs), skip=_SKIP, fields=fields(specs), **more,
    )  # fmt: skip


_NEW = "create_time ; 创建时间"
_OWNER = {"owner_id": "owner|owner_id ; 负责人ID|负责人工号|负责人（必填）ID", "_owner_name": "owner__r ; 负责人"}
_ACCOUNT = {"account_id": "account_id|customer_id ; 客户ID|客户编号", "_account_name": "account_id__r ; 客户名称|客户"}
_OPPORTUNITY = {"opportunity_id": "new_opportunity_id|opportunity_id ; 商机ID|商机编号"}
OBJECTS = (
    _object(
        "account", "AccountObj|客户", "account_id,name + name + _owner_name,owner_id,status,channel",
        {
            "account_id": "_id|account_no ; 客户ID|客户编号|数据ID|唯一性ID", "name": "name ; 客户名称", "industry": "industry|industry__r ; 行业|所属行业|1级行业", "channel": "account_source ; 客户来源|来源", "status": "deal_status ; 成交状态",
            "employee_count": "employee_count ; 员工人数|总人数", "annual_revenue": "annual_revenue ; 年营业额|年营业收入", "address": "address ; 详细地址|地址", "domain": "website|url ; 网址|公司网址", "phone": "tel ; 电话", **_OWNER, "created_at": _NEW,
            "kind": "account_type ; 客户类型", "country": "country|country__r ; 国家", "city": "city|city__r ; 市|城市", "region": "area_location|region ; 区域|大区", "tax_id": "uniform_social_credit_code ; 统一社会信用代码", "parent_account_id": "parent_account_id ; 上级客户ID|上级客户",
        },
    ),
    _object(
        "contact", "ContactObj|联系人", "full_name + phone,email + contact_id,account_id,_account_name",
        {
            "contact_id": "_id ; 联系人ID|联系人编号|数据ID|唯一性ID", "full_name": "name ; 姓名|联系人姓名", **_ACCOUNT, "title": "job_title ; 职务", "department": "department ; 部门", "email": "email ; 邮件|邮箱", "phone": "mobile1|mobile|tel1 ; 手机1|手机|电话", "created_at": _NEW,
            "opted_out": "opt_out ; 已退订",
        },
    ),
    _object(
        "lead", "LeadsObj|销售线索|线索", "name + status,company + lead_id,pool,_owner_name,owner_id",
        {
            "lead_id": "_id ; 线索ID|线索编号|数据ID|唯一性ID", "name": "name ; 姓名|线索姓名", "company": "company ; 公司|公司名称", "channel": "source ; 来源|线索来源", "status": "biz_status|leads_status ; 状态|线索状态", "pool": "leads_pool_id|leads_pool_id__r ; 线索池|所属线索池",
            **_OWNER, "industry": "industry ; 行业", "region": "region ; 区域", "created_at": _NEW, "assigned_at": "assigned_time ; 分配时间", "converted_at": "transform_time ; 转换时间|转化时间", "account_id": "account_id ; 转换客户ID|客户ID", "opportunity_id": "new_opportunity_id ; 转换商机ID|商机ID",
            "_campaign_name": "marketing_event_id__r ; 市场活动",
        },
    ),
    _object(
        "opportunity", "NewOpportunityObj|OpportunityObj|商机|商机2.0", "opportunity_id,name + stage,outcome + expected_close_on,amount",
        {
            "opportunity_id": "_id ; 商机ID|商机编号|数据ID|唯一性ID", "name": "name ; 商机名称", **_ACCOUNT, **_OWNER, "pipeline": "sales_process_id__r|sales_process_id|sales_process_name ; 销售流程", "stage": "sales_stage__r|sales_stage|oppo_stage_id__r|oppo_stage_id ; 销售阶段|商机阶段",
            "amount": "amount ; 商机金额", "currency": "mc_currency ; 币种", "created_at": _NEW, "expected_close_on": "close_date|expected_deal_closed_date ; 预计成交日期|预计成交时间", "probability": "probability ; 赢率", "outcome": "sales_status__r|sales_status|biz_status ; 商机状态|阶段状态",
            "closed_at": "actual_close_time|deal_closed_time ; 结束时间|实际成交日期", "lost_reason": "lost_reason ; 输单原因", "channel": "source|opportunity_source ; 商机来源", "competitor": "competitor ; 竞争对手", "forecast_category": "forecast_type ; 预测类别",
            "next_step": "next_step ; 下一步计划", "_campaign_name": "marketing_event_id__r ; 市场活动",
        },
        values={"outcome": {"running": "open", "2": "won", "3": "lost", "4": "lost", "1": "open", "进行中": "open", "赢单": "won", "输单": "lost", "无效": "lost"}},
    ),
    _object(
        "opportunity_line", "NewOpportunityLinesObj|商机明细|商机2.0明细", "opportunity_id + product_id,_product_name + quantity,unit_price",
        {
            "opportunity_id": "new_opportunity_id ; 商机ID|商机编号", "product_id": "product_id ; 产品ID|产品编号", "_product_name": "product_id__r ; 产品名称|产品", "quantity": "quantity ; 数量", "unit_price": "sales_price|price ; 销售单价|单价", "discount_rate": "discount ; 折扣",
        },
    ),
    _object(
        "activity", "ActiveRecordObj|销售记录|ScheduleObj|日程|CheckinsObj|外勤|跟进记录", "occurred_at + kind,owner_id,_owner_name + account_id,_account_name,opportunity_id",
        {
            "activity_id": "_id ; 记录ID|跟进编号|数据ID|唯一性ID", "kind": "interactive_types__r|interactive_types ; 互动类型|跟进方式|跟进类型", "occurred_at": "begin_time|interactive_time|create_time ; 互动时间|跟进时间|开始时间|创建时间", "_ends_at": "end_time ; 结束时间", **_OWNER, **_ACCOUNT, **_OPPORTUNITY,
            "contact_id": "contact_id ; 联系人ID", "lead_id": "leads_id ; 线索ID", "outcome": "interactive_result ; 跟进结果", "minutes": "minutes ; 时长（分钟）|时长",
        },
    ),
    _object(
        "contract", "ContractObj|合同", "contract_id + amount + signed_on,starts_on",
        {"contract_id": "name|_id ; 合同编号|合同ID", **_ACCOUNT, **_OPPORTUNITY, "amount": "contract_amount ; 合同金额", "signed_on": "confirm_time ; 签订日期|签约日期", "starts_on": "started_time ; 开始日期", "ends_on": "expired_time ; 结束日期", "status": "status|contract_status ; 合同状态"},
    ),
    _object(
        "order", "SalesOrderObj|销售订单", "order_id + account_id,_account_name + ordered_at",
        {
            "order_id": "_id|name ; 订单ID|销售订单编号|订单编号", **_ACCOUNT, **_OPPORTUNITY, **_OWNER, "ordered_at": "order_time ; 下单日期|下单时间", "_total": "order_amount ; 销售订单金额|订单金额|销售订单金额(元)", "status": "order_status ; 订单状态|状态", "currency": "mc_currency ; 币种", "channel": "order_source|channel ; 订单来源|销售渠道",
        },
    ),
    _object(
        "order_line", "SalesOrderProductObj|订单产品", "order_id + product_id,_product_name + quantity",
        {
            "order_id": "order_id ; 订单ID|销售订单编号|订单编号", "line_no": "line_no|order_by ; 行号|序号", "product_id": "product_id ; 产品ID|产品编号", "_product_name": "product_id__r ; 产品名称", "quantity": "quantity ; 数量", "unit_price": "sales_price|product_price ; 销售单价|价格(元)|单价", "net_amount": "subtotal ; 小计",
            "order.currency": "mc_currency ; 币种",
        },
    ),
    _object(
        "payment", "PaymentObj|回款|OrderPaymentObj|回款明细", "amount + paid_on",
        {"payment_id": "name|_id ; 回款编号|回款ID", **_ACCOUNT, "order_id": "order_id ; 订单ID|销售订单编号", "paid_on": "payment_time ; 回款日期", "amount": "payment_amount|amount ; 本次回款金额|回款金额", "currency": "mc_currency ; 币种"},
    ),
    _object(
        "product", "ProductObj|产品", "product_id,name + name + list_price,category",
        {
            "product_id": "_id|product_code ; 产品ID|产品编号|产品编码", "name": "name ; 产品名称", "category": "category__r|category ; 分类|产品分类", "list_price": "price ; 标准价格|标准价|标准价格(元)", "currency": "mc_currency ; 币种", "family": "product_line|series ; 产品线|系列",
        },
    ),
    _object(
        "campaign", "MarketingEventObj|市场活动", "name + starts_on,budget,channel",
        {"campaign_id": "_id ; 市场活动ID", "name": "name ; 活动名称|市场活动名称", "channel": "event_type|event_type__r ; 活动类型", "starts_on": "begin_time ; 开始时间|开始日期", "ends_on": "end_time ; 结束时间|结束日期", "budget": "expected_cost ; 预计成本"},
    ),
    _object(
        "representative", "PersonnelObj|人员", "representative_id,name + name + _team_name,role,_phone",
        {"representative_id": "user_id|_id|employee_number ; 员工编号|工号|人员ID", "name": "full_name|name ; 姓名", "_team_name": "main_department__r|main_department ; 主属部门", "role": "position ; 职位", "_phone": "phone ; 手机", "manager_id": "leader|leader__r ; 汇报对象"},
    ),
)  # fmt: skip

WRITE_BACK = WriteBack(
    record="唯一性ID",
    mark=True,
    columns={
        "foresail_win_percent": "前帆赢率（%）",
        "foresail_close_on": "前帆预计成交日期",
        "foresail_expected_amount": "前帆期望金额",
        "foresail_reason": "前帆主要依据",
        "foresail_as_of": "前帆数据日期",
    },
)
SOURCE = Source(
    name="fxiaoke", title=Text(en="Fxiaoke", zh="纷享销客"), objects=OBJECTS, write_back={"opportunity": WRITE_BACK}
)
