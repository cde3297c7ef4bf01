"""A page as data: blocks in a grid of twelve columns. The web application and the reports draw the same spec."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from foresail.contracts.query import Filter, Query
from foresail.kernel.base import Frozen
from foresail.kernel.calendar import Grain
from foresail.kernel.text import Text

FilterName = Literal["period", "compare", "team", "owner", "region", "product", "channel", "pipeline", "currency"]


class MetricData(Frozen):
    """Rows from the metric compiler.

    The page's filters are added to `query.where`. With `follow_period` the page's period and comparison replace the
    query's. `trailing` looks back that many periods of the query's grain from the end of the page's period.
    """

    kind: Literal["metric"] = "metric"
    query: Query
    follow_period: bool = True
    trailing: int = 0


class OutputData(Frozen):
    """Rows of a capability's output table `<domain>_<capability>_<output>`; page filters hold where columns match."""

    kind: Literal["output"] = "output"
    table: str
    columns: tuple[str, ...] = ()
    where: Filter | None = None
    order_by: tuple[str, ...] = ()
    limit: int = 200


class TableData(Frozen):
    """Rows of a canonical or quality table that the query door gives (`quality_summary`, `opportunity_list`)."""

    kind: Literal["table"] = "table"
    table: str
    columns: tuple[str, ...] = ()
    where: Filter | None = None
    order_by: tuple[str, ...] = ()
    limit: int = 200


Data: TypeAlias = Annotated[MetricData | OutputData | TableData, Field(discriminator="kind")]


class Block(Frozen):
    """What every block has. `span` is its width in twelfths; on a phone every block takes the whole width.

    `empty` says what it means that there is nothing here, where no filter is the reason.
    """

    title: Text | None = None
    subtitle: Text | None = None
    span: int = Field(default=12, ge=3, le=12)
    empty: Text | None = None

    def asks(self) -> tuple[str, ...]:
        """The parameters of the page's address, beside its filters, that the content follows from."""
        return ()


class Headline(Block):
    """One sentence with its numbers: `{name}` in the sentence is a column of the first row of the data."""

    kind: Literal["headline"] = "headline"
    sentence: Text
    data: Data


class Kpi(Frozen):
    """One number: value, change, spark line over `spark` periods, and the target where one is set."""

    metric: str
    target: bool = False
    spark: Grain | None = Grain.MONTH


class Kpis(Block):
    """A row of numbers."""

    kind: Literal["kpis"] = "kpis"
    items: tuple[Kpi, ...]


class Trend(Block):
    """Lines over time. `bands` are (low, high, level in percent); `forecast` and `target` name columns drawn apart."""

    kind: Literal["trend"] = "trend"
    data: Data
    x: str = "period"
    y: tuple[str, ...]
    forecast: str = ""
    target: str = ""
    bands: tuple[tuple[str, str, int], ...] = ()
    series: str = ""  # a column whose values become one line each


class Bars(Block):
    """Bars of one or more values by category."""

    kind: Literal["bars"] = "bars"
    data: Data
    x: str
    y: tuple[str, ...]
    horizontal: bool = True
    stacked: bool = False


class Distribution(Block):
    """A histogram: lower edge, upper edge, count."""

    kind: Literal["distribution"] = "distribution"
    data: Data
    low: str
    high: str
    count: str


class Funnel(Block):
    """Stages in order: how many entered, their value, the share that went on, the days spent."""

    kind: Literal["funnel"] = "funnel"
    data: Data
    stage: str
    count: str
    value: str = ""
    rate: str = ""
    days: str = ""


class Waterfall(Block):
    """An exact decomposition: labels and signed values that add up; `total` names a boolean column for totals.

    `behind` names the list (`cockpit/views`) whose rows stand behind a bar: those with its value in the label's column.
    """

    kind: Literal["waterfall"] = "waterfall"
    data: Data
    label: str
    value: str
    total: str = ""
    behind: str = ""


class Matrix(Block):
    """Two categorical axes; a cell shows `value`, its colour is `shade`."""

    kind: Literal["matrix"] = "matrix"
    data: Data
    x: str
    y: str
    value: str
    shade: str = ""


class Treemap(Block):
    """Tiles whose area is `size`; a tile says its label, its size and, where given, `count`; its colour is `shade`."""

    kind: Literal["treemap"] = "treemap"
    data: Data
    label: str
    size: str
    count: str = ""
    shade: str = ""


class Cohort(Block):
    """A cohort grid: row = cohort, column = periods since, cell = share."""

    kind: Literal["cohort"] = "cohort"
    data: Data
    row: str
    column: str
    value: str


