"""What a risk is told from, and the words of every feature."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

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
WORDS_ONLY = frozenset({"relative_money", "relative_amount", "product_id"})
"""Their value tells a person nothing."""
_PERIODS = {"month": 30, "monthly": 30, "月": 30, "quarter": 91, "quarterly": 91, "季": 91}


def typical(column: pl.Series) -> float:
    """The median of what is positive, 1 where nothing is: money is measured by it."""
    values = column.drop_nulls().cast(pl.Float64).to_numpy()
    positive = np.sort(values[values > 0])
    return float(positive[len(positive) // 2]) if len(positive) else 1.0


def of_customers(frame: pl.DataFrame, accounts: pl.DataFrame, usual: float) -> pl.DataFrame:
    """Features of customers that order, one row each in the order of the frame.

    Parameters
    ----------
    frame
        As `customers.sql` gives it.
    usual
        Typical revenue of a year; a hundredfold currency changes nothing.
    """
    # Rounded, so that the last bit of a float does not decide on which side of a split a customer falls.
    gap = pl.col("gap_mean")
    made = frame.with_columns(
        due=(pl.col("recency") / gap.clip(3)).round(6),
        late=((pl.col("recency") - gap) / (pl.col("gap_spread") + 5)).round(6),
        quiet=pl.min_horizontal("recency", "since_ticket", "since_feedback", "since_deal"),
        trend=_against("orders_180", pl.col("orders_365") - pl.col("orders_180")),
        year_trend=_against("orders_365", pl.col("orders_before")),
        relative_money=_relative("net_365", usual),
        signs=pl.col("orders_90") + pl.col("open_deals").fill_null(0) + pl.col("contracts").fill_null(0),
        **{c: pl.col(c).round(6) for c in ("gap_mean", "gap_spread", "satisfaction", "nps", "csat")},
    )
    return _with_accounts(made, accounts).select(*ORDERS)


def of_contracts(frame: pl.DataFrame, accounts: pl.DataFrame, usual: float) -> pl.DataFrame:
    """Features of contracts, one row each in the order of the frame."""
    length = pl.col("period").str.to_lowercase().replace_strict(_PERIODS, default=365, return_dtype=pl.Int64)
    made = frame.with_columns(
        to_renewal=length - pl.col("held_days") % length,
        relative_amount=_relative("amount", usual),
        **{c: pl.col(c).round(6) for c in ("satisfaction", "nps")},
    )
    return _with_accounts(made, accounts).select(*CONTRACTS)


def _with_accounts(frame: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    words = accounts.select("account_id", "industry", "region", "channel", "kind", "employees")
    return frame.join(words, on="account_id", how="left", maintain_order="left")


def _against(now: str, before: pl.Expr) -> pl.Expr:
    return ((pl.col(now) + 1) / (before + 1)).round(6)


def _relative(column: str, usual: float) -> pl.Expr:
    value = pl.col(column).cast(pl.Float64)
    return pl.when(value >= 0).then((value / usual).log1p().round(6))


def phrase(column: str, value: str | None, words: Mapping[str, Text], *, zh: bool) -> str:
    """A reason in words: what it is, and its value where that tells something."""
    label = words[column].zh if zh else words[column].en
    if column in WORDS_ONLY:
        return label
    if value is None:
        return f"{label}：无" if zh else f"{label}: none"
    return f"{label}：{_short(value)}" if zh else f"{label}: {_short(value)}"


def _short(value: str) -> str:
    try:
        return f"{float(value):.3g}" if "." in value else value
    except ValueError:
        return value
