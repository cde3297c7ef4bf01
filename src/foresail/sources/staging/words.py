# ruff: noqa: E501 - lists of words
"""Words of systems for the codes of the model, in English and Chinese."""

from __future__ import annotations

import re

_WON = r"won|closed won|closed-won|closedwon|win|赢单|赢单关闭|已赢单|赢单成交|成交|已成交|赢|已签约|签约成功|成单|closed - won|完成交易|已中标"
_LOST = (
    r"lost|closed lost|closed-lost|closedlost|lose|loss|输单|丢单|已输单|输单关闭|失败|战败|已丢单|流失|输|closed - lost|"
    r"closed-lost to competition|closed lost to competition|无效|已无效|作废|abandoned|dead|disqualified|cancelled|canceled|关闭|已终止"
)
_OPEN = r"open|in progress|进行中|跟进中|active|ongoing|pending|推进中|正常|new|未结束|开放"

OUTCOMES: dict[str, str] = {
    **dict.fromkeys(_OPEN.split("|"), "open"),
    **dict.fromkeys(_LOST.split("|"), "lost"),
    **dict.fromkeys(_WON.split("|"), "won"),
}

CODES: dict[tuple[str, str], dict[str, str]] = {
    ("opportunity", "outcome"): OUTCOMES,
    ("stage", "outcome"): OUTCOMES,
    ("order_line", "kind"): {
        **dict.fromkeys(("sale", "sales", "order", "invoice", "销售", "销售出库", "正常", "销售单", "普通"), "sale"),
        **dict.fromkeys(("return", "returns", "refund", "credit", "credit note", "退货", "退款", "销售退货", "红字"), "return"),
    },
    ("account", "kind"): {
        **dict.fromkeys(("company", "business", "b2b", "organization", "企业", "公司", "企业客户", "法人", "true", "1"), "company"),
        **dict.fromkeys(("person", "individual", "b2c", "consumer", "个人", "自然人", "个人客户", "false", "0"), "person"),
    },
    ("activity", "kind"): {
        **dict.fromkeys(("call", "phone", "phone call", "calls", "电话", "电话沟通", "通话", "打电话", "电话跟进"), "call"),
        **dict.fromkeys(("email", "e-mail", "mail", "邮件", "发邮件", "电子邮件", "emails"), "email"),
        **dict.fromkeys(("meeting", "meetings", "event", "会议", "开会", "线上会议", "会面", "meet"), "meeting"),
        **dict.fromkeys(("visit", "site visit", "拜访", "上门拜访", "外勤", "客户拜访", "实地拜访", "陌生拜访", "上门"), "visit"),
        **dict.fromkeys(("demo", "demonstration", "演示", "产品演示", "方案演示"), "demo"),
        **dict.fromkeys(("message", "sms", "chat", "wechat", "微信", "短信", "消息", "qq", "企业微信", "whatsapp"), "message"),
        **dict.fromkeys(("task", "to-do", "todo", "to do", "note", "任务", "待办", "备注", "other", "其他"), "task"),
    },
    ("partner", "kind"): {
        **dict.fromkeys(("distributor", "dealer", "经销商", "分销商"), "distributor"),
        **dict.fromkeys(("agent", "代理商", "代理"), "agent"),
        **dict.fromkeys(("reseller", "integrator", "集成商", "转售商"), "reseller"),
        **dict.fromkeys(("store", "shop", "门店", "专卖店"), "store"),
        **dict.fromkeys(("marketplace", "电商平台", "平台"), "marketplace"),
    },
    ("opportunity_contact", "role"): {
        **dict.fromkeys(("decision maker", "economic decision maker", "决策人", "决策者", "拍板人"), "decision maker"),
        **dict.fromkeys(("buyer", "economic buyer", "采购", "采购人", "采购者"), "buyer"),
        **dict.fromkeys(("user", "business user", "end user", "使用者", "使用人", "用户"), "user"),
        **dict.fromkeys(("influencer", "evaluator", "影响者", "影响人", "技术评估"), "influencer"),
        **dict.fromkeys(("blocker", "反对者", "阻碍者"), "blocker"),
    },
    ("target", "grain"): {
        **dict.fromkeys(("month", "monthly", "月", "月度", "按月"), "month"),
        **dict.fromkeys(("quarter", "quarterly", "季", "季度", "按季"), "quarter"),
        **dict.fromkeys(("year", "yearly", "annual", "年", "年度", "按年"), "year"),
    },
    ("target", "scope"): {
        **dict.fromkeys(("company", "公司", "全公司", "整体"), "company"),
        **dict.fromkeys(("region", "区域", "大区"), "region"),
        **dict.fromkeys(("team", "团队", "部门", "小组"), "team"),
        **dict.fromkeys(("representative", "rep", "person", "销售代表", "个人", "人员", "销售", "员工"), "representative"),
        **dict.fromkeys(("product", "产品"), "product"),
        **dict.fromkeys(("channel", "渠道"), "channel"),
    },
    ("target", "metric"): {
        **dict.fromkeys(("won_amount", "won amount", "won value", "赢单金额", "签约金额", "成交金额", "bookings"), "won_amount"),
        **dict.fromkeys(("net_revenue", "net revenue", "revenue", "净收入", "销售额", "收入", "净销售额"), "net_revenue"),
        **dict.fromkeys(("collected", "collection", "回款", "回款金额"), "collected"),
    },
    ("subscription", "period"): {
        **dict.fromkeys(("month", "monthly", "月", "按月", "月付"), "month"),
        **dict.fromkeys(("quarter", "quarterly", "季", "按季", "季付"), "quarter"),
        **dict.fromkeys(("year", "yearly", "annual", "annually", "年", "按年", "年付"), "year"),
    },
    ("feedback", "kind"): {
        "nps": "nps", "csat": "csat", "survey": "survey", "review": "review", "问卷": "survey", "评价": "review", "满意度": "csat",
    },
}  # fmt: skip
"""(table, column) → word, in lower case → code of the model. Words that are not here stay as they are written."""

