"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.analytics.pipeline.win_probability.labels import LABELS
from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

CHECKS: dict[str, Text] = {
    "brier": Text(en="Error (Brier), against the base rate's", zh="误差（Brier），与基准率相比"),
    "ece": Text(en="Calibration error, against what chance alone gives", zh="校准误差，与随机波动相比"),
    "slope": Text(en="Spread of the chances (1 = right)", zh="赢率高低拉开的程度（1 为恰当）"),
    "close_80": Text(en="Ends inside their 80% interval", zh="结束日落在 80% 区间内的比例"),
    "leak": Text(en="Best single column (written after the end?)", zh="仅凭一个字段区分输赢的最强能力（是否事后填写）"),
    "drift": Text(en="How far today's deals differ from those learnt from", zh="当前商机与学习数据的差异"),
}
_DEALS = Text(en="Open deals", zh="进行中商机")
_AMOUNT = Text(en="Amount", zh="金额")
_EXPECTED = Text(en="Expected amount", zh="期望金额")
_P = Text(en="Win probability", zh="赢率")


class WinScore(OutputRow):
    """An open deal."""

    grain: ClassVar[tuple[str, ...]] = ("opportunity_id",)
    title: ClassVar[Text] = Text(en="Win probabilities", zh="赢率预测")
    row_scope: ClassVar[tuple[str, str] | None] = ("opportunity_id", "opportunity")

    opportunity_id: str = col(Text(en="Opportunity", zh="商机"), Unit.ID, opens="opportunity")
    opportunity_name: str | None = col(Text(en="Opportunity name", zh="商机名称"), Unit.TEXT)
    account_id: str | None = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)
    channel: str | None = col(Text(en="Channel", zh="渠道"), Unit.CATEGORY)
    pipeline: str | None = col(Text(en="Pipeline", zh="销售流程"), Unit.CATEGORY)
    stage: str | None = col(Text(en="Stage", zh="销售阶段"), Unit.CATEGORY)
    probability: float = col(_P, Unit.PROBABILITY, good="up")
    probability_low: float = col(Text(en="Lower end (90%)", zh="下限（90%）"), Unit.PROBABILITY)
    probability_high: float = col(Text(en="Upper end (90%)", zh="上限（90%）"), Unit.PROBABILITY)
    crm_probability: float | None = col(Text(en="Probability in the CRM", zh="CRM 赢率"), Unit.PROBABILITY)
    difference: float | None = col(
        Text(en="Against the CRM", zh="与 CRM 之差"),
        Unit.POINTS,
        note=Text(en="Ours less the CRM's own probability", zh="本系统赢率减去 CRM 赢率"),
    )
    amount: Decimal | None = col(_AMOUNT, Unit.MONEY)
    expected_amount: Decimal | None = col(
        _EXPECTED, Unit.MONEY, good="up", note=Text(en="Amount × win probability", zh="金额 × 赢率")
    )
    expected_close_on: date | None = col(Text(en="Expected close", zh="预计成交日期"), Unit.DATE)
    close_early: date | None = col(
        Text(en="Win not before (10%)", zh="最早赢单（10%）"),
        Unit.DATE,
        note=Text(en="If it is won, one win in ten comes before this day", zh="若赢单，十次中有一次早于此日"),
    )
    close_likely: date | None = col(
        Text(en="Likely day of a win", zh="最可能赢单日"),
        Unit.DATE,
        note=Text(en="If it is won: as often before as after this day", zh="若赢单，早于和晚于此日的可能各半"),
    )
    close_late: date | None = col(
        Text(en="Win not after (90%)", zh="最晚赢单（90%）"),
        Unit.DATE,
        note=Text(en="If it is won, one win in ten comes after this day", zh="若赢单，十次中有一次晚于此日"),
    )
    uses_base_rate: bool = col(
        Text(en="Base rate", zh="基准率"),
        Unit.BOOLEAN,
        note=Text(
            en="Nothing beat the base rate, so all deals show it", zh="没有方法胜过基准率，所有商机显示同一基准率"
        ),
    )


class WinClosing(OutputRow):
    """What becomes of an open deal in each of the coming months; the last month holds all that comes later too."""

    grain: ClassVar[tuple[str, ...]] = ("opportunity_id", "month")
    title: ClassVar[Text] = Text(en="When deals close", zh="商机成交时间分布")
    row_scope: ClassVar[tuple[str, str] | None] = ("opportunity_id", "opportunity")

    opportunity_id: str = col(Text(en="Opportunity", zh="商机"), Unit.ID, opens="opportunity")
    month: date = col(
        Text(en="Month", zh="月份"),
        Unit.DATE,
        note=Text(en="Its first day; the first month begins on the day after", zh="以当月首日表示；首月自次日起算"),
    )
    p_won: float = col(
        Text(en="Won in the month", zh="当月赢单概率"),
        Unit.PROBABILITY,
        note=Text(en="Over all months this adds up to the win probability", zh="各月之和等于赢率"),
    )
    p_lost: float = col(Text(en="Lost in the month", zh="当月输单概率"), Unit.PROBABILITY)
    p_open: float = col(Text(en="Still open after it", zh="月末仍进行中概率"), Unit.PROBABILITY)


