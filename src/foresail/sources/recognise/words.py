"""A short way to write down names of fields: `"StageName ; Stage|Deal stage ~ status"` = API ; labels ~ weak."""

from __future__ import annotations

from collections.abc import Mapping

from foresail.contracts.source import FieldPreset, ObjectPreset


def _split(words: str) -> tuple[str, ...]:
    return tuple(w.strip() for w in words.split("|") if w.strip())


def field(spec: str, **more: object) -> FieldPreset:
    """One field from its names.

    Examples
    --------
    >>> field("StageName ; Stage ~ status").api
    ('StageName',)
    """
    strong, _, weak = spec.partition("~")
    api, _, labels = strong.rpartition(";")
    return FieldPreset(api=_split(api), labels=_split(labels), weak=_split(weak), **more)


def fields(specs: Mapping[str, str], **special: FieldPreset) -> dict[str, FieldPreset]:
    """Fields from their names; `special` adds those that need more than names."""
    return {name: field(spec) for name, spec in specs.items()} | special


def signature(spec: str) -> tuple[tuple[str, ...], ...]:
    """`"opportunity_id,name + stage,amount"`: one of each group."""
    return tuple(tuple(n.strip() for n in group.split(",")) for group in spec.split("+") if group.strip())


def table(name: str, files: str, needs: str, specs: Mapping[str, str]) -> ObjectPreset:
    """A table that is known by words alone."""
    return ObjectPreset(table=name, names=_split(files), signature=signature(needs), fields=fields(specs))
