"""All metrics by name, found by looking into `domains/`, and what each of them rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import foresail.metrics.domains as package
from foresail.contracts.metric import BEFORE, Aggregate, Formula, Metric, Ratio, Stock, Templated
from foresail.kernel.problem import DeclarationError, InvalidInput, closest_names
from foresail.kernel.text import Text
from foresail.metrics.arithmetic import names_in
from foresail.metrics.dimensions import DIMENSIONS, known_to
from foresail.metrics.facts.catalogue import ATTRIBUTED, FACTS
from foresail.metrics.facts.declare import Fact


def _discover() -> dict[str, Metric]:
    files = [file.name for file in iter_modules(package.__path__) if not file.ispkg]
    return checked({name: import_module(f"{package.__name__}.{name}").METRICS for name in files})


def checked(declared: Mapping[str, Iterable[Metric]]) -> dict[str, Metric]:
    """All metrics by name, from those that each file declares.

    Raises
    ------
    DeclarationError
        If a name is taken, reserved, stands in another domain's file, or rests on a metric that is not there.
    """
    found: dict[str, Metric] = {}
    for file, metrics in declared.items():
        for metric in metrics:
            place = f"domains/{file}.py"
            if metric.name in found or metric.name in DIMENSIONS or metric.domain != file:
                raise _wrong(metric.name, place, "is declared twice or elsewhere", "重复声明或声明位置不符")
            if metric.name.startswith(BEFORE):
                raise _wrong(
                    metric.name, place, f"begins with “{BEFORE}”, which is reserved", f"以保留前缀“{BEFORE}”开头"
                )
            found[metric.name] = metric
    for metric in found.values():
        for name in _parts(metric):
            if name not in found:
                raise _wrong(metric.name, f"domains/{metric.domain}.py", f"names “{name}”", f"引用了“{name}”")
    return found


def _wrong(name: str, where: str, en: str, zh: str) -> DeclarationError:
    return DeclarationError(Text(en=f"The metric “{name}” {en}.", zh=f"指标“{name}”{zh}。"), where=where)


def _parts(metric: Metric) -> tuple[str, ...]:
    match metric.expression:
        case Ratio(numerator=over, denominator=under):
            return (over, under)
        case Formula(expression=text):
            return names_in(text)
        case _:
            return ()


METRICS: dict[str, Metric] = _discover()
"""Metric by name."""


def metric(name: str) -> Metric:
    """A metric by name.

    Raises
    ------
    InvalidInput
        If there is no such metric; the closest names are given.
    """
    if name not in METRICS:
        raise InvalidInput(
            Text(en=f"There is no metric “{name}”.", zh=f"没有名为“{name}”的指标。"),
            where="metrics",
            closest=closest_names(name, METRICS),
            next_step=Text(en="See the glossary for all metrics.", zh="请在术语表中查看全部指标。"),
        )
    return METRICS[name]


def leaves(name: str) -> Iterator[str]:
    """The metrics that are computed from rows on which a metric rests, itself included, each once, in order."""
    seen: dict[str, None] = {}

    def visit(at: str) -> None:
        parts = _parts(METRICS[at])
        for part in parts:
            visit(part)
        if not parts:
            seen[at] = None

    visit(metric(name).name)
    yield from seen


def fact_name(leaf: str) -> str:
    """The fact of a metric that is computed from rows."""
    expression = METRICS[leaf].expression
    assert isinstance(expression, Aggregate | Stock | Templated)  # noqa: S101 - leaves() gives nothing else
    return expression.fact


def fact_of(leaf: str) -> Fact:
    """The stored fact of a metric that is computed from rows."""
    name = fact_name(leaf)
    return FACTS["sales" if name == ATTRIBUTED else name]


@cache
def dimensions_of(name: str) -> frozenset[str]:
    """The dimensions by which a metric can be cut and filtered: those that every fact under it knows.

    Examples
    --------
    >>> "channel" in dimensions_of("net_revenue"), "stage" in dimensions_of("net_revenue")
    (True, False)
    """
    return frozenset.intersection(*(known_to(fact_of(leaf)) for leaf in leaves(name)))


@cache
def fields_of(name: str) -> frozenset[str]:
    """What a filter of a metric can name: its dimensions and the row fields that every fact under it has."""
    fields = frozenset.intersection(*(frozenset(fact_of(leaf).fields) for leaf in leaves(name)))
    return fields | dimensions_of(name)
