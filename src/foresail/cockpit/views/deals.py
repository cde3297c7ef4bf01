"""Open deals as they stand today, and the columns of the board."""

from foresail.analytics.pipeline.movement.outputs import MovementPush
from foresail.analytics.pipeline.win_probability.outputs import WinReason, WinScore
from foresail.cockpit.views.view import DAYS_AHEAD, QUIET_DAYS, View, column, types_of
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

WHY = {
    "overdue": Text(en="Close date passed", zh="已过预计成交日"),
    "closing": Text(en="Closes this week", zh="本周应成交"),
    "quiet": Text(en="No contact", zh="久未跟进"),
    "step_due": Text(en="Next step due", zh="下一步到期"),
    "unhealthy": Text(en="At risk", zh="有风险"),
    "pushed": Text(en="Pushed out again and again", zh="一再推迟"),
}
ACTIONS = {
    "agree_date": Text(en="Agree a new date with the customer, or close the deal", zh="与客户商定新日期，或结束该商机"),
    "confirm": Text(en="Confirm terms and the day of signing", zh="确认条款与签约日期"),
    "call": Text(en="Call the customer and agree on what comes next", zh="联系客户，约定下一步"),
    "do_step": Text(en="Do the step that was agreed", zh="完成已约定的下一步"),
    "unblock": Text(en="Ask what holds the decision up, and who decides", zh="问清决策卡在哪里、由谁决定"),
}
WHO = (
    column("opportunity_id", "ID", "编号", Unit.ID, opens="opportunity"),
    column("name", "Opportunity", "商机", Unit.TEXT, opens="opportunity"),
    column("account_id", "Account ID", "客户编号", Unit.ID, opens="account"),
    column("account_name", "Account", "客户", Unit.TEXT, personal=True, opens="account"),
    column("owner_id", "Owner ID", "负责人编号", Unit.ID),
    column("owner_name", "Owner", "负责人", Unit.TEXT),
    column("team", "Team", "团队", Unit.ID),
    column("region", "Region", "区域", Unit.CATEGORY),
    column("product_id", "Product ID", "产品编号", Unit.ID),
    column("channel", "Channel", "渠道", Unit.CATEGORY),
    column("pipeline", "Pipeline", "销售流程", Unit.CATEGORY),
)
"""Whose deal it is, and the dimensions that filters ask for."""
SCORES = {
    "pipeline_win_probability_scores": types_of(
        WinScore, "opportunity_id", "probability", "expected_amount", "close_likely"
    )
}
PUSHES = {"pipeline_movement_pushes": types_of(MovementPush, "opportunity_id", "pushes")}
REASONS = {
    "pipeline_win_probability_reasons": types_of(WinReason, "opportunity_id", "rank", "label_en", "label_zh", "points")
}
HEALTH = "pipeline_deal_health_deals"
DEAL_HEALTH = {
    HEALTH: {
        "opportunity_id": "VARCHAR",
        "health": "DOUBLE",
        "health_class": "VARCHAR",
        "main_rule": "VARCHAR",
        "play": "VARCHAR",
    }
}
AMOUNT = column("amount", "Amount", "金额", Unit.MONEY)
PROBABILITY = column("probability", "Win probability", "赢率", Unit.PROBABILITY, good="up")
STAGE = column("stage", "Stage", "阶段", Unit.CATEGORY)
_EXPECTED = column("expected_amount", "Expected amount", "期望金额", Unit.MONEY, good="up")


OPEN_DEALS = View(
    name="open_deals",
    title=Text(en="Open deals", zh="进行中商机"),
    optional={**SCORES, **REASONS, **PUSHES, **DEAL_HEALTH},
    words={
        "health_class": (HEALTH, "health_class"),
        "main_rule": (HEALTH, "main_rule"),
        "risk": (HEALTH, "main_rule"),
        "action": (HEALTH, "play"),
    },
    order_by=("-expected_amount", "-amount"),
    columns=(
        *WHO,
        STAGE,
        column("position", "Place of the stage", "阶段顺序", Unit.RANK),
        AMOUNT,
        PROBABILITY,
        _EXPECTED,
        column("expected_close_on", "Expected close", "预计成交", Unit.DATE),
        column("close_likely", "Likely day of a win", "最可能赢单日", Unit.DATE),
        column("days_in_stage", "Days in stage", "阶段停留", Unit.DAYS, good="down"),
        column("last_activity_on", "Last activity", "上次跟进", Unit.DATE),
        column("days_quiet", "Without contact", "未跟进天数", Unit.DAYS, good="down"),
        column("days_over", "Past the close date", "超过预计成交日", Unit.DAYS, good="down"),
        column("pushes", "Times pushed out", "推迟次数", Unit.COUNT, good="down"),
        column("health_class", "State", "状态", Unit.CATEGORY),
        column("health", "Health (0 – 100)", "健康度（0 – 100）", Unit.SCORE, good="up"),
        column("main_rule", "What is wrong first", "首要问题", Unit.CATEGORY),
        column("forecast_category", "Forecast category", "预测类别", Unit.CATEGORY),
        column("next_step", "Next step", "下一步", Unit.TEXT),
        column("next_step_on", "Next step on", "下一步日期", Unit.DATE),
        column("up_en", "Speaks for it (English)", "有利因素（英文）", Unit.TEXT),
        column("up_zh", "Speaks for it (Chinese)", "有利因素（中文）", Unit.TEXT),
        column("down_en", "Speaks against it (English)", "不利因素（英文）", Unit.TEXT),
        column("down_zh", "Speaks against it (Chinese)", "不利因素（中文）", Unit.TEXT),
        *(column(code, text.en, text.zh, Unit.BOOLEAN) for code, text in WHY.items()),
        column("at_risk", "At risk", "有风险", Unit.BOOLEAN),
        column("needs_action", "Needs something this week", "本周需处理", Unit.BOOLEAN),
        column("why", "Why", "原因", Unit.CATEGORY, labels=WHY),
        column("risk", "What is wrong", "问题", Unit.CATEGORY, labels=WHY),
        column("action", "What to do", "建议动作", Unit.TEXT, labels=ACTIONS),
        column(
            "at_stake",
            "Money still in the balance",
            "待争取金额",
            Unit.MONEY,
            definition=Text(
                en="Amount × 4 p (1 − p): the whole amount at a win probability of 50%, less the surer the end is. "
                f"This week: {DAYS_AHEAD} days ahead; no contact: {QUIET_DAYS} days without an activity",
                zh="金额 × 4p(1−p)：赢率 50% 时为全额，结局越确定越小。"
                f"本周指未来 {DAYS_AHEAD} 天；久未跟进指 {QUIET_DAYS} 天无跟进",
            ),
        ),
    ),
)
STAGES = View(
    name="deal_stages",
    title=Text(en="Stages of the board", zh="看板阶段"),
    order_by=("pipeline", "position"),
    columns=(
        column("pipeline", "Pipeline", "销售流程", Unit.CATEGORY),
        STAGE,
        column("position", "Place of the stage", "阶段顺序", Unit.RANK),
        column("deals", "Deals", "商机数", Unit.COUNT),
        AMOUNT,
        _EXPECTED,
    ),
)
VIEWS = (OPEN_DEALS, STAGES)
