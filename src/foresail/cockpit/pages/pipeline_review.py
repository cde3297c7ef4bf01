"""The page “Weekly pipeline review”: what moved, what slipped, what is at risk, and what comes next."""

from foresail.contracts.page import Headline, Kpi, Kpis, PageSpec, Table, TableData, Waterfall
from foresail.contracts.query import Condition, Filter, Operator
from foresail.kernel.calendar import Grain
from foresail.kernel.text import Text


def _yes(field: str) -> Filter:
    return Condition(field=field, operator=Operator.EQ, values=(True,))


_HEADLINE = Headline(
    sentence=Text(
        en="From {since} to {until} the pipeline expected to close by {window_ends} went from {opening} to {closing}: "
        "{new} new, {won} won, {lost} lost, {pushed_out} moved beyond that day. Close date moved "
        "out or passed: {slipped} ({slipped_amount}). At risk today: {risky} ({risky_amount}).",
        zh="{since} 至 {until}，预计 {window_ends} 前成交的在途商机由 {opening} 变为 {closing}："
        "其中新增 {new}，赢单 {won}，输单 {lost}，推迟到该日之后 {pushed_out}。"
        "{slipped} 个商机（{slipped_amount}）的预计成交日期推后或已过；目前有风险的商机 {risky} 个（{risky_amount}）。",
    ),
    data=TableData(table="pipeline_week"),
)
_KPIS = Kpis(
    items=tuple(
        Kpi(metric=name, spark=Grain.WEEK)
        for name in ("won_amount", "lost_amount", "created_amount", "open_amount", "slipped_amount", "win_rate")
    )
)
_WATERFALL = Waterfall(
    title=Text(en="What moved", zh="在途商机变动"),
    subtitle=Text(
        en="Deals expected to close by the end of the quarter, overdue ones included",
        zh="预计本季度内成交的商机，含已过期者",
    ),
    data=TableData(table="pipeline_waterfall"),
    label="step",
    value="amount",
    total="is_total",
    behind="pipeline_moves",
)
_SLIPPED = Table(
    title=Text(en="Slipped deals", zh="延期商机"),
    subtitle=Text(en="The close date moved out, or passed", zh="预计成交日期推后，或已过仍未成交"),
    empty=Text(en="No deal slipped in this time.", zh="此期间没有商机延期。"),
    data=TableData(table="slipped_deals", order_by=("-amount",)),
    columns=(
        "name",
        "owner_name",
        "amount",
        "probability",
        "slip",
        "close_after",
        "days_slipped",
        "pushes",
    ),
    drawer="opportunity",
    page_size=8,
)
_AT_RISK = Table(
    title=Text(en="At risk", zh="有风险的商机"),
    empty=Text(en="No open deal is at risk.", zh="目前没有商机面临风险。"),
    subtitle=Text(en="As of today, most money in the balance first", zh="截至今日，待争取金额从高到低"),
    data=TableData(table="open_deals", where=_yes("at_risk"), order_by=("-at_stake",)),
    columns=("name", "owner_name", "stage", "amount", "probability", "risk", "days_quiet", "action"),
    drawer="opportunity",
    page_size=8,
)
_TOP = Table(
    title=Text(en="Top deals", zh="重点商机"),
    subtitle=Text(
        en="By expected amount, with the strongest reason and the next step", zh="按期望金额，附主要依据与下一步"
    ),
    data=TableData(table="open_deals", order_by=("-expected_amount", "-amount")),
    columns=(
        "name",
        "owner_name",
        "amount",
        "probability",
        "expected_close_on",
        "next_step",
        "up_en",
        "up_zh",
        "down_en",
        "down_zh",
    ),
    drawer="opportunity",
    page_size=12,
)

PAGE = PageSpec(
    id="pipeline_review",
    title=Text(en="Weekly pipeline review", zh="每周商机回顾"),
    question=Text(
        en="What moved since the last review, what slipped, and which deals need us?",
        zh="自上次回顾以来有何变动，哪些延期，哪些商机需要关注？",
    ),
    section="pipeline",
    order=5,
    icon="calendar",
    scope="pipeline:read",
    filters=("period", "compare", "team", "owner", "region", "product", "channel", "pipeline"),
    days=7,
    blocks=(_HEADLINE, _KPIS, _WATERFALL, _SLIPPED, _AT_RISK, _TOP),
)
