"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

KINDS: dict[str, Text] = {
    "month": Text(en="This month", zh="本月"),
    "next_month": Text(en="Next month", zh="下月"),
    "quarter": Text(en="This quarter", zh="本季"),
    "next_quarter": Text(en="Next quarter", zh="下季"),
}
_KIND = Text(en="Period", zh="期间")
_TARGET = Text(en="Target", zh="目标")
_WON = Text(en="Won so far", zh="已赢金额")
_GAP = Text(en="Missing to the target", zh="距目标差额")
_OPEN = Text(en="Open, expected in it", zh="预计期内成交的在途金额")
_DEALS = Text(en="Open deals in it", zh="期内商机数")
_WEIGHTED = Text(en="Weighted by past yield", zh="按历史产出率加权")
_WEIGHTED_NOTE = Text(
    en="By the share of each stage's pipeline that was won within such a period in the past",
    zh="按各阶段在途商机在历史同类期间内的赢单占比加权",
)
_EXTRA = Text(en="Usually from other deals", zh="通常来自其他商机")
_EXTRA_NOTE = Text(
    en="Deals that are not there yet, or expected later, bring so much on average",
    zh="尚未出现或预计更晚成交的商机平均带来的金额",
)
_EXPECTED = Text(en="Expected in the end", zh="预计最终")
_SHARE = Text(en="Expected, of the target", zh="预计达成率")
_CHANCE = Text(en="Chance to reach it", zh="达成概率")
_COVERAGE = Text(en="Coverage", zh="覆盖率")
_COVERAGE_NOTE = Text(en="Open pipeline over what is missing to the target", zh="期内在途金额 ÷ 距目标差额")
_NEEDED = Text(en="Coverage needed", zh="所需覆盖率")
_NEEDED_NOTE = Text(
    en="Learnt from past periods seen from the same point; what usually comes from elsewhere is taken off",
    zh="由历史同类期间在同一时点学得；已扣除通常来自其他商机的部分",
)
_MISSING = Text(en="Money still missing", zh="仍缺金额")
_PIPELINE = Text(en="Pipeline to add", zh="需补充的商机金额")
_MORE_DEALS = Text(en="Deals to add", zh="需补充商机数")
_MORE_LEADS = Text(en="Leads for them", zh="所需线索数")


class CoverageCompany(OutputRow):
    """The company in a period."""

    grain: ClassVar[tuple[str, ...]] = ("kind",)
    title: ClassVar[Text] = Text(en="Coverage of the company", zh="公司覆盖率")

    kind: str = col(_KIND, Unit.CATEGORY, labels=KINDS)
    starts_on: date = col(Text(en="Begins", zh="开始日期"), Unit.DATE)
    ends_on: date = col(Text(en="Ends", zh="结束日期"), Unit.DATE)
    target: Decimal | None = col(_TARGET, Unit.MONEY)
    won: Decimal = col(_WON, Unit.MONEY, good="up")
    gap: Decimal | None = col(_GAP, Unit.MONEY, good="down")
    open: Decimal = col(_OPEN, Unit.MONEY, good="up")
    open_deals: int = col(_DEALS, Unit.COUNT, good="up")
    weighted: Decimal = col(_WEIGHTED, Unit.MONEY, good="up", note=_WEIGHTED_NOTE)
    extra: Decimal = col(_EXTRA, Unit.MONEY, note=_EXTRA_NOTE)
    expected: Decimal = col(_EXPECTED, Unit.MONEY, good="up")
    expected_share: float | None = col(_SHARE, Unit.RATIO, good="up")
    chance: float | None = col(_CHANCE, Unit.PROBABILITY, good="up")
    coverage: float | None = col(_COVERAGE, Unit.FACTOR, good="up", note=_COVERAGE_NOTE)
    needed_coverage: float | None = col(_NEEDED, Unit.FACTOR, note=_NEEDED_NOTE)
    missing_money: Decimal | None = col(_MISSING, Unit.MONEY, good="down")
    missing_pipeline: Decimal | None = col(_PIPELINE, Unit.MONEY, good="down")
    missing_deals: int | None = col(_MORE_DEALS, Unit.COUNT, good="down")
    missing_leads: int | None = col(_MORE_LEADS, Unit.COUNT, good="down")


