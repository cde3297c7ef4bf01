"""How a system's exports are declared: names of its objects and fields, and what they are in the canonical model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from foresail.kernel.base import Frozen
from foresail.kernel.text import Text


class FieldPreset(Frozen):
    """The names of one field: API names first, then labels (both are matched without case, spaces and punctuation).

    Parameters
    ----------
    api, labels
        Names by which the field is known for certain.
    weak
        Names that say little by themselves (`id`, `name`, `date`): they count once something else tells the table.
    joined
        Several columns are found and joined by a space (first and last name).
    prefixes
        Only values that begin so are meant (a Salesforce `WhatId` that begins with 006 is an opportunity).
    """

    api: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    joined: bool = False
    prefixes: tuple[str, ...] = ()


class ObjectPreset(Frozen):
    """One object of a system.

    Parameters
    ----------
    table
        The canonical table that a row of the object is.
    names
        File and sheet names by which the object is known (`Opportunity`, `NewOpportunityObj`, `商机`).
    fields
        Field → names. A field is a canonical column of `table`; or `_hint`, which helps to compute one
        (`_close_date`, `_won`, `_account_name`); or `table.column` of another canonical table that the same row tells
        about (`account.country` in a file of order lines).
    values
        Field → value of the system → canonical value (`sales_status`: 赢单 → won).
    signature
        Groups of fields: at least one field of every group must be found, or the file is not this object.
    rows
        Raw name → values: only rows with one of these values are this object (Odoo's `type` = opportunity).
    skip
        Raw name → values: rows with one of these were deleted in the system and are counted, not loaded.
    constants
        Field → value where the file has no column for it.
    history
        `snapshots`: every row is the state at `changed_at`; `properties`: every row is a new value of a named property.
    """

    table: str
    names: tuple[str, ...]
    fields: Mapping[str, FieldPreset]
    values: Mapping[str, Mapping[str, str]] = {}
    signature: tuple[tuple[str, ...], ...] = ()
    rows: Mapping[str, tuple[str, ...]] = {}
    skip: Mapping[str, tuple[str, ...]] = {}
    constants: Mapping[str, str] = {}
    history: Literal["", "snapshots", "properties"] = ""


class WriteBack(Frozen):
    """How results go back into a system: the names under which its own import takes them.

    Parameters
    ----------
    record
        The column that names the record, as the system's import calls it.
    record_number
        Its name where the ids are plain numbers, if that differs (Odoo: `.id` instead of the external id).
    columns
        Our column (`foresail_win_percent`) → the field of the system. The field is made once, by its administrator.
    mark
        Whether its import wants a byte order mark to read other than English texts.
    """

    record: str
    record_number: str = ""
    columns: Mapping[str, str]
    mark: bool = False


class Source(Frozen):
    """A system that exports files or answers calls, and perhaps takes results back (`write_back`: table → names)."""

    name: str
    title: Text
    objects: tuple[ObjectPreset, ...]
    write_back: Mapping[str, WriteBack] = {}
