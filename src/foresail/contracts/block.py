"""What a block is filled with: one shape for every kind of block, for the web application and for reports."""

from __future__ import annotations

from typing import Any, Literal

from foresail.contracts.query import Filter, Query, ResultColumn, RowsQuery
from foresail.kernel.base import Frozen
from foresail.kernel.evidence import Evidence
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class Empty(Frozen):
    """Why there is nothing to show, and what would make it possible."""

    why: Text
    next_step: Text | None = None


class KpiValue(Frozen):
    """One filled number. Values follow the JSON form of answers: money is a string; `why` says why one is missing.

    `target_of` says of which months the target is.
    """

    metric: str
    column: ResultColumn
    value: Any = None
    before: Any = None
    change: Any = None
    target: Any = None
    target_of: Text | None = None
    attainment: float | None = None
    spark: tuple[tuple[str, Any], ...] = ()
    why: Text | None = None
    rows: RowsQuery | None = None


class Setting(Frozen):
    """A slider with its value.

    Parameters
    ----------
    low, high, step, whole
        The range of a number, and whether only whole ones count; None of a text.
    default, value
        What holds while nobody moves it, and what holds now.
    choices, nothing
        Of a text: what can be chosen, and what it is called when nothing is.
    learnt, words
        Whether the data speak of it (None: nothing is said of it), and what is assumed.
    """

    param: str
    title: Text
    help: Text
    unit: Unit
    low: float | None = None
    high: float | None = None
    step: float | None = None
    whole: bool = False
    default: float | str
    value: float | str
    choices: tuple[str, ...] = ()
    nothing: Text | None = None
    learnt: bool | None = None
    words: Text | None = None
    folded: bool = False


class BlockData(Frozen):
    """The content of one block.

    Parameters
    ----------
    status
        `ok`, or `empty` with a reason.
    columns, rows, total
        The frame; rows are lists of JSON values in the order of the columns. A block's roles name its columns.
    sentence
        The filled sentence of a headline.
    kpis
        The filled numbers of a KPI row.
    evidence, card
        Of an evidence block; the card is Markdown.
    drill
        The metric query behind the frame: a click on a row adds its dimensions and period and asks for rows.
    currency
        The currency of every money column.
    note
        What has to be known beside the rows: that a filter does not touch them.
    settings, parts
        Of a block of sliders: each with its value, and the content of each result block.
    """

    status: Literal["ok", "empty"] = "ok"
    empty: Empty | None = None
    columns: tuple[ResultColumn, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    total: int = 0
    sentence: Text | None = None
    kpis: tuple[KpiValue, ...] = ()
    evidence: Evidence | None = None
    card: Text | None = None
    drill: Query | None = None
    where: Filter | None = None
    currency: str = ""
    note: Text | None = None
    settings: tuple[Setting, ...] = ()
    parts: tuple[BlockData, ...] = ()
