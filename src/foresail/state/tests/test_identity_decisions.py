"""Decisions about records that may be one: kept, replaced by a later word, taken back, never lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from foresail.kernel.problem import InvalidInput, NotFound
from foresail.state.decisions import IdentityDecisions
from foresail.state.records import IdentityDecision
from foresail.state.store import State

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)


def said(verdict: str, left: str = "erp:9", right: str = "crm:1") -> IdentityDecision:
    return IdentityDecision.model_validate(
        {"at": NOW, "user_id": "u", "entity": "account", "left_id": left, "right_id": right, "verdict": verdict}
    )


def test_the_last_word_on_a_pair_counts_and_all_words_are_kept() -> None:
    kept = IdentityDecisions(State("sqlite://"))
    kept.add(said("same"))
    kept.add(said("different", left="crm:1", right="erp:9"))
    assert [(d.left_id, d.right_id, d.verdict) for d in kept.standing()] == [("crm:1", "erp:9", "different")]
    kept.add(said("withdrawn"))
    assert kept.standing() == ()
    assert [d.verdict for d in kept.history()] == ["same", "different", "withdrawn"]


def test_what_cannot_be_is_refused() -> None:
    kept = IdentityDecisions(State("sqlite://"))
    with pytest.raises(InvalidInput):
        kept.add(said("same", left="crm:1", right="crm:1"))
    with pytest.raises(NotFound, match="Nothing was decided"):
        kept.add(said("withdrawn"))
