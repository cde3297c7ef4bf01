"""The files of marketing (English headers), service, personnel and finance."""

from __future__ import annotations

from foresail.demo.export.crm import staff
from foresail.demo.export.sheet import Column, Form, Sheet

BOM, GB, PLAIN = "utf-8-sig", "gb18030", "utf-8"
INDEX = {
    "economy": "经济景气",
    "industry": "行业景气",
    "social mentions": "社媒声量",
    "search interest": "搜索热度",
}


def _same(*names: str, form: Form = Form.TEXT) -> tuple[Column, ...]:
    return tuple(Column(n, n, form) for n in names)


MARKETING = (
    Sheet(
        "campaign",
        "marketing",
        "campaigns.csv",
        PLAIN,
        (
            *_same("campaign_id", "name", "channel"),
            *_same("starts_on", "ends_on", form=Form.DAY),
            Column("budget", "budget", Form.MONEY),
            Column("currency", "currency"),
        ),
    ),
    Sheet(
        "spend",
        "marketing",
        "spend.csv",
        PLAIN,
        (
            Column("spent_on", "date", Form.DAY),
            *_same("channel", "campaign_id", "region", "detail"),
            Column("amount", "spend", Form.MONEY),
            Column("currency", "currency"),
            *_same("impressions", "clicks", "interactions", form=Form.NUMBER),
        ),
    ),
    Sheet(
        "touch",
        "marketing",
        "touches.csv",
        PLAIN,
        (
            Column("touch_id", "touch_id"),
            Column("occurred_at", "occurred_at", Form.ISO_MOMENT),
            *_same("channel", "campaign_id", "account_id", "contact_id", "lead_id", "visitor_id", "kind"),
        ),
    ),
    Sheet(
        "web_event",
        "marketing",
        "web_events.csv",
        PLAIN,
        (
            *_same("event_id", "visitor_id", "account_id", "contact_id"),
            Column("occurred_at", "occurred_at", Form.ISO_MOMENT),
            *_same("kind", "page", "session_id"),
        ),
    ),
)

SERVICE = (
    Sheet(
        "ticket",
        "service",
        "工单.csv",
        BOM,
        (
            Column("ticket_id", "工单编号"),
            Column("account_id", "客户编号"),
            Column("opened_at", "提交时间", Form.MOMENT),
            Column("closed_at", "关闭时间", Form.MOMENT),
            Column("severity", "严重程度"),
            Column("satisfaction", "满意度", Form.NUMBER),
        ),
    ),
    Sheet(
        "feedback",
        "service",
        "客户反馈.csv",
        GB,
        (
            Column("feedback_id", "反馈编号"),
            Column("account_id", "客户编号"),
            Column("contact_id", "联系人编号"),
            Column("given_at", "反馈时间", Form.MOMENT),
            Column("kind", "反馈类型", words={"nps": "NPS", "csat": "CSAT"}),
            Column("score", "评分", Form.NUMBER),
            Column("text", "反馈内容"),
        ),
    ),
)

PERSONNEL = (
    *staff("hr", GB),
    Sheet(
        "skill",
        "hr",
        "技能评估.csv",
        BOM,
        (
            Column("representative_id", "工号"),
            Column("skill", "技能"),
            Column("on_date", "评估日期", Form.DAY),
            Column("level", "水平", Form.NUMBER),
        ),
    ),
    Sheet(
        "training",
        "hr",
        "培训记录.csv",
        GB,
        (
            Column("representative_id", "工号"),
            Column("course", "课程"),
            Column("on_date", "培训日期", Form.DAY),
            Column("cost", "费用", Form.MONEY),
            Column("currency", "币种"),
            Column("score", "成绩", Form.NUMBER),
        ),
    ),
)

FINANCE = (
    Sheet(
        "target",
        "finance",
        "销售目标.csv",
        BOM,
        (
            Column("target_id", "目标编号"),
            Column("metric", "指标", words={"won_amount": "赢单金额", "net_revenue": "净收入"}),
            Column("starts_on", "开始日期", Form.DAY),
            Column("grain", "周期", words={"month": "月"}),
            Column("scope", "范围", words={"company": "公司", "team": "团队", "representative": "销售代表"}),
            Column("scope_id", "对象"),
            Column("value", "目标值", Form.MONEY),
            Column("currency", "币种"),
        ),
    ),
    Sheet(
        "fx_rate",
        "finance",
        "汇率.csv",
        BOM,
        (
            Column("on_date", "日期", Form.SLASH_DAY),
            Column("currency", "币种"),
            Column("rate", "汇率", Form.NUMBER),
        ),
    ),
    Sheet(
        "competitor_price",
        "finance",
        "竞品价格.csv",
        GB,
        (
            Column("competitor", "竞争对手"),
            Column("product_id", "产品编号"),
            Column("seen_on", "采集日期", Form.DAY),
            Column("price", "竞品价格", Form.MONEY),
            Column("currency", "币种"),
        ),
    ),
    Sheet(
        "market_index",
        "finance",
        "市场指数.csv",
        BOM,
        (
            Column("name", "指数", words=INDEX),
            Column("region", "区域"),
            Column("on_date", "日期", Form.DAY),
            Column("value", "数值", Form.NUMBER),
            Column("forecast", "是否预测", Form.FLAG),
        ),
    ),
)

SHEETS = (*MARKETING, *SERVICE, *PERSONNEL, *FINANCE)
