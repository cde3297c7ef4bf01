"""The page."""

from foresail.contracts.page import (
    Bars,
    Distribution,
    EvidenceBlock,
    Headline,
    OutputData,
    PageSpec,
    Table,
    Trend,
    Waterfall,
)
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_PERIODS = OutputData(table="customers_retention_periods", order_by=("period",))
_LAST = Condition(field="is_last", operator=Operator.EQ, values=(True,))

PAGE = PageSpec(
    id="customers.retention",
    title=Text(en="Retention", zh="客户留存"),
    question=Text(en="How many customers and how much revenue stay?", zh="客户和收入留住了多少？"),
    section="customers",
    order=55,
    icon="heart",
    filters=(),
    scope="customers:read",
    blocks=(
        Headline(
            sentence=Text(
                en="In the period from {period}, {retention} of {customers} customers bought again, and "
                "{revenue_retention} of their revenue stayed. {lost} did not come; they had brought {net_lost}. "
                "Forecast for the coming period: {expected}. Half of all new customers buy again within {median_days}.",
                zh="自 {period} 起的一期，上期 {customers} 个客户中 {retention} 再次购买，"
                "收入留存 {revenue_retention}；{lost} 个未再购买，其上期收入为 {net_lost}。下期留存率预计 {expected}。"
                "半数新客户在首购后 {median_days}内再次购买。",
            ),
            data=OutputData(table="customers_retention_overview"),
        ),
        Trend(
            title=Text(en="Customers kept", zh="客户留存率"),
            data=_PERIODS,
            y=("retention",),
            forecast="expected",
            bands=(("low", "high", 80),),
            span=6,
        ),
        Trend(title=Text(en="Revenue kept", zh="收入留存率"), data=_PERIODS, y=("revenue_retention",), span=6),
        Waterfall(
            title=Text(en="What moved revenue in the last complete period", zh="最近完整期的收入变动"),
            data=OutputData(table="customers_retention_bridge", where=_LAST, order_by=("position",)),
            label="step",
            value="amount",
            total="is_total",
        ),
        Bars(
            title=Text(en="Customers that bought", zh="购买客户构成"),
            subtitle=Text(
                en="By first month of the period; the last one is not over yet", zh="按每期首月标注；最后一期尚未结束"
            ),
            data=_PERIODS,
            x="period",
            y=("retained", "back", "new"),
            horizontal=False,
            stacked=True,
            span=6,
        ),
        Trend(
            title=Text(en="Bought a second time", zh="再次购买的比例"),
            subtitle=Text(en="By days since the first purchase", zh="按首购后天数"),
            data=OutputData(table="customers_retention_again", order_by=("day",)),
            x="day",
            y=("share",),
            bands=(("low", "high", 90),),
            span=6,
        ),
        Distribution(
            title=Text(en="Days between purchases", zh="购买间隔分布"),
            data=OutputData(table="customers_retention_gaps", order_by=("low_day",)),
            low="low_day",
            high="high_day",
            count="purchases",
            span=6,
        ),
        EvidenceBlock(capability="customers.retention", span=6),
        Table(
            title=Text(en="Period by period", zh="逐期"),
            data=OutputData(table="customers_retention_periods", order_by=("-period",)),
            columns=(
                "period",
                "customers",
                "new",
                "retained",
                "back",
                "lost",
                "retention",
                "revenue_retention",
                "net",
                "net_new",
                "net_back",
                "net_lost",
            ),
            page_size=12,
        ),
    ),
)
