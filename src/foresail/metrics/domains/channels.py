"""Channels: what is spent and what it brings. The attribution rule is a parameter of the question."""

from foresail.contracts.metric import Additivity, Aggregate, Formula, Metric, Ratio
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_STANDS = "NOT cancelled"

METRICS = (
    Metric(
        name="spend",
        title=Text(en="Marketing spend", zh="营销投放"),
        definition=Text(en="Marketing spend, by day of spending.", zh="营销投放金额，按投放日期。"),
        unit=Unit.MONEY,
        additivity=Additivity.FULL,
        good="neutral",
        domain="channels",
        expression=Aggregate(fact="spend", function="sum", column="amount", dated_by="spent_on"),
    ),
    Metric(
        name="attributed_customers",
        title=Text(en="New customers attributed", zh="归因新客户数"),
        definition=Text(
            en="New customers that the attribution rule gives to a channel on which money is spent. Rule: the "
            "channel of the "
            "first order (default) or of the first lead.",
            zh="按归因规则归于有投放渠道的新客户数。规则：首单渠道（默认）或首条线索渠道。",
        ),
        unit=Unit.COUNT,
        additivity=Additivity.NONE,
        domain="channels",
        expression=Aggregate(
            fact="attributed_sales",
            function="count_distinct",
            column="account_id",
            where="NOT cancelled AND sales_kind = 'sale' AND ordered_on = first_sale_on AND attributed",
            dated_by="ordered_on",
        ),
    ),
    Metric(
        name="attributed_margin",
        title=Text(en="Margin attributed", zh="归因毛利"),
        definition=Text(
            en="Net revenue − cost (lines with known cost) of the customers that the attribution rule gives to a "
            "channel on "
            "which money is spent, by order date.",
            zh="按归因规则归于有投放渠道的客户的毛利（成本已知的明细），按下单日期。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.FULL,
        domain="channels",
        expression=Aggregate(
            fact="attributed_sales",
            function="sum",
            column="margin_amount",
            where=f"{_STANDS} AND cost_amount IS NOT NULL AND attributed",
            dated_by="ordered_on",
        ),
    ),
    Metric(
        name="cac",
        title=Text(en="Cost per new customer", zh="获客成本"),
        definition=Text(
            en="Marketing spend ÷ new customers attributed to the channels on which it was spent.",
            zh="营销投放 ÷ 归因于有投放渠道的新客户数。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.NONE,
        good="down",
        domain="channels",
        expression=Ratio(numerator="spend", denominator="attributed_customers"),
    ),
    Metric(
        name="roi",
        title=Text(en="Return on marketing spend", zh="营销投资回报率"),
        definition=Text(en="(Margin attributed − spend) ÷ spend.", zh="（归因毛利 − 投放）÷ 投放。"),
        unit=Unit.RATIO,
        additivity=Additivity.NONE,
        domain="channels",
        expression=Formula(expression="(attributed_margin - spend) / spend"),
    ),
    Metric(
        name="touches",
        title=Text(en="Touches", zh="触点数"),
        definition=Text(en="Marketing touches, by day.", zh="营销触点数，按发生日期。"),
        unit=Unit.COUNT,
        additivity=Additivity.FULL,
        domain="channels",
        expression=Aggregate(fact="touches", function="count", dated_by="occurred_on"),
    ),
)
