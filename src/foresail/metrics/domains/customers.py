"""Customers: who buys, comes back, and is lost."""

from foresail.contracts.metric import Additivity, Aggregate, Metric, Ratio, Templated
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_SOLD = "NOT cancelled AND sales_kind = 'sale'"
_ACCOUNT = (
    "account_id",
    "account_name",
    "industry",
    "country",
)


def _accounts(where: str) -> Aggregate:
    return Aggregate(fact="sales", function="count_distinct", column="account_id", where=where, dated_by="ordered_on")


METRICS = (
    Metric(
        name="active_customers",
        title=Text(en="Customers that bought", zh="购买客户数"),
        definition=Text(
            en="Distinct accounts with at least one sale that is not cancelled, by order date.",
            zh="至少有一笔未取消销售的客户数（去重），按下单日期。",
        ),
        unit=Unit.COUNT,
        additivity=Additivity.NONE,
        domain="customers",
        expression=_accounts(_SOLD),
    ),
    Metric(
        name="new_customers",
        title=Text(en="New customers", zh="新客户数"),
        definition=Text(
            en="Distinct accounts whose first sale with the company, whoever made it, falls on a day of the period.",
            zh="首次购买（以全公司口径）落在本期的客户数（去重）。",
        ),
        unit=Unit.COUNT,
        additivity=Additivity.NONE,
        domain="customers",
        expression=_accounts(f"{_SOLD} AND ordered_on = first_sale_on"),
    ),
    Metric(
        name="repeat_customers",
        title=Text(en="Returning customers", zh="复购客户数"),
        definition=Text(
            en="Active customers who bought on a later day than that of their first purchase.",
            zh="本期有购买且该购买晚于首次购买日的客户数。",
        ),
        unit=Unit.COUNT,
        additivity=Additivity.NONE,
        domain="customers",
        expression=_accounts(f"{_SOLD} AND ordered_on > first_sale_on"),
    ),
    Metric(
        name="repeat_rate",
        title=Text(en="Repeat rate", zh="复购率"),
        definition=Text(
            en="Share of the active customers who have an order on an earlier day than one in the period.",
            zh="本期活跃客户中，此前（更早一天）已有订单的客户占比。",
        ),
        unit=Unit.RATIO,
        additivity=Additivity.NONE,
        domain="customers",
        expression=Ratio(numerator="repeat_customers", denominator="active_customers"),
    ),
    Metric(
        name="retention_rate",
        title=Text(en="Retention rate", zh="留存率"),
        definition=Text(
            en="Share of the customers who were active in the period before who are active again in this one.",
            zh="上一期活跃客户中本期再次活跃的占比。",
        ),
        unit=Unit.RATIO,
        additivity=Additivity.NONE,
        domain="customers",
        expression=Templated(
            sql="retention.sql", fact="sales", parts="ratio", dated_by="ordered_on", shown=_ACCOUNT, missing="none"
        ),
    ),
    Metric(
        name="churned_customers",
        title=Text(en="Lost customers", zh="流失客户数"),
        definition=Text(
            en="Customers lost by the life-cycle rule: nothing bought within max(90 days, 3 × own average gap "
            "between "
            "purchase days so far) after a purchase; dated by the day after that time has run out.",
            zh="按生命周期规则流失的客户：购买后在 max(90 天, 3 × 该客户截至当时的平均购买间隔) 内未再购买；记在"
            "期限届满次日。",
        ),
        unit=Unit.COUNT,
        additivity=Additivity.DIMENSIONS,
        good="down",
        domain="customers",
        expression=Aggregate(fact="churns", function="count_distinct", column="account_id", dated_by="churned_on"),
    ),
    Metric(
        name="revenue_per_customer",
        title=Text(en="Revenue per customer", zh="客均收入"),
        definition=Text(en="Net revenue ÷ active customers.", zh="净收入 ÷ 活跃客户数。"),
        unit=Unit.MONEY,
        additivity=Additivity.NONE,
        domain="customers",
        expression=Ratio(numerator="net_revenue", denominator="active_customers"),
    ),
)
