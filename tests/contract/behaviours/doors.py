"""Command line, API and Python give the same answer."""

from __future__ import annotations

from contract.behaviours.case import Case


def doors_agree(case: Case) -> None:
    """The names under which the doors know a capability follow from its declaration alone."""
    capability = case.entry.capability
    for output in capability.outputs:
        assert capability.table(output) == f"{capability.domain}_{capability.name}_{output}"
    assert capability.page.id == capability.id
