"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.analytics.forecast.scenarios.words import DRIVERS, SCENARIOS, STEPS
from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_EN = Text(en="Assumption (English)", zh="假设（英文）")
_ZH = Text(en="Assumption (Chinese)", zh="假设（中文）")
_SCENARIO = Text(en="Scenario", zh="情景")
_TOTAL = Text(en="Revenue", zh="收入")
_LOW = Text(en="Lower end (80%)", zh="下限（80%）")
_HIGH = Text(en="Upper end (80%)", zh="上限（80%）")
_AGAINST = Text(en="Against the base", zh="与基准之差")
_SHARE = Text(en="Against the base, %", zh="与基准相比（%）")
_PERIOD = Text(en="Period", zh="时期")
_VOLUME = Text(en="Quantity against the base, %", zh="数量与基准相比（%）")
_VOLUME_NOTE = Text(en="What is sold, counted at the prices of today", zh="按现行价格计算的销售数量")


class ScenarioTotal(OutputRow):
    """A scenario over the whole horizon."""

    grain: ClassVar[tuple[str, ...]] = ("scenario",)
    title: ClassVar[Text] = Text(en="Scenarios", zh="情景")

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    scenario: str = col(_SCENARIO, Unit.CATEGORY, labels=SCENARIOS)
    assumption_en: str = col(_EN, Unit.TEXT)
    assumption_zh: str = col(_ZH, Unit.TEXT)
    total: Decimal = col(_TOTAL, Unit.MONEY, good="up")
    low: Decimal | None = col(_LOW, Unit.MONEY)
    high: Decimal | None = col(_HIGH, Unit.MONEY)
    change: Decimal = col(_AGAINST, Unit.MONEY, good="up")
    change_share: float | None = col(_SHARE, Unit.POINTS, good="up")
    volume_share: float | None = col(_VOLUME, Unit.POINTS, good="up", note=_VOLUME_NOTE)


class ScenarioMonth(OutputRow):
    """A coming period of a scenario."""

    grain: ClassVar[tuple[str, ...]] = ("scenario", "period")
    title: ClassVar[Text] = Text(en="Scenarios by period", zh="各情景逐期")

    scenario: str = col(_SCENARIO, Unit.CATEGORY, labels=SCENARIOS)
    period: date = col(_PERIOD, Unit.DATE)
    mean: Decimal = col(_TOTAL, Unit.MONEY, good="up")


class ScenarioPath(OutputRow):
    """A period, past or coming, with all scenarios side by side; the interval is that of one's own, or of the base."""

    grain: ClassVar[tuple[str, ...]] = ("period",)
    title: ClassVar[Text] = Text(en="Past and scenarios", zh="历史与情景")

    period: date = col(_PERIOD, Unit.DATE)
    actual: Decimal | None = col(Text(en="Actual", zh="实际"), Unit.MONEY, good="up")
    conservative: Decimal | None = col(SCENARIOS["conservative"], Unit.MONEY)
    base: Decimal | None = col(SCENARIOS["base"], Unit.MONEY)
    optimistic: Decimal | None = col(SCENARIOS["optimistic"], Unit.MONEY)
    own: Decimal | None = col(SCENARIOS["own"], Unit.MONEY)
    low: Decimal | None = col(_LOW, Unit.MONEY)
    high: Decimal | None = col(_HIGH, Unit.MONEY)


class ScenarioStep(OutputRow):
    """The way from the base to one's own scenario: each driver that was moved by itself, then what they do together."""

    grain: ClassVar[tuple[str, ...]] = ("step",)
    title: ClassVar[Text] = Text(en="From the base to your own", zh="从基准到自定义情景")

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    step: str = col(Text(en="Step", zh="步骤"), Unit.CATEGORY, labels=STEPS)
    effect: Decimal = col(_TOTAL, Unit.MONEY, good="up")
    low: Decimal | None = col(_LOW, Unit.MONEY)
    high: Decimal | None = col(_HIGH, Unit.MONEY)
    is_total: bool = col(Text(en="A total", zh="是合计"), Unit.BOOLEAN)


class ScenarioChoice(OutputRow):
    """What a parameter of words may be."""

    grain: ClassVar[tuple[str, ...]] = ("param", "value")
    title: ClassVar[Text] = Text(en="What can be chosen", zh="可选项")

    param: str = col(Text(en="Parameter", zh="参数"), Unit.TEXT)
    value: str = col(Text(en="Value", zh="取值"), Unit.TEXT)


class ScenarioDriver(OutputRow):
    """What a tenth more of a driver does, everything else as it is."""

    grain: ClassVar[tuple[str, ...]] = ("driver",)
    title: ClassVar[Text] = Text(en="What each driver does", zh="各驱动因素的作用")

    driver: str = col(Text(en="Driver", zh="驱动因素"), Unit.CATEGORY, labels=DRIVERS)
    tried: float = col(Text(en="Change tried", zh="试算变动"), Unit.RATIO)
    effect: Decimal = col(Text(en="On revenue", zh="对收入的影响"), Unit.MONEY, good="up")
    effect_share: float = col(Text(en="On revenue, %", zh="对收入的影响（%）"), Unit.POINTS, good="up")
    low: Decimal = col(_LOW, Unit.MONEY)
    high: Decimal = col(_HIGH, Unit.MONEY)
    learnt: bool = col(Text(en="Learnt from the data", zh="由数据学得"), Unit.BOOLEAN)
    assumption_en: str = col(_EN, Unit.TEXT)
    assumption_zh: str = col(_ZH, Unit.TEXT)


class ScenarioOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Scenario overview", zh="情景概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    periods: int = col(Text(en="Periods ahead", zh="预测期数"), Unit.COUNT)
    conservative: Decimal = col(SCENARIOS["conservative"], Unit.MONEY)
    base: Decimal = col(SCENARIOS["base"], Unit.MONEY)
    optimistic: Decimal = col(SCENARIOS["optimistic"], Unit.MONEY)
    own: Decimal = col(SCENARIOS["own"], Unit.MONEY)
    own_low: Decimal = col(_LOW, Unit.MONEY)
    own_high: Decimal = col(_HIGH, Unit.MONEY)
    own_change: Decimal = col(_AGAINST, Unit.MONEY, good="up")
    own_share: float | None = col(_SHARE, Unit.POINTS, good="up")
    volume_share: float | None = col(_VOLUME, Unit.POINTS, good="up", note=_VOLUME_NOTE)
    strongest: str = col(Text(en="Strongest driver", zh="最强驱动因素"), Unit.CATEGORY, labels=DRIVERS)
    strongest_effect: Decimal = col(Text(en="A tenth more of it", zh="其增加一成的影响"), Unit.MONEY)