class Scatter(Block):
    """Points; `size` and `label` are optional."""

    kind: Literal["scatter"] = "scatter"
    data: Data
    x: str
    y: str
    size: str = ""
    label: str = ""


class Table(Block):
    """A ranked table; sorting, filtering and paging happen on the server. `opens` in a column makes a link."""

    kind: Literal["table"] = "table"
    data: Data
    columns: tuple[str, ...] = ()
    drawer: str = ""  # "opportunity" or "account": a row opens a drawer on that entity's detail
    page_size: int = 25


class EvidenceBlock(Block):
    """Back-test, calibration, sample size and method card of a capability."""

    kind: Literal["evidence"] = "evidence"
    capability: str


class Reasons(Block):
    """What pushes a score up or down, in points."""

    kind: Literal["reasons"] = "reasons"
    data: Data
    label: str
    points: str


class Note(Block):
    """A paragraph."""

    kind: Literal["note"] = "note"
    text: Text


class Slider(Frozen):
    """A parameter of a capability that a person moves.

    Parameters
    ----------
    param
        Its name; it stands in the page's address with its value. Bounds, unit and default are those of the parameter.
    low, high, step
        A narrower range than the parameter's own, and how far one step of the keyboard goes.
    choices, nothing
        Of a text parameter: the output of the capability whose rows (`param`, `value`) can be chosen, and what it is
        called when nothing is.
    driver
        The row of the block's `grounds` that tells what this rests on.
    folded
        Stands among the further assumptions, which open on a click.
    """

    param: str
    title: Text
    low: float | None = None
    high: float | None = None
    step: float | None = Field(default=None, gt=0)
    choices: str = ""
    nothing: Text | None = None
    driver: str = ""
    folded: bool = False


class Grounds(Frozen):
    """The output that tells of each driver whether the data speak of it (`learnt`), and in words what is assumed."""

    data: OutputData
    driver: str
    learnt: str
    words: str


ResultBlock: TypeAlias = Annotated[
    Headline | Trend | Bars | Waterfall | Distribution | Table, Field(discriminator="kind")
]


class Sliders(Block):
    """What if: parameters in, result blocks out, at once and without a run.

    The capability declares `whatif`. The results show its outputs under the parameters of the page's address, and what
    the build stored while nothing is moved: a report draws that.
    """

    kind: Literal["sliders"] = "sliders"
    capability: str
    sliders: tuple[Slider, ...]
    results: tuple[ResultBlock, ...]
    grounds: Grounds | None = None

    def asks(self) -> tuple[str, ...]:
        """One of each slider."""
        return tuple(slider.param for slider in self.sliders)


class OwnFigures(Block):
    """A person's own figure beside a forecast: who, when, why; what was said before, and how good it was.

    Parameters
    ----------
    beside
        The capability whose forecast it stands beside.
    data
        Coming periods of the series that people may set a figure for (`runtime.figures`), with `series`, `period` and
        `mean`. The page gets those of the series in its address, and of every other one its names.
    group, label
        The columns by which a person finds a series.
    driven
        The columns of money that the forecast is made of.
    """

    kind: Literal["own_figures"] = "own_figures"
    beside: str
    data: OutputData
    group: str
    label: str
    driven: tuple[str, ...] = ()

    def asks(self) -> tuple[str, ...]:
        """Whose figure it is."""
        return ("series",)


AnyBlock: TypeAlias = Annotated[
    Headline
    | Kpis
    | Trend
    | Bars
    | Distribution
    | Funnel
    | Waterfall
    | Matrix
    | Treemap
    | Cohort
    | Scatter
    | Table
    | EvidenceBlock
    | Reasons
    | Sliders
    | OwnFigures
    | Note,
    Field(discriminator="kind"),
]


class PageSpec(Frozen):
    """A page.

    Parameters
    ----------
    id
        Stable name and address: `/p/<id>`; a capability's page has the capability's id.
    question
        What the page answers, as a person would ask it.
    section, order, icon
        Where the menu shows it.
    filters
        The global filters that mean something here.
    days
        The period that holds while nobody chooses one: so many days up to the last day of the data, compared with
        those before them; 0: the quarter so far.
    tool
        Name of a hand-made page of the web application instead of blocks.
    scope
        The permission that opens it.
    """

    id: str
    title: Text
    question: Text
    section: Literal[
        "overview", "customers", "pipeline", "forecast", "channels", "pricing", "products", "team", "data", "settings"
    ]
    order: int = 100
    icon: str = "chart"
    filters: tuple[FilterName, ...] = ("period", "compare", "region", "owner")
    days: int = Field(default=0, ge=0, le=366)
    blocks: tuple[AnyBlock, ...] = ()
    tool: str = ""
    scope: str = "metrics:read"
