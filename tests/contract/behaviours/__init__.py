"""The behaviours, by name: a declaration may waive one under that name, with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from contract.behaviours.access import row_scope
from contract.behaviours.answers import json_finite, naive_baseline, output_types
from contract.behaviours.case import Case
from contract.behaviours.declared import bad_params, page_names, units
from contract.behaviours.doors import doors_agree
from contract.behaviours.future import nothing_later
from contract.behaviours.little import too_little
from contract.behaviours.money import money_scale
from contract.behaviours.purity import no_effects
from contract.behaviours.repeatable import row_order, same_seed

BEHAVIOURS: Mapping[str, Callable[[Case], None]] = {
    "same_seed": same_seed,
    "row_order": row_order,
    "nothing_later": nothing_later,
    "too_little": too_little,
    "money_scale": money_scale,
    "json_finite": json_finite,
    "output_types": output_types,
    "row_scope": row_scope,
    "naive_baseline": naive_baseline,
    "page_names": page_names,
    "units": units,
    "no_effects": no_effects,
    "bad_params": bad_params,
    "doors_agree": doors_agree,
}
