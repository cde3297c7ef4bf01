"""Saved segments: names that are unique for those who see them, and what each person sees."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from foresail.kernel.problem import Conflict, NotFound
from foresail.state.records import SavedSegment
from foresail.state.segments import SavedSegments
from foresail.state.store import State

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)


@pytest.fixture
def kept() -> SavedSegments:
    return SavedSegments(State("sqlite://"))


def one(name: str, by: str = "u1", *, shared: bool = False, **more: object) -> SavedSegment:
    values = {"segment_id": f"{by}-{name}-{shared}", "condition": "region = 华东", **more}
    return SavedSegment(name=name, shared=shared, made_by=by, made_at=NOW, changed_by=by, changed_at=NOW, **values)  # type: ignore[arg-type]


def test_kept_as_it_was_said(kept: SavedSegments) -> None:
    said = one("华东重点客户 'x\"; DROP TABLE", note="每周一看", pinned=("crm:1", "crm:'2"), shared=True)
    kept.add(said)
    assert kept.seen_by("u1") == (said,)
    changed = said.model_copy(update={"name": "别的", "pinned": (), "changed_by": "u2"})
    assert kept.change(changed) == changed
    assert kept.seen_by("u2") == (changed,)
    kept.drop(changed.segment_id)
    assert kept.seen_by("u1") == ()
    for gone in (lambda: kept.drop(changed.segment_id), lambda: kept.change(changed)):
        with pytest.raises(NotFound):
            gone()


def test_everybody_sees_what_is_shared_and_nobody_what_is_not(kept: SavedSegments) -> None:
    kept.add(one("我的"))
    kept.add(one("大家的", shared=True))
    assert [s.name for s in kept.seen_by("u1")] == ["大家的", "我的"]
    assert [s.name for s in kept.seen_by("u2")] == ["大家的"]


def test_a_name_is_there_once_for_those_who_see_it(kept: SavedSegments) -> None:
    kept.add(one("Key accounts", shared=True))
    for name in ("Key accounts", "ＫＥＹ  accounts", " key ACCOUNTS"):
        with pytest.raises(Conflict):
            kept.add(one(name, "u2"))
    kept.add(one("mine"))
    kept.add(one("mine", "u2"))  # nobody sees both
    other = one("other")
    kept.add(other)
    with pytest.raises(Conflict):
        kept.change(other.model_copy(update={"name": "MINE"}))
    kept.change(other.model_copy(update={"note": "the own name is not in its own way"}))