class CoverageTeam(OutputRow):
    """A team in a period."""

    grain: ClassVar[tuple[str, ...]] = ("kind", "team_id")
    title: ClassVar[Text] = Text(en="Coverage by team", zh="各团队覆盖率")

    kind: str = col(_KIND, Unit.CATEGORY, labels=KINDS)
    team_id: str = col(Text(en="Team", zh="团队"), Unit.ID)
    team_name: str = col(Text(en="Team name", zh="团队名称"), Unit.TEXT)
    target: Decimal | None = col(_TARGET, Unit.MONEY)
    won: Decimal = col(_WON, Unit.MONEY, good="up")
    gap: Decimal | None = col(_GAP, Unit.MONEY, good="down")
    open: Decimal = col(_OPEN, Unit.MONEY, good="up")
    open_deals: int = col(_DEALS, Unit.COUNT, good="up")
    weighted: Decimal = col(_WEIGHTED, Unit.MONEY, good="up", note=_WEIGHTED_NOTE)
    extra: Decimal = col(_EXTRA, Unit.MONEY, note=_EXTRA_NOTE)
    expected: Decimal = col(_EXPECTED, Unit.MONEY, good="up")
    expected_share: float | None = col(_SHARE, Unit.RATIO, good="up")
    coverage: float | None = col(_COVERAGE, Unit.FACTOR, good="up", note=_COVERAGE_NOTE)
    needed_coverage: float | None = col(_NEEDED, Unit.FACTOR, note=_NEEDED_NOTE)
    missing_money: Decimal | None = col(_MISSING, Unit.MONEY, good="down")
    missing_pipeline: Decimal | None = col(_PIPELINE, Unit.MONEY, good="down")
    missing_deals: int | None = col(_MORE_DEALS, Unit.COUNT, good="down")
    missing_leads: int | None = col(_MORE_LEADS, Unit.COUNT, good="down")


class CoveragePerson(OutputRow):
    """A person in a period."""

    grain: ClassVar[tuple[str, ...]] = ("kind", "owner_id")
    title: ClassVar[Text] = Text(en="Coverage by person", zh="各人覆盖率")
    row_scope: ClassVar[tuple[str, str] | None] = ("owner_id", "representative")

    kind: str = col(_KIND, Unit.CATEGORY, labels=KINDS)
    owner_id: str = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    team_id: str | None = col(Text(en="Team", zh="团队"), Unit.ID)
    target: Decimal | None = col(_TARGET, Unit.MONEY)
    won: Decimal = col(_WON, Unit.MONEY, good="up")
    gap: Decimal | None = col(_GAP, Unit.MONEY, good="down")
    open: Decimal = col(_OPEN, Unit.MONEY, good="up")
    open_deals: int = col(_DEALS, Unit.COUNT, good="up")
    weighted: Decimal = col(_WEIGHTED, Unit.MONEY, good="up", note=_WEIGHTED_NOTE)
    extra: Decimal = col(_EXTRA, Unit.MONEY, note=_EXTRA_NOTE)
    expected: Decimal = col(_EXPECTED, Unit.MONEY, good="up")
    expected_share: float | None = col(_SHARE, Unit.RATIO, good="up")
    coverage: float | None = col(_COVERAGE, Unit.FACTOR, good="up", note=_COVERAGE_NOTE)
    needed_coverage: float | None = col(_NEEDED, Unit.FACTOR, note=_NEEDED_NOTE)
    missing_money: Decimal | None = col(_MISSING, Unit.MONEY, good="down")
    missing_pipeline: Decimal | None = col(_PIPELINE, Unit.MONEY, good="down")
    missing_deals: int | None = col(_MORE_DEALS, Unit.COUNT, good="down")
    missing_leads: int | None = col(_MORE_LEADS, Unit.COUNT, good="down")


