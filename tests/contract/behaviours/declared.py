"""What the declaration itself must keep: units, pages, parameters."""

from __future__ import annotations

from typing import Any

import pytest

from contract.behaviours.case import Case
from foresail.contracts.output import unwrap
from foresail.kernel.problem import InvalidInput
from foresail.runtime.capability.params import bounds, parse_params
from foresail.runtime.declarations.page import PageCheck
from foresail.runtime.declarations.rows import check_rows


def units(case: Case) -> None:
    """Every number has a unit, money is a decimal."""
    assert not (found := [f.what.en for f in check_rows(case.entry)]), found


def page_names(case: Case) -> None:
    """The page names only what is declared."""
    catalogue = case.catalogue
    check = PageCheck(catalogue.outputs, catalogue.metrics, catalogue.dimensions)
    found = [f.what.en for f in check.check(case.entry.capability.page, case.entry.folder)]
    assert not found, found


def bad_params(case: Case) -> None:
    """A wrong parameter is refused with words that say what is right."""
    kind = case.entry.capability.params
    with pytest.raises(InvalidInput) as unknown:
        parse_params(kind, {"no_such_parameter": "1"})
    assert unknown.value.next_step is not None
    for name, field in kind.model_fields.items():
        plain, _ = unwrap(field.annotation)
        if plain not in (int, float):
            continue
        low, high = bounds(field)
        assert low is not None, f"{name} has no lowest value"
        assert high is not None, f"{name} has no highest value"
        for wrong in ("abc", str(low - 1), str(high + 1)):
            _refused(kind, name, wrong, low, high)
        misspelt = name[:-1] if len(name) > 3 else f"{name}x"
        with pytest.raises(InvalidInput) as near:
            parse_params(kind, {misspelt: "1"})
        assert name in near.value.closest or name == misspelt


def _refused(kind: Any, name: str, wrong: str, low: float, high: float) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_params(kind, {name: wrong})
    words = refused.value.render("en") + refused.value.render("zh")
    assert name in words, f"{name}={wrong}: the words do not name it"
    assert f"{low:g}" in words, f"{name}={wrong}: the words do not name the lowest value"
    assert f"{high:g}" in words, f"{name}={wrong}: the words do not name the highest value"
