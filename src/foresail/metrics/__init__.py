"""Declared measures and dimensions, and the compiler from a typed question to SQL."""

from foresail.metrics.answer import query
from foresail.metrics.cell import rows_of_cell
from foresail.metrics.dimensions import DIMENSIONS
from foresail.metrics.facts.build import build_facts
from foresail.metrics.gaps import Gap, computable
from foresail.metrics.grammar.parser import parse_filter, write_filter
from foresail.metrics.grammar.question import parse_query
from foresail.metrics.registry import METRICS, dimensions_of, fields_of
from foresail.metrics.rows import rows
from foresail.metrics.select import select, select_from

__all__ = [
    "DIMENSIONS",
    "METRICS",
    "Gap",
    "build_facts",
    "computable",
    "dimensions_of",
    "fields_of",
    "parse_filter",
    "parse_query",
    "query",
    "rows",
    "rows_of_cell",
    "select",
    "select_from",
    "write_filter",
]
