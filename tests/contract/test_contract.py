"""Every behaviour on every capability that is discovered."""

from __future__ import annotations

import pytest

from contract.behaviours import BEHAVIOURS
from contract.behaviours.case import Case
from contract.behaviours.future import NIGHTLY_DAYS_BACK, scrambled_later
from contract.world import World
from foresail.runtime.discovery import ANALYTICS, collect, scan

CATALOGUE = collect(scan(ANALYTICS))
_CASES: dict[str, Case] = {}


def case_of(capability_id: str, world: World) -> Case:
    """One case a capability: its first run serves all behaviours."""
    if capability_id not in _CASES:
        _CASES[capability_id] = Case(CATALOGUE.entry(capability_id), CATALOGUE, world)
    return _CASES[capability_id]


@pytest.mark.parametrize("behaviour", list(BEHAVIOURS))
@pytest.mark.parametrize("capability_id", sorted(CATALOGUE.entries))
def test_behaviour(capability_id: str, behaviour: str, world: World) -> None:
    reason = CATALOGUE.entry(capability_id).capability.waives.get(behaviour)
    if reason is None:
        BEHAVIOURS[behaviour](case_of(capability_id, world))


@pytest.mark.nightly
@pytest.mark.parametrize("capability_id", sorted(CATALOGUE.entries))
def test_nothing_later_matters_on_more_days(capability_id: str, world: World) -> None:
    if "nothing_later" not in CATALOGUE.entry(capability_id).capability.waives:
        scrambled_later(case_of(capability_id, world), NIGHTLY_DAYS_BACK)


@pytest.mark.parametrize("capability_id", sorted(CATALOGUE.entries))
def test_what_is_waived_has_a_reason(capability_id: str) -> None:
    for behaviour, reason in CATALOGUE.entry(capability_id).capability.waives.items():
        assert behaviour in BEHAVIOURS, f"there is no behaviour “{behaviour}”"
        assert len(reason.split()) >= 4, f"“{behaviour}” is waived without a reason"
