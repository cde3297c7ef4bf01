"""Pipeline: what was created, won and lost, and what is open."""

from foresail.contracts.metric import Additivity, Aggregate, Formula, Metric, Ratio, Stock, Templated
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_FACT = "opportunities"
_WON = "outcome = 'won'"
_LOST = "outcome = 'lost'"
_OPEN = "outcome = 'open'"


def _count(where: str, dated_by: str) -> Aggregate:
    return Aggregate(fact=_FACT, function="count", where=where, dated_by=dated_by)


def _amount(where: str, dated_by: str) -> Aggregate:
    return Aggregate(fact=_FACT, function="sum", column="amount", where=where, dated_by=dated_by)


def _flow(name: str, en: str, zh: str, meaning: Text, expression: Aggregate, good: str = "up") -> Metric:
    return Metric(
        name=name,
        title=Text(en=en, zh=zh),
        definition=meaning,
        unit=Unit.COUNT if expression.function == "count" else Unit.MONEY,
        additivity=Additivity.FULL,
        good=good,
        domain="pipeline",
        expression=expression,
    )


METRICS = (
    _flow(
        "won_count",
        "Deals won",
        "赢单数",
        Text(en="Opportunities whose outcome is won, by close date.", zh="结果为赢单的商机数，按关闭日期。"),
        _count(_WON, "closed_on"),
    ),
    _flow(
        "lost_count",
        "Deals lost",
        "输单数",
        Text(en="Opportunities whose outcome is lost, by close date.", zh="结果为输单的商机数，按关闭日期。"),
        _count(_LOST, "closed_on"),
        "down",
    ),
    _flow(
        "won_amount",
        "Won value",
        "赢单金额",
        Text(en="Amount of the opportunities won, by close date.", zh="赢单商机的金额合计，按关闭日期。"),
        _amount(_WON, "closed_on"),
    ),
    _flow(
        "lost_amount",
        "Lost value",
        "输单金额",
        Text(en="Amount of the opportunities lost, by close date.", zh="输单商机的金额合计，按关闭日期。"),
        _amount(_LOST, "closed_on"),
        "down",
    ),
    _flow(
        "created_count",
        "Deals created",
        "新建商机数",
        Text(en="Opportunities created, by creation date.", zh="新建的商机数，按创建日期。"),
        _count("", "created_on"),
    ),
    _flow(
        "created_amount",
        "Created value",
        "新建商机金额",
        Text(
            en="Amount (as it stands) of the opportunities created, by creation date.",
            zh="新建商机的（当前）金额合计，按创建日期。",
        ),
        _amount("", "created_on"),
    ),
    Metric(
        name="win_rate",
        title=Text(en="Win rate", zh="赢率"),
        definition=Text(
            en="Won ÷ (won + lost) by count, by close date; empty where nothing closed.",
            zh="赢单数 ÷（赢单数 + 输单数），按关闭日期；无关闭商机时为空。",
        ),
        unit=Unit.RATIO,
        additivity=Additivity.NONE,
        domain="pipeline",
        expression=Formula(expression="won_count / (won_count + lost_count)"),
    ),
    Metric(
        name="win_rate_by_value",
        title=Text(en="Win rate by value", zh="金额赢率"),
        definition=Text(
            en="Won ÷ (won + lost) by amount, by close date; empty where nothing closed.",
            zh="赢单金额 ÷（赢单金额 + 输单金额），按关闭日期；无关闭商机时为空。",
        ),
        unit=Unit.RATIO,
        additivity=Additivity.NONE,
        domain="pipeline",
        expression=Formula(expression="won_amount / (won_amount + lost_amount)"),
    ),
    Metric(
        name="open_count",
        title=Text(en="Open deals", zh="在途商机数"),
        definition=Text(
            en="Opportunities open at the end of the period, from history. Over time the last value counts, not "
            "the sum.",
            zh="期末处于在途状态的商机数（依据历史）；跨期取期末值，不累加。",
        ),
        unit=Unit.COUNT,
        additivity=Additivity.DIMENSIONS,
        domain="pipeline",
        expression=Stock(fact="opportunity_spans", function="count", where=_OPEN),
    ),
    Metric(
        name="open_amount",
        title=Text(en="Open pipeline", zh="在途金额"),
        definition=Text(
            en="Amount, as it was then, of the opportunities open at the end of the period, from history.",
            zh="期末在途商机当时的金额合计（依据历史）。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.DIMENSIONS,
        domain="pipeline",
        expression=Stock(fact="opportunity_spans", function="sum", column="amount", where=_OPEN),
    ),
    Metric(
        name="weighted_amount",
        title=Text(en="Weighted pipeline", zh="加权在途金额"),
        definition=Text(
            en="Open amount at the end of the period × the win probability that the CRM showed on that day; where it "
            "showed none, that of the stage, or else the share of the closed deals of that stage that were won. What "
            "the win model expects stands on the pages of the forecast.",
            zh="期末在途金额 × CRM 当日显示的赢单概率；未显示时用该阶段的概率，再否则用经过该阶段的已关闭商机中"
            "赢单的占比。赢单模型的预期见预测页面。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.DIMENSIONS,
        domain="pipeline",
        expression=Stock(fact="opportunity_spans", function="sum", column="weighted", where=_OPEN),
    ),
    Metric(
        name="slipped_amount",
        title=Text(en="Due and still open", zh="到期未成交金额"),
        definition=Text(
            en="Amount of the opportunities that were to close in the period when it began (state of the day "
            "before) and are "
            "still open at its end (or on the day of the data, if that is earlier).",
            zh="期初（前一日状态）预计本期成交、期末（或数据日，以较早者为准）仍在途的商机金额。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.DIMENSIONS,
        good="down",
        domain="pipeline",
        expression=Templated(sql="slipped.sql", fact="opportunity_spans"),
    ),
    Metric(
        name="sales_cycle_days",
        title=Text(en="Sales cycle", zh="销售周期"),
        definition=Text(
            en="Median days from creation to close over the opportunities won, by close date.",
            zh="赢单商机从创建到关闭天数的中位数，按关闭日期。",
        ),
        unit=Unit.DAYS,
        additivity=Additivity.NONE,
        good="down",
        domain="pipeline",
        expression=Aggregate(fact=_FACT, function="median", column="cycle_days", where=_WON, dated_by="closed_on"),
    ),
    Metric(
        name="valued_wins",
        title=Text(en="Deals won with an amount", zh="有金额的赢单数"),
        definition=Text(
            en="Opportunities won whose amount is known: the denominator of the average deal.",
            zh="金额已知的赢单数，即平均单价的分母。",
        ),
        unit=Unit.COUNT,
        additivity=Additivity.FULL,
        domain="pipeline",
        expression=_count("outcome = 'won' AND amount IS NOT NULL", "closed_on"),
    ),
    Metric(
        name="average_deal",
        title=Text(en="Average deal", zh="平均赢单金额"),
        definition=Text(en="Won value ÷ deals won whose amount is known.", zh="赢单金额 ÷ 金额已知的赢单数。"),
        unit=Unit.MONEY,
        additivity=Additivity.NONE,
        domain="pipeline",
        expression=Ratio(numerator="won_amount", denominator="valued_wins"),
    ),
    Metric(
        name="sales_velocity",
        title=Text(en="Sales velocity", zh="销售速度"),
        definition=Text(
            en="Open deals × win rate × average deal ÷ sales cycle: value per day.",
            zh="在途商机数 × 赢率 × 平均赢单金额 ÷ 销售周期，即每天的金额。",
        ),
        unit=Unit.MONEY_PER_DAY,
        additivity=Additivity.NONE,
        domain="pipeline",
        expression=Formula(expression="open_count * win_rate * average_deal / sales_cycle_days"),
    ),
    Metric(
        name="expected_amount",
        title=Text(en="Open, due in the period", zh="本期预计成交的在途金额"),
        definition=Text(
            en="Amount of the opportunities open at the end of the period (or on the day of the data) and "
            "expected to close "
            "in it.",
            zh="期末（或数据日）在途且预计本期成交的商机金额。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.DIMENSIONS,
        domain="pipeline",
        expression=Templated(sql="expected.sql", fact="opportunity_spans"),
    ),
    Metric(
        name="coverage",
        title=Text(en="Pipeline coverage", zh="商机覆盖倍数"),
        definition=Text(
            en="Open amount expected in the period ÷ (target of won value − won so far); empty without a target "
            "or once it is "
            "reached.",
            zh="预计本期成交的在途金额 ÷（赢单目标 − 已赢单）；无目标或已达成时为空。",
        ),
        unit=Unit.FACTOR,
        additivity=Additivity.NONE,
        domain="pipeline",
        expression=Formula(expression="expected_amount / if_positive(won_target - won_amount)"),
    ),
)
