"""A page against what it shows: outputs, columns, metrics and dimensions that are declared."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from foresail.contracts.metric import Dimension, Metric
from foresail.contracts.output import OutputRow
from foresail.contracts.page import (
    Block,
    Data,
    EvidenceBlock,
    FilterName,
    Headline,
    Kpis,
    MetricData,
    OutputData,
    PageSpec,
    Sliders,
)
from foresail.contracts.query import Condition, Filter, leaves
from foresail.kernel.problem import closest_names
from foresail.kernel.text import Text
from foresail.runtime.catalogue import Entry
from foresail.runtime.declarations.finding import Finding, file_with, line_of

_ROLES = (
    "x", "y", "forecast", "target", "series", "low", "high", "count", "stage", "value", "rate", "days", "label",
    "total", "shade", "row", "column", "size", "points", "columns",
    "group", "driven",
)  # fmt: skip


_SAID = ("from", "to", "where", "segment", "series", "sort", "page", "size", "search", "format", "part")
RESERVED = frozenset({*get_args(FilterName), *_SAID})
"""What an address says already, so that no slider may have its name."""


class PageCheck:
    """Checks pages against what is declared.

    Parameters
    ----------
    outputs
        Table → capability, output name and row type.
    metrics, dimensions
        Empty mappings leave metric names unchecked.
    """

    def __init__(
        self,
        outputs: Mapping[str, tuple[Entry, str, type[OutputRow]]],
        metrics: Mapping[str, Metric],
        dimensions: Mapping[str, Dimension],
    ) -> None:
        self._outputs = outputs
        self._metrics = metrics
        self._dimensions = dimensions
        self._capabilities = {entry.id for entry, _, _ in outputs.values()}

    def check(self, page: PageSpec, folder: Path) -> Iterator[Finding]:
        """Contradictions of one page; `folder` is where its files stand."""
        for block in page.blocks:
            for word, what, valid in self._block(block):
                file = file_with(folder, word, "page.py", "capability.py", f"{page.id}.py")
                yield Finding(file, line_of(file, word), what, closest_names(word, valid))

    def _block(self, block: Block) -> Iterator[tuple[str, Text, tuple[str, ...]]]:
        if isinstance(block, EvidenceBlock):
            if block.capability not in self._capabilities:
                yield _missing(block.capability, Text(en="capability", zh="分析单元"), tuple(self._capabilities))
            return
        if isinstance(block, Kpis):
            for item in block.items:
                yield from self._metric(item.metric)
            return
        if isinstance(block, Sliders):
            yield from self._sliders(block)
            return
        data: Data | None = getattr(block, "data", None)
        if isinstance(data, OutputData):
            yield from self._output(block, data)
        elif isinstance(data, MetricData):
            yield from self._query(block, data)

    def _sliders(self, block: Sliders) -> Iterator[tuple[str, Text, tuple[str, ...]]]:
        found = next((e for e, _, _ in self._outputs.values() if e.id == block.capability), None)
        if found is None or not found.capability.whatif:
            able = tuple(e.id for e, _, _ in self._outputs.values() if e.capability.whatif)
            yield _missing(block.capability, Text(en="capability with whatif", zh="可推演的分析单元"), able)
            return
        known = found.capability
        for slider in block.sliders:
            if slider.param not in known.params.model_fields or slider.param in {*RESERVED, *self._dimensions}:
                free = tuple(name for name in known.params.model_fields if name not in RESERVED)
                yield _missing(slider.param, Text(en="parameter that may stand in an address", zh="可用参数"), free)
            if slider.choices and slider.choices not in known.outputs:
                yield _missing(slider.choices, Text(en="output", zh="输出"), tuple(known.outputs))
        for part in block.results:
            if not isinstance(part.data, OutputData) or part.data.where or part.data.table not in known.tables:
                word = getattr(part.data, "table", block.capability)
                yield _missing(word, Text(en="whole output of the sliders", zh="推演输出"), tuple(known.tables))
                continue
            yield from self._output(part, part.data)
        if block.grounds is not None:
            yield from self._output(block, block.grounds.data)

    def _output(self, block: Block, data: OutputData) -> Iterator[tuple[str, Text, tuple[str, ...]]]:
        if data.table not in self._outputs:
            yield _missing(data.table, Text(en="output table", zh="输出表"), tuple(self._outputs))
            return
        valid = tuple(self._outputs[data.table][2].model_fields)
        named = [*data.columns, *(o.removeprefix("-") for o in data.order_by), *filter_fields(data.where)]
        for word in [*named, *block_columns(block)]:
            if word not in valid:
                yield _missing(word, Text(en=f"column of {data.table}", zh=f"{data.table} 的列"), valid)

    def _query(self, block: Block, data: MetricData) -> Iterator[tuple[str, Text, tuple[str, ...]]]:
        query = data.query
        for name in query.metrics:
            yield from self._metric(name)
        if not self._dimensions:
            return
        for name in query.by:
            if name not in self._dimensions:
                yield _missing(name, Text(en="dimension", zh="维度"), tuple(self._dimensions))
        valid = ["period", "target", *query.by, *query.metrics]
        valid += [d.label for n in query.by if (d := self._dimensions.get(n)) is not None and d.label]
        valid += [f"{n}_label" for n in query.by] + [f"{n}_name" for n in query.by]
        valid += [f"{m}_{end}" for m in query.metrics for end in ("before", "change", "target")]
        for word in block_columns(block):
            if word not in valid:
                yield _missing(word, Text(en="column of the query", zh="查询的列"), tuple(valid))

    def _metric(self, name: str) -> Iterator[tuple[str, Text, tuple[str, ...]]]:
        if self._metrics and name not in self._metrics:
            yield _missing(name, Text(en="metric", zh="指标"), tuple(self._metrics))


def block_columns(block: Block) -> list[str]:
    """The columns that a block's roles and sentence name."""
    named: list[str] = []
    for role in _ROLES:
        value: Any = getattr(block, role, "")
        named += [value] if isinstance(value, str) else list(value)
    for low, high, _ in getattr(block, "bands", ()):
        named += [low, high]
    if isinstance(block, Headline):
        for text in (block.sentence.en, block.sentence.zh):
            named += [part.split(".")[0].split("[")[0] for _, part, _, _ in string.Formatter().parse(text) if part]
    return [n for n in dict.fromkeys(named) if n]


def filter_fields(where: Filter | None) -> list[str]:
    """The fields that a filter names."""
    return [leaf.field for leaf in leaves(where) if isinstance(leaf, Condition)]


def _missing(word: str, kind: Text, valid: tuple[str, ...]) -> tuple[str, Text, tuple[str, ...]]:
    return (
        word,
        Text(en=f"The page names “{word}”: there is no such {kind.en}.", zh=f"页面引用了不存在的{kind.zh}“{word}”。"),
        valid,
    )
