"""Declared measures and dimensions, and the compiler from a typed question to SQL."""

from foresail.metrics.answer import query
from foresail.metrics.dimensions import DIMENSIONS
from foresail.metrics.facts.build import build_facts
from foresail.metrics.grammar.question import parse_query
from foresail.metrics.registry import METRICS, dimensions_of, fields_of

__all__ = ["DIMENSIONS", "METRICS", "build_facts", "dimensions_of", "fields_of", "parse_query", "query"]
