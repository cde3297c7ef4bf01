"""The saved segments that a person may use, and what they mean in a generation."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from foresail.cockpit.scene import Scene, both, fields_of
from foresail.cockpit.segments.fields import demand_fields
from foresail.contracts.query import EVERYBODY, IN_SEGMENT, AllOf, AnyOf, Condition, Filter, Members, Operator
from foresail.kernel.base import Frozen
from foresail.kernel.problem import Forbidden, InvalidInput, NotFound, closest_names
from foresail.kernel.text import Text
from foresail.kernel.viewer import Role, Viewer
from foresail.metrics.compile.filters import fields_in, values_of
from foresail.metrics.customer.catalogue import trait_of
from foresail.metrics.grammar.parser import parse_filter, write_filter
from foresail.runtime.segments.pinned import present_ids
from foresail.state.ledgers import AuditTrail
from foresail.state.records import SavedSegment
from foresail.state.segments import SavedSegments, folded

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace
    from foresail.warehouse.reader import Reader

MOST_PINNED = 10_000
MOST_NAMED = 50
_POSITIVE = {Operator.EQ: True, Operator.IN: True, Operator.NE: False, Operator.NOT_IN: False}


Pinned = Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(max_length=MOST_PINNED)]
"""Customers that are named by id."""


class Draft(Frozen):
    """What a person says about a segment."""

    name: str = Field(min_length=1, max_length=120)
    note: str = Field(default="", max_length=1000)
    condition: str = Field(default="", max_length=10_000)
    pinned: Pinned = ()
    shared: bool = False


class Segments:
    """The saved segments of a workspace as one person uses them.

    Parameters
    ----------
    workspace
        Where they are kept.
    viewer
        Who uses them: the own ones and the shared ones are there.

    Examples
    --------
    ::

        book = Segments(workspace, viewer)
        book.save(Draft(name="Key accounts", condition="revenue_12m >= 1000000", shared=True))
        with workspace.warehouse.reader() as reader:
            where = book.resolve(parse_filter('in_segment = "Key accounts"'), reader)
            query(reader, Query(metrics=("net_revenue",), where=where), viewer, calendar)
    """

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        self._workspace = workspace
        self._viewer = viewer
        self._kept = SavedSegments(workspace.state)

    @property
    def viewer(self) -> Viewer:
        return self._viewer

    def all(self) -> tuple[SavedSegment, ...]:
        """Those that the person may use, by name."""
        return self._kept.seen_by(self._viewer.user_id)

    def find(self, word: str) -> SavedSegment:
        """A segment by its id or its name; one's own goes before a shared one of the same name.

        Raises
        ------
        NotFound
            If there is none, or it is somebody else's own; the closest names are given.
        """
        return _named(word, self.all(), self._viewer)

    # keeping ---------------------------------------------------------------------------------------------------

    def save(self, draft: Draft) -> SavedSegment:
        """Keep a new segment.

        Raises
        ------
        InvalidInput
            If it asks for nothing, or its condition cannot be understood.
        Conflict
            If the name is taken.
        """
        now, me = self._workspace.clock(), self._viewer.user_id
        said = _understood(draft)
        segment = SavedSegment(
            segment_id=uuid.uuid4().hex[:12], made_by=me, made_at=now, changed_by=me, changed_at=now, **said
        )
        self._kept.add(segment)
        self._told("segment.saved", segment)
        return segment

    def change(self, segment_id: str, **values: Any) -> SavedSegment:
        """Change some fields of a segment: name, note, condition, pinned, shared.

        Raises
        ------
        Forbidden
            If it is somebody else's; administrators may change what is shared.
        """
        before = self._mine(segment_id)
        draft = Draft(**{name: getattr(before, name) for name in Draft.model_fields} | values)
        now, me = self._workspace.clock(), self._viewer.user_id
        segment = before.model_copy(update={**_understood(draft), "changed_by": me, "changed_at": now})
        self._kept.change(segment)
        self._told("segment.changed", segment)
        return segment

    def drop(self, segment_id: str) -> None:
        """Forget a segment (Forbidden if it is somebody else's)."""
        segment = self._mine(segment_id)
        self._kept.drop(segment.segment_id)
        self._told("segment.deleted", segment)

    def may_change(self, segment: SavedSegment) -> bool:
        """Whether the person may change or delete a segment."""
        return segment.made_by == self._viewer.user_id or self._viewer.role is Role.ADMIN

    def _mine(self, segment_id: str) -> SavedSegment:
        by_id = [s for s in self.all() if s.segment_id == segment_id]
        segment = _named(segment_id, by_id, self._viewer)
        if not self.may_change(segment):
            raise Forbidden(
                Text(en="Only who made this segment may change it.", zh="只有创建者可以修改该分群。"),
                where=segment.name,
                next_step=Text(en="Save a copy under your own name.", zh="可另存为自己的分群。"),
            )
        return segment

    def _told(self, action: str, segment: SavedSegment) -> None:
        details = {"condition": segment.condition, "pinned": len(segment.pinned), "shared": segment.shared}
        AuditTrail(self._workspace.state).add(self._viewer.user_id, action, segment.name, details)

    # meaning ---------------------------------------------------------------------------------------------------

    def meaning(self, segment: SavedSegment | Draft, reader: Reader) -> Members:
        """What a segment means in a generation.

        Raises
        ------
        NotEnoughData
            If the generation does not know a field that it asks for; says why.
        InvalidInput
            If a customer has no such field any more.
        """
        where = parse_filter(segment.condition)
        scene = Scene(reader=reader, viewer=self._viewer, calendar=self._workspace.settings.calendar)
        demand_fields(where, scene)
        return Members(
            segment=segment.segment_id if isinstance(segment, SavedSegment) else "",
            name=segment.name,
            as_of=reader.as_of,
            where=where,
            pinned=present_ids(segment.pinned, reader) if segment.pinned else (),
        )

    def of(self, word: str, reader: Reader) -> Members:
        """A saved segment by id or name, or `all` for every customer."""
        if word == EVERYBODY:
            return Members(segment=EVERYBODY, name=EVERYBODY, as_of=reader.as_of)
        return self.meaning(self.find(word), reader)

    def picked(self, words: Iterable[str], reader: Reader) -> Filter | None:
        """The customers of any of some segments; None where none is named."""
        asked = Condition(field=IN_SEGMENT, operator=Operator.IN, values=tuple(w for w in words if w))
        return self.resolve(asked, reader) if asked.values else None

    def narrowed(self, where: Filter | None, words: Iterable[str], reader: Reader) -> Filter | None:
        """A filter, resolved, and the customers of any of some segments."""
        return both(self.resolve(where, reader), self.picked(words, reader))

    def resolve(self, where: Filter | None, reader: Reader) -> Filter | None:
        """A filter in which every `in_segment` says what it means.

        Raises
        ------
        NotFound, NotEnoughData, InvalidInput
            If there is no such segment, or it cannot be answered; `not in_segment is empty` and the like mean nothing.
        """
        if where is None or IN_SEGMENT not in fields_of(where):
            return where
        return self._resolved(where, self.all(), reader)

    def _resolved(self, where: Filter, known: tuple[SavedSegment, ...], reader: Reader) -> Filter:
        if isinstance(where, AllOf | AnyOf):
            return type(where)(parts=tuple(self._resolved(part, known, reader) for part in where.parts))
        if not isinstance(where, Condition) or where.field != IN_SEGMENT:
            return where
        inside = _POSITIVE.get(where.operator)
        if inside is None or not where.values or len(where.values) > MOST_NAMED:
            raise InvalidInput(
                Text(en="A segment is asked for by = , != , in or not in.", zh="分群条件请使用 =、!=、in 或 not in。"),
                where=IN_SEGMENT,
            )
        found = [self.meaning(_named(str(word), known, self._viewer), reader) for word in where.values]
        parts = tuple(one if inside else one.model_copy(update={"inside": False}) for one in found)
        return parts[0] if len(parts) == 1 else AnyOf(parts=parts) if inside else AllOf(parts=parts)


def _named(word: str, known: Sequence[SavedSegment], viewer: Viewer) -> SavedSegment:
    by_name = [s for s in known if s.segment_id == word] or [s for s in known if folded(s.name) == folded(word)]
    if not by_name:
        raise NotFound(
            Text(
                en="There is no segment “{w}”: it was deleted, or it is somebody else's own.",
                zh="没有分群“{w}”：可能已被删除，或仅创建者本人可用。",
            ).format(w=word[:120]),
            where="segment",
            closest=closest_names(word, (s.name for s in known)),
            next_step=Text(en="Choose another segment, or take the filter away.", zh="请选择其他分群，或取消该筛选。"),
        )
    return min(by_name, key=lambda s: s.made_by != viewer.user_id)


def _understood(draft: Draft) -> dict[str, Any]:
    """A draft whose condition is understood, written the one way in which it is kept."""
    name = " ".join(draft.name.split())
    pinned = tuple(dict.fromkeys(word for word in draft.pinned if word))
    where = parse_filter(draft.condition)
    if folded(name) == EVERYBODY:
        raise InvalidInput(
            Text(en="“all” means every customer: choose another name.", zh="“all”表示全部客户，请换一个名称。"),
            where="name",
        )
    if not name or not name.isprintable():
        raise InvalidInput(
            Text(en="A segment needs a name that can be read.", zh="分群需要一个可读的名称。"), where="name"
        )
    if where is None and not pinned:
        raise InvalidInput(
            Text(
                en="A segment needs a condition, or customers that are named.", zh="分群至少需要一个条件或指定的客户。"
            ),
            where="condition",
        )
    if where is not None:
        if IN_SEGMENT in fields_in(where):
            raise InvalidInput(
                Text(en="A segment cannot be told by another one.", zh="分群条件中不能再引用分群。"), where=IN_SEGMENT
            )
        values_of(where, lambda field: trait_of(field).unit)
    written = "" if where is None else write_filter(where)
    parse_filter(written)  # written out it may be longer than a condition may be
    return {
        "name": name,
        "note": draft.note.strip(),
        "condition": written,
        "pinned": pinned,
        "shared": draft.shared,
    }
