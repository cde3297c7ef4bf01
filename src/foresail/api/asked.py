"""What stands in a query string: filters, paging, sorting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Query, Request
from fastapi.concurrency import run_in_threadpool

from foresail.api.guard import ReaderOf, the_place, viewer
from foresail.cockpit.scene import Filters
from foresail.contracts.query import IN_SEGMENT, Comparison
from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text
from foresail.metrics.compile.coerce import days_of
from foresail.metrics.dimensions import DIMENSIONS
from foresail.metrics.grammar.parser import parse_filter
from foresail.metrics.grammar.question import typed
from foresail.runtime.segments import Segments

if TYPE_CHECKING:
    from foresail.warehouse.reader import Reader

COMPARISONS = {c.value: c for c in Comparison}


async def filters(
    request: Request,
    reader: ReaderOf,
    from_: Annotated[str, Query(alias="from")] = "",
    to: str = "",
    compare: str = "",
    where: str = "",
    currency: str = "",
    segment: Annotated[list[str] | None, Query(description="saved segments, by id or name; any of them")] = None,
) -> Filters:
    """The page filters of a request. A dimension's name is a parameter and may be given several times."""
    if compare and compare not in COMPARISONS and compare != "none":
        raise InvalidInput(
            Text(en=f"There is no comparison “{compare}”.", zh=f"没有名为“{compare}”的比较方式。"),
            where="compare",
            closest=closest_names(compare, COMPARISONS) or tuple(COMPARISONS),
        )
    picked = {
        name: tuple(v for v in request.query_params.getlist(name) if v)
        for name in DIMENSIONS
        if name in request.query_params and name != "currency"
    }
    found = Filters(
        start=days_of(from_, "from")[0] if from_ else None,
        end=days_of(to, "to")[1] if to else None,
        compare=None if compare == "none" else COMPARISONS.get(compare, Comparison.LAST_YEAR),
        where=typed(parse_filter(where)) if where else None,
        picked=picked,
        currency=currency or None,
    )
    if not segment and IN_SEGMENT not in where:
        return found
    book = Segments((await the_place(request)).workspace, await viewer(request))
    meant = await run_in_threadpool(_resolved, found, segment or (), book, reader)
    request.state.meaning = repr((meant.segment, meant.where))  # a segment may change within a generation
    return meant


def _resolved(found: Filters, words: Sequence[str], book: Segments, reader: Reader) -> Filters:
    where = book.resolve(found.where, reader)
    return found.model_copy(update={"segment": book.picked(words, reader), "where": where})


FiltersOf = Annotated[Filters, Depends(filters)]


class Page:
    """Sorting, paging and searching of a table."""

    def __init__(self, sort: str, page: int, size: int, search: str) -> None:
        self.order_by = tuple(part.strip() for part in sort.split(",") if part.strip())
        self.limit = size
        self.offset = (page - 1) * size
        self.search = search


async def paging(
    sort: Annotated[str, Query(description="columns with commas; -name sorts downwards")] = "",
    page: Annotated[int, Query(ge=1)] = 1,
    size: Annotated[int, Query(ge=1, le=1000)] = 50,
    search: Annotated[str, Query(max_length=200)] = "",
) -> Page:
    """Sorting, paging and searching of a request."""
    return Page(sort, page, size, search)


PageOf = Annotated[Page, Depends(paging)]
