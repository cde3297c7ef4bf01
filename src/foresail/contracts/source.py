"""How a system's exports are declared: names of its objects and fields, and what they are in the canonical model."""

from __future__ import annotations

from collections.abc import Mapping

from foresail.kernel.base import Frozen
from foresail.kernel.text import Text


class FieldPreset(Frozen):
    """One canonical column of one object: API names first, then labels (both are matched without case and spaces)."""

    api: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


class ObjectPreset(Frozen):
    """One object of a system.

    Parameters
    ----------
    table
        The canonical table.
    names
        File and sheet names by which the object is known (`Opportunity`, `NewOpportunityObj`, `商机`).
    fields
        Canonical column → names.
    values
        Canonical column → value of the system → canonical value (`sales_status`: 赢单 → won).
    """

    table: str
    names: tuple[str, ...]
    fields: Mapping[str, FieldPreset]
    values: Mapping[str, Mapping[str, str]] = {}


class Source(Frozen):
    """A system that exports files or answers calls."""

    name: str
    title: Text
    objects: tuple[ObjectPreset, ...]
