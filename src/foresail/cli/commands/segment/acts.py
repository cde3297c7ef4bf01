"""What `foresail segment` does, act by act."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from foresail.cli.options import Format
from foresail.cli.show_result import console, write
from foresail.cli.words import say, spoken
from foresail.cockpit.numbers import shown
from foresail.cockpit.scene import Scene
from foresail.cockpit.segments.compare import compare
from foresail.cockpit.segments.fields import fields
from foresail.cockpit.segments.members import members, size
from foresail.cockpit.segments.written import as_rows
from foresail.contracts.query import EVERYBODY
from foresail.kernel.problem import InvalidInput, Problem
from foresail.kernel.text import Text
from foresail.kernel.viewer import LOCAL
from foresail.runtime.segments import Draft, Segments
from foresail.state.segments import folded

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace
    from foresail.warehouse.reader import Reader

ON_SCREEN = 50


class Acts:
    """The acts on one generation.

    Parameters
    ----------
    place, reader
        The workspace and its published generation.
    form, out
        How tables are written, and where.
    """

    def __init__(self, place: Workspace, reader: Reader, form: Format, out: Path | None) -> None:
        self.book = Segments(place, LOCAL)
        self.reader = reader
        self.form, self.out = form, out
        calendar, catalogue = place.settings.calendar, place.catalogue
        self.scene = Scene(
            reader=reader,
            viewer=LOCAL,
            calendar=calendar,
            row_types=catalogue.row_types,
            capabilities=catalogue.capabilities,
        )

    def list(self, words: Sequence[str]) -> None:
        """All segments, or those that are named, with how many customers they have now."""
        found = [self.book.find(word) for word in words] or self.book.all()
        if not found:
            console().print(say("No segment has been saved yet.", "尚未保存任何分群。"))
            return
        grid = _grid()
        for segment in found:
            try:
                count = size(self.book.meaning(segment, self.reader), self.scene).customers
                told = say(f"{count:,} customers", f"{count:,} 个客户")
            except Problem as problem:
                told = problem.what.in_(spoken())
            ids = len(segment.pinned)
            named = say(f" + {ids} named", f" ＋ 指定 {ids} 个") if ids else ""
            reach = say("shared", "共享") if segment.shared else say("own", "仅自己")
            line = (segment.segment_id, segment.name, told, reach, segment.condition + named, segment.note)
            grid.add_row(*(escape(word) for word in line))
        console().print(grid)

    def fields(self, _words: Sequence[str]) -> None:
        """The fields that conditions may name, with their codes."""
        grid = _grid()
        for field in fields(self.scene):
            told = field.missing.in_(spoken()) if field.missing else ", ".join(field.labels)
            grid.add_row(field.name, field.title.in_(spoken()), field.group.in_(spoken()), field.unit.value, told)
        console().print(grid)

    def members(self, words: Sequence[str], order_by: str, limit: int | None) -> None:
        """The customers of a segment."""
        order = tuple(part.strip() for part in order_by.split(",") if part.strip())
        screen = self.form is Format.TABLE and self.out is None
        most = limit or (ON_SCREEN if screen else None)
        found = members(self.book.of(one(words), self.reader), self.scene, order_by=order, limit=most)
        write(found, self.form, self.out)

    def compare(self, words: Sequence[str]) -> None:
        """Segments side by side."""
        found = compare(tuple(self.book.of(word, self.reader) for word in words), self.scene)
        if self.form is not Format.TABLE or self.out:
            write(as_rows(found), self.form, self.out)
            return
        grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        grid.add_column("")
        for side in found.sides:
            console().print(escape(side.sentence.in_(spoken())))
            name = say("All customers", "全部客户") if side.segment == EVERYBODY else side.name
            grid.add_column(escape(name), justify="right")
        for row in found.rows:
            values = [shown(cell.value, row.measure.unit, spoken(), found.currency) for cell in row.cells]
            marks = [" *" if cell.clear else "" for cell in row.cells]
            cells = (value + mark for value, mark in zip(values, marks, strict=True))
            grid.add_row(row.measure.title.in_(spoken()), *cells)
        console().print(grid)
        console().print(say("* apart from the other customers beyond chance", "* 与其他客户的差异超出偶然"))


def save(book: Segments, draft: Draft) -> None:
    """Keep a segment; one's own of the same name is changed, in what was given."""
    mine = (s for s in book.all() if s.made_by == LOCAL.user_id)
    there = next((s for s in mine if folded(s.name) == folded(draft.name)), None)
    kept = book.change(there.segment_id, **draft.model_dump(exclude_unset=True)) if there else book.save(draft)
    console().print(escape(say(f"Kept: {kept.name} ({kept.segment_id})", f"已保存：{kept.name}（{kept.segment_id}）")))


def delete(book: Segments, words: Sequence[str]) -> None:
    """Forget a segment."""
    found = book.find(one(words))
    book.drop(found.segment_id)
    console().print(escape(say(f"Deleted: {found.name}", f"已删除：{found.name}")))


def one(words: Sequence[str]) -> str:
    """The one segment that is named."""
    if len(words) != 1:
        raise InvalidInput(
            Text(en="Name one segment.", zh="请指定一个分群名称。"),
            next_step=Text(en="foresail segment lists them.", zh="运行 foresail segment 查看全部。"),
        )
    return words[0]


def _grid() -> Table:
    return Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
