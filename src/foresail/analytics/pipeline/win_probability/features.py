"""Snapshots as features: amounts are made relative, days and counts stay as they are; the words of every feature."""

from __future__ import annotations

import numpy as np
import polars as pl

from foresail.kernel.text import Text

LABELS: dict[str, Text] = {
    "stage": Text(en="Stage", zh="销售阶段"),
    "owner_id": Text(en="Owner's record", zh="负责人的历史赢率"),
    "currency": Text(en="Currency", zh="货币"),
    "forecast_category": Text(en="Forecast category", zh="预测类别"),
    "crm_probability": Text(en="Probability in the CRM", zh="CRM 赢率"),
    "relative_amount": Text(en="Deal size", zh="商机规模"),
    "amount_growth": Text(en="Change of the amount", zh="金额变化"),
    "age_days": Text(en="Age of the deal", zh="商机存续天数"),
    "days_in_stage": Text(en="Days in this stage", zh="当前阶段停留天数"),
    "days_to_close": Text(en="Days to the expected close", zh="距预计成交天数"),
    "stages_seen": Text(en="Stages gone through", zh="已经历阶段数"),
    "pushes": Text(en="Close date pushed out", zh="成交日期推迟次数"),
    "repricings": Text(en="Amount changed", zh="金额变更次数"),
    "pipeline": Text(en="Pipeline", zh="销售流程"),
    "competitor": Text(en="Competitor", zh="竞争对手"),
    "channel": Text(en="Channel", zh="渠道"),
    "campaign_id": Text(en="Campaign", zh="活动"),
    "product_id": Text(en="Product", zh="产品"),
    "product_category": Text(en="Product category", zh="产品品类"),
    "product_family": Text(en="Product family", zh="产品系列"),
    "with_partner": Text(en="With a partner", zh="有合作伙伴"),
    "industry": Text(en="Industry", zh="行业"),
    "region": Text(en="Region", zh="区域"),
    "country": Text(en="Country", zh="国家"),
    "account_kind": Text(en="Kind of customer", zh="客户类型"),
    "employees": Text(en="Employees of the customer", zh="客户员工人数"),
    "relative_revenue": Text(en="Revenue of the customer", zh="客户营业额"),
    "owner_tenure_days": Text(en="Owner's time with the company", zh="负责人司龄"),
    "activities": Text(en="Activities so far", zh="累计跟进次数"),
    "activities_month": Text(en="Activities in 30 days", zh="近 30 天跟进次数"),
    "quiet_days": Text(en="Days since the last activity", zh="距上次跟进天数"),
    "activity_kinds": Text(en="Kinds of activity", zh="跟进方式种类"),
    "contacts_met": Text(en="Contacts met", zh="接触过的联系人"),
    "contacts": Text(en="Contacts on the deal", zh="商机联系人数"),
    "roles": Text(en="Roles among the contacts", zh="联系人角色数"),
    "decision_maker": Text(en="Decision maker known", zh="已接触决策人"),
    "quotes": Text(en="Quotes sent", zh="已发报价数"),
    "discount_rate": Text(en="Discount offered", zh="已报折扣"),
    "has_next_step": Text(en="Next step planned", zh="有下一步计划"),
    "account_won": Text(en="Deals won with this customer", zh="该客户历史赢单数"),
    "account_lost": Text(en="Deals lost with this customer", zh="该客户历史输单数"),
    "account_orders": Text(en="Orders of this customer", zh="该客户历史订单数"),
    "account_quiet_days": Text(en="Days since the customer's last order", zh="距该客户上次下单天数"),
}
"""Feature → words. What is not here is not a feature."""


def typical_amount(snapshots: pl.DataFrame) -> float:
    """The median amount of all snapshots, 1 where there is none: amounts are measured by it."""
    return _median(snapshots["amount"])


def typical_revenue(snapshots: pl.DataFrame) -> float:
    """The same for customers' revenue."""
    return _median(snapshots["annual_revenue"])


def _median(column: pl.Series) -> float:
    values = column.drop_nulls().cast(pl.Float64).to_numpy()
    positive = np.sort(values[values > 0])
    return float(positive[len(positive) // 2]) if len(positive) else 1.0


def features(snapshots: pl.DataFrame, amount: float, revenue: float) -> pl.DataFrame:
    """The features of snapshots, one column each.

    Parameters
    ----------
    snapshots
        As the SQL gives them.
    amount, revenue
        What is typical; a hundredfold currency changes nothing.
    """
    first = pl.col("first_amount").cast(pl.Float64)
    now = pl.col("amount").cast(pl.Float64)
    made = snapshots.with_columns(
        relative_amount=_relative("amount", amount),
        amount_growth=pl.when((first > 0) & (now > 0)).then((now / first).log().round(6)),
        relative_revenue=_relative("annual_revenue", revenue),
    )
    return made.select(*LABELS)


def _relative(column: str, typical: float) -> pl.Expr:
    # Rounded, so that the last bit of a float does not decide on which side of a split a deal falls.
    value = pl.col(column).cast(pl.Float64)
    return pl.when(value >= 0).then((value / typical).log1p().round(6))
