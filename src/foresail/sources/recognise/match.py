"""How well a table of a file fits an object: which of its columns are which fields, with what confidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import polars as pl

from foresail.kernel.base import Frozen
from foresail.sources.convert.style import Profile
from foresail.sources.convert.value import convert, refused
from foresail.sources.recognise.catalogue import Known, generic
from foresail.sources.recognise.fields import kind_of
from foresail.sources.recognise.names import file_fit, likeness, plain, without_note

How = Literal["api", "label", "weak", "note", "like", "values", "kept", "person"]
CONFIDENCE: dict[str, float] = {
    "api": 0.99, "label": 0.95, "note": 0.93, "weak": 0.92,
    "like": 0.7, "values": 0.65, "kept": 1.0, "person": 1.0,
}  # fmt: skip
SURE = 0.9
"""From here on a column is taken without a person."""

_WEIGHT = {"api": 1.05, "label": 1.0, "note": 0.9, "weak": 0.35}
_STRENGTH = {"api": 0, "label": 1, "note": 2, "weak": 3}


class Found(Frozen):
    """One column of a file, recognised."""

    header: str
    field: str
    how: How
    confidence: float


class Match(Frozen):
    """A table of a file as one object."""

    known: Known
    found: tuple[Found, ...]
    score: float
    name_fit: float

    @property
    def table(self) -> str:
        return self.known.preset.table


def match(known: Known, shown: str, headers: Sequence[str]) -> Match | None:
    """Match the headers of a file against one object; None where it cannot be that object."""
    name_fit = file_fit(shown, known.preset.names)
    pairs = _assign(known, headers)
    strong = sum(1 for _, how in pairs.values() if how != "weak")
    settled = name_fit > 0 or strong >= 2
    counted = {f for f, how in _fields(pairs) if how != "weak" or settled}
    if any(not counted.intersection(group) for group in known.preset.signature):
        return None
    if any(raw not in {plain(h) for h in headers} for raw in map(plain, known.preset.rows)):
        return None
    score = sum(_WEIGHT[how] * (0.6 if "." in field else 1.0) for field, how in _fields(pairs))
    score += 3 * name_fit + 2 * len(pairs) / max(len(headers), 1) + (0.5 if settled else 0)
    found = []
    for header in headers:
        if header in pairs:
            names, how = pairs[header]
            sure = CONFIDENCE[how] if how != "weak" or settled else 0.6
            found += [Found(header=header, field=f, how=how, confidence=sure) for f in names]
    return Match(known=known, found=tuple(found), score=score, name_fit=name_fit)


def _fields(pairs: Mapping[str, tuple[tuple[str, ...], str]]) -> list[tuple[str, str]]:
    return [(field, how) for fields, how in pairs.values() for field in fields]


def _assign(known: Known, headers: Sequence[str]) -> dict[str, tuple[tuple[str, ...], str]]:
    """Header → fields, the strongest names first; a field takes one header unless it joins several."""
    options = []
    for place, header in enumerate(headers):
        hits = known.names.get(plain(header), ())
        noted = "" if hits else plain(without_note(header))
        for field, how, rank in hits or [
            (f, "note" if h != "weak" else h, r) for f, h, r in known.names.get(noted, ())
        ]:
            options.append((_STRENGTH[how], rank, place, header, field, how))
    taken: set[str] = set()
    out: dict[str, tuple[tuple[str, ...], str]] = {}
    for _, _, _, header, field, how in sorted(options):
        preset = known.preset.fields[field]
        shared = bool(preset.prefixes)
        if (field in taken and not preset.joined) or (header in out and not (shared and out[header][1] == how)):
            continue
        taken.add(field)
        fields = out[header][0] if header in out else ()
        out[header] = ((*fields, field), how)
    return out


def further(best: Match, headers: Sequence[str]) -> Match:
    """Columns that the object has no name for: by general words of its table, then by likeness."""
    found = list(best.found)
    taken = {f.field for f in found}
    named = {f.header for f in found}
    kinds = {plain(n) for n in (*best.known.preset.rows, *best.known.preset.skip)}
    headers = [h for h in headers if plain(h) not in kinds]
    words = generic(best.table)
    if words is not None and words is not best.known:
        for header, (fields, how) in _assign(words, [h for h in headers if h not in named]).items():
            if how in ("label", "note") and not taken.intersection(fields) and not _second_name(fields[0], taken):
                found += [Found(header=header, field=f, how="label", confidence=0.92) for f in fields]
                taken.update(fields)
                named.add(header)
    for header in headers:
        if header not in named:
            field = _alike(words or best.known, plain(header), taken)
            if field:
                found.append(Found(header=header, field=field, how="like", confidence=CONFIDENCE["like"]))
                taken.add(field)
    order = {f.header: i for i, f in enumerate(found)} | {h: i for i, h in enumerate(headers)}
    return best.model_copy(update={"found": tuple(sorted(found, key=lambda f: order[f.header]))})


def _second_name(field: str, taken: set[str]) -> bool:
    """A status where the outcome is known already by better means, and the like."""
    return field == "outcome" and bool(taken & {"_won", "_closed", "_lost", "stage"})


def _alike(known: Known, name: str, taken: set[str]) -> str:
    if len(name) < 6:
        return ""
    best, best_field = 0.9, ""
    for word, hits in known.names.items():
        free = [f for f, how, _ in hits if how == "label" and f not in taken]
        if free and (ratio := likeness(name, word)) > best:
            best, best_field = ratio, free[0]
    return best_field


def tested(best: Match, sample: pl.DataFrame, headers: Sequence[str], zone: str) -> Match:
    """Look at values: a column whose values are not what its name says loses its confidence, or is left out."""
    kept = []
    place = {h: f"c{i}" for i, h in enumerate(headers)}
    for found in best.found:
        if found.how in ("kept", "person"):
            kept.append(found)
            continue
        kind = kind_of(best.table, found.field)
        values = sample[place[found.header]]
        profile = Profile(found.header, kind)
        profile.look(values)
        style, _ = profile.decide(None, "")
        bad = refused(values, convert(values, kind, style, zone), kind)
        share = int(bad.sum()) / max(len(values) - values.null_count() - int((values == "").sum()), 1)
        if share > 0.95:  # it is something else under that name
            continue
        kept.append(found.model_copy(update={"confidence": min(found.confidence, 0.8)}) if share > 0.05 else found)
    return best.model_copy(update={"found": (*kept, *_by_values(best, kept, sample, headers))})


def _by_values(best: Match, kept: list[Found], sample: pl.DataFrame, headers: Sequence[str]) -> list[Found]:
    """Columns without a known name whose values speak for themselves."""
    taken, named = {f.field for f in kept}, {f.header for f in kept}
    out = []
    for i, header in enumerate(headers):
        values = sample[f"c{i}"].drop_nulls().filter(sample[f"c{i}"].drop_nulls() != "")
        if header in named or len(values) < 3 or "email" not in best.known.preset.fields or "email" in taken:
            continue
        if values.str.contains(r"^[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}$").sum() >= 0.9 * len(values):
            out.append(Found(header=header, field="email", how="values", confidence=CONFIDENCE["values"]))
            taken.add("email")
    return out
