"""What the columns of the facts are called and counted in: said once, used by filters, rows and exports."""

from __future__ import annotations

from collections.abc import Mapping

from foresail.contracts.query import ResultColumn
from foresail.kernel.base import Frozen
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics.words import WORDS


class Field(Frozen):
    """A column of a fact that a filter can name and a row can show."""

    name: str
    title: Text
    unit: Unit
    personal: bool = False
    opens: str = ""

    @property
    def labels(self) -> Mapping[str, Text]:
        """The words of its codes."""
        return WORDS.get(self.name, {})

    def shown(self, name: str) -> ResultColumn:
        """The column of an answer that shows it."""
        return ResultColumn(
            name=name,
            title=self.title,
            unit=self.unit,
            personal=self.personal,
            opens=self.opens,
            labels=dict(self.labels),
        )


def _f(name: str, en: str, zh: str, unit: Unit, *, personal: bool = False, opens: str = "") -> Field:
    return Field(name=name, title=Text(en=en, zh=zh), unit=unit, personal=personal, opens=opens)


_I, _T, _C, _D, _M = Unit.ID, Unit.TEXT, Unit.CATEGORY, Unit.DATE, Unit.MONEY

FIELDS: dict[str, Field] = {
    f.name: f
    for f in (
        _f("order_id", "Order", "订单", _I),
        _f("line_no", "Line", "行号", Unit.RANK),
        _f("ordered_on", "Ordered on", "下单日期", _D),
        _f("sales_kind", "Sale or return", "销售／退货", _C),
        _f("order_status", "Order status", "订单状态", _C),
        _f("cancelled", "Cancelled", "已取消", Unit.BOOLEAN),
        _f("account_id", "Account ID", "客户编号", _I, opens="account"),
        _f("account_name", "Account", "客户", _T, personal=True),
        _f("account_kind", "Account kind", "客户类型", _C),
        _f("industry", "Industry", "行业", _C),
        _f("country", "Country", "国家", _C),
        _f("city", "City", "城市", _C),
        _f("owner_id", "Owner ID", "负责人编号", _I),
        _f("owner_name", "Owner", "负责人", _T),
        _f("team_id", "Team ID", "团队编号", _I),
        _f("team_name", "Team", "团队", _T),
        _f("region", "Region", "区域", _C),
        _f("channel", "Channel", "渠道", _C),
        _f("campaign_id", "Campaign ID", "活动编号", _I),
        _f("campaign_name", "Campaign", "市场活动", _T),
        _f("product_id", "Product ID", "产品编号", _I),
        _f("product_name", "Product", "产品", _T),
        _f("category", "Category", "品类", _C),
        _f("family", "Product family", "产品系列", _C),
        _f("promotion_id", "Promotion", "促销", _I),
        _f("opportunity_id", "Opportunity ID", "商机编号", _I, opens="opportunity"),
        _f("opportunity_name", "Opportunity", "商机", _T),
        _f("currency", "Currency", "币种", _C),
        _f("source", "Source", "来源系统", _C),
        _f("quantity", "Quantity", "数量", Unit.QUANTITY),
        _f("gross_amount", "Gross amount", "折前金额", _M),
        _f("discount_amount", "Discount", "折扣金额", _M),
        _f("amount", "Amount", "金额", _M),
        _f("cost_amount", "Cost", "成本", _M),
        _f("margin_amount", "Margin", "毛利", _M),
        _f("first_sale_on", "First purchase on", "首次购买日期", _D),
        _f("acquired_channel", "Channel of the first order", "首单渠道", _C),
        _f("acquired_campaign_id", "Campaign of the first order", "首单活动", _I),
        _f("acquired_campaign_name", "Campaign of the first order (name)", "首单活动名称", _T),
        _f("acquired_paid", "First order through a paid channel", "首单来自付费渠道", Unit.BOOLEAN),
        _f("lead_channel", "Channel of the first lead", "首条线索渠道", _C),
        _f("lead_campaign_id", "Campaign of the first lead", "首条线索活动", _I),
        _f("lead_campaign_name", "Campaign of the first lead (name)", "首条线索活动名称", _T),
        _f("lead_paid", "First lead through a paid channel", "首条线索来自付费渠道", Unit.BOOLEAN),
        _f("payment_id", "Payment", "回款", _I),
        _f("paid_on", "Paid on", "回款日期", _D),
        _f("invoice_id", "Invoice", "发票", _I),
        _f("invoice_status", "Invoice status", "发票状态", _C),
        _f("issued_on", "Issued on", "开票日期", _D),
        _f("due_on", "Due on", "到期日", _D),
        _f("valid_from", "As of", "状态起始日", _D),
        _f("valid_to", "Until", "状态截止日", _D),
        _f("churned_on", "Lost on", "流失日期", _D),
        _f("last_sale_on", "Last purchase on", "最近购买日期", _D),
        _f("purchase_days", "Purchase days", "购买天数", Unit.COUNT),
        _f("allowed_days", "Days allowed by the life-cycle rule", "生命周期规则允许天数", Unit.DAYS),
        _f("pipeline", "Pipeline", "销售流程", _C),
        _f("stage", "Stage", "阶段", _C),
        _f("outcome", "Outcome", "结果", _C),
        _f("forecast_category", "Forecast category", "预测类别", _C),
        _f("lost_reason", "Reason lost", "输单原因", _C),
        _f("competitor", "Competitor", "竞争对手", _C),
        _f("partner_id", "Partner ID", "伙伴编号", _I),
        _f("partner_name", "Partner", "合作伙伴", _T),
        _f("created_on", "Created on", "创建日期", _D),
        _f("expected_close_on", "Expected to close on", "预计成交日期", _D),
        _f("closed_on", "Closed on", "关闭日期", _D),
        _f("cycle_days", "Sales cycle", "销售周期", Unit.DAYS),
        _f("probability", "Probability", "概率", Unit.PROBABILITY),
        _f("weighted", "Weighted amount", "加权金额", _M),
        _f("lead_id", "Lead", "线索", _I),
        _f("lead_name", "Lead name", "线索姓名", _T, personal=True),
        _f("company", "Company", "公司", _T),
        _f("converted_on", "Converted on", "转化日期", _D),
        _f("lead_status", "Lead status", "线索状态", _C),
        _f("pool", "Pool", "线索池", _C),
        _f("response_hours", "Hours to first activity", "首次跟进时长", Unit.HOURS),
        _f("spent_on", "Spent on", "投放日期", _D),
        _f("spend_detail", "Detail", "细分", _T),
        _f("impressions", "Impressions", "曝光", Unit.COUNT),
        _f("clicks", "Clicks", "点击", Unit.COUNT),
        _f("interactions", "Interactions", "互动", Unit.COUNT),
        _f("touch_id", "Touch", "触点", _I),
        _f("touch_kind", "Touch kind", "触点类型", _C),
        _f("occurred_on", "Happened on", "发生日期", _D),
        _f("activity_id", "Activity", "活动记录", _I),
        _f("activity_kind", "Activity kind", "跟进方式", _C),
        _f("activity_outcome", "Result of the activity", "跟进结果", _C),
        _f("minutes", "Minutes", "时长（分钟）", Unit.MINUTES),
        _f("measure", "Metric of the target", "目标指标", _C),
        _f("scope", "Scope", "目标范围", _C),
        _f("scope_id", "Scope ID", "范围编号", _I),
        _f("starts_on", "Starts on", "开始日期", _D),
        _f("ends_on", "Ends before", "结束日期", _D),
        _f("ticket_id", "Ticket", "工单", _I),
        _f("opened_on", "Opened on", "创建日期", _D),
        _f("open_until", "Open until", "处理截至", _D),
        _f("severity", "Severity", "严重程度", _C),
        _f("satisfaction", "Satisfaction", "满意度", Unit.SCORE),
        _f("resolution_hours", "Hours to resolution", "解决时长", Unit.HOURS),
        _f("feedback_id", "Feedback", "反馈", _I),
        _f("given_on", "Given on", "反馈日期", _D),
        _f("feedback_kind", "Feedback kind", "反馈类型", _C),
        _f("score", "Score", "评分", Unit.SCORE),
    )
}
"""Field by name. Every column of every fact is here (a test proves it)."""
