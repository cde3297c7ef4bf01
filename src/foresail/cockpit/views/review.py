"""What moved between the two days of a review."""

from foresail.analytics.pipeline.movement.outputs import STEPS
from foresail.cockpit.views.deals import AMOUNT, PROBABILITY, PUSHES, SCORES, STAGE, WHO
from foresail.cockpit.views.view import View, column
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

SLIPS = {
    "moved": Text(en="Date moved out", zh="日期推后"),
    "passed": Text(en="Date passed, still open", zh="日期已过仍未成交"),
}
_STEP = column("step", "Step", "变动项", Unit.CATEGORY, labels=STEPS)
_POSITION = column("position", "Order", "顺序", Unit.RANK)
_SIGNED = column(
    "amount",
    "Amount",
    "金额",
    Unit.MONEY,
    definition=Text(en="Signed: the steps add up to the closing", zh="带正负号，各项之和等于期末"),
)
MOVES = View(
    name="pipeline_moves",
    title=Text(en="Deals that moved", zh="发生变动的商机"),
    order_by=("position", "-amount"),
    columns=(
        *WHO,
        _POSITION,
        _STEP,
        _SIGNED,
        column("stage_before", "Stage before", "原阶段", Unit.CATEGORY),
        column("stage_after", "Stage after", "现阶段", Unit.CATEGORY),
        column("amount_before", "Amount before", "原金额", Unit.MONEY),
        column("amount_after", "Amount after", "现金额", Unit.MONEY),
        column("close_before", "Expected close before", "原预计成交", Unit.DATE),
        column("close_after", "Expected close after", "现预计成交", Unit.DATE),
    ),
)
WATERFALL = View(
    name="pipeline_waterfall",
    title=Text(en="From opening to closing", zh="从期初到期末"),
    order_by=("position",),
    columns=(
        _POSITION,
        _STEP,
        column("deals", "Deals", "商机数", Unit.COUNT),
        _SIGNED,
        column("is_total", "Total", "合计项", Unit.BOOLEAN),
    ),
)
SLIPPED = View(
    name="slipped_deals",
    title=Text(en="Slipped deals", zh="延期商机"),
    optional={**SCORES, **PUSHES},
    order_by=("-amount",),
    columns=(
        *WHO,
        STAGE,
        AMOUNT,
        PROBABILITY,
        column("slip", "What happened", "情况", Unit.CATEGORY, labels=SLIPS),
        column("close_before", "Expected close before", "原预计成交", Unit.DATE),
        column("close_after", "Expected close now", "现预计成交", Unit.DATE),
        column("days_slipped", "Slipped by", "延期", Unit.DAYS, good="down"),
        column("pushes", "Times pushed out", "推迟次数", Unit.COUNT, good="down"),
    ),
)
WEEK = View(
    name="pipeline_week",
    title=Text(en="The review in numbers", zh="回顾数字"),
    columns=(
        column("since", "Since", "自", Unit.DATE),
        column("until", "Until", "至", Unit.DATE),
        column("window_ends", "Expected to close by", "预计成交截止", Unit.DATE),
        column("opening", "Opening", "期初", Unit.MONEY),
        column("closing", "Closing", "期末", Unit.MONEY),
        column("change", "Change", "变动", Unit.MONEY, good="up"),
        column("new", "New", "新增", Unit.MONEY, good="up"),
        column("pushed_out", "Pushed out", "推迟移出", Unit.MONEY, good="down"),
        column("won", "Won", "赢单", Unit.MONEY, good="up"),
        column("lost", "Lost", "输单", Unit.MONEY, good="down"),
        column("slipped", "Slipped deals", "延期商机数", Unit.COUNT, good="down"),
        column("slipped_amount", "Amount of slipped deals", "延期商机金额", Unit.MONEY, good="down"),
        column("risky", "Deals at risk", "有风险商机数", Unit.COUNT, good="down"),
        column("risky_amount", "Amount at risk", "有风险金额", Unit.MONEY, good="down"),
    ),
)
VIEWS = (MOVES, WATERFALL, SLIPPED, WEEK)
