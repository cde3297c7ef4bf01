"""Command line, API and Python take the same names and give the same answer."""

from __future__ import annotations

import json
from typing import Any

from contract.behaviours.case import Case
from foresail.kernel.problem import InvalidInput
from foresail.runtime.capability.params import parse_params

TAKEN = frozenset(
    {"as_of", "compare", "currency", "evidence", "format", "from", "limit", "offset", "out", "output", "page", "params",
     "search", "size", "sort", "to", "where", "workspace"}
)  # fmt: skip
"""Names that the command line or the address of a page uses itself."""


def doors_agree(case: Case) -> None:
    """Names fit all doors, and a value means the same as text, as JSON and in Python."""
    capability = case.entry.capability
    names = set(capability.params.model_fields)
    assert not (clash := sorted(names & TAKEN)), f"the doors use {clash} themselves"
    assert "runs" not in capability.outputs, "the API starts runs under that name"
    usual = capability.params()
    as_text = {name.replace("_", "-"): _text(value) for name, value in usual.model_dump().items()}
    as_json = json.loads(json.dumps(usual.model_dump(mode="json")))
    assert _parsed(case, as_text) == usual, "a value means something else on the command line"
    assert _parsed(case, as_json) == usual, "a value means something else in the API"


def _parsed(case: Case, given: dict[str, Any]) -> Any:
    try:
        return parse_params(case.entry.capability.params, given)
    except InvalidInput as problem:
        raise AssertionError(problem.render("en")) from problem


def _text(value: Any) -> str:
    return ",".join(str(v) for v in value) if isinstance(value, tuple) else str(value)
