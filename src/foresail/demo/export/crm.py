"""The files of the CRM, with the labels that 纷享销客 and its like show."""

from __future__ import annotations

from foresail.demo.export.sheet import Column, Form, Sheet

BOM, GB = "utf-8-sig", "gb18030"
OUTCOME = {"open": "进行中", "won": "赢单", "lost": "输单"}
ROLE = {"decision maker": "决策人", "buyer": "采购", "user": "使用者", "influencer": "影响者", "blocker": "反对者"}
ACTIVITY = {"call": "电话", "email": "邮件", "meeting": "会议", "visit": "拜访", "demo": "演示", "message": "微信"}
PARTNER = {"distributor": "经销商", "agent": "代理商", "reseller": "集成商", "store": "门店", "marketplace": "电商平台"}

OPPORTUNITY = Sheet(
    "opportunity",
    "crm",
    "商机.csv",
    BOM,
    (
        Column("opportunity_id", "商机编号"),
        Column("name", "商机名称"),
        Column("account_id", "客户编号"),
        Column("account_name", "客户名称"),
        Column("owner_id", "负责人工号"),
        Column("owner_name", "负责人"),
        Column("pipeline", "销售流程"),
        Column("stage", "销售阶段"),
        Column("outcome", "商机状态", words=OUTCOME),
        Column("amount", "商机金额", Form.MONEY),
        Column("currency", "币种"),
        Column("probability", "赢率", Form.PERCENT),
        Column("created_at", "创建时间", Form.MOMENT),
        Column("expected_close_on", "预计成交日期", Form.DAY),
        Column("stage_changed_at", "阶段变更时间", Form.MOMENT),
        Column("closed_at", "结束时间", Form.MOMENT),
        Column("lost_reason", "输单原因"),
        Column("competitor", "竞争对手"),
        Column("channel", "商机来源"),
        Column("campaign_id", "市场活动编号"),
        Column("partner_id", "合作伙伴编号"),
        Column("forecast_category", "预测类别"),
        Column("next_step", "下一步计划"),
        Column("next_step_on", "下一步日期", Form.DAY),
        Column("product_id", "主要产品编号"),
        Column("customer_kind", "客户类别"),
        Column("followed_at", "最后跟进时间", Form.MOMENT),
        Column("modified_at", "最后修改时间", Form.MOMENT),
    ),
)

ACCOUNT = Sheet(
    "account",
    "crm",
    "客户.csv",
    GB,
    (
        Column("account_id", "客户编号"),
        Column("name", "客户名称"),
        Column("kind", "客户类型", words={"company": "企业", "person": "个人"}),
        Column("tax_id", "统一社会信用代码"),
        Column("domain", "网址"),
        Column("phone", "电话"),
        Column("address", "地址"),
        Column("industry", "行业"),
        Column("employee_count", "员工人数", Form.NUMBER),
        Column("annual_revenue", "年营业额", Form.MONEY),
        Column("region", "区域"),
        Column("country", "国家"),
        Column("city", "城市"),
        Column("owner_id", "负责人工号"),
        Column("parent_account_id", "上级客户编号"),
        Column("channel", "客户来源"),
        Column("created_at", "创建时间", Form.MOMENT),
        Column("status", "成交状态"),
    ),
)

CONTACT = Sheet(
    "contact",
    "crm",
    "联系人.csv",
    BOM,
    (
        Column("contact_id", "联系人编号"),
        Column("account_id", "客户编号"),
        Column("full_name", "姓名"),
        Column("title", "职务"),
        Column("department", "部门"),
        Column("email", "邮箱"),
        Column("phone", "手机"),
        Column("opted_out", "已退订", Form.FLAG),
        Column("created_at", "创建时间", Form.MOMENT),
    ),
)

LEAD = Sheet(
    "lead",
    "crm",
    "线索.csv",
    GB,
    (
        Column("lead_id", "线索编号"),
        Column("name", "姓名"),
        Column("company", "公司名称"),
        Column("channel", "线索来源"),
        Column("campaign_id", "市场活动编号"),
        Column("status", "线索状态"),
        Column("owner_id", "负责人工号"),
        Column("pool", "线索池"),
        Column("industry", "行业"),
        Column("region", "区域"),
        Column("urgency", "需求紧急度"),
        Column("created_at", "创建时间", Form.MOMENT),
        Column("assigned_at", "分配时间", Form.MOMENT),
        Column("converted_at", "转化时间", Form.MOMENT),
        Column("account_id", "客户编号"),
        Column("opportunity_id", "商机编号"),
    ),
)

