"""The page."""

from foresail.contracts.page import (
    Bars,
    Distribution,
    EvidenceBlock,
    Funnel,
    Headline,
    Matrix,
    OutputData,
    PageSpec,
    Table,
)
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="customers.journeys",
    title=Text(en="Journeys", zh="客户旅程"),
    question=Text(en="By which ways do people come to their first order?", zh="客户经过哪些渠道走到首单？"),
    section="customers",
    order=70,
    icon="journey",
    filters=("region", "owner"),
    scope="customers:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{ordered} of {journeys} journeys led to a first order ({order_rate}), after {median_days} in the "
                "middle; the most frequent of {paths} paths is “{top_path}” ({top_share}).",
                zh="{journeys} 个旅程中有 {ordered} 个走到首单（{order_rate}），中位用时 {median_days}；"
                "{paths} 条路径中最常见的是“{top_path}”（{top_share}）。",
            ),
            data=OutputData(table="customers_journeys_overview"),
        ),
        Funnel(
            title=Text(en="From the first touch to the second order", zh="从首次触达到第二单"),
            data=OutputData(table="customers_journeys_steps", order_by=("position",)),
            stage="step",
            count="journeys",
            rate="share",
            days="median_days",
            span=6,
        ),
        Distribution(
            title=Text(en="Days to the first order", zh="到首单的天数"),
            data=OutputData(table="customers_journeys_times", order_by=("low",)),
            low="low",
            high="high",
            count="journeys",
            span=6,
        ),
        Table(
            title=Text(en="Most frequent paths", zh="最常见的路径"),
            data=OutputData(table="customers_journeys_paths", order_by=("-journeys",)),
            columns=("path", "journeys", "share", "ordered", "order_rate", "rate_low", "rate_high", "median_days"),
            page_size=15,
        ),
        Bars(
            title=Text(en="Part of each channel: opens, helps, closes", zh="各渠道的作用：起点、助攻、终点"),
            data=OutputData(table="customers_journeys_channels", order_by=("-journeys",)),
            x="channel",
            y=("opened", "helped", "closed"),
            span=6,
        ),
        Matrix(
            title=Text(en="From channel to channel", zh="渠道流转"),
            data=OutputData(table="customers_journeys_links"),
            x="to_channel",
            y="from_channel",
            value="journeys",
            shade="share",
            span=6,
        ),
        Table(
            title=Text(en="Journeys of accounts", zh="各客户的旅程"),
            data=OutputData(table="customers_journeys_accounts", order_by=("-touch_on",)),
            columns=("account_id", "account_name", "path", "touch_on", "order_on", "days_to_order", "owner_name"),
            drawer="account",
            page_size=10,
        ),
        EvidenceBlock(capability="customers.journeys"),
    ),
)