class WinReason(OutputRow):
    """What pushes a deal's probability up or down."""

    grain: ClassVar[tuple[str, ...]] = ("opportunity_id", "rank")
    title: ClassVar[Text] = Text(en="Reasons", zh="原因")
    row_scope: ClassVar[tuple[str, str] | None] = ("opportunity_id", "opportunity")

    opportunity_id: str = col(Text(en="Opportunity", zh="商机"), Unit.ID, opens="opportunity")
    rank: int = col(Text(en="Place", zh="次序"), Unit.RANK)
    feature: str = col(Text(en="Feature", zh="特征"), Unit.CATEGORY)
    label_en: str = col(Text(en="Reason (English)", zh="原因（英文）"), Unit.TEXT)
    label_zh: str = col(Text(en="Reason (Chinese)", zh="原因（中文）"), Unit.TEXT)
    points: float = col(Text(en="Points", zh="影响（百分点）"), Unit.POINTS, good="up")


class WinCalibration(OutputRow):
    """Deals that were once scored alike, and how many of them were won."""

    grain: ClassVar[tuple[str, ...]] = ("bin",)
    title: ClassVar[Text] = Text(en="Calibration", zh="校准")
    shared: ClassVar[bool] = True

    bin: int = col(Text(en="Class", zh="分组"), Unit.RANK)
    predicted: float = col(Text(en="Predicted", zh="预测赢率"), Unit.PROBABILITY)
    observed: float = col(Text(en="Observed", zh="实际赢率"), Unit.PROBABILITY)
    snapshots: int = col(Text(en="Observations", zh="样本数"), Unit.COUNT)


class WinCheck(OutputRow):
    """One check of the model on later deals."""

    grain: ClassVar[tuple[str, ...]] = ("check",)
    title: ClassVar[Text] = Text(en="Checks", zh="检验")
    shared: ClassVar[bool] = True

    check: str = col(Text(en="Check", zh="检验项"), Unit.CATEGORY, labels=CHECKS)
    value: float = col(Text(en="Found", zh="实际值"), Unit.SCORE)
    reference: float = col(Text(en="Held against", zh="参照值"), Unit.SCORE)
    ok: bool = col(Text(en="Fine", zh="通过"), Unit.BOOLEAN)
    feature: str | None = col(Text(en="Column", zh="相关字段"), Unit.CATEGORY, labels=LABELS)


class WinLift(OutputRow):
    """A tenth of the later deals, best scored first."""

    grain: ClassVar[tuple[str, ...]] = ("tenth",)
    title: ClassVar[Text] = Text(en="Wins by tenth", zh="各组赢单倍数")
    shared: ClassVar[bool] = True

    tenth: int = col(Text(en="Tenth, highest chances first", zh="组（赢率从高到低）"), Unit.RANK)
    snapshots: int = col(Text(en="Observations", zh="样本数"), Unit.COUNT)
    predicted: float = col(Text(en="Predicted", zh="预测赢率"), Unit.PROBABILITY)
    observed: float = col(Text(en="Observed", zh="实际赢率"), Unit.PROBABILITY)
    lift: float = col(Text(en="Times the average", zh="相对平均的倍数"), Unit.FACTOR, good="up")
    wins_found: float = col(Text(en="Wins found so far", zh="累计覆盖赢单"), Unit.RATIO, good="up")


class WinMonth(OutputRow):
    """Later deals by the month in which they were looked at."""

    grain: ClassVar[tuple[str, ...]] = ("month",)
    title: ClassVar[Text] = Text(en="Drift", zh="漂移")
    shared: ClassVar[bool] = True

    month: date = col(Text(en="Month", zh="月份"), Unit.DATE)
    snapshots: int = col(Text(en="Observations", zh="样本数"), Unit.COUNT)
    predicted: float = col(Text(en="Predicted", zh="预测赢率"), Unit.PROBABILITY)
    observed: float = col(Text(en="Observed", zh="实际赢率"), Unit.PROBABILITY)
    noise: float = col(
        Text(en="Chance alone", zh="随机波动"),
        Unit.POINTS,
        note=Text(en="19 in 20 gaps are smaller by chance alone", zh="仅凭随机，20 次中有 19 次差距小于此值"),
    )


class WinRival(OutputRow):
    """The same later deals by the model, the CRM's own probability, and the base rate."""

    grain: ClassVar[tuple[str, ...]] = ("rival",)
    title: ClassVar[Text] = Text(en="Against the CRM", zh="与 CRM 对比")
    shared: ClassVar[bool] = True

    rival: str = col(
        Text(en="Said by", zh="来源"),
        Unit.CATEGORY,
        labels={
            "model": Text(en="This model", zh="本模型"),
            "crm": Text(en="The CRM's probability", zh="CRM 赢率"),
            "base": Text(en="The base rate", zh="基准率"),
        },
    )
    snapshots: int = col(Text(en="Observations", zh="样本数"), Unit.COUNT)
    brier: float = col(Text(en="Error (Brier)", zh="误差（Brier）"), Unit.SCORE, good="down")
    auc: float = col(Text(en="Tells won from lost", zh="区分输赢的能力"), Unit.RATIO, good="up")
    predicted: float = col(Text(en="Predicted", zh="预测赢率"), Unit.PROBABILITY)
    observed: float = col(Text(en="Observed", zh="实际赢率"), Unit.PROBABILITY)