ACTIVITIES = Sheet(
    "activity",
    "crm",
    "跟进记录.csv",
    BOM,
    (
        Column("activity_id", "跟进编号"),
        Column("kind", "跟进方式", words=ACTIVITY),
        Column("occurred_at", "跟进时间", Form.MOMENT),
        Column("owner_id", "负责人工号"),
        Column("account_id", "客户编号"),
        Column("contact_id", "联系人编号"),
        Column("lead_id", "线索编号"),
        Column("opportunity_id", "商机编号"),
        Column("outcome", "跟进结果"),
        Column("minutes", "时长（分钟）", Form.NUMBER),
    ),
)

SMALL = (
    Sheet(
        "opportunity_contact",
        "crm",
        "商机联系人.csv",
        BOM,
        (
            Column("opportunity_id", "商机编号"),
            Column("contact_id", "联系人编号"),
            Column("role", "角色", words=ROLE),
            Column("since", "参与时间", Form.MOMENT),
        ),
    ),
    Sheet(
        "opportunity_line",
        "crm",
        "商机产品.csv",
        GB,
        (
            Column("opportunity_id", "商机编号"),
            Column("line_no", "行号", Form.NUMBER),
            Column("product_id", "产品编号"),
            Column("quantity", "数量", Form.NUMBER),
            Column("unit_price", "单价", Form.MONEY),
            Column("discount_rate", "折扣率", Form.PERCENT),
        ),
    ),
    Sheet(
        "quote",
        "crm",
        "报价单.csv",
        BOM,
        (
            Column("quote_id", "报价单编号"),
            Column("opportunity_id", "商机编号"),
            Column("account_id", "客户编号"),
            Column("issued_at", "报价时间", Form.MOMENT),
            Column("valid_until", "有效期至", Form.DAY),
            Column("amount", "报价金额", Form.MONEY),
            Column("currency", "币种"),
            Column("discount_rate", "折扣率", Form.PERCENT),
            Column("status", "报价状态"),
        ),
    ),
    Sheet(
        "contract",
        "crm",
        "合同.csv",
        GB,
        (
            Column("contract_id", "合同编号"),
            Column("account_id", "客户编号"),
            Column("opportunity_id", "商机编号"),
            Column("signed_on", "签订日期", Form.DAY),
            Column("starts_on", "开始日期", Form.DAY),
            Column("ends_on", "结束日期", Form.DAY),
            Column("amount", "合同金额", Form.MONEY),
            Column("currency", "币种"),
            Column("renews", "自动续约", Form.FLAG),
            Column("status", "合同状态"),
        ),
    ),
    Sheet(
        "stage",
        "crm",
        "阶段.csv",
        BOM,
        (
            Column("pipeline", "销售流程"),
            Column("stage", "销售阶段"),
            Column("position", "顺序", Form.NUMBER),
            Column("probability", "默认赢率", Form.PERCENT),
            Column("outcome", "阶段类型", words=OUTCOME),
            Column("entry_criteria", "进入标准"),
            Column("exit_criteria", "退出标准"),
        ),
    ),
    Sheet(
        "partner",
        "crm",
        "合作伙伴.csv",
        GB,
        (
            Column("partner_id", "合作伙伴编号"),
            Column("name", "伙伴名称"),
            Column("kind", "伙伴类型", words=PARTNER),
            Column("region", "区域"),
            Column("owner_id", "负责人工号"),
            Column("since", "合作开始", Form.DAY),
            Column("until", "合作结束", Form.DAY),
            Column("tier", "等级"),
        ),
    ),
)


def staff(source: str, encoding: str) -> tuple[Sheet, ...]:
    """People and teams, which the CRM and the personnel system both export."""
    return (
        Sheet(
            "representative",
            source,
            "人员.csv",
            encoding,
            (
                Column("representative_id", "工号"),
                Column("name", "姓名"),
                Column("team_id", "团队编号"),
                Column("manager_id", "上级工号"),
                Column("region", "区域"),
                Column("role", "岗位"),
                Column("hired_on", "入职日期", Form.DAY),
                Column("left_on", "离职日期", Form.DAY),
            ),
        ),
        Sheet(
            "team",
            source,
            "团队.csv",
            encoding,
            (
                Column("team_id", "团队编号"),
                Column("name", "团队名称"),
                Column("manager_id", "负责人工号"),
                Column("region", "区域"),
                Column("parent_team_id", "上级团队编号"),
            ),
        ),
    )


SHEETS = (ACCOUNT, CONTACT, LEAD, ACTIVITIES, *SMALL, *staff("crm", BOM))
