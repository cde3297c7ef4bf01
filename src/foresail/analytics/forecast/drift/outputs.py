"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from foresail.analytics.forecast.drift.words import STATES
from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class DriftSeries(OutputRow):
    """Whether the forecasts of a series still hold."""

    grain: ClassVar[tuple[str, ...]] = ("series",)
    title: ClassVar[Text] = Text(en="Do the forecasts hold?", zh="预测是否仍然可靠")
    row_scope: ClassVar[tuple[str, str] | None] = ("owner_id", "representative")

    series: str = col(Text(en="Forecast for", zh="预测对象"), Unit.TEXT)
    level: str = col(Text(en="Level", zh="层级"), Unit.TEXT)
    owner_id: str | None = col(Text(en="Representative (id)", zh="销售代表编号"), Unit.ID)
    owner_name: str | None = col(Text(en="Representative", zh="销售代表"), Unit.TEXT)
    state: str = col(Text(en="State", zh="状态"), Unit.CATEGORY, labels=STATES)
    alarm: bool = col(Text(en="Alarm", zh="预警"), Unit.BOOLEAN, good="down")
    since: date | None = col(Text(en="Watched since", zh="观察起点"), Unit.DATE)
    recent_bias: float | None = col(
        Text(en="Latest error", zh="近期误差"), Unit.RATIO, note=Text(en="Positive: too high", zh="正值：偏高")
    )
    usual_error: float | None = col(Text(en="Usual error", zh="通常误差"), Unit.RATIO)
    distance: float | None = col(Text(en="Times the usual fluctuation", zh="偏离为通常波动的倍数"), Unit.FACTOR)
    action_en: str = col(Text(en="What to do (English)", zh="建议（英文）"), Unit.TEXT)
    action_zh: str = col(Text(en="What to do (Chinese)", zh="建议（中文）"), Unit.TEXT)


class DriftOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Drift overview", zh="漂移概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    series: int = col(Text(en="Forecasts", zh="预测数"), Unit.COUNT)
    alarms: int = col(Text(en="Alarms", zh="预警数"), Unit.COUNT, good="down")
    false_alarms: float = col(Text(en="Alarms by mere chance", zh="纯属偶然的预警数"), Unit.FACTOR)
    steady: int = col(Text(en="Forecasts that hold", zh="稳定的预测"), Unit.COUNT, good="up")