class WinCategory(OutputRow):
    """What people committed to, beside what the model said and what came."""

    grain: ClassVar[tuple[str, ...]] = ("category",)
    title: ClassVar[Text] = Text(en="Against the person's own commit", zh="与销售承诺对比")
    shared: ClassVar[bool] = True

    category: str = col(Text(en="Forecast category", zh="预测类别"), Unit.CATEGORY)
    snapshots: int = col(Text(en="Observations", zh="样本数"), Unit.COUNT)
    predicted: float = col(Text(en="Predicted", zh="预测赢率"), Unit.PROBABILITY)
    observed: float = col(Text(en="Observed", zh="实际赢率"), Unit.PROBABILITY)


class WinWriteBack(OutputRow):
    """What goes back into the CRM: a row an open deal, by the id that the CRM itself uses."""

    grain: ClassVar[tuple[str, ...]] = ("source", "record_id")
    title: ClassVar[Text] = Text(en="To write back", zh="回写 CRM")
    row_scope: ClassVar[tuple[str, str] | None] = ("opportunity_id", "opportunity")

    source: str = col(Text(en="System", zh="来源系统"), Unit.CATEGORY)
    record_id: str = col(Text(en="Record id", zh="记录编号"), Unit.ID)
    opportunity_id: str = col(Text(en="Opportunity", zh="商机"), Unit.ID, opens="opportunity")
    foresail_win_percent: int = col(
        Text(en="Win probability in percent", zh="赢率（%）"),
        Unit.SCORE,
        note=Text(en="A whole number, as CRM fields want it", zh="整数，符合 CRM 字段要求"),
    )
    foresail_close_on: date | None = col(Text(en="Likely day of a win", zh="最可能赢单日"), Unit.DATE)
    foresail_expected_amount: Decimal | None = col(_EXPECTED, Unit.MONEY)
    foresail_reason_en: str | None = col(Text(en="First reason (English)", zh="首要原因（英文）"), Unit.TEXT)
    foresail_reason_zh: str | None = col(Text(en="First reason (Chinese)", zh="首要原因（中文）"), Unit.TEXT)
    foresail_as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)


class WinStage(OutputRow):
    """The open deals of a stage."""

    grain: ClassVar[tuple[str, ...]] = ("pipeline", "stage")
    title: ClassVar[Text] = Text(en="Win probability by stage", zh="各阶段赢率")

    pipeline: str = col(Text(en="Pipeline", zh="销售流程"), Unit.CATEGORY)
    stage: str = col(Text(en="Stage", zh="销售阶段"), Unit.CATEGORY)
    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    deals: int = col(_DEALS, Unit.COUNT)
    probability: float = col(Text(en="Mean win probability", zh="平均赢率"), Unit.PROBABILITY)
    crm_probability: float | None = col(Text(en="Mean probability in the CRM", zh="CRM 平均赢率"), Unit.PROBABILITY)
    amount: Decimal = col(_AMOUNT, Unit.MONEY)
    expected_amount: Decimal = col(_EXPECTED, Unit.MONEY, good="up")


class WinOwner(OutputRow):
    """The open deals of a person."""

    grain: ClassVar[tuple[str, ...]] = ("owner_id",)
    title: ClassVar[Text] = Text(en="Win probability by owner", zh="各负责人赢率")
    row_scope: ClassVar[tuple[str, str] | None] = ("owner_id", "representative")

    owner_id: str = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    deals: int = col(_DEALS, Unit.COUNT)
    probability: float = col(Text(en="Mean win probability", zh="平均赢率"), Unit.PROBABILITY)
    amount: Decimal = col(_AMOUNT, Unit.MONEY)
    expected_amount: Decimal = col(_EXPECTED, Unit.MONEY, good="up")


class WinOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Win probability overview", zh="赢率概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    deals: int = col(_DEALS, Unit.COUNT)
    amount: Decimal = col(_AMOUNT, Unit.MONEY)
    expected_amount: Decimal = col(_EXPECTED, Unit.MONEY)
    expected_wins: float = col(Text(en="Expected wins", zh="预计赢单数"), Unit.COUNT)
    base_rate: float = col(Text(en="Base rate", zh="基准率"), Unit.PROBABILITY)
    strong_deals: int = col(Text(en="Deals above 60%", zh="赢率高于 60% 的商机"), Unit.COUNT, good="up")
    weak_deals: int = col(Text(en="Deals below 20%", zh="赢率低于 20% 的商机"), Unit.COUNT, good="down")
    weak_amount: Decimal = col(Text(en="Amount of deals below 20%", zh="赢率低于 20% 的金额"), Unit.MONEY)
    has_skill: bool = col(Text(en="Beats the base rate", zh="胜过基准率"), Unit.BOOLEAN)