FIELDS: dict[str, str] = {
    **dict.fromkeys(("stagename", "stage", "dealstage", "stage_id", "sales_stage", "销售阶段", "阶段", "opportunity stage"), "stage"),
    **dict.fromkeys(("amount", "expected_revenue", "商机金额", "金额", "deal amount"), "amount"),
    **dict.fromkeys(("closedate", "close_date", "close date", "closing_date", "date_deadline", "expected_close_on", "预计成交日期"), "expected_close_on"),
    **dict.fromkeys(("owner", "ownerid", "owner_id", "hubspot_owner_id", "user_id", "负责人"), "owner_id"),
    **dict.fromkeys(("probability", "赢率", "hs_deal_stage_probability"), "probability"),
    **dict.fromkeys(("forecastcategory", "forecastcategoryname", "forecast_category", "hs_manual_forecast_category", "预测类别"), "forecast_category"),
    **dict.fromkeys(("outcome", "sales_status", "商机状态"), "outcome"),
}  # fmt: skip
"""A system's name of a property → the column of the opportunity."""

_WON_STAGE = re.compile(r"\bwon\b|closedwon|赢单|已成交|^成交|签约成功|已签约|成单", re.IGNORECASE)
_LOST_STAGE = re.compile(r"\blost\b|closedlost|输单|丢单|战败|已流失|^无效|^失败|disqualified|abandoned", re.IGNORECASE)


def outcome_of_stage(stage: str) -> str:
    """What the name of a stage says about the outcome.

    Examples
    --------
    >>> [outcome_of_stage(s) for s in ("Closed Won", "输单", "Negotiation")]
    ['won', 'lost', 'open']
    """
    word = stage.strip().lower()
    exact = OUTCOMES.get(word) if word not in ("new", "active", "pending", "关闭") else "open"
    if exact:
        return exact
    return "lost" if _LOST_STAGE.search(word) else "won" if _WON_STAGE.search(word) else "open"
