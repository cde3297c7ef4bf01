"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.analytics.forecast.scenarios.words import DRIVERS, SCENARIOS
from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_EN = Text(en="Assumption (English)", zh="假设（英文）")
_ZH = Text(en="Assumption (Chinese)", zh="假设（中文）")
_SCENARIO = Text(en="Scenario", zh="情景")
_TOTAL = Text(en="Revenue", zh="收入")


class ScenarioTotal(OutputRow):
    """A scenario over the whole horizon."""

    grain: ClassVar[tuple[str, ...]] = ("scenario",)
    title: ClassVar[Text] = Text(en="Scenarios", zh="情景")

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    scenario: str = col(_SCENARIO, Unit.CATEGORY, labels=SCENARIOS)
    assumption_en: str = col(_EN, Unit.TEXT)
    assumption_zh: str = col(_ZH, Unit.TEXT)
    total: Decimal = col(_TOTAL, Unit.MONEY, good="up")
    change: Decimal = col(Text(en="Against the base", zh="与基准之差"), Unit.MONEY, good="up")
    change_share: float | None = col(Text(en="Against the base, %", zh="与基准相比"), Unit.POINTS, good="up")


class ScenarioMonth(OutputRow):
    """A coming period of a scenario."""

    grain: ClassVar[tuple[str, ...]] = ("scenario", "period")
    title: ClassVar[Text] = Text(en="Scenarios by period", zh="各情景逐期")

    scenario: str = col(_SCENARIO, Unit.CATEGORY, labels=SCENARIOS)
    period: date = col(Text(en="Period", zh="时期"), Unit.DATE)
    mean: Decimal = col(_TOTAL, Unit.MONEY, good="up")


class ScenarioDriver(OutputRow):
    """What a tenth more of a driver does, everything else as it is."""

    grain: ClassVar[tuple[str, ...]] = ("driver",)
    title: ClassVar[Text] = Text(en="What each driver does", zh="各驱动因素的作用")

    driver: str = col(Text(en="Driver", zh="驱动因素"), Unit.CATEGORY, labels=DRIVERS)
    tried: float = col(Text(en="Change tried", zh="试算变动"), Unit.RATIO)
    effect: Decimal = col(Text(en="On revenue", zh="对收入的影响"), Unit.MONEY, good="up")
    effect_share: float = col(Text(en="On revenue, %", zh="对收入的影响比例"), Unit.POINTS, good="up")
    low: Decimal = col(Text(en="Lower end (80%)", zh="下限（80%）"), Unit.MONEY)
    high: Decimal = col(Text(en="Upper end (80%)", zh="上限（80%）"), Unit.MONEY)
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
    strongest: str = col(Text(en="Strongest driver", zh="最强驱动因素"), Unit.CATEGORY, labels=DRIVERS)
    strongest_effect: Decimal = col(Text(en="A tenth more of it", zh="其增加一成的影响"), Unit.MONEY)
