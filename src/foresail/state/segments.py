"""Saved segments: sets of customers by what is known of them, one's own and those that are shared."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, or_, select, update

from foresail.kernel.problem import Conflict, NotFound
from foresail.kernel.text import Text
from foresail.state.records import SavedSegment
from foresail.state.store import State, aware
from foresail.state.tables import saved_segments

_EVERYBODY = ""


class SavedSegments:
    """Repository of saved segments. A name is unique among those that are shared, and among one's own."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, segment: SavedSegment) -> SavedSegment:
        """Keep a segment.

        Raises
        ------
        Conflict
            If the name is taken among those that its maker sees.
        """
        with self._state.transaction() as c:
            _free(c, segment)
            c.execute(insert(saved_segments).values(_values(segment)))
        return segment

    def change(self, segment: SavedSegment) -> SavedSegment:
        """Keep a segment's new state (NotFound if it is gone, Conflict if the name is taken)."""
        with self._state.transaction() as c:
            _free(c, segment)
            wanted = update(saved_segments).where(saved_segments.c.segment_id == segment.segment_id)
            if c.execute(wanted.values(_values(segment))).rowcount == 0:
                raise NotFound(Text(en="There is no such segment.", zh="没有这个分群。"), where=segment.segment_id)
        return segment

    def drop(self, segment_id: str) -> None:
        """Forget a segment (NotFound if it is gone)."""
        with self._state.transaction() as c:
            if c.execute(delete(saved_segments).where(saved_segments.c.segment_id == segment_id)).rowcount == 0:
                raise NotFound(Text(en="There is no such segment.", zh="没有这个分群。"), where=segment_id)

    def seen_by(self, user_id: str) -> tuple[SavedSegment, ...]:
        """What a user may use: the own ones and the shared ones, by name."""
        mine = or_(saved_segments.c.shared, saved_segments.c.made_by == user_id)
        wanted = select(saved_segments).where(mine).order_by(saved_segments.c.name_folded, saved_segments.c.segment_id)
        with self._state.reading() as c:
            return tuple(_segment(row) for row in c.execute(wanted).mappings())


def folded(name: str) -> str:
    """A name as names are compared: width, case and spaces do not matter.

    Examples
    --------
    >>> folded("  Key　ACCOUNTS ") == folded("key accounts")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _free(c: Connection, segment: SavedSegment) -> None:
    reaches = (_EVERYBODY, segment.made_by)
    taken = select(saved_segments.c.segment_id).where(
        saved_segments.c.name_folded == folded(segment.name),
        saved_segments.c.reach.in_(reaches),
        saved_segments.c.segment_id != segment.segment_id,
    )
    if c.execute(taken.limit(1)).first():
        raise Conflict(
            Text(en="There is already a segment “{n}”.", zh="已有名为“{n}”的分群。").format(n=segment.name),
            where="name",
            next_step=Text(en="Choose another name, or change that segment.", zh="请换一个名称，或修改已有的分群。"),
        )


def _values(segment: SavedSegment) -> dict[str, Any]:
    return {
        **segment.model_dump(),
        "name_folded": folded(segment.name),
        "reach": _EVERYBODY if segment.shared else segment.made_by,
        "pinned": json.dumps(list(segment.pinned), ensure_ascii=False),
    }


def _segment(row: RowMapping) -> SavedSegment:
    values = {name: row[name] for name in SavedSegment.model_fields}
    moments = {name: aware(row[name]) for name in ("made_at", "changed_at")}
    return SavedSegment(**{**values, **moments, "pinned": tuple(json.loads(row["pinned"]))})