class CoverageDeal(OutputRow):
    """An open deal that is expected in a period."""

    grain: ClassVar[tuple[str, ...]] = ("kind", "opportunity_id")
    title: ClassVar[Text] = Text(en="Deals behind the coverage", zh="覆盖率对应的商机")
    row_scope: ClassVar[tuple[str, str] | None] = ("opportunity_id", "opportunity")

    kind: str = col(_KIND, Unit.CATEGORY, labels=KINDS)
    opportunity_id: str = col(Text(en="Opportunity", zh="商机"), Unit.ID, opens="opportunity")
    opportunity_name: str | None = col(Text(en="Opportunity name", zh="商机名称"), Unit.TEXT)
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)
    stage: str | None = col(Text(en="Stage", zh="销售阶段"), Unit.CATEGORY)
    amount: Decimal | None = col(Text(en="Amount", zh="金额"), Unit.MONEY)
    share: float = col(Text(en="Won within such a period", zh="历史期内赢单占比"), Unit.RATIO, good="up")
    weighted: Decimal | None = col(_WEIGHTED, Unit.MONEY, good="up", note=_WEIGHTED_NOTE)
    expected_close_on: date | None = col(Text(en="Expected close", zh="预计成交日期"), Unit.DATE)
    overdue: bool = col(Text(en="Date has passed", zh="日期已过"), Unit.BOOLEAN)


class CoverageYield(OutputRow):
    """How much of a stage's pipeline was won within a period, in the past."""

    grain: ClassVar[tuple[str, ...]] = ("kind", "stage")
    title: ClassVar[Text] = Text(en="What pipelines brought", zh="在途商机的历史产出")

    kind: str = col(_KIND, Unit.CATEGORY, labels=KINDS)
    stage: str = col(Text(en="Stage", zh="销售阶段"), Unit.CATEGORY)
    share: float = col(Text(en="Won within the period", zh="期内赢单占比"), Unit.RATIO, good="up")
    periods: int = col(Text(en="Past periods", zh="历史期数"), Unit.COUNT)
    open: Decimal = col(Text(en="Pipeline seen", zh="历史在途金额合计"), Unit.MONEY)


class CoveragePast(OutputRow):
    """A past period: the pipeline at the same point, and what became of it."""

    grain: ClassVar[tuple[str, ...]] = ("kind", "starts_on")
    title: ClassVar[Text] = Text(en="Past periods", zh="历史期间")

    kind: str = col(_KIND, Unit.CATEGORY, labels=KINDS)
    starts_on: date = col(Text(en="Period", zh="期间开始"), Unit.DATE)
    seen_on: date = col(Text(en="Seen on", zh="观察日"), Unit.DATE)
    open: Decimal = col(_OPEN, Unit.MONEY)
    deals: int = col(_DEALS, Unit.COUNT)
    won_from: Decimal = col(Text(en="Won from it", zh="其中赢单"), Unit.MONEY, good="up")
    won_else: Decimal = col(Text(en="Won from other deals", zh="来自其他商机"), Unit.MONEY, good="up")
    won: Decimal = col(Text(en="Won in the rest of it", zh="期内剩余时间赢单"), Unit.MONEY, good="up")
    told: Decimal = col(Text(en="As past shares predict", zh="按产出率推算"), Unit.MONEY)
    ratio: float | None = col(Text(en="Won from it, share", zh="在途商机产出率"), Unit.RATIO, good="up")


class CoverageOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Coverage overview", zh="覆盖率概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    kind: str = col(_KIND, Unit.CATEGORY, labels=KINDS)
    ends_on: date = col(Text(en="Ends", zh="结束日期"), Unit.DATE)
    target: Decimal | None = col(_TARGET, Unit.MONEY)
    won: Decimal = col(_WON, Unit.MONEY, good="up")
    gap: Decimal | None = col(_GAP, Unit.MONEY, good="down")
    open: Decimal = col(_OPEN, Unit.MONEY, good="up")
    weighted: Decimal = col(_WEIGHTED, Unit.MONEY, good="up")
    expected: Decimal = col(_EXPECTED, Unit.MONEY, good="up")
    chance: float | None = col(_CHANCE, Unit.PROBABILITY, good="up")
    coverage: float | None = col(_COVERAGE, Unit.FACTOR, good="up")
    needed_coverage: float | None = col(_NEEDED, Unit.FACTOR)
    missing_money: Decimal | None = col(_MISSING, Unit.MONEY, good="down")
    missing_deals: int | None = col(_MORE_DEALS, Unit.COUNT, good="down")
    missing_leads: int | None = col(_MORE_LEADS, Unit.COUNT, good="down")
    lead_rate: float | None = col(Text(en="Leads that become deals", zh="线索转商机率"), Unit.RATIO)
    people: int = col(Text(en="People with a target", zh="有目标的人数"), Unit.COUNT)
    people_short: int = col(Text(en="People short of pipeline", zh="在途商机不足的人数"), Unit.COUNT, good="down")
