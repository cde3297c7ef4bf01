"""The words of every feature: light, since the declaration reads them."""

from __future__ import annotations

from foresail.kernel.text import Text

ORDERS: dict[str, Text] = {
    "recency": Text(en="Days since the last order", zh="距上次下单天数"),
    "due": Text(en="Silence against the usual gap", zh="沉默时长与通常间隔之比"),
    "late": Text(en="Later than usual", zh="比平常晚"),
    "quiet": Text(en="Days since any sign of life", zh="距最近一次任何往来的天数"),
    "tenure": Text(en="Days since the first order", zh="距首单天数"),
    "orders": Text(en="Days with an order so far", zh="累计下单天数"),
    "orders_90": Text(en="Orders in 90 days", zh="近 90 天订单数"),
    "orders_180": Text(en="Orders in 180 days", zh="近 180 天订单数"),
    "orders_365": Text(en="Orders in a year", zh="近一年订单数"),
    "trend": Text(en="Orders of this half-year against the last", zh="近半年与前半年订单之比"),
    "year_trend": Text(en="Orders of this year against the last", zh="近一年与前一年订单之比"),
    "relative_money": Text(en="Revenue in a year", zh="近一年收入"),
    "returns_365": Text(en="Returns in a year", zh="近一年退货次数"),
    "since_deal_order": Text(en="Days since the last won deal's order", zh="距上次商机成交下单天数"),
    "gap_mean": Text(en="Usual days between orders", zh="通常下单间隔（天）"),
    "gap_spread": Text(en="How much the days between orders vary", zh="下单间隔的波动（天）"),
    "gap_longest": Text(en="Longest silence so far", zh="历史最长沉默（天）"),
    "tickets_180": Text(en="Tickets in 180 days", zh="近 180 天工单数"),
    "tickets_open": Text(en="Open tickets", zh="未关闭工单数"),
    "satisfaction": Text(en="Satisfaction with service", zh="服务满意度"),
    "since_ticket": Text(en="Days since the last ticket", zh="距上次工单天数"),
    "nps": Text(en="Recommendation score (NPS)", zh="推荐评分（NPS）"),
    "csat": Text(en="Satisfaction score (CSAT)", zh="满意度评分（CSAT）"),
    "since_feedback": Text(en="Days since the last feedback", zh="距上次反馈天数"),
    "activities_90": Text(en="Contacts by sales in 90 days", zh="近 90 天跟进次数"),
    "since_activity": Text(en="Days since sales were last in touch", zh="距上次跟进天数"),
    "open_deals": Text(en="Open deals", zh="进行中商机数"),
    "deals_365": Text(en="Deals opened in a year", zh="近一年新建商机数"),
    "since_deal": Text(en="Days since the last new deal", zh="距上次新建商机天数"),
    "overdue": Text(en="Overdue invoices", zh="逾期发票数"),
    "contracts": Text(en="Contracts in force", zh="有效合同数"),
    "contracts_cancelled": Text(en="Contracts cancelled", zh="已取消合同数"),
    "signs": Text(en="Orders, deals and contracts at work", zh="活跃订单、商机与合同数"),
    "industry": Text(en="Industry", zh="行业"),
    "region": Text(en="Region", zh="区域"),
    "channel": Text(en="First channel", zh="来源渠道"),
    "kind": Text(en="Kind of customer", zh="客户类型"),
    "employees": Text(en="Employees", zh="员工人数"),
}
"""Feature → words, of customers that order. What is not here is not a feature."""
CONTRACTS: dict[str, Text] = {
    "held_days": Text(en="Days under this contract", zh="本合同已持续天数"),
    "to_renewal": Text(en="Days to the next renewal", zh="距下次续约天数"),
    "relative_amount": Text(en="Amount of the contract", zh="合同金额"),
    "period": Text(en="Billing period", zh="计费周期"),
    "product_id": Text(en="Product", zh="产品"),
    **{
        name: ORDERS[name]
        for name in ("tickets_180", "satisfaction", "nps", "recency", "orders_180", "contracts", "contracts_cancelled")
    },
    **{name: ORDERS[name] for name in ("industry", "region", "channel", "kind", "employees")},
}
"""The same of contracts."""
